"""What `make test` says of its two runs, and that both are at one time and end together."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.run_tests import ONCE, ONCE_ON_POSTGRES, Run, read_report

ROOT = Path(__file__).resolve().parents[2]
REPORT = """\
<testsuites><testsuite name="pytest">
  <testcase classname="tests.a.test_b" name="one"/>
  <testcase classname="tests.a.test_b" name="two[x.y]"><failure message="m&#10;n"/></testcase>
  <testcase classname="tests.a.test_b" name="three"><skipped message="m"/></testcase>
  <testcase classname="tests.a.test_b" name="four"><failure message="m"/></testcase>
  <testcase classname="tests.a.test_b" name="four"><error message="in its teardown"/></testcase>
</testsuite></testsuites>
"""
# Outside the checkout: these tests know no Django. Each run leaves its id, its server, and word of its end.
MEETING = """\
import os, time
from pathlib import Path
import pytest

HERE = Path(__file__).parent
ENGINE, OTHER = ("postgres", "sqlite") if "DATABASE_URL" in os.environ else ("sqlite", "postgres")

@pytest.fixture
def word():
    (HERE / f"{ENGINE}.begun").write_text(f"{os.getpid()} {os.environ.get('DATABASE_URL', '')}")
    yield
    (HERE / f"{ENGINE}.ended").touch()

def test_the_other_is_there(word):
    deadline = time.monotonic() + %(seconds)s
    while not (HERE / f"{%(awaited)s}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)

def test_only_sqlite():
    assert ENGINE == "sqlite"
"""
DEADLINE = 60


def test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    told = ("two[x.y] - m", "four - m", "four - in its teardown")
    failed = tuple(f"tests/a/test_b.py::{satu}" for satu in told)
    assert read_report(1, report) == Run(1, passed=1, failed=failed, skipped=1)


def test_pytest_that_broke_down_counts_as_a_failure(tmp_path: Path) -> None:
    told = Run(4, failed=("pytest itself, which ended with 4",))
    run = read_report(4, tmp_path / "never-written.xml")

    assert (run, run.good) == (told, False)
    (tmp_path / "report.xml").write_text("<testsuites/>")
    assert read_report(4, tmp_path / "report.xml") == told


def test_run_that_selects_nothing_is_no_failure(tmp_path: Path) -> None:
    run = read_report(5, tmp_path / "never-written.xml")

    assert (run, run.good) == (Run(5), True)


@pytest.mark.parametrize("path", [*ONCE, *ONCE_ON_POSTGRES])
def test_what_runs_once_is_there(path: str) -> None:
    assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file()


@contextmanager
def running(tmp_path: Path, awaited: str) -> Iterator["subprocess.Popen[str]"]:
    """The two runs of MEETING, in a process group of their own."""
    test = tmp_path / "test_meeting.py"
    test.write_text(MEETING % {"awaited": awaited, "seconds": DEADLINE})
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.run_tests", str(test)],
        cwd=ROOT, env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def test_both_run_at_one_time_are_told_one_after_the_other_and_counted_together(tmp_path: Path) -> None:
    with running(tmp_path, "f'{OTHER}.begun'") as process:
        output, errors = process.communicate(timeout=DEADLINE)

    said = re.findall(r"^=== .*|^_+ \w+|^FAILED on .*|\d (?:passed|failed).*", output, re.MULTILINE)
    assert [re.sub(r"^_+ | in [0-9.]+s.*|(?<=: )\S+/", "", line) for line in said] == [
        "=== SQLite",
        "2 passed",
        "=== PostgreSQL (at the same time)",
        "test_only_sqlite",
        "1 failed, 1 passed",
        "FAILED on PostgreSQL: test_meeting.py::test_only_sqlite"
        " - AssertionError: assert 'postgres' == 'sqlite'",
        "3 passed, 1 failed",
    ]
    assert (process.returncode, errors) == (1, "")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("name", "send"), [("SIGINT", os.killpg), ("SIGTERM", os.kill)], ids=["Ctrl-C", "SIGTERM"]
)
def test_a_signal_ends_both_in_order_and_the_server(tmp_path: Path, name: str, send: Callable) -> None:
    begun = [tmp_path / f"{engine}.begun" for engine in ("sqlite", "postgres")]
    with running(tmp_path, "'never'") as process:
        wait_for(lambda: all(path.exists() and path.read_text() for path in begun))
        pids = [int(path.read_text().split()[0]) for path in begun]
        server = Path(begun[1].read_text().rpartition("host=")[2])
        assert [server.is_dir(), *map(alive, pids)] == [True, True, True]

        send(process.pid, signal.Signals[name])

        assert process.wait(timeout=DEADLINE) == 128 + signal.Signals[name]
    assert sorted(path.name for path in tmp_path.glob("*.ended")) == ["postgres.ended", "sqlite.ended"]
    assert [server.exists(), *map(alive, pids)] == [False, False, False]
