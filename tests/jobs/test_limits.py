"""The limit of time: it ends what runs, and what swallowed it once."""

import time

import pytest

from jobs.limits import TooLong, at_most


def run_on():
    time.sleep(30)


class Swallows:
    """Python lets nothing out of a `__del__`."""

    def __del__(self):
        time.sleep(0.1)


def test_what_runs_is_ended():
    with pytest.raises(TooLong), at_most(0.05):
        run_on()


@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_an_end_that_was_swallowed_comes_again(monkeypatch):
    monkeypatch.setattr("jobs.limits.AGAIN", 0.2)
    seen = []

    def run():
        Swallows()
        seen.append("swallowed")
        run_on()

    with pytest.raises(TooLong), at_most(0.05):
        run()
    assert seen == ["swallowed"]


def test_what_is_done_in_time_hears_nothing(monkeypatch):
    monkeypatch.setattr("jobs.limits.AGAIN", 0.05)
    with at_most(0.05):
        pass
    time.sleep(0.15)
