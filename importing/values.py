"""Stored values made exact, once, at the door: numbers, number formats, moments. Pure."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from math import isfinite

#: Digits of a whole number that is taken as written; the programs themselves keep 17.
_MOST_DIGITS = 40
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
# What is only shown: quoted, escaped, padding, fill, brackets (colours, currencies, elapsed times).
_ONLY_SHOWN = re.compile(r'"[^"]*"?|[\\_*].|\[[^\]]*\]')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DAY_MS = 86_400_000
_LAST_SERIAL = 2_958_465


class Format(Enum):
    """What a number format makes of a number."""

    NUMBER = auto()
    PERCENT = auto()
    MOMENT = auto()


#: The built-in formats of Excel that are not plain numbers; 27-36 and 50-58 are dates of East Asian copies.
BUILT_IN = {
    **dict.fromkeys((9, 10), Format.PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), Format.MOMENT),
}


@lru_cache(maxsize=1024)
def format_of(code: str) -> Format:
    """What the first section of a format code such as `0.00%` or `dd/mm/yyyy` makes of a number.

    An elapsed time (`[h]:mm`) counts as a moment only for what stands outside the brackets.
    """
    bare = _ONLY_SHOWN.sub("", code).split(";")[0].lower()
    if "general" in bare:
        return Format.NUMBER
    if "%" in bare:
        return Format.PERCENT
    return Format.MOMENT if re.search("[ymdhs]", bare) else Format.NUMBER


def exact(text: str) -> int | Decimal:
    """A number as a file writes it: a whole one as int, else the shortest decimal of the stored float.

    `3.3304443E10` is 33304443000; `99.519999999999996`, which is how a float of 99.52 is written, is 99.52.
    ValueError: no number, or one beyond what a file can store.
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    plain = text.strip(" \t\r\n")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{plain[:40]!r} is no number")
    if re.fullmatch(r"[+-]?[0-9]+", plain) and len(plain) <= _MOST_DIGITS:
        return int(plain)
    return exact_float(float(plain))


def exact_float(value: float) -> int | Decimal:
    """A stored float by its shortest decimal form. ValueError: infinite or no number."""
    if not isfinite(value):
        raise ValueError(f"{value} is no number")
    if value.is_integer():
        return int(value) if abs(value) < 1e16 else int(Decimal(repr(value)))
    return Decimal(repr(value))


def moment(serial: int | Decimal, *, since_1904: bool) -> date | datetime | time | None:
    """The moment of a serial day number: a date at midnight, a time below 1; None outside the calendar.

    Rounded to milliseconds, as the programs do. Excel's 29 February 1900 (60) is no day.
    """
    total = int((Decimal(serial) * _DAY_MS).to_integral_value())
    days, rest = divmod(total, _DAY_MS)
    if days < 0 or days > _LAST_SERIAL:
        return None
    clock = timedelta(milliseconds=rest)
    if days == 0 and not since_1904:
        return (datetime.min + clock).time()
    if days == 60 and not since_1904:
        return None
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < 60 else 30)
    try:
        day = start + timedelta(days=days)
    except OverflowError:
        return None
    return datetime.combine(day, time()) + clock if rest else day


def clean(text: str) -> str:
    """A text without what no text may hold: control letters but tab and line ends, halves of letters."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
