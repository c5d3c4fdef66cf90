"""What the database itself refuses about satker, duties and terms of office."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Satker
from accounts.permissions import Peran
from tests.factories import make_bagian, make_pejabat, make_penugasan, make_satker, make_user


def refused(name: str):
    """The constraint of that name, as both engines report it."""
    return pytest.raises(IntegrityError, match=name)


def test_a_satker_is_not_above_itself(db):
    satker = make_satker()
    satker.induk = satker
    with refused("satker_bukan_induk_sendiri"), transaction.atomic():
        satker.save()


def test_a_duty_does_not_end_before_it_begins(db):
    with refused("penugasan_selesai_setelah_mulai"), transaction.atomic():
        make_penugasan(make_user(), make_satker(), mulai=date(2023, 2, 1), selesai=date(2023, 1, 31))


def test_a_duty_has_a_known_role(db):
    with refused("penugasan_peran_dikenal"), transaction.atomic():
        make_penugasan(make_user(), make_satker(), "raja")


def test_the_same_duty_is_not_held_twice(db):
    user, satker = make_user(), make_satker()
    make_penugasan(user, satker, Peran.STAF)
    make_penugasan(user, satker, Peran.VERIFIKATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_penugasan(user, satker, Peran.STAF)


def test_a_term_of_office_does_not_end_before_it_begins(db):
    with refused("pejabat_selesai_setelah_mulai"), transaction.atomic():
        make_pejabat(make_satker(), mulai=date(2023, 2, 1), selesai=date(2023, 1, 31))


def test_a_division_has_its_code_once_per_satker(db):
    satker = make_satker()
    make_bagian(satker, kode="umum")
    make_bagian(make_satker(), kode="umum")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_bagian(satker, kode="umum")


def test_satker_keep_the_order_of_their_list(db):
    make_satker("KPU Kab. Dua", urutan=2)
    make_satker("KPU Kab. Satu", urutan=1)
    assert [satker.nama for satker in Satker.objects.all()] == ["KPU Kab. Satu", "KPU Kab. Dua"]
