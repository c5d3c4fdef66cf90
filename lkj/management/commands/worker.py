"""`manage.py worker`: the background worker; while it runs, dead jobs are swept and waiting mail is sent."""

import logging
import threading
import time
from collections.abc import Callable

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection

from budget.upload_jobs import PERIKSA, TERAPKAN
from budget.upload_tasks import enqueue_apply, enqueue_check
from jobs.actions import STALE_AFTER, sweep
from outbox.actions import send_waiting
from printing.parts import forget_idle
from reports.actions import KIND, KIND_WORD
from reports.manuscript import KIND_NASKAH
from reports.tasks import enqueue_manuscript, enqueue_render, enqueue_word

logger = logging.getLogger(__name__)
OUTBOX_SECONDS = 30.0
FORGET_SECONDS = 60.0
AWAY_SECONDS = 5.0
ENQUEUE = {
    KIND: enqueue_render,
    KIND_NASKAH: enqueue_manuscript,
    KIND_WORD: enqueue_word,
    PERIKSA: enqueue_check,
    TERAPKAN: enqueue_apply,
}


class Command(BaseCommand):
    """Runs until it is stopped."""

    help = "Menjalankan pengolah latar: PDF, unggahan, surat, dan pemulihan pekerjaan yang terputus."

    def handle(self, **options: object) -> None:
        stop = threading.Event()
        _repeat(lambda: sweep(ENQUEUE), STALE_AFTER.total_seconds() / 3, stop)
        # A thread of its own: a mail server that does not answer must not hold up the sweep.
        _repeat(send_waiting, OUTBOX_SECONDS, stop)
        _repeat(forget_idle, FORGET_SECONDS, stop)
        try:
            while not _work_until_stopped():
                time.sleep(AWAY_SECONDS)
        finally:
            stop.set()


def _work_until_stopped() -> bool:
    """Sweep, then work; False when the database was away or busy for too long, which ends no worker."""
    try:
        sweep(ENQUEUE)
        call_command("db_worker", reload=False, interval=0.5, startup_delay=False, verbosity=0)
    except OperationalError:
        logger.exception("The database cannot be used; the worker tries again in %s seconds", AWAY_SECONDS)
        connection.close()
        return False
    return True


def _repeat(work: Callable[[], object], seconds: float, stop: threading.Event) -> None:
    """Do something every so often in a thread, until told to stop; an error is logged and tried again."""
    threading.Thread(target=_repeat_until, args=(work, seconds, stop), daemon=True).start()


def _repeat_until(work: Callable[[], object], seconds: float, stop: threading.Event) -> None:
    try:
        while not stop.wait(seconds):
            close_old_connections()
            try:
                work()
            except Exception:
                logger.exception("Background work failed and will be tried again")
    finally:
        connection.close()
