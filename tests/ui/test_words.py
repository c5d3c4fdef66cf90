"""Amounts in words, against what a clerk would write."""

import pytest

from ui.words import jumlah_kata, terbilang


@pytest.mark.parametrize(
    ("jumlah", "kata"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_001, "dua ribu satu"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
        (
            240_638_987,
            "dua ratus empat puluh juta enam ratus tiga puluh delapan ribu"
            " sembilan ratus delapan puluh tujuh",
        ),
        (50_342_000_000, "lima puluh miliar tiga ratus empat puluh dua juta"),
        (
            13_266_790_239,
            "tiga belas miliar dua ratus enam puluh enam juta tujuh ratus sembilan puluh ribu"
            " dua ratus tiga puluh sembilan",
        ),
        (-53_500_000, "minus lima puluh tiga juta lima ratus ribu"),
    ],
)
def test_terbilang(jumlah, kata):
    assert terbilang(jumlah) == kata


@pytest.mark.parametrize(
    ("jumlah", "teks"),
    [(9, "9 (sembilan)"), (14, "14 (empat belas)"), (0, "0 (nol)"), (16, "16 (enam belas)")],
)
def test_jumlah_kata(jumlah, teks):
    assert jumlah_kata(jumlah) == teks
