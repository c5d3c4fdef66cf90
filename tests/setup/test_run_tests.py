"""What `make test` says of its two runs."""

from pathlib import Path

from scripts.run_tests import Run, read_report

REPORT = """\
<testsuites><testsuite name="pytest">
  <testcase name="one"/>
  <testcase name="two"><failure message="m"/></testcase>
  <testcase name="three"><skipped message="m"/></testcase>
  <testcase name="four"><failure message="m"/></testcase>
  <testcase name="four"><error message="in its teardown"/></testcase>
</testsuite></testsuites>
"""


def test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert read_report(1, report) == Run(1, passed=1, failed=3, skipped=1)


def test_pytest_that_broke_down_counts_as_a_failure(tmp_path: Path) -> None:
    run = read_report(4, tmp_path / "never-written.xml")

    assert (run, run.good) == (Run(4, failed=1), False)


def test_run_that_selects_nothing_is_no_failure(tmp_path: Path) -> None:
    run = read_report(5, tmp_path / "never-written.xml")

    assert (run, run.good) == (Run(5), True)
