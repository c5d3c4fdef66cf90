"""The processes of a Procfile end together, whatever ends the first."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each process starts a child of its own, as gunicorn does, and both write their ids into a file.
PROCFILE = """\
web: sh -c 'echo $$ >> {pids}; sleep 60 & echo $! >> {pids}; wait'
worker: sh -c 'echo $$ >> {pids}; sleep 60 & echo $! >> {pids}; wait'
"""
DEADLINE = 15


def alive(pid: int) -> bool:
    try:
        # A zombie that nobody has reaped yet is dead enough.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def pids(tmp_path: Path) -> Callable[[], list[int]]:
    """Read the ids that the processes have written so far."""
    (tmp_path / "pids").touch()

    def read() -> list[int]:
        return [int(pid) for pid in (tmp_path / "pids").read_text().split()]

    return read


@contextmanager
def serving(tmp_path: Path, procfile: str) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "Procfile").write_text(procfile.format(pids=tmp_path / "pids"))
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.serve", str(tmp_path / "Procfile")],
        cwd=ROOT, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            yield server
        finally:
            server.kill()


@pytest.mark.parametrize("started", [1, 4])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("terminal", ["open", "closed"])
def test_signal_stops_every_process(tmp_path: Path, pids, started: int, name: str, terminal: str) -> None:
    with serving(tmp_path, PROCFILE) as server:
        wait_for(lambda: len(pids()) >= started)
        if terminal == "closed":
            server.stdout.close()
            server.stderr.close()

        # To the whole group, as a terminal sends it.
        os.killpg(server.pid, signal.Signals[name])

        assert server.wait(timeout=DEADLINE) == 0
        assert [pid for pid in pids() if alive(pid)] == []


def test_process_that_ends_stops_the_others_and_is_named(tmp_path: Path, pids) -> None:
    third = "third: sh -c 'while [ $(wc -l < {pids}) -lt 4 ]; do sleep 0.1; done; echo goodbye; exit 3'\n"
    with serving(tmp_path, PROCFILE + third) as server:
        output, errors = server.communicate(timeout=DEADLINE)

    assert server.returncode == 1
    assert output == b"third | goodbye\n"
    assert errors == b"third has ended with code 3; everything is stopped.\n"
    assert [pid for pid in pids() if alive(pid)] == []


def test_process_may_finish_its_work(tmp_path: Path, pids) -> None:
    slow = """slow: sh -c 'trap "sleep 0.5; echo finished; exit" TERM; echo 1 >> {pids}; sleep 60 & wait'\n"""
    with serving(tmp_path, slow) as server:
        wait_for(lambda: len(pids()) == 1)
        server.terminate()
        output, errors = server.communicate(timeout=DEADLINE)

    assert (server.returncode, output, errors) == (0, b"slow | finished\n", b"")
