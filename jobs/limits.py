"""A limit of time for work that cannot be asked to stop."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Python swallows what is raised in a `__del__` or a callback of the collector; so it rings again after this.
AGAIN = 5.0


class TooLong(BaseException):
    """The time is over. A BaseException, so that no library takes it for a fault of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLong in what runs here when the time is over.

    Only the main thread, in which a worker does its work, can be interrupted; elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    done = False

    def ring(*_: object) -> None:
        if not done:
            raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    # Twice: what rings in the last moment must not keep the clock from being put away.
    try:
        try:
            yield
        finally:
            done = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
