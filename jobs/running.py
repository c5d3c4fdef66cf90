"""How the worker does a job: with a heartbeat, for a limited time; every outcome ends in the job's row."""

import gc
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from jobs.actions import Heartbeat, begin, fail
from jobs.limits import TooLong, at_most
from jobs.models import Job

log = logging.getLogger(__name__)
Made = TypeVar("Made")
#: Fifty times what the longest job, the PDF of a report of 60 pages, takes.
LIMIT = timedelta(minutes=10)


def run_job(
    job_id: int,
    make: Callable[[Job], Made],
    keep: Callable[[Job, Made], object],
    *,
    told: tuple[type[Exception], ...],
    too_long: str,
    failed: str,
) -> None:
    """Do a job, if it is still waiting: `make` within LIMIT, then `keep` stores what it gave.

    told: errors whose own sentence is for the person who asked; too_long, failed: the sentences for the end
    of the time and for any other error.
    """
    job = begin(job_id)
    if job is None:
        return
    try:
        with Heartbeat(job), at_most(LIMIT.total_seconds()):
            made = make(job)
        keep(job, made)
    except told as galat:
        fail(job, str(galat))
    except TooLong:
        log.error("job %s took longer than %s", job.pk, LIMIT)
        fail(job, too_long)
    except Exception:
        log.exception("job %s failed", job.pk)
        fail(job, failed)
    finally:
        gc.collect()  # a layout leaves circles; free them once the person has the file
