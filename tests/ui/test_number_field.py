"""A typed figure: what a spreadsheet in English may have meant in thousands is asked about, not read."""

from decimal import Decimal

import pytest

from kinerja.angka import AngkaTidakSah
from ui.number_field import AngkaField, baca_angka


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("1,000", "“1,000” dapat berarti 1 atau 1.000. Tulislah 1 atau 1.000."),
        (" 12,500 ", "“12,500” dapat berarti 12,5 atau 12.500. Tulislah 12,5 atau 12.500."),
        ("-3,120", "“-3,120” dapat berarti -3,12 atau -3.120. Tulislah -3,12 atau -3.120."),
    ],
)
def test_what_may_be_thousands_is_asked_about(teks, kalimat):
    with pytest.raises(AngkaTidakSah) as galat:
        baca_angka(teks)
    assert str(galat.value) == kalimat


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("1.000", "1000"),
        ("0,500", "0.500"),
        ("1,234", "1.234"),
        ("98,0750", "98.0750"),
        ("1.234,560", "1234.560"),
    ],
)
def test_what_can_only_be_one_number_is_read(teks, nilai):
    assert str(baca_angka(teks)) == nilai
    assert AngkaField().clean(teks) == Decimal(nilai)
