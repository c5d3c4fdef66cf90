"""Uploads as background work: asked for once, whole or not at all, every outcome told."""

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from accounts.permissions import Peran
from budget import upload_jobs
from budget.upload_actions import BelumDijelaskan, apply, receive
from budget.upload_jobs import (
    FAILED,
    GONE,
    PERIKSA,
    TERAPKAN,
    request_apply,
    request_check,
    run_apply,
    run_check,
)
from budget.upload_plan import STORAGE, plan
from budget.upload_tasks import enqueue_apply, enqueue_check
from jobs.models import Job
from kinerja.workflow import IllegalTransition
from lkj.management.commands.worker import ENQUEUE
from tests.budget.books import BULAN, TAHUN, csv, template
from tests.budget.stored import NAIK, NEW, TURUN, applied, dump, upload
from tests.factories import make_member


@pytest.fixture
def diterima(satker, operator):
    return receive(satker, TAHUN, BULAN, "realisasi.csv", csv(template()), by=operator)


def done(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_the_worker_knows_both_kinds():
    assert {PERIKSA: enqueue_check, TERAPKAN: enqueue_apply}.items() <= ENQUEUE.items()


def test_an_upload_goes_through_both_jobs(satker, operator, diterima):
    periksa = request_check(diterima, enqueue_check, by=operator)
    run_check(periksa.pk)
    assert (done(periksa).status, periksa.percent, periksa.message) == ("done", 100, "Selesai")
    diterima.refresh_from_db()
    assert diterima.status == "diperiksa"
    terapkan = request_apply(diterima, {}, enqueue_apply, by=operator)
    run_apply(terapkan.pk)
    assert done(terapkan).status == "done"
    diterima.refresh_from_db()
    assert (diterima.status, diterima.diterapkan_oleh) == ("diterapkan", operator)
    assert DBTaskResult.objects.count() == 2


def test_asking_twice_gives_one_job(operator, diterima):
    satu = request_check(diterima, enqueue_check, by=operator)
    assert request_check(diterima, enqueue_check, by=operator) == satu
    run_check(satu.pk)
    assert request_check(diterima, enqueue_check, by=operator) != satu


def test_a_finished_job_does_nothing_when_it_is_run_again(satker, operator, diterima):
    run_check(request_check(diterima, enqueue_check, by=operator).pk)
    job = request_apply(diterima_lagi(diterima), {}, enqueue_apply, by=operator)
    run_apply(job.pk)
    sebelum = dump()
    run_apply(job.pk)
    assert dump() == sebelum


def diterima_lagi(unggahan):
    unggahan.refresh_from_db()
    return unggahan


def test_an_attempt_that_was_taken_over_writes_nothing(operator, satker, monkeypatch):
    unggahan = upload(satker, template(), operator)
    job = request_apply(unggahan, {}, enqueue_apply, by=operator)
    monkeypatch.setattr(upload_jobs, "read_stored", taken_over(upload_jobs.read_stored))
    run_apply(job.pk)
    assert (done(job).status, dump()) == ("running", [[], [], [], []])


def taken_over(read):
    """Reading, while another attempt takes the job."""

    def later(unggahan):
        Job.objects.update(attempt=2)
        return read(unggahan)

    return later


def test_reasons_are_asked_for_before_the_job_and_looked_at_in_it(satker, operator):
    applied(satker, template(), operator)
    unggahan = upload(satker, template(TURUN, bulan=7), operator, bulan=7)
    with pytest.raises(BelumDijelaskan):
        request_apply(unggahan, {}, enqueue_apply, by=operator)
    alasan = {satu.key: "Koreksi" for satu in plan(unggahan).peringatan}
    job = request_apply(unggahan, alasan, enqueue_apply, by=operator)
    Job.objects.filter(pk=job.pk).update(arguments=job.arguments | {"alasan": {}})
    run_apply(job.pk)
    assert done(job).message == f"{len(alasan)} peringatan belum dicentang dengan alasannya."


def test_who_comes_second_is_told_in_the_job(satker, operator):
    satu, dua = upload(satker, template(), operator), upload(satker, template(NEW), operator)
    job = request_apply(dua, {}, enqueue_apply, by=operator)
    apply(satu, by=operator, alasan={})
    sebelum = dump()
    run_apply(job.pk)
    assert done(job).status == "failed"
    assert "sudah diubah oleh unggahan lain" in job.message
    assert dump() == sebelum


def test_what_was_applied_meanwhile_is_told_in_the_job(satker, operator):
    unggahan = upload(satker, template(), operator)
    job = request_apply(unggahan, {}, enqueue_apply, by=operator)
    apply(unggahan, by=operator, alasan={})
    run_apply(job.pk)
    assert done(job).message == "Langkah “Terapkan” tidak dapat dilakukan pada status “diterapkan”."


def test_a_file_that_is_gone_is_told_without_its_details(operator, diterima, caplog):
    STORAGE.discard(diterima.berkas)
    job = request_check(diterima, enqueue_check, by=operator)
    run_check(job.pk)
    assert (done(job).status, job.message) == ("failed", GONE)


@pytest.mark.parametrize("arguments", [{"unggahan": 0}, {}])
def test_a_fault_of_the_system_is_told_without_its_details(operator, diterima, arguments, caplog):
    job = request_check(diterima, enqueue_check, by=operator)
    Job.objects.update(arguments=arguments)
    run_check(job.pk)
    assert (done(job).status, job.message) == ("failed", FAILED)
    assert [record.getMessage() for record in caplog.records] == [f"job {job.pk} failed"]


def test_who_may_not_upload_asks_for_nothing(satker, diterima):
    with pytest.raises(PermissionDenied):
        request_check(diterima, enqueue_check, by=make_member(satker, Peran.KETUA))
    assert Job.objects.count() == 0


def test_what_was_not_checked_is_not_applied(operator, diterima):
    with pytest.raises(IllegalTransition):
        request_apply(diterima, {}, enqueue_apply, by=operator)


def test_a_next_month_goes_the_same_way(satker, operator):
    applied(satker, template(), operator)
    unggahan = upload(satker, template(NAIK, bulan=7), operator, bulan=7)
    job = request_apply(unggahan, {}, enqueue_apply, by=operator)
    run_apply(job.pk)
    assert done(job).status == "done"
