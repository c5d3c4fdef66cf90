"""The worker of the Procfile under arms, which looks for mail at once; killed at a moment."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management import call_command

from lkj.management.commands import worker
from tests.conftest import running
from trials.arms import ARMS
from trials.campaign import Arms

DEADLINE_SECONDS = 120
OUTBOX_SECONDS = 0.2


def work(*arms: str) -> None:
    """Be the worker: of its own clock only the mail's is changed."""
    worker.OUTBOX_SECONDS = OUTBOX_SECONDS
    with ExitStack() as stack:
        for name in arms:
            stack.enter_context(ARMS[name]())
        call_command("worker")


@contextmanager
def working(arms: Arms = (), **env: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker on the database of this process."""
    call = f"from trials.worker import work; work(*{arms!r})"
    command = f"{shlex.quote(sys.executable)} manage.py shell --verbosity 0 -c {shlex.quote(call)}"
    with running(command, os.environ | env, Path(os.environ["LKJ_DATA_DIR"]) / "worker.log") as process:
        yield process


def wait_for(condition: Callable[[], bool]) -> None:
    """Ask again and again. TimeoutError."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(condition)
        time.sleep(0.005)
