"""One trial of each kind of campaign; the long ones are `make trials`."""

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import copied_database
from trials.__main__ import played

# Two people on one figure, two steps of one quarter, a kill.
KINDS = ("realisasi", "save, and close", "kill in an autosave")


@pytest.fixture
def place(empty_database: dict[str, str], tmp_path: Path):
    with copied_database(empty_database, tmp_path) as env:
        (tmp_path / "static").mkdir(exist_ok=True)
        yield env | {
            "DJANGO_SETTINGS_MODULE": "trials.settings",
            "LKJ_ENV": "development",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }


def test_a_small_campaign_of_each_kind_loses_nothing_and_its_control_does(place):
    results = played(place, 1, KINDS, small=True)
    assert [satu.campaign for satu in results] == list(KINDS)
    assert [(satu.campaign, satu.told, satu.control_lost > 0) for satu in results if not satu.good] == []
