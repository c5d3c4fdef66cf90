"""Cells as amounts: whatever the hand that wrote them, a value is right, or it is asked for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.uploads.amounts import Gaya, baca_persen, baca_rupiah, terlihat
from budget.uploads.parsed import Cacat
from importing.book import Cell, Value


def cell(value: Value | None, **kwargs: bool) -> Cell:
    return Cell(12, 4, value, **kwargs)


def read(value: Value | None, *column: Value):
    gaya = Gaya.dari([cell(value), *map(cell, column)])
    return baca_rupiah(cell(value), "D12", gaya)


def grouped(amount: int, sign: str) -> str:
    return f"{amount:,}".replace(",", sign)


AMOUNTS = st.integers(0, 10**14)
HANDS = st.sampled_from(["{}", "Rp{}", "Rp. {}", " {} ", "Rp\u00a0{}", "{},-"])


@given(AMOUNTS, st.sampled_from(".,"), HANDS, st.lists(AMOUNTS, max_size=5), st.sampled_from(".,"))
def test_an_amount_is_right_or_asked_for(amount, sign, hand, others, their_sign):
    angka = read(hand.format(grouped(amount, sign)), *(grouped(other, their_sign) for other in others))
    if angka.nilai is None:
        assert angka.cacat in (Cacat.DUA_BACAAN, Cacat.TEKS)
        assert angka.cacat is Cacat.TEKS or amount in angka.bacaan
    else:
        assert angka.nilai == amount


@given(st.integers(-(10**14), 10**14))
def test_a_number_is_what_it_is(amount):
    assert read(amount).nilai == amount
    assert read(Decimal(amount)).nilai == amount


@given(st.decimals(-(10**9), 10**9, places=3).filter(lambda value: value != value.to_integral_value()))
def test_a_fraction_of_a_rupiah_is_never_rounded(value):
    assert (read(value).nilai, read(value).cacat) == (None, Cacat.PECAHAN)


@given(st.text(max_size=12))
def test_any_text_gives_an_answer(text):
    angka = read(text)
    assert (angka.nilai is None) == (angka.cacat is not None)
    assert isinstance(baca_persen(cell(text), "F12").bacaan, tuple)


@pytest.mark.parametrize(
    ("value", "cacat"),
    [
        (None, Cacat.RUMUS),
        ("", Cacat.KOSONG),
        ("\u00a0", Cacat.KOSONG),
        ("Rp", Cacat.TEKS),
        ("--,", Cacat.TEKS),
    ],
)
def test_what_is_no_amount(value, cacat):
    assert read(value).cacat is cacat


@pytest.mark.parametrize("value", ["-", " – ", "Rp -", "Rp. —"])
def test_a_hyphen_is_nought_and_said_so(value):
    angka = read(value)
    assert (angka.nilai, angka.strip) == (0, True)


@pytest.mark.parametrize(
    ("value", "percent", "mungkin"),
    [
        (Decimal("0.9952"), True, {Decimal("99.52")}),
        (Decimal("0.9952"), False, {Decimal("0.9952"), Decimal("99.52")}),
        (Decimal("99.52"), False, {Decimal("99.52"), Decimal("9952")}),
        ("99,52%", False, {Decimal("99.52")}),
        ("99.52 %", False, {Decimal("99.52")}),
        ("99,52", False, {Decimal("99.52"), Decimal("9952")}),
        (100, False, {Decimal(100), Decimal(10_000)}),
    ],
)
def test_a_percentage_may_be_a_fraction_where_no_sign_tells(value, percent, mungkin):
    assert set(baca_persen(cell(value, percent=percent), "F12").mungkin) == mungkin


@pytest.mark.parametrize(
    ("value", "seen"), [(Decimal("1E+3"), "1000"), (True, "BENAR"), (None, "rumus tanpa hasil"), ("x", "x")]
)
def test_a_value_is_shown_as_a_person_would_name_it(value, seen):
    assert terlihat(cell(value)) == seen
