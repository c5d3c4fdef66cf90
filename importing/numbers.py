"""A number that was stored as text: every reading it can have, and what its column says about that. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from kinerja.angka import DIGIT_MAKSIMUM, AngkaTidakSah, parse_angka

#: Between thousands: a plain blank, or one of those that do not break a line.
BLANKS = " \N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
#: Of a text that may be a number, with everything around the digits.
MOST_LETTERS = 100
_SWAP = str.maketrans(".,", ",.")
_HYPHENS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
_WHOLE = re.compile(
    r"(\()?\s*(-)?\s*(Rp\.?|IDR)?\s*(\()?(-)?\s*"
    r"(?P<digits>[0-9][^()%]*?)(?P<dashes>[.,]-)?(?:\s*(?P<percent>%))?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_GROUPED_BY_BLANKS = re.compile(rf"[0-9]{{1,3}}([{BLANKS}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:[.,][0-9]+)?")
_SCIENTIFIC = re.compile(r"([0-9]+)(?:([.,])([0-9]+))?[eE]([+-]?[0-9]{1,2})")


class Style(Enum):
    """How thousands and decimals are told apart."""

    PLAIN = auto()
    INDONESIAN = auto()
    ENGLISH = auto()


@dataclass(frozen=True)
class Reading:
    """One number that a text can mean: int where whole, else Decimal; with a % behind it, in percent."""

    value: int | Decimal
    style: Style
    percent: bool = False


def readings(text: str) -> tuple[Reading, ...]:
    """Every number that a text can mean: none, one, or an Indonesian and an English one.

    Read: `33.304.443.000`, `50,342,000,000`, `1 234,5`, `Rp 1.000,-`, `(1.000)`, `12,5E+3`, `99.72 %`;
    `1.234` has two readings. Not read: broken groups (`526,177,00`), words, a sign behind the digits,
    a lone hyphen.
    """
    bare = text.strip()
    found = _WHOLE.fullmatch(bare.translate(_HYPHENS)) if len(bare) <= MOST_LETTERS else None
    if found is None:
        return ()
    opened, minus, rupiah, opened_later, minus_later = found.groups()[:5]
    brackets, percent = bool(opened or opened_later), bool(found["percent"])
    signs = sum(map(bool, (opened, minus, opened_later, minus_later)))
    if signs > 1 or brackets != bool(found["close"]) or (percent and (rupiah or found["dashes"])):
        return ()
    digits = found["digits"].rstrip()
    both = _scientific(digits) or _positional(digits, found["dashes"] or "")
    return tuple(Reading(_negated(value) if signs else value, style, percent) for value, style in both)


def column_readings(texts: Sequence[str]) -> list[tuple[Reading, ...]]:
    """The readings that each text of a column still has when the others are looked at.

    A text with two is read in the style of the column when all texts with a single one agree on it. Amounts
    and percentages say nothing about each other.
    """
    found = [readings(text) for text in texts]
    styles = {percent: _evidence(found, percent=percent) for percent in (False, True)}
    return [_decided(both, styles[both[0].percent]) if len(both) > 1 else both for both in found]


def _evidence(found: Sequence[tuple[Reading, ...]], *, percent: bool) -> set[Style]:
    single = (both[0] for both in found if len(both) == 1)
    return {one.style for one in single if one.percent is percent} - {Style.PLAIN}


def _decided(both: tuple[Reading, ...], styles: set[Style]) -> tuple[Reading, ...]:
    return tuple(one for one in both if one.style in styles) if len(styles) == 1 else both


def _positional(digits: str, dashes: str) -> list[tuple[int | Decimal, Style]]:
    """`dashes`: the `,-` or `.-` that stands for no decimals, and so tells the style."""
    if blank := _GROUPED_BY_BLANKS.fullmatch(digits):
        digits = digits.replace(blank[1], "")
    if digits.isdigit() and not dashes:
        return _parsed(digits, Style.PLAIN)
    indonesian = _parsed(digits, Style.INDONESIAN) if dashes != ".-" else []
    english = _parsed(digits.translate(_SWAP), Style.ENGLISH) if dashes != ",-" else []
    if dashes:
        return [one for one in (*indonesian, *english) if dashes[0] not in digits]
    return [*indonesian, *english]


def _parsed(digits: str, style: Style) -> list[tuple[int | Decimal, Style]]:
    """By the strict grammar of typed numbers, in whose style the digits stand."""
    try:
        return [(_whole(parse_angka(digits)), style)]
    except AngkaTidakSah:
        return []


def _scientific(digits: str) -> list[tuple[int | Decimal, Style]]:
    """A mantissa has no groups, so that its one sign opens the decimals."""
    found = _SCIENTIFIC.fullmatch(digits)
    if found is None or len(found[1] + (found[3] or "")) > DIGIT_MAKSIMUM:
        return []
    style = {None: Style.PLAIN, ",": Style.INDONESIAN, ".": Style.ENGLISH}[found[2]]
    return [(_whole(Decimal(f"{found[1]}.{found[3] or 0}E{found[4]}")), style)]


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _negated(value: int | Decimal) -> int | Decimal:
    """A minus in front of a Decimal would round it."""
    return -value if isinstance(value, int) else value.copy_negate()
