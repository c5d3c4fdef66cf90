"""`make test`: the suite on SQLite, then everything that meets a database on a PostgreSQL of its own.

Arguments go to pytest. The last line counts both runs together: `N passed, N failed`.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.postgres import running_postgres

# No database changes what these see (nothing stored, or only how pages look): once is enough.
ONCE = ["tests/kinerja/", "tests/ui/", "tests/setup/", "tests/browser/test_pages.py"]
NO_TESTS = 5
TERMINATION = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Run:
    """What one pytest process reported."""

    code: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def good(self) -> bool:
        return self.code in (0, NO_TESTS) and not self.failed


def handle_signals() -> None:
    """Between the runs: whatever ends this process, the server is stopped on the way out."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in TERMINATION:
        signal.signal(number, lambda number, _: sys.exit(128 + number))


def run_pytest(title: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run pytest to its end, whatever signals come (it has servers to stop); then obey the signal."""
    print(f"\n=== {title}", flush=True)
    with tempfile.TemporaryDirectory(prefix="lkj-report-") as folder:
        report = Path(folder) / "report.xml"
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments], env=dict(environment)
        )
        caught: list[int] = []

        def note(number: int, frame: object) -> None:
            caught.append(number)
            # Ctrl-C reaches pytest by itself, being in the same terminal; the others become one.
            if number != signal.SIGINT:
                process.send_signal(signal.SIGINT)

        for number in (signal.SIGINT, *TERMINATION):
            signal.signal(number, note)
        code = process.wait()
        handle_signals()
        if caught:
            sys.exit(128 + caught[0])
        return read_report(code, report)


def read_report(code: int, report: Path) -> Run:
    """The counts in pytest's JUnit file; a pytest that broke down before writing it counts as one failure."""
    if not report.exists():
        return Run(code, failed=0 if code in (0, NO_TESTS) else 1)
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            failed += 1
        elif "skipped" in outcomes:
            skipped += 1
        else:
            passed += 1
    if code not in (0, NO_TESTS) and not failed:
        failed = 1
    return Run(code, passed, failed, skipped)


def run_both(arguments: Sequence[str]) -> list[Run]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    runs = [run_pytest("SQLite", arguments, environment)]
    with running_postgres() as url:
        only_database = [f"--deselect={path}" for path in ONCE]
        runs.append(
            run_pytest("PostgreSQL", [*only_database, *arguments], environment | {"DATABASE_URL": url})
        )
    return runs


def main(arguments: Sequence[str]) -> int:
    handle_signals()
    runs = run_both(arguments)
    passed = sum(run.passed for run in runs)
    failed = sum(run.failed for run in runs)
    skipped = sum(run.skipped for run in runs)
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    if passed + failed == 0:
        print("No test was selected.", file=sys.stderr)
        return 1
    return 0 if all(run.good for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
