"""`make test`: the suite on SQLite and, at the same time, what meets a database on a PostgreSQL of its own.

The two take about as long as each other: what needs to be seen once is dealt out between them.
Arguments go to pytest. SQLite's run is seen as it goes, PostgreSQL's after it. The last lines name what
failed and count both together: `N passed, N failed`.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.postgres import running_postgres

# Once is enough: no database changes what these see. They run with SQLite.
ONCE = [
    # Rules, words, files and parsed text: pytest-django lets none of these tests near a database.
    "tests/kinerja/",
    "tests/ui/",
    "tests/accounts/test_chain.py",
    "tests/examples/files/",
    "tests/importing/",
    "tests/jobs/test_limits.py",
    "tests/printing/",
    "tests/budget/test_honest_files.py",
    "tests/budget/test_upload_amounts.py",
    "tests/budget/test_upload_checks.py",
    "tests/budget/test_upload_printed.py",
    "tests/agreements/test_pk_advice.py",
    "tests/agreements/test_iku_document.py",
    "tests/agreements/test_plan_sheet.py",
    "tests/measurements/test_entry_forms.py",
    "tests/measurements/test_tabel.py",
    "tests/reports/checks/test_ketikan.py",
    "tests/reports/checks/test_tables.py",
    "tests/reports/checks/test_texts.py",
    "tests/reports/test_cleaning.py",
    "tests/reports/test_difference.py",
    "tests/reports/test_document.py",
    "tests/reports/test_frozen.py",
    "tests/reports/test_numbering.py",
    "tests/reports/test_signature.py",
    "tests/reports/test_write_whole.py",
    # The source and the set-up.
    "tests/setup/",
    "tests/test_house.py",
    "tests/test_readme.py",
    # What is read from figures and drawn from a document in memory; that both are the same on both databases
    # is what the other tests of reports see to.
    "tests/reports/test_narrative.py",
    "tests/reports/test_parts.py",
    "tests/reports/test_pdf.py",
    # What a killed worker leaves in the database is seen on both where an upload is applied.
    "tests/reports/test_worker.py",
    # Who gets what is asked of the policy; that every page comes from both databases is for tests/pages.
    "tests/test_access_matrix.py",
    # Whole years, lived in Chromium by several people at one time; how each page looks, wide and narrow.
    "tests/journeys/",
    "tests/browser/test_pages.py",
]
ONCE_ON_POSTGRES = [
    # What people do on single pages in Chromium is seen on the engine that serves an office.
    "tests/browser/test_agreements.py",
    "tests/browser/test_entry.py",
    "tests/browser/test_evidence.py",
    "tests/browser/test_login.py",
    "tests/browser/test_narrative.py",
    "tests/browser/test_recap.py",
    "tests/browser/test_report.py",
    "tests/browser/test_upload.py",
    "tests/browser/test_verify.py",
    # Asks no database at all; it runs where there is room for it.
    "tests/reports/test_fetching.py",
]
# Between two tests it would count tables whose rows were rolled back as empty, and the next test that fills
# one be answered by a plan for none: minutes for a sum over 552 satker, or not, by chance.
NO_AUTOVACUUM = "autovacuum=off"
ENGINES = ("SQLite", "PostgreSQL")
NO_TESTS = 5
TERMINATION = {signal.SIGTERM, signal.SIGHUP}
LOOK_SECONDS = 0.1
MESSAGE_LENGTH = 200


@dataclass(frozen=True)
class Run:
    """What one pytest process reported; failed: a line for each case."""

    code: int
    passed: int = 0
    failed: tuple[str, ...] = ()
    skipped: int = 0

    @property
    def good(self) -> bool:
        return self.code in (0, NO_TESTS) and not self.failed


def handle_signals() -> None:
    """Whatever ends this process, the server is stopped on the way out."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in TERMINATION:
        signal.signal(number, lambda number, _: sys.exit(128 + number))


