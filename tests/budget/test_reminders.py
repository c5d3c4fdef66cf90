"""Reminders of a month's upload: who, when, once; and the command that sends all reminders."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.permissions import Peran
from budget.reminders import send_reminders
from outbox.models import SuratKeluar
from tests.budget.books import TAHUN, template
from tests.budget.stored import applied
from tests.factories import make_dipa, make_member, make_penugasan, make_satker

# June is due on 10 July.
TIGA_HARI_LAGI, KEMARIN = date(2023, 7, 7), date(2023, 7, 11)


@pytest.mark.parametrize(
    ("hari", "kunci", "sampai"),
    [(TIGA_HARI_LAGI, "unggah:2023-06:H-3", "2023-07-10"), (KEMARIN, "unggah:2023-06:H+1", "2023-07-18")],
)
def test_an_operator_is_reminded_before_and_after_the_deadline(satker, operator, hari, kunci, sampai):
    assert send_reminders(hari) == 1
    surat = SuratKeluar.objects.get()
    assert surat.kunci == f"{kunci}:user-{operator.pk}"
    assert surat.perihal == "Tenggat 10 Juli 2023: unggahan realisasi anggaran Juni 2023"
    assert timezone.localtime(surat.sia_sia_pada).date().isoformat() == sampai
    assert (surat.kepada, f"- {satker.nama}\n" in surat.isi) == (operator.email, True)
    assert ("sudah lewat" in surat.isi) == (hari == KEMARIN)


def test_december_is_due_in_january(operator):
    send_reminders(date(2024, 1, 7))
    assert SuratKeluar.objects.get().kunci.startswith("unggah:2023-12:H-3")


@pytest.mark.parametrize("day", [6, 8, 9, 10, 12])
def test_on_other_days_nobody_is_reminded(operator, day):
    assert send_reminders(date(2023, 7, day)) == 0


def test_two_runs_on_one_day_queue_one_mail(operator):
    assert [send_reminders(KEMARIN), send_reminders(KEMARIN)] == [1, 0]


def test_who_has_uploaded_is_not_reminded(satker, operator):
    applied(satker, template(), operator)
    assert [send_reminders(TIGA_HARI_LAGI), send_reminders(KEMARIN)] == [0, 0]
    assert send_reminders(date(2023, 8, 7)) == 1


def test_an_upload_of_another_month_does_not_help(satker, operator):
    applied(satker, template(bulan=5), operator, bulan=5)
    assert send_reminders(KEMARIN) == 1


@pytest.mark.parametrize("peran", list(Peran))
def test_only_those_who_upload_are_reminded(satker, peran):
    make_member(satker, peran)
    assert send_reminders(KEMARIN) == (1 if peran in (Peran.OPERATOR, Peran.STAF) else 0)


def test_a_staf_of_the_province_is_reminded_of_the_province_alone(satker, kab):
    make_dipa(satker, tahun=TAHUN)
    staf = make_member(satker, Peran.STAF)
    # December of the province is there, that of the kabupaten below is not.
    assert send_reminders(date(2024, 1, 11)) == 0
    assert send_reminders(date(2023, 12, 11)) == 1
    surat = SuratKeluar.objects.get()
    assert (surat.kepada, kab[0].nama in surat.isi) == (staf.email, False)


def test_who_uploads_at_two_satker_gets_one_mail(satker, kab, operator):
    make_penugasan(operator, kab[1], Peran.OPERATOR)
    assert send_reminders(KEMARIN) == 1
    assert f"- {satker.nama}\n- {kab[1].nama}\n" in SuratKeluar.objects.get().isi


def test_satker_without_anybody_cost_no_queries(satker, operator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            send_reminders(KEMARIN)
        return len(seen)

    send_reminders(KEMARIN)
    before = queries()
    for _ in range(20):
        make_satker(induk=satker)
    assert queries() == before


def test_the_command_sends_these_too(operator):
    out = StringIO()
    call_command("send_reminders", on="2023-07-11", stdout=out)
    assert out.getvalue() == "Surat baru di kotak keluar: 1.\n"
    assert SuratKeluar.objects.get().kunci.startswith("unggah:2023-06")
