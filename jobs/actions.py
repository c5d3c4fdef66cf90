"""What happens to a job: asked for, begun, alive, done, failed, and swept when its worker died."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Satker, User
from jobs.models import Job

HEARTBEAT_SECONDS = 5
STALE_AFTER = timedelta(seconds=30)
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
        job = Job.objects.create(kind=kind, satker=satker, requested_by=by, arguments=arguments)
        enqueue(job)
    return job


def begin(job_id: int) -> Job | None:
    """Take a waiting job; None when another worker has it or it is finished."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, status=Job.Status.WAITING).first()
        if job is None:
            return None
        job.status, job.percent, job.attempt = Job.Status.RUNNING, 0, job.attempt + 1
        job.heartbeat_at, job.step = timezone.now(), "Dimulai"
        job.save()
    return job


def report(job: Job, percent: int, step: str) -> None:
    """Say how far a running job is; this is a heartbeat too."""
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempt=job.attempt).update(
        percent=percent, step=step, heartbeat_at=timezone.now()
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


def _close(job: Job, status: Job.Status, **fields: object) -> None:
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempt=job.attempt).update(
        status=status, finished_at=timezone.now(), **fields
    )


def sweep(enqueue: dict[str, Enqueue]) -> int:
    """Put jobs whose worker died back in the queue, or fail them after MAX_ATTEMPTS; how many were dead.

    enqueue: by kind of job. A job is dead when it runs without a heartbeat for STALE_AFTER.
    """
    batas = timezone.now() - STALE_AFTER
    with transaction.atomic():
        dead = list(Job.objects.select_for_update().filter(status=Job.Status.RUNNING, heartbeat_at__lt=batas))
        for job in dead:
            if job.attempt >= MAX_ATTEMPTS:
                job.status, job.error, job.finished_at = Job.Status.FAILED, DIED, timezone.now()
            else:
                job.status, job.step = Job.Status.WAITING, "Menunggu pengolah berikutnya"
            job.save()
            if job.status == Job.Status.WAITING:
                enqueue[job.kind](job)
    return len(dead)


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
                Job.objects.filter(
                    pk=self._job.pk, status=Job.Status.RUNNING, attempt=self._job.attempt
                ).update(heartbeat_at=timezone.now())
        finally:
            connection.close()
