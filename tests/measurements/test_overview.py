"""Satker × triwulan: one word for each quarter, in a number of queries that does not grow."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Peran
from agreements.states import StatusPK
from measurements.models import Realisasi
from measurements.overview_queries import belum_pernah_mengisi, pengisian
from measurements.states import StatusRealisasi
from tests.factories import make_member, make_pk, make_satker, sign_pk
from tests.measurements.quarter import TAHUN, make_complete, make_exception, make_jadwal, make_measured
from tests.strict import strict_templates

S = StatusRealisasi
TENGGAT = date(2024, 1, 10)
HARI = timedelta(days=1)


@pytest.fixture
def satker(db: None):
    return make_satker("KPU Provinsi Uji")


def calendar(satker) -> None:
    make_jadwal(
        satker, buka=date(2023, 12, 1), tenggat=TENGGAT, toleransi=date(2024, 1, 15), tutup=date(2024, 1, 25)
    )


def word(satker, hari: date = TENGGAT) -> str:
    return pengisian([satker], TAHUN, hari)[0].sel[3].keadaan


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ([None, None], "Belum dimulai"),
        ([S.DRAF, None], "Draf"),
        ([S.DIAJUKAN, None], "Draf"),
        ([S.DIAJUKAN, S.DIAJUKAN], "Diajukan"),
        ([S.TERVERIFIKASI, S.DIAJUKAN], "Diajukan"),
        ([S.DIKEMBALIKAN, S.DIAJUKAN], "Dikembalikan"),
        ([S.TERVERIFIKASI, S.TERVERIFIKASI], "Terverifikasi"),
    ],
)
def test_a_quarter_in_one_word(isi, kata, satker):
    calendar(satker)
    pk = make_pk(satker)
    for status in isi:
        indikator = make_measured(pk)
        if status:
            make_complete(indikator, status)
    assert word(satker) == kata


def test_a_locked_quarter(satker):
    satu = make_complete(make_measured(make_pk(satker)), S.TERVERIFIKASI)
    Realisasi.objects.filter(pk=satu.pk).update(status=S.TERKUNCI)
    assert word(satker) == "Terkunci"


def test_late_begins_the_day_after_it_was_due_or_the_exception_ended(satker):
    calendar(satker)
    make_measured(make_pk(satker))
    assert word(satker, TENGGAT) == "Belum dimulai"
    assert word(satker, TENGGAT + HARI) == "Terlambat"
    make_exception(satker, make_member(satker, Peran.ADMINISTRATOR), sampai=TENGGAT + 5 * HARI)
    assert word(satker, TENGGAT + 5 * HARI) == "Belum dimulai"
    assert word(satker, TENGGAT + 6 * HARI) == "Terlambat"


def test_the_calendar_of_the_province_holds_for_its_kabupaten(satker):
    calendar(satker)
    kabupaten = make_satker(induk=satker)
    make_measured(make_pk(kabupaten))
    assert word(kabupaten, TENGGAT + HARI) == "Terlambat"


def test_nothing_is_measured_without_a_target(satker):
    assert [sel.keadaan for sel in pengisian([satker], TAHUN, TENGGAT)[0].sel] == ["Tidak diukur"] * 4


def test_figures_of_a_version_that_was_replaced_do_not_count(satker):
    calendar(satker)
    lama = make_pk(satker)
    make_complete(make_measured(lama), S.DIAJUKAN)
    sign_pk(lama, StatusPK.DIGANTIKAN)
    make_measured(make_pk(satker, versi=2))
    assert word(satker) == "Belum dimulai"


def test_who_never_entered(satker):
    rajin, malas = make_member(satker, Peran.STAF), make_member(satker, Peran.STAF)
    make_member(satker, Peran.VERIFIKATOR)
    make_complete(make_measured(make_pk(satker)), S.DRAF, by=rajin)
    assert [satu.user for satu in belum_pernah_mengisi(satker, TAHUN, timezone.localdate())] == [malas]


@pytest.mark.parametrize("peran", [Peran.VERIFIKATOR, Peran.OPERATOR])
def test_the_page_shows_what_one_may_see(peran, client, satker):
    kabupaten = make_satker("KPU Kab. Bawah", induk=satker)
    make_satker("KPU Kab. Samping", induk=satker)
    tempat = kabupaten if peran == Peran.OPERATOR else satker
    client.force_login(make_member(tempat, peran))
    with strict_templates():
        response = client.get(reverse("measurements:pengisian", args=[tempat.slug, TAHUN]))
    assert len(response.context["baris"]) == (1 if peran == Peran.OPERATOR else 3)


def test_who_sets_the_calendar_is_told_that_there_is_none(client, satker):
    bawah = make_satker("KPU Kab. Bawah", induk=satker)
    tetapkan = f'<a href="{reverse("measurements:jadwal", args=[satker.slug, TAHUN])}">Tetapkan jadwal</a>'
    administrator = make_member(satker, Peran.ADMINISTRATOR)

    def told(user, tempat) -> bool:
        client.force_login(user)
        return tetapkan in client.get(reverse("measurements:pengisian", args=[tempat.slug, TAHUN])).text

    assert told(administrator, satker)
    assert told(administrator, bawah)
    assert not told(make_member(satker, Peran.VERIFIKATOR), satker)
    calendar(satker)
    assert not told(administrator, satker)


def test_the_queries_are_as_many_for_552_satker(client, satker):
    calendar(satker)
    client.force_login(make_member(satker, Peran.VERIFIKATOR))
    alamat = reverse("measurements:pengisian", args=[satker.slug, TAHUN])

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(alamat).status_code == 200
        return len(queries)

    make_complete(make_measured(make_pk(make_satker(induk=satker))), S.DIAJUKAN)
    satu = count()
    for ke in range(550):
        bawah = make_satker(induk=satker)
        if ke % 25 == 0:
            make_complete(make_measured(make_pk(bawah)), S.DIAJUKAN)
    assert count() == satu
