"""Two things at one moment."""

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection, connections

START_SECONDS, END_SECONDS = 10, 120


class Outcome(NamedTuple):
    """What a step returned, or what it raised."""

    value: Any = None
    error: Exception | None = None


def together(*steps: Callable[[], object]) -> list[Outcome]:
    """Run the steps at one moment, each in a thread and with a connection of its own."""
    barrier = threading.Barrier(len(steps))
    outcomes = [Outcome(error=TimeoutError("the step did not end"))] * len(steps)

    def run(ke: int, step: Callable[[], object]) -> None:
        try:
            barrier.wait(START_SECONDS)
            outcomes[ke] = Outcome(step())
        except Exception as error:
            outcomes[ke] = Outcome(error=error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=satu, daemon=True) for satu in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(END_SECONDS)
    return outcomes


def wait_until_one_waits() -> None:
    """Until the other step waits for a lock of PostgreSQL."""
    ends = time.monotonic() + END_SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.05)
    raise TimeoutError("nobody waits")
