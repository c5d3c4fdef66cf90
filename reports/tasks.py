"""The report's background work, as the worker calls it."""

from django_tasks import task

from jobs.models import Job
from reports.actions import run_render


@task()
def render_task(job_id: int) -> None:
    """Render the PDF of a job; what goes wrong is told in the job, never raised past it."""
    run_render(job_id)


def enqueue_render(job: Job) -> None:
    """Put a render job in the queue."""
    render_task.enqueue(job.pk)
