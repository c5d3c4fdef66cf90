"""Background jobs: asked for, taken once, alive, done, failed, swept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from accounts.permissions import Peran
from jobs.actions import (
    DIED,
    LOST_AFTER,
    MAX_ATTEMPTS,
    STALE_AFTER,
    begin,
    fail,
    finish,
    report,
    request_job,
    still_mine,
    sweep,
)
from jobs.models import LONG_WAIT, NOBODY, Job
from lkj.management.commands import worker
from tests.factories import make_member, make_satker

pytestmark = pytest.mark.django_db
WAITING, RUNNING, DONE, FAILED = Job.Status.WAITING, Job.Status.RUNNING, Job.Status.DONE, Job.Status.FAILED


def make_job(status: str = WAITING, **isi) -> Job:
    dasar = {"kind": "uji", "satker": isi.pop("satker", None) or make_satker(), "status": status}
    if status in (DONE, FAILED):
        dasar["finished_at"] = timezone.now()
    return Job.objects.create(**(dasar | isi))


def state(job: Job) -> tuple:
    job = Job.objects.get(pk=job.pk)
    return job.status, job.attempt, job.percent, job.step, job.error


# Asking


def test_a_request_puts_one_job_in_the_queue():
    satker, queue = make_satker(), []
    user = make_member(satker)
    job = request_job("uji", satker, {"a": 1}, queue.append, by=user)
    assert queue == [job]
    job.refresh_from_db()
    assert (job.status, job.attempt, job.arguments, job.requested_by) == (WAITING, 0, {"a": 1}, user)


def test_a_request_that_cannot_be_queued_leaves_no_job():
    satker = make_satker()

    def broken(job: Job) -> None:
        raise OSError("no queue")

    with pytest.raises(OSError, match="no queue"):
        request_job("uji", satker, {}, broken, by=None)
    assert not Job.objects.exists()


# Taking


def test_a_waiting_job_is_taken_once():
    job = make_job(percent=40)
    taken = begin(job.pk)
    assert state(taken) == (RUNNING, 1, 0, "Dimulai", "")
    assert timezone.now() - taken.heartbeat_at < timedelta(seconds=5)
    assert begin(job.pk) is None
    assert state(job) == (RUNNING, 1, 0, "Dimulai", "")


@pytest.mark.parametrize("status", [RUNNING, DONE, FAILED])
def test_a_job_that_does_not_wait_is_not_taken(status):
    job = make_job(status, attempt=1)
    before = state(job)
    assert begin(job.pk) is None
    assert state(job) == before


def test_a_job_that_is_not_there_is_not_taken():
    assert begin(0) is None


# Telling


def test_progress_is_a_heartbeat():
    job = begin(make_job().pk)
    Job.objects.update(heartbeat_at=timezone.now() - STALE_AFTER)
    report(job, 30, "Menata halaman 3")
    assert state(job) == (RUNNING, 1, 30, "Menata halaman 3", "")
    assert Job.objects.get().heartbeat_at > timezone.now() - timedelta(seconds=5)


def test_done_and_failed():
    satu, dua = begin(make_job().pk), begin(make_job().pk)
    finish(satu)
    fail(dua, "Sebab.")
    assert state(satu) == (DONE, 1, 100, "Selesai", "")
    assert state(dua) == (FAILED, 1, 0, "Dimulai", "Sebab.")
    assert Job.objects.filter(finished_at=None).count() == 0


CLOSING = {
    "report": lambda job: report(job, 99, "Terlambat"),
    "finish": finish,
    "fail": lambda job: fail(job, "Terlambat"),
}


@pytest.mark.parametrize("late", CLOSING)
@pytest.mark.parametrize("status", [WAITING, DONE, FAILED])
def test_nothing_is_told_of_a_job_that_does_not_run(late, status):
    job = make_job(status, attempt=1)
    before = state(job)
    CLOSING[late](job)
    assert state(job) == before


@pytest.mark.parametrize("late", CLOSING)
def test_an_attempt_that_was_taken_over_changes_nothing(late):
    first = begin(make_job().pk)
    Job.objects.update(heartbeat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1))
    assert sweep({"uji": lambda job: None}) == 1
    second = begin(first.pk)
    before = state(second)
    CLOSING[late](first)
    assert state(second) == before == (RUNNING, 2, 0, "Dimulai", "")
    with transaction.atomic():
        assert (still_mine(first), still_mine(second)) == (False, True)


@pytest.mark.parametrize("status", [WAITING, DONE, FAILED])
def test_a_job_that_does_not_run_is_nobody_s(status):
    assert still_mine(make_job(status)) is False


# Sweeping

FRESH, STALE = STALE_AFTER - timedelta(seconds=5), STALE_AFTER + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "age", "attempt", "after", "queued"),
    [
        (RUNNING, STALE, 1, (WAITING, 1, 0, "Menunggu pengolah berikutnya", ""), 1),
        (
            RUNNING,
            STALE,
            MAX_ATTEMPTS - 1,
            (WAITING, MAX_ATTEMPTS - 1, 0, "Menunggu pengolah berikutnya", ""),
            1,
        ),
        (RUNNING, STALE, MAX_ATTEMPTS, (FAILED, MAX_ATTEMPTS, 50, "x", DIED), 0),
        (RUNNING, FRESH, 1, (RUNNING, 1, 50, "x", ""), 0),
        (RUNNING, FRESH, MAX_ATTEMPTS, (RUNNING, MAX_ATTEMPTS, 50, "x", ""), 0),
        (WAITING, STALE, 0, (WAITING, 0, 50, "x", ""), 0),
        (DONE, STALE, 1, (DONE, 1, 50, "x", ""), 0),
        (FAILED, STALE, 1, (FAILED, 1, 50, "x", ""), 0),
    ],
)
def test_the_sweep(status, age, attempt, after, queued):
    job = make_job(status, heartbeat_at=timezone.now() - age, attempt=attempt, percent=50, step="x")
    queue: list[Job] = []
    assert sweep({"uji": queue.append}) == (1 if status == RUNNING and age == STALE else 0)
    assert state(job) == after
    assert queue == [job] * queued


def test_a_job_whose_place_in_the_queue_was_lost_is_put_back():
    job = make_job()
    Job.objects.update(requeued_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    queue: list[Job] = []
    assert [sweep({"uji": queue.append}) for _ in range(2)] == [1, 0]
    assert queue == [job]


def test_a_job_of_an_unknown_kind_fails_and_does_not_keep_the_others():
    asing = make_job(RUNNING, heartbeat_at=timezone.now() - STALE, attempt=1, kind="asing")
    biasa = make_job(RUNNING, heartbeat_at=timezone.now() - STALE, attempt=1)
    queue: list[Job] = []
    assert sweep({"uji": queue.append}) == 2
    asing.refresh_from_db()
    assert (asing.status, asing.error, queue) == (FAILED, DIED, [biasa])


def test_a_job_is_swept_once():
    make_job(RUNNING, heartbeat_at=timezone.now() - STALE, attempt=1)
    queue: list[Job] = []
    assert [sweep({"uji": queue.append}) for _ in range(3)] == [1, 0, 0]
    assert len(queue) == 1


def test_a_job_that_always_kills_its_worker_ends_after_three_attempts():
    job, queue = make_job(), []
    for _ in range(MAX_ATTEMPTS):
        assert begin(job.pk) is not None
        Job.objects.update(heartbeat_at=timezone.now() - STALE)
        sweep({"uji": queue.append})
    assert begin(job.pk) is None
    assert state(job)[:2] == (FAILED, MAX_ATTEMPTS)
    assert Job.objects.get().message == DIED
    assert len(queue) == MAX_ATTEMPTS - 1


# What people see, what the database holds


@pytest.mark.parametrize(
    ("isi", "message"),
    [
        ({}, "Menunggu"),
        ({"status": RUNNING}, "Dikerjakan"),
        ({"status": RUNNING, "step": "Menulis PDF"}, "Menulis PDF"),
        ({"status": FAILED, "step": "Menulis PDF", "error": "Sebab."}, "Sebab."),
        ({"status": DONE, "step": "Selesai"}, "Selesai"),
    ],
)
def test_the_message_of_a_job(isi, message):
    assert make_job(**isi).message == message


def test_a_job_that_nobody_takes_says_whom_to_ask():
    job = make_job()
    Job.objects.update(requeued_at=timezone.now() - LONG_WAIT - timedelta(seconds=1))
    job.refresh_from_db()
    assert job.message == NOBODY


@pytest.mark.parametrize(
    "isi",
    [
        {"percent": 101},
        {"status": "lain"},
        {"status": RUNNING, "finished_at": timezone.now()},
        {"status": DONE, "finished_at": None},
        {"status": FAILED, "finished_at": None},
    ],
)
def test_the_database_refuses(isi):
    satker = make_satker()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**({"kind": "uji", "satker": satker} | isi))


def test_a_job_is_seen_from_its_satker_and_from_above():
    provinsi = make_satker("KPU Provinsi Uji")
    mesuji, metro = (make_satker(induk=provinsi) for _ in range(2))
    job = make_job(satker=mesuji)
    seen = {
        (satker, peran): list(Job.objects.visible_to(make_member(satker, peran)))
        for satker, peran in ((provinsi, Peran.PEMBACA), (mesuji, Peran.OPERATOR), (metro, Peran.OPERATOR))
    }
    assert list(seen.values()) == [[job], [job], []]


def test_taking_a_job_locks_its_row(django_assert_num_queries):
    job = make_job()
    postgres = connection.vendor == "postgresql"
    with django_assert_num_queries(4 + postgres) as asked:  # and the server's clock
        begin(job.pk)
    assert ("FOR UPDATE" in asked[1]["sql"]) is postgres


def test_a_database_that_is_away_ends_no_worker(monkeypatch):
    """`manage.py worker` goes on after a lock held too long, a full disk, a server that restarts."""
    answers = iter([OperationalError("database is locked"), None])

    def work(*args, **options):
        if answer := next(answers):
            raise answer

    pauses = []
    monkeypatch.setattr(worker, "call_command", work)
    monkeypatch.setattr(worker.time, "sleep", pauses.append)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    monkeypatch.setattr(worker, "_repeat", lambda *args: None)
    worker.Command().handle()
    assert pauses == [worker.AWAY_SECONDS]
    assert list(answers) == []


def test_a_worker_whose_clock_is_ahead_is_alive_by_the_clock_of_the_server(monkeypatch):
    kini = timezone.now()
    job = make_job()
    with monkeypatch.context() as ahead:
        ahead.setattr(timezone, "now", lambda: kini + timedelta(hours=5))
        begin(job.pk)
        report(job, 10, "Menata")
        asked = request_job("uji", job.satker, {}, lambda _: None, by=None)
    job.refresh_from_db()
    shared = connection.vendor == "postgresql"  # SQLite has no clock beside the machine's own
    assert (job.heartbeat_at < kini + timedelta(minutes=5)) is shared
    assert (asked.requeued_at < kini + timedelta(minutes=5)) is shared
