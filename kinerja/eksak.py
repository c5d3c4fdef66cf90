"""Exact arithmetic: Decimal goes in, fractions do the counting, Decimal comes out with guard digits."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

#: Significant digits carried when a division does not end. Own contexts: the caller's never changes a figure.
DIGIT = 50
#: Decimals that count. Behind them lies the tail of a division (2/3 carried to 50 digits), not a figure.
DESIMAL_BERARTI = 20
_BATAS_PANGKAT = 1000
_TRAPS = [InvalidOperation, DivisionByZero, Overflow]
_HASIL = Context(prec=DIGIT, rounding=ROUND_HALF_EVEN, traps=_TRAPS)
_LEBAR = Context(prec=3 * _BATAS_PANGKAT, rounding=ROUND_HALF_EVEN, traps=_TRAPS)
_GRID = Decimal(1).scaleb(-DESIMAL_BERARTI)


def periksa(nilai: Decimal) -> Decimal:
    """Return `nilai` unchanged if it is a finite Decimal of ordinary size.

    TypeError: not a Decimal (float, int, bool, str). ValueError: NaN, infinite, or beyond 10**±1000.
    """
    if not isinstance(nilai, Decimal):
        raise TypeError(f"Decimal expected, got {type(nilai).__name__}")
    if not nilai.is_finite():
        raise ValueError(f"finite Decimal expected, got {nilai}")
    if abs(nilai.adjusted()) + len(str(nilai)) <= _BATAS_PANGKAT:
        return nilai  # what every figure is: as_tuple costs as much as the arithmetic itself
    pangkat = int(nilai.as_tuple().exponent)
    if pangkat < -_BATAS_PANGKAT or nilai.adjusted() > _BATAS_PANGKAT:
        raise ValueError("Decimal beyond 10**±1000")
    return nilai


def periksa_bulat(nilai: int) -> int:
    """Return `nilai` unchanged if it is a plain int. TypeError: bool, Decimal, float, str."""
    if type(nilai) is not int:
        raise TypeError(f"int expected, got {type(nilai).__name__}")
    return nilai


def eksak(nilai: Decimal) -> Fraction:
    """The exact fraction of a Decimal. Errors as in `periksa`."""
    return Fraction(periksa(nilai))


def desimal(nilai: Fraction) -> Decimal:
    """The Decimal of a fraction, correctly rounded to `DIGIT` significant digits; exact if it ends before."""
    return _HASIL.divide(Decimal(nilai.numerator), Decimal(nilai.denominator))


def jumlah_eksak(nilai: Iterable[Decimal]) -> Fraction:
    """The exact sum, added in digits: fractions of each take three times as long. Errors as in `periksa`."""
    jumlah = Decimal(0)
    for satu in nilai:
        jumlah = _LEBAR.add(jumlah, periksa(satu))
    return Fraction(jumlah)


def rata(nilai: Sequence[Fraction]) -> Fraction:
    """The exact mean. ValueError: an empty sequence has none."""
    if not nilai:
        raise ValueError("no mean of nothing")
    return sum(nilai[1:], nilai[0]) / len(nilai)


def tanpa_ekor(nilai: Decimal) -> Decimal:
    """`nilai` without the tail of a division, to `DESIMAL_BERARTI` decimals; only for comparing and showing.

    2/3 carried in digits and counted three times can end as 2.000…01: such a tail crosses no border, no half.
    """
    if int(periksa(nilai).as_tuple().exponent) >= -DESIMAL_BERARTI:
        return nilai
    return nilai.quantize(_GRID, context=_LEBAR)
