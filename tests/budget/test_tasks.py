"""The months that a satker still owes: of this year and of the one that has just ended."""

from datetime import date

import pytest

from accounts.permissions import Peran
from budget.tasks_queries import rentang, upload_tasks
from tests.budget.books import template
from tests.budget.stored import applied
from tests.factories import make_penugasan

AGUSTUS = date(2023, 8, 7)


def months(user, hari: date) -> list[tuple[int, list[int], list[int]]]:
    return [
        (satu.tahun, [ini.bulan for ini in satu.terlambat], [ini.bulan for ini in satu.berjalan])
        for satu in upload_tasks(user, hari)
    ]


def test_the_late_months_and_the_one_that_is_due(operator):
    assert months(operator, AGUSTUS) == [(2023, [1, 2, 3, 4, 5, 6], [7])]


def test_what_was_uploaded_is_no_task(satker, operator):
    [awal] = upload_tasks(operator, AGUSTUS)
    applied(satker, template(), operator)
    [kemudian] = upload_tasks(operator, AGUSTUS)
    assert months(operator, AGUSTUS) == [(2023, [1, 2, 3, 4, 5], [7])]
    assert (awal.kosong, kemudian.kosong) == (True, False)


def test_a_year_is_asked_for_until_its_end_is_long_past(operator):
    assert [tahun for tahun, *_ in months(operator, date(2024, 3, 1))] == [2023, 2024]
    assert [tahun for tahun, *_ in months(operator, date(2024, 5, 1))] == [2024]


def test_each_satker_of_ones_own_and_none_below(operator, satker, kab):
    make_penugasan(operator, kab[1], Peran.OPERATOR)
    assert [satu.satker for satu in upload_tasks(operator, AGUSTUS)] == [satker, kab[1]]


def test_the_queries_do_not_grow(operator, kab, django_assert_num_queries):
    for satu in kab:
        make_penugasan(operator, satu, Peran.OPERATOR)
    with django_assert_num_queries(3):
        upload_tasks(operator, AGUSTUS)


@pytest.mark.parametrize(
    ("bulan", "kata"),
    [
        ([], ""),
        ([3], "Maret"),
        ([3, 4], "Maret, April"),
        ([1, 2, 3, 5, 6, 8], "Januari sampai Maret, Mei, Juni, Agustus"),
    ],
)
def test_months_in_words(bulan, kata):
    assert rentang(bulan) == kata
