"""The table of the trials: what is good, what is lost, what is blind."""

import pytest

from trials.report import Result, print_table


def result(lost: int = 0, control_lost: int = 1, told: tuple[str, ...] = ()) -> Result:
    return Result("jadwal", "sqlite", 20, lost, 20, control_lost, list(told))


@pytest.mark.parametrize(
    ("satu", "good", "verdict"),
    [
        (result(), True, "1"),
        (result(lost=2), False, "LOST"),
        (result(control_lost=0), False, "BLIND: the control lost nothing"),
        (result(lost=1, control_lost=0), False, "LOST"),
    ],
)
def test_a_result_is_good_when_the_guard_loses_nothing_and_the_control_something(satu, good, verdict, capsys):
    print_table([satu])
    assert satu.good is good
    assert capsys.readouterr().out.splitlines()[1].endswith(f"  {verdict}")


def test_what_was_lost_is_told_below(capsys):
    print_table([result(lost=1, told=("the text is gone",))])
    assert capsys.readouterr().out.splitlines()[-1] == "jadwal, sqlite: the text is gone"
