"""`manage.py worker`: the background worker; before it starts, and while it runs, dead jobs are swept."""

import logging
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from jobs.actions import STALE_AFTER, sweep
from reports.actions import KIND
from reports.tasks import enqueue_render

log = logging.getLogger(__name__)
ENQUEUE = {KIND: enqueue_render}


class Command(BaseCommand):
    """Runs until it is stopped."""

    help = "Menjalankan pengolah latar: menyusun PDF dan memulihkan pekerjaan yang terputus."

    def handle(self, **options: object) -> None:
        sweep(ENQUEUE)
        stop = threading.Event()
        sweeper = threading.Thread(target=_sweep_until, args=(stop,), daemon=True)
        sweeper.start()
        try:
            call_command("db_worker", reload=False, interval=0.5, startup_delay=False, verbosity=0)
        finally:
            stop.set()


def _sweep_until(stop: threading.Event) -> None:
    try:
        while not stop.wait(STALE_AFTER.total_seconds() / 3):
            try:
                sweep(ENQUEUE)
            except DatabaseError:  # busy or away: try again next time, never stop sweeping
                log.warning("sweep failed", exc_info=True)
                connection.close()
    finally:
        connection.close()
