"""The report's background work, as the worker calls it."""

from django_tasks import task

from jobs.models import Job
from reports.actions import run_render
from reports.manuscript import run_manuscript
from reports.word_actions import run_word


@task()
def render_task(job_id: int) -> None:
    """Render the PDF of a job; what goes wrong is told in the job, never raised past it."""
    run_render(job_id)


def enqueue_render(job: Job) -> None:
    """Put a render job in the queue."""
    render_task.enqueue(job.pk)


@task()
def manuscript_task(job_id: int) -> None:
    """Make the manuscript of a job; what goes wrong is told in the job, never raised past it."""
    run_manuscript(job_id)


def enqueue_manuscript(job: Job) -> None:
    """Put a manuscript job in the queue."""
    manuscript_task.enqueue(job.pk)


@task()
def word_task(job_id: int) -> None:
    """Make the Word copy of a job, told in the same way."""
    run_word(job_id)


def enqueue_word(job: Job) -> None:
    """Put the job of a Word copy in the queue."""
    word_task.enqueue(job.pk)
