"""Attacks on a signature, a few of each: `make trials` plays them by the hundred (trials/signing.py)."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT, copied_database

PLAY = "import json; from trials.signing import few; print(json.dumps(few()))"


@pytest.fixture(scope="module")
def lost(empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """Name of an attack -> what was lost with every guard on, and what its control lost."""
    with copied_database(empty_database, tmp_path_factory.mktemp("signing")) as env:
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", PLAY],
            cwd=ROOT, env=env | {"DJANGO_SETTINGS_MODULE": "trials.settings"}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["edit in a signature", "kill in a signature"])
def test_nothing_is_lost_and_without_its_guard_something_is(lost, name):
    guarded, control = lost[name]
    assert guarded == []
    assert control != []
