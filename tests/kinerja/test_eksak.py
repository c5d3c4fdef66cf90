"""The arithmetic carries enough digits, and no caller's context changes a figure."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from kinerja.eksak import DIGIT, desimal, eksak, jumlah_eksak, periksa, periksa_bulat, rata, tanpa_ekor


@pytest.mark.parametrize("nilai", [1.5, 1, True, "1", None])
def test_periksa_refuses_what_is_no_decimal(nilai):
    with pytest.raises(TypeError):
        periksa(nilai)


@pytest.mark.parametrize("teks", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+1001", "1E-1001"])
def test_periksa_refuses_what_is_no_ordinary_number(teks):
    with pytest.raises(ValueError, match="Decimal"):
        periksa(Decimal(teks))


@pytest.mark.parametrize("nilai", [True, Decimal(1), 1.0, "1", None])
def test_periksa_bulat_refuses_what_is_no_plain_int(nilai):
    with pytest.raises(TypeError):
        periksa_bulat(nilai)


def test_desimal_is_exact_when_the_division_ends():
    assert [str(desimal(Fraction(*satu))) for satu in [(100, 1), (3923, 40), (-1, 8)]] == [
        "100",
        "98.075",
        "-0.125",
    ]


def test_desimal_carries_fifty_digits():
    assert desimal(Fraction(1, 3)) == Decimal("0." + "3" * DIGIT)


def test_desimal_does_not_see_the_context_of_the_caller():
    with localcontext() as konteks:
        konteks.prec = 3
        assert desimal(Fraction(1, 3)) == Decimal("0." + "3" * DIGIT)


def test_rata_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        rata([])


def test_tanpa_ekor_drops_the_tail_of_a_division():
    bagian = desimal(Fraction(2, 3))
    assert desimal(eksak(bagian) * 3) == Decimal("2.0000000000000000000000000000000000000000000000000")
    assert tanpa_ekor(Decimal("80." + "0" * 40 + "1")) == 80


def test_tanpa_ekor_keeps_a_figure():
    assert str(tanpa_ekor(Decimal("98.075"))) == "98.075"


@pytest.mark.parametrize("teks", ["1E+1000", "1E-1000", "-9E+1000", "0." + "1" * 1000, "98.075000"])
def test_periksa_takes_an_ordinary_number_whole(teks):
    assert str(periksa(Decimal(teks))) == teks


@pytest.mark.parametrize("teks", ["1." + "1" * 1001, "0." + "1" * 1001, "9" * 1002])
def test_periksa_refuses_a_number_with_too_many_digits(teks):
    with pytest.raises(ValueError, match="beyond"):
        periksa(Decimal(teks))


@pytest.mark.parametrize("teks", [[], ["98.075000", "-2", "0.1"], ["1E+1000", "1E-1000", "-9E+1000", "3"]])
def test_jumlah_eksak_is_the_sum_of_the_fractions(teks):
    nilai = [Decimal(satu) for satu in teks]
    with localcontext() as konteks:
        konteks.prec = 3
        assert jumlah_eksak(nilai) == sum(map(Fraction, nilai))
