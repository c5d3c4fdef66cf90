"""Numbers that were stored as text: what they can mean, alone and in their column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing.numbers import BLANKS, Reading, Style, column_readings, readings
from kinerja.angka import format_angka

PLAIN, INDONESIAN, ENGLISH = Style.PLAIN, Style.INDONESIAN, Style.ENGLISH
NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


@pytest.mark.parametrize(
    ("text", "value", "style"),
    [
        ("0", 0, PLAIN),
        ("-0", 0, PLAIN),
        ("1234", 1234, PLAIN),
        ("33304443000", 33304443000, PLAIN),
        ("33.304.443.000", 33304443000, INDONESIAN),
        ("50,342,000,000", 50342000000, ENGLISH),
        ("1.234,56", Decimal("1234.56"), INDONESIAN),
        ("1,234.56", Decimal("1234.56"), ENGLISH),
        ("1234,5", Decimal("1234.5"), INDONESIAN),
        ("1234.567", Decimal("1234.567"), ENGLISH),
        ("0,125", Decimal("0.125"), INDONESIAN),
        ("0.125", Decimal("0.125"), ENGLISH),
        ("12.5", Decimal("12.5"), ENGLISH),
        ("1.000,00", 1000, INDONESIAN),
        ("1,000.00", 1000, ENGLISH),
        ("Rp1.000.000", 1000000, INDONESIAN),
        ("Rp 1.000,-", 1000, INDONESIAN),
        ("Rp. 1.000,–", 1000, INDONESIAN),
        ("rp 1,000.-", 1000, ENGLISH),
        ("Rp 5,-", 5, INDONESIAN),
        ("IDR 7", 7, PLAIN),
        ("-Rp 7", -7, PLAIN),
        ("Rp -7", -7, PLAIN),
        ("Rp (7)", -7, PLAIN),
        ("(Rp 1.000,00)", -1000, INDONESIAN),
        ("\N{MINUS SIGN}1.234.567", -1234567, INDONESIAN),
        (f"1{NBSP}234{NBSP}567", 1234567, PLAIN),
        (f"1{THIN}234,5", Decimal("1234.5"), INDONESIAN),
        (f"1{NARROW}234.5", Decimal("1234.5"), ENGLISH),
        (f"{NBSP}12 500 ", 12500, PLAIN),
        (f"Rp{NBSP}5.000.000{NBSP}", 5000000, INDONESIAN),
        ("12,5E+3", 12500, INDONESIAN),
        ("3.3304443E10", 33304443000, ENGLISH),
        ("5e5", 500000, PLAIN),
        ("25E-1", Decimal("2.5"), PLAIN),
        ("9" * 30, int("9" * 30), PLAIN),
    ],
)
def test_a_text_with_one_reading(text, value, style):
    assert readings(text) == (Reading(value, style),)


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("1.234", 1234, Decimal("1.234")),
        ("1,234", Decimal("1.234"), 1234),
        ("(1.000)", -1000, -1),
        ("-526.177", -526177, Decimal("-526.177")),
        ("Rp 89.715", 89715, Decimal("89.715")),
        (f"{NBSP}100.000", 100000, 100),
    ],
)
def test_a_text_with_two_readings(text, indonesian, english):
    assert readings(text) == (Reading(indonesian, INDONESIAN), Reading(english, ENGLISH))


@pytest.mark.parametrize(
    ("text", "value", "style"),
    [
        ("99.72 %", Decimal("99.72"), ENGLISH),
        ("99,72%", Decimal("99.72"), INDONESIAN),
        (f"100{NBSP}%", 100, PLAIN),
        ("-1,5%", Decimal("-1.5"), INDONESIAN),
    ],
)
def test_a_percentage_says_so(text, value, style):
    assert readings(text) == (Reading(value, style, percent=True),)


@pytest.mark.parametrize(
    "text",
    [
        "1" + " " * 50_000 + "x",
        "", " ", "-", "Rp", "Rp -", "nihil", "526,177,00", "1.2.3", "12.34.567", "1.234.5", "1,23,456", "007",
        "1.000-", "--5", "(-5)", "-(5)", "(5", "5)", "+5", ",5", ".5", "5.", "5,", "Rp 10%", "10%,-", "%",
        "1 23", "12 34", f"1 234{NBSP}567", "1 2345", "1e400",
        "1.234,5E+3", "E5", "5E", "1,5 juta", "1.000 ribu",
        "٣", "1²", "½", "1_000", "0x10", "nan", "inf", "1/2", "2023-01-15", "CQ.6709", "1.000,5,-", "9" * 31,
        "1\u200b000", "Rp Rp 5", "5 Rp", "1.000.-", "=1+1",
    ],
)  # fmt: skip
def test_a_text_that_is_no_number(text):
    assert readings(text) == ()


# The column decides


def values(texts):
    return [[one.value for one in both] for both in column_readings(texts)]


def test_the_column_decides_for_a_text_with_two_readings():
    assert values(["1.234", "33.304.443.000", "x"]) == [[1234], [33304443000], []]
    assert values(["50,342,000,000", "1,234"]) == [[50342000000], [1234]]
    assert values(["12.5", "1.234"]) == [[Decimal("12.5")], [Decimal("1.234")]]


def test_a_column_without_a_word_to_say_keeps_both():
    assert values(["1.234", "5.678", "12"]) == [[1234, Decimal("1.234")], [5678, Decimal("5.678")], [12]]


def test_a_column_in_two_styles_keeps_both():
    assert values(["33.304.443.000", "50,342,000,000", "1.234"]) == [
        [33304443000],
        [50342000000],
        [1234, Decimal("1.234")],
    ]


def test_a_percentage_says_nothing_about_amounts():
    assert values(["99.72 %", "1.234"]) == [[Decimal("99.72")], [1234, Decimal("1.234")]]
    assert values(["99.72 %", "1.234 %"]) == [[Decimal("99.72")], [Decimal("1.234")]]


# Whatever is printed is read back


def printed(value: Decimal, style: Style) -> str:
    text = format_angka(value, None)
    return text if style is INDONESIAN else text.translate(str.maketrans(".,", ",."))


AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2) | st.integers(-(10**20), 10**20).map(
    Decimal
)
STYLES = st.sampled_from([INDONESIAN, ENGLISH])


@given(AMOUNTS, STYLES, st.sampled_from(["", "Rp", "Rp ", "Rp. ", "IDR "]), st.sampled_from(["", " ", NBSP]))
def test_a_printed_number_has_the_reading_it_was_printed_from(value, style, rupiah, around):
    text = printed(value.copy_abs(), style)
    sign = "-" if value < 0 else ""
    found = readings(f"{around}{sign}{rupiah}{text}{around}")
    assert value in [one.value for one in found if one.style in (style, PLAIN)]


@given(st.integers(1000, 10**20), st.sampled_from(BLANKS))
def test_thousands_apart_by_a_blank(value, blank):
    assert readings(format_angka(value, 0).replace(".", blank)) == (Reading(value, PLAIN),)


@given(st.text(alphabet=f"0123456789.,-+()%RpEe {NBSP}", max_size=14))
def test_no_reading_is_invented(text):
    """A reading in the style of its text is written with the very digits of the text."""
    for one in readings(text):
        digits = [letter for letter in text if letter.isdigit()]
        if "e" in text.lower():
            continue
        whole = format(abs(one.value), "f").replace(".", "")
        assert "".join(digits).lstrip("0").rstrip("0") == whole.lstrip("0").rstrip("0")


@given(st.lists(st.text(alphabet="0123456789.,%", max_size=9), max_size=8))
def test_a_column_only_ever_takes_readings_away(texts):
    for text, left in zip(texts, column_readings(texts), strict=True):
        alone = readings(text)
        assert set(left) <= set(alone)
        assert bool(left) == bool(alone)


@given(st.integers(0, 10**12), STYLES)
def test_an_even_column_is_read_whole(value, style):
    texts = [printed(Decimal(value), style), printed(Decimal(1234567), style)]
    assert values(texts) == [[value], [1234567]]
