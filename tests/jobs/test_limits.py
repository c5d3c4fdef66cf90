"""The limit of time: it ends what runs, and what swallowed it once."""

import signal
import time

import pytest

from jobs.limits import TooLong, at_most


def run_on():
    time.sleep(30)


class Swallows:
    """Python lets nothing out of a `__del__`."""

    def __del__(self):
        run_on()


def test_what_runs_is_ended():
    with pytest.raises(TooLong), at_most(0.05):
        run_on()


@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_an_end_that_was_swallowed_comes_again(monkeypatch):
    monkeypatch.setattr("jobs.limits.AGAIN", 0.5)
    seen = []

    def run():
        Swallows()
        seen.append("swallowed")
        run_on()

    with pytest.raises(TooLong), at_most(0.2):
        run()
    assert seen == ["swallowed"]


def test_what_is_done_in_time_hears_nothing():
    before = signal.getsignal(signal.SIGALRM)
    with at_most(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_what_rings_when_all_is_done_is_not_heard(monkeypatch):
    set_clock = signal.setitimer

    def put_away_late(which, seconds, again=0.0):
        if not seconds:
            signal.raise_signal(signal.SIGALRM)
        set_clock(which, seconds, again)

    monkeypatch.setattr(signal, "setitimer", put_away_late)
    with at_most(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