@contextmanager
def noted_signals() -> Iterator[list[int]]:
    """Signals are only written down meanwhile; the first of them is obeyed at the end."""
    caught: list[int] = []
    for number in {signal.SIGINT, *TERMINATION}:
        signal.signal(number, lambda number, _: caught.append(number))
    try:
        yield caught
    finally:
        handle_signals()
    if caught:
        sys.exit(128 + caught[0])


@contextmanager
def pytest_process(
    report: Path, arguments: Sequence[str], environment: Mapping[str, str], log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A pytest that always comes to its end, for it has servers to stop. `log`: says it there, unseen."""
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
    with ExitStack() as stack:
        output = stack.enter_context(log.open("ab")) if log else None
        process = subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.DEVNULL if log else None,
            stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield process
    finally:
        interrupt(process)
        process.wait()


def interrupt(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)


def watch(
    processes: Sequence[subprocess.Popen[bytes]], caught: Sequence[int], tell: Callable[[], None]
) -> None:
    """Wait for all of them, whatever signals come."""
    # Ctrl-C reaches pytest by itself, being in the same terminal; the others, and what came before both had
    # begun, become one.
    early = bool(caught)
    while any(process.poll() is None for process in processes):
        if early or TERMINATION & set(caught):
            for process in processes:
                interrupt(process)
            break
        tell()
        time.sleep(LOOK_SECONDS)
    for process in processes:
        process.wait()
    tell()


def read_report(code: int, report: Path) -> Run:
    """What pytest's JUnit file says; a pytest that broke down, with or without it, counts as one failure."""
    broken = () if code in (0, NO_TESTS) else (f"pytest itself, which ended with {code}",)
    if not report.exists():
        return Run(code, failed=broken)
    passed = skipped = 0
    failed = []
    for case in ElementTree.parse(report).iter("testcase"):
        outcomes = {child.tag: child.get("message", "") for child in case}
        if wrong := outcomes.keys() & {"failure", "error"}:
            failed.append(_line(case, outcomes[wrong.pop()]))
        elif "skipped" in outcomes:
            skipped += 1
        else:
            passed += 1
    return Run(code, passed, tuple(failed) or broken, skipped)


def _line(case: ElementTree.Element, message: str) -> str:
    """A test as pytest calls it, whose JUnit file writes the path with dots, and how its message begins."""
    module = case.get("classname", "").replace(".", "/")
    first, *_ = message[:MESSAGE_LENGTH].split("\n")
    return f"{module}.py::{case.get('name')} - {first}"


def without(paths: Sequence[str]) -> list[str]:
    return [f"--deselect={path}" for path in paths]


def run_both(arguments: Sequence[str]) -> list[Run]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with running_postgres(NO_AUTOVACUUM) as url, tempfile.TemporaryDirectory(prefix="lkj-report-") as name:
        first, second, log = (Path(name) / file for file in ("sqlite.xml", "postgresql.xml", "log"))
        log.write_text("\n=== PostgreSQL (at the same time)\n")
        on_sqlite = [*without(ONCE_ON_POSTGRES), *arguments]
        on_postgres = [*without(ONCE), *arguments], environment | {"DATABASE_URL": url}
        print("\n=== SQLite", flush=True)
        with (
            noted_signals() as caught,
            pytest_process(first, on_sqlite, environment) as sqlite,
            pytest_process(second, *on_postgres, log) as postgres,
            log.open("rb") as said,
        ):

            def tell() -> None:
                if sqlite.poll() is not None:
                    sys.stdout.buffer.write(said.read())
                    sys.stdout.buffer.flush()

            watch([sqlite, postgres], caught, tell)
        return [read_report(sqlite.returncode, first), read_report(postgres.returncode, second)]


def main(arguments: Sequence[str]) -> int:
    handle_signals()
    runs = run_both(arguments)
    passed = sum(run.passed for run in runs)
    failed = sum(len(run.failed) for run in runs)
    skipped = sum(run.skipped for run in runs)
    for engine, run in zip(ENGINES, runs, strict=True):
        for line in run.failed:
            print(f"FAILED on {engine}: {line}")
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    if passed + failed == 0:
        print("No test was selected.", file=sys.stderr)
        return 1
    return 0 if all(run.good for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
