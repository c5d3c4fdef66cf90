"""The files that set-up stands on."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lkj.environment import private_folder
from scripts.free_port import refusal

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", "\n".join(lines), re.MULTILINE))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text()

    assert re.findall(r"://|--(?:extra-)?index-url|--find-links| @ ", text) == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    # A requirement begins in the first column and goes on, indented, with its hashes.
    requirements = re.findall(r"^[^\s#].*(?:\n[ ]+--.*)*", (ROOT / name).read_text(), re.MULTILINE)

    assert [r for r in requirements if "==" not in r or "--hash=sha256:" not in r] == []
    assert len(requirements) == len(pins(name))


def test_development_has_the_versions_that_are_delivered() -> None:
    development = pins("requirements-dev.txt")

    assert {name: development.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_plain_make_lists_every_target_in_one_line() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    listed_targets = [line.removeprefix("make ").split()[0] for line in listed.stdout.splitlines()]
    assert listed_targets == targets


def test_python_that_exists_but_fails_is_passed_over(tmp_path: Path) -> None:
    """A pyenv shim of a version that is not chosen exists on PATH and exits 127."""
    shim = tmp_path / "python3.14"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    working = tmp_path / "second" / "python3.12"
    working.parent.mkdir()
    working.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    working.chmod(0o755)

    found = subprocess.run(
        [ROOT / "scripts" / "setup.sh", "python"],
        env={"PATH": f"{tmp_path}:{working.parent}:/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert found.stdout.strip() == sys.executable


def test_port_that_is_free_is_accepted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    assert refusal(str(port)) is None


def test_port_in_use_is_refused_by_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert refusal(str(port)) == (
            f"PORT={port} cannot be used (Address already in use): choose another, for example PORT=8001."
        )


@pytest.mark.parametrize("text", ["", "web", "0", "65536", "-1", "8000.5"])
def test_port_that_is_no_port_is_refused(text: str) -> None:
    expected = f"PORT={text} is not a port: give a number from 1 to 65535, for example PORT=8001."

    assert refusal(text) == expected


def test_the_folder_of_the_data_is_private(tmp_path):
    """New, and one that an earlier version made open."""
    lama = tmp_path / "lama"
    lama.mkdir(mode=0o755)
    for folder in (lama, tmp_path / "a" / "baru"):
        private_folder(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
