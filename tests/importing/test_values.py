"""Numbers, formats and moments as files store them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from importing.values import Format, clean, exact, exact_float, format_of, moment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("33304443000", 33304443000),
        ("3.3304443E10", 33304443000),
        ("3.3304443e+010", 33304443000),
        ("99.519999999999996", Decimal("99.52")),
        ("0.1", Decimal("0.1")),
        ("1.", 1),
        (".5", Decimal("0.5")),
        (" 7\n", 7),
        ("-12", -12),
        ("+12", 12),
        ("-0", 0),
        ("-0.0", 0),
        ("1E-7", Decimal("1E-7")),
        ("1e23", 10**23),
        ("9" * 40, int("9" * 40)),
    ],
)
def test_a_number_is_exact(text, value):
    found = exact(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text", ["", " ", "dua", "1,5", "1_000", "٣", "0x1F", "nan", "inf", "1e999", "1e99999", "--1", "1 2"]
)
def test_a_text_that_is_no_number(text):
    with pytest.raises(ValueError, match="is no number"):
        exact(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_its_shortest_decimal(value):
    found = exact_float(value)
    assert float(found) == value
    assert found == Decimal(repr(value))
    assert isinstance(found, int) == value.is_integer()


@given(st.integers(-(10**30), 10**30))
def test_a_whole_number_is_taken_as_written(value):
    assert exact(str(value)) == value


@pytest.mark.parametrize(
    ("code", "shown_as"),
    [
        ("General", Format.NUMBER),
        ("@", Format.NUMBER),
        ("#,##0.00", Format.NUMBER),
        ('_-"Rp"* #,##0_-;-"Rp"* #,##0_-', Format.NUMBER),
        ("[$Rp-421]#,##0", Format.NUMBER),
        ('#,##0" hari"', Format.NUMBER),
        ("0.00E+00", Format.NUMBER),
        ("[Red]-#,##0", Format.NUMBER),
        ("0\\%", Format.NUMBER),
        ('0"%"', Format.NUMBER),
        ("#,##0;0%", Format.NUMBER),
        ("0%", Format.PERCENT),
        ("0.00%;[Red]-0.00%", Format.PERCENT),
        ("_(0.0%_)", Format.PERCENT),
        ("dd/mm/yyyy", Format.MOMENT),
        ("[$-421]dd mmmm yyyy;@", Format.MOMENT),
        ("[h]:mm", Format.MOMENT),
        ("mmm-yy", Format.MOMENT),
        ("YYYY", Format.MOMENT),
    ],
)
def test_what_a_format_makes_of_a_number(code, shown_as):
    assert format_of(code) is shown_as


@pytest.mark.parametrize(
    ("serial", "found"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, None),
        (61, date(1900, 3, 1)),
        (45306, date(2024, 1, 15)),
        (Decimal("45306.25"), datetime(2024, 1, 15, 6)),
        (Decimal("0.5"), time(12)),
        (0, time()),
        (2958465, date(9999, 12, 31)),
        (2958466, None),
        (33304443000, None),
        (-1, None),
        (10**30, None),
    ],
)
def test_the_moment_of_a_day_number(serial, found):
    assert moment(serial, since_1904=False) == found


@pytest.mark.parametrize(
    ("serial", "found"),
    [(0, date(1904, 1, 1)), (43844, date(2024, 1, 15)), (2957003, date(9999, 12, 31)), (2957004, None)],
)
def test_the_moment_of_a_day_number_since_1904(serial, found):
    assert moment(serial, since_1904=True) == found


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)))
def test_a_moment_is_what_openpyxl_stores(when):
    when = when.replace(microsecond=when.microsecond // 1000 * 1000)
    found = moment(exact_float(to_excel(when)), since_1904=False)
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    assert abs(found - when) <= timedelta(milliseconds=1)


def test_letters_that_no_database_takes_are_replaced():
    assert clean("a\0b\x1fc\ud800d\te\nf\u00a0") == "a\ufffdb\ufffdc\ufffdd\te\nf\u00a0"
