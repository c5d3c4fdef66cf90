"""The background work of uploads, as the worker calls it."""

from django_tasks import task

from budget.upload_jobs import run_apply, run_check
from jobs.models import Job


@task()
def check_task(job_id: int) -> None:
    """Read and check an upload; what goes wrong is told in the job, never raised past it."""
    run_check(job_id)


@task()
def apply_task(job_id: int) -> None:
    """Apply an upload; what goes wrong is told in the job, never raised past it."""
    run_apply(job_id)


def enqueue_check(job: Job) -> None:
    """Put a job that checks an upload in the queue."""
    check_task.enqueue(job.pk)


def enqueue_apply(job: Job) -> None:
    """Put a job that applies an upload in the queue."""
    apply_task.enqueue(job.pk)
