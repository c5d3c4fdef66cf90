"""Whether the targets of the quarters make the target of the year."""

from decimal import Decimal

import pytest

from kinerja.periode import Agregasi
from kinerja.rencana import MasalahRencana, Rencana, periksa_rencana


def angka(*teks: str | None) -> list[Decimal | None]:
    return [None if satu is None else Decimal(satu) for satu in teks]


@pytest.mark.parametrize(
    ("agregasi", "target", "triwulan", "nilai", "masalah"),
    [
        (Agregasi.JUMLAH, "4", ("1", "1", "1", "1"), "4", None),
        (Agregasi.JUMLAH, "0.3", ("0.1", None, "0.2", None), "0.3", None),
        (Agregasi.JUMLAH, "4", ("1", "1", "1", None), "3", MasalahRencana.BUKAN_JUMLAH),
        (Agregasi.RATA_RATA, "90", ("80", None, "100", None), "90", None),
        (Agregasi.RATA_RATA, "90", ("80", "90", "100", "100"), "92.5", MasalahRencana.BUKAN_RATA_RATA),
        (Agregasi.NILAI_AKHIR, "100", ("25", "50", "75", "100"), "100", None),
        (Agregasi.NILAI_AKHIR, "100", ("25", "50", "100", None), "100", None),
        (Agregasi.NILAI_AKHIR, "100", ("100", None, None, "90"), "90", MasalahRencana.BUKAN_NILAI_AKHIR),
        (Agregasi.TAHUNAN, "100", (None, None, None, "100"), "100", None),
        (Agregasi.TAHUNAN, "100", (None, "90", None, None), "90", MasalahRencana.BUKAN_TARGET_TAHUN),
        (Agregasi.TAHUNAN, "100", ("100", None, None, "100"), None, MasalahRencana.LEBIH_DARI_SEKALI),
        (Agregasi.JUMLAH, "0", ("0", None, None, None), "0", None),
        *((cara, "1", (None,) * 4, None, MasalahRencana.KOSONG) for cara in Agregasi),
    ],
)
def test_the_quarters_are_checked_by_the_rule_of_the_indikator(agregasi, target, triwulan, nilai, masalah):
    expected = Rencana(None if nilai is None else Decimal(nilai), masalah)
    assert periksa_rencana(agregasi, Decimal(target), angka(*triwulan)) == expected


def test_a_mean_that_does_not_end_is_compared_exactly():
    hasil = periksa_rencana(Agregasi.RATA_RATA, Decimal("33.33"), angka("33", "33", "34", None))
    assert hasil.masalah is MasalahRencana.BUKAN_RATA_RATA


@pytest.mark.parametrize("triwulan", [(), ("1",), ("1", "1", "1", "1", "1")])
def test_there_are_four_quarters(triwulan):
    with pytest.raises(ValueError, match="four quarters"):
        periksa_rencana(Agregasi.JUMLAH, Decimal(1), angka(*triwulan))


def test_a_float_is_no_figure():
    with pytest.raises(TypeError):
        periksa_rencana(Agregasi.JUMLAH, Decimal(1), [1.0, None, None, None])
