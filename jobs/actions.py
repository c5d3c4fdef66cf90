"""What happens to a job: asked for, begun, alive, done, failed, and swept when its worker died."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from accounts.models import Satker, User
from accounts.trail import record
from jobs.clock import database_now
from jobs.models import Job

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 5
STALE_AFTER = timedelta(seconds=30)
LOST_AFTER = timedelta(minutes=10)
MAX_ATTEMPTS = 3
DIED = (
    "Pengolah berhenti sebelum pekerjaan selesai. Silakan ulangi; bila terjadi lagi, hubungi Administrator."
)

Enqueue = Callable[[Job], None]


def request_job(
    kind: str, satker: Satker, arguments: dict[str, Any], enqueue: Enqueue, *, by: User | None
) -> Job:
    """A new job in the queue; both rows appear together."""
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, satker=satker, requested_by=by, arguments=arguments, requeued_at=database_now()
        )
        enqueue(job)
    return job


def begin(job_id: int) -> Job | None:
    """Take a waiting job; None when another worker has it or it is finished."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, status=Job.Status.WAITING).first()
        if job is None:
            return None
        job.status, job.percent, job.attempt = Job.Status.RUNNING, 0, job.attempt + 1
        job.heartbeat_at, job.step = database_now(), "Dimulai"
        job.save()
    return job


def report(job: Job, percent: int, step: str) -> None:
    """Say how far a running job is; this is a heartbeat too."""
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempt=job.attempt).update(
        percent=percent, step=step, heartbeat_at=database_now()
    )


def still_mine(job: Job) -> bool:
    """Lock the row and tell whether this attempt still owns the job; for the finishing transaction."""
    return (
        Job.objects.select_for_update()
        .filter(pk=job.pk, status=Job.Status.RUNNING, attempt=job.attempt)
        .exists()
    )


def finish(job: Job) -> None:
    """Mark this attempt done."""
    _close(job, Job.Status.DONE, percent=100, step="Selesai")


def fail(job: Job, error: str) -> None:
    """Mark this attempt failed, with a sentence for the person who asked."""
    _close(job, Job.Status.FAILED, error=error)
    record("Pekerjaan gagal", job, by=None, satker=job.satker, note=error)


def _close(job: Job, status: Job.Status, **fields: object) -> None:
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempt=job.attempt).update(
        status=status, finished_at=database_now(), **fields
    )


def sweep(enqueue: dict[str, Enqueue]) -> int:
    """Put jobs whose worker died, or whose place in the queue was lost, back; how many were swept.

    enqueue: by kind of job. Dead is a running job without a heartbeat for STALE_AFTER; lost is one that
    waits longer than LOST_AFTER (taking it twice is harmless: `begin` lets one worker have it). After
    MAX_ATTEMPTS a job fails. One job's fault never keeps the others from being swept.
    """
    kini = database_now()
    mati = Q(status=Job.Status.RUNNING, heartbeat_at__lt=kini - STALE_AFTER)
    hilang = Q(status=Job.Status.WAITING, requeued_at__lt=kini - LOST_AFTER)
    swept = 0
    for pk in Job.objects.filter(mati | hilang).values_list("pk", flat=True):
        try:
            swept += _sweep_one(pk, mati | hilang, enqueue)
        except Exception:
            log.exception("job %s could not be swept", pk)
    return swept


@transaction.atomic
def _sweep_one(pk: int, masih: Q, enqueue: dict[str, Enqueue]) -> int:
    job = Job.objects.select_for_update().filter(masih, pk=pk).first()
    if job is None:
        return 0
    if job.attempt >= MAX_ATTEMPTS or job.kind not in enqueue:
        job.status, job.error, job.finished_at = Job.Status.FAILED, DIED, database_now()
        job.save()
        record("Pekerjaan gagal", job, by=None, satker=job.satker, note=DIED)
        return 1
    job.status, job.percent, job.requeued_at = Job.Status.WAITING, 0, database_now()
    job.step = "Menunggu pengolah berikutnya"
    job.save()
    enqueue[job.kind](job)
    return 1


class Heartbeat:
    """Keeps a job alive from a thread of its own while one long call holds the worker."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._stop = Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(HEARTBEAT_SECONDS):
                try:
                    Job.objects.filter(
                        pk=self._job.pk, status=Job.Status.RUNNING, attempt=self._job.attempt
                    ).update(heartbeat_at=database_now())
                except DatabaseError:  # a busy database: the next beat comes in time
                    log.warning("job %s missed a heartbeat", self._job.pk, exc_info=True)
        finally:
            connection.close()
