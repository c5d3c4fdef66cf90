"""Numbers read from words: the inverse of what the house writes, and nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.terbilang import KATA_BILANGAN, baca_terbilang
from ui.words import terbilang


@given(st.one_of(st.integers(0, 2000), st.integers(-(10**15) + 1, 10**15 - 1)))
def test_what_is_written_is_read_back(jumlah):
    kata = terbilang(jumlah)
    assert baca_terbilang(kata) == jumlah
    assert set(kata.split()) <= KATA_BILANGAN


@pytest.mark.parametrize(
    ("kata", "nilai"),
    [
        ("sebelas", "11"),
        ("Empat  Belas", "14"),
        ("tiga belas milyar dua ratus enam puluh enam juta", "13266000000"),
        ("dua juta seribu lima", "2001005"),
        ("dua puluh satu ribu", "21000"),
        ("sembilan puluh sembilan koma lima dua", "99.52"),
        ("sembilan puluh sembilan koma empat puluh", "99.40"),
        ("nol koma nol lima", "0.05"),
        ("minus tiga", "-3"),
    ],
)
def test_words_are_read(kata, nilai):
    assert baca_terbilang(kata) == Decimal(nilai)


@pytest.mark.parametrize(
    "kata",
    [
        "", "indikator", "belas", "satu belas", "puluh", "satu puluh", "dua tiga", "sepuluh satu",
        "tiga ratus delapan puluh tujuh ratus empat puluh tujuh", "dua ribu tiga juta", "ribu",
        "dua ribu ribu", "seratus seratus", "koma lima", "dua koma", "dua koma tiga koma empat", "minus",
        "nol puluh", "satu juta nol", "lima indikator",
    ],
)  # fmt: skip
def test_words_that_form_no_number_are_not_guessed(kata):
    assert baca_terbilang(kata) is None


@given(st.lists(st.sampled_from(sorted(KATA_BILANGAN)), max_size=8))
def test_any_heap_of_number_words_is_a_number_or_none(kata):
    nilai = baca_terbilang(" ".join(kata))
    assert nilai is None or nilai.is_finite()
