"""Reminders: who, when, about what; two runs queue one mail; the number of queries."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, TargetTriwulan
from kinerja.metode import Metode
from measurements.models import JadwalTriwulan, JawabanSatker, Pengecualian
from measurements.reminders import send_reminders
from measurements.states import StatusRealisasi
from outbox.models import SuratKeluar
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_penugasan,
    make_pk,
    make_realisasi,
    make_sasaran,
    make_satker,
    make_tahun,
    make_user,
)

TENGGAT = date(2026, 4, 15)
TUTUP = date(2026, 5, 31)


@pytest.fixture
def provinsi(db: None) -> Satker:
    make_tahun(2026)
    satker = make_satker("KPU Provinsi Uji")
    JadwalTriwulan.objects.create(
        satker=satker, tahun=2026, triwulan=1, buka=date(2026, 4, 1), tenggat=TENGGAT,
        toleransi=date(2026, 4, 30), tutup=TUTUP,
    )  # fmt: skip
    return satker


def measured(satker: Satker, **isi: object) -> Indikator:
    indikator = make_indikator(make_sasaran(make_pk(satker, 2026)), **isi)
    TargetTriwulan.objects.create(indikator=indikator, triwulan=1, nilai=25)
    return indikator


def before(days: int) -> date:
    return TENGGAT - timedelta(days=days)


def keys() -> list[str]:
    return list(SuratKeluar.objects.order_by("kunci").values_list("kunci", flat=True))


@pytest.mark.parametrize("days", [7, 3, 1])
def test_a_staf_with_something_to_enter_is_reminded_before_it_is_due(provinsi, days):
    indikator = measured(provinsi, nama="Persentase Laporan & Data")
    staf = make_member(provinsi, Peran.STAF)
    assert send_reminders(before(days)) == 1
    surat = SuratKeluar.objects.get()
    assert surat.kunci == f"ingat:2026-1:2026-04-15:H-{days}:user-{staf.pk}"
    assert (surat.kepada, surat.perihal) == (
        staf.email,
        "Tenggat 15 April 2026: realisasi triwulan 1 Tahun 2026",
    )
    assert timezone.localtime(surat.sia_sia_pada).isoformat() == "2026-04-15T23:59:59.999999+07:00"
    assert (
        f"KPU Provinsi Uji, indikator {indikator.nomor} (Persentase Laporan & Data): belum diisi" in surat.isi
    )


@pytest.mark.parametrize("days", [8, 6, 2, 0, -1])
def test_on_other_days_nobody_is_reminded(provinsi, days):
    measured(provinsi)
    make_member(provinsi, Peran.STAF)
    assert send_reminders(before(days)) == 0


def test_two_runs_on_one_day_queue_one_mail(provinsi):
    measured(provinsi)
    make_member(provinsi, Peran.STAF)
    assert [send_reminders(before(7)), send_reminders(before(7))] == [1, 0]
    assert SuratKeluar.objects.count() == 1


def test_a_quarter_that_is_given_more_time_is_reminded_of_again(provinsi):
    measured(provinsi)
    make_member(provinsi, Peran.STAF)
    send_reminders(before(7))
    JadwalTriwulan.objects.update(tenggat=TENGGAT + timedelta(days=7))
    assert send_reminders(TENGGAT) == 1


@pytest.mark.parametrize(
    ("status", "reminded"),
    [("draf", 1), ("dikembalikan", 1), ("diajukan", 0), ("terverifikasi", 0)],
)
def test_what_is_handed_in_is_not_reminded_of(provinsi, status, reminded):
    make_realisasi(measured(provinsi), triwulan=1, status=StatusRealisasi(status))
    make_member(provinsi, Peran.STAF)
    assert send_reminders(before(3)) == reminded


def test_only_the_bagian_responsible_is_reminded(provinsi):
    satu, dua = make_bagian(provinsi), make_bagian(provinsi)
    measured(provinsi, penanggung_jawab=satu)
    orang = {bagian: make_user() for bagian in (satu, dua)}
    for bagian, user in orang.items():
        make_penugasan(user, provinsi, Peran.STAF, bagian=bagian)
    send_reminders(before(1))
    assert keys() == [f"ingat:2026-1:2026-04-15:H-1:user-{orang[satu].pk}"]


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.STAF, Peran.OPERATOR}))
def test_other_roles_are_not_reminded(provinsi, peran):
    measured(provinsi)
    make_member(provinsi, peran)
    assert send_reminders(before(7)) == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_cannot_act_or_be_reached_gets_no_mail(provinsi, change):
    measured(provinsi)
    staf = make_member(provinsi, Peran.STAF)
    User.objects.filter(pk=staf.pk).update(**change)
    assert send_reminders(before(7)) == 0


def test_an_operator_who_has_not_answered_is_reminded(provinsi):
    kabupaten = make_satker(induk=provinsi)
    rekap = measured(provinsi, metode=Metode.REKAP_SATKER, kriteria_nilai=60)
    operator = make_member(kabupaten, Peran.OPERATOR)
    assert send_reminders(before(7)) == 1
    assert f"user-{operator.pk}" in keys()[0]
    realisasi = make_realisasi(rekap, triwulan=1, status=StatusRealisasi.DRAF)
    JawabanSatker.objects.update_or_create(realisasi=realisasi, satker=kabupaten, defaults={"nilai": 70})
    assert send_reminders(before(3)) == 0


def test_an_exception_moves_the_reminder(provinsi):
    measured(provinsi)
    make_member(provinsi, Peran.STAF)
    sampai = TENGGAT + timedelta(days=20)
    Pengecualian.objects.create(
        satker=provinsi, tahun=2026, triwulan=1, sampai=sampai, alasan="Gangguan", diberikan_oleh=make_user()
    )
    assert send_reminders(before(7)) == 0
    assert send_reminders(sampai - timedelta(days=3)) == 1


# The weekly digest


def test_on_monday_a_verifikator_is_told_who_is_late(provinsi):
    kabupaten = make_satker("KPU Kab. Telat", induk=provinsi)
    measured(kabupaten)
    verifikator = make_member(provinsi, Peran.VERIFIKATOR)
    senin = date(2026, 4, 20)
    assert [send_reminders(senin), send_reminders(senin)] == [1, 0]
    surat = SuratKeluar.objects.get()
    assert (surat.kunci, surat.kepada) == (f"ringkasan:2026-M17:user-{verifikator.pk}", verifikator.email)
    assert "KPU Kab. Telat: " in surat.isi


@pytest.mark.parametrize("hari", [date(2026, 4, 21), date(2026, 4, 13)])
def test_no_digest_on_other_days_or_before_anything_is_late(provinsi, hari):
    measured(provinsi)
    make_member(provinsi, Peran.VERIFIKATOR)
    assert send_reminders(hari) == 0


def test_no_digest_when_nobody_is_late(provinsi):
    make_realisasi(measured(provinsi), triwulan=1)
    make_member(provinsi, Peran.VERIFIKATOR)
    assert send_reminders(date(2026, 4, 20)) == 0


# The command


def test_the_command_takes_a_day_and_says_how_many(provinsi):
    measured(provinsi)
    make_member(provinsi, Peran.STAF)
    printed = StringIO()
    call_command("send_reminders", on="2026-04-08", stdout=printed)
    assert printed.getvalue() == "Surat baru di kotak keluar: 1.\n"


def test_a_day_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="tidak dikenal") as refusal:
        call_command("send_reminders", on="8 April")
    assert refusal.value.returncode == 2


def test_queries_grow_with_people_not_with_indikator(provinsi):
    make_member(provinsi, Peran.STAF)
    pk = make_pk(provinsi, 2026)

    def count(indikator: int) -> int:
        for _ in range(indikator):
            satu = make_indikator(make_sasaran(pk))
            TargetTriwulan.objects.create(indikator=satu, triwulan=1, nilai=25)
        SuratKeluar.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            assert send_reminders(before(7)) == 1
        return len(queries)

    assert count(1) == count(29)
