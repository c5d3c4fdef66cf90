"""A copy of the example that a test may break."""

import shutil
from pathlib import Path

import pytest

from examples import reader
from examples.reader import Example
from tests.conftest import EXAMPLE


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Example:
    shutil.copytree(reader.ROOT / EXAMPLE, tmp_path / EXAMPLE)
    monkeypatch.setattr(reader, "ROOT", tmp_path)
    return Example(EXAMPLE)
