"""A file appears whole or not at all, also when the process that writes it is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.files import write_whole
from tests.conftest import ROOT

OLD, NEW = b"lama" * 1000, b"baru" * 500_000
# The process may write 100 kB to a file, then the kernel kills it: in the middle of the 2 MB.
MIDDLE = (
    "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)"
)
# Everything is written, nothing is on the disk for sure, and somebody pulls the plug.
END = "os.fsync = lambda stream: os.kill(os.getpid(), signal.SIGKILL)"
WHOLE = "from jobs.files import write_whole; write_whole(path, isi)"
PLAIN = "stream = path.open('wb'); stream.write(isi); stream.flush(); os.fsync(stream.fileno())"


def killed_while_writing(path: Path, death: str, write: str) -> int:
    """Exit code of a process that dies while it writes the new content."""
    skrip = (
        "import os, signal, sys; from pathlib import Path\n"
        f"path, isi = Path(sys.argv[1]), b'baru' * 500_000\n{death}\n{write}"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "lkj.settings", "LKJ_DATA_DIR": str(path.parent)}
    return subprocess.run([sys.executable, "-c", skrip, str(path)], cwd=ROOT, env=env, check=False).returncode


@pytest.mark.parametrize(
    ("death", "code"), [(MIDDLE, -signal.SIGXFSZ), (END, -signal.SIGKILL)], ids=["middle", "end"]
)
def test_a_kill_leaves_the_old_file(tmp_path, death, code):
    path = tmp_path / "lkj.pdf"
    path.write_bytes(OLD)
    assert killed_while_writing(path, death, WHOLE) == code
    assert path.read_bytes() == OLD


def test_a_kill_leaves_no_file_where_there_was_none(tmp_path):
    path = tmp_path / "lkj.pdf"
    assert killed_while_writing(path, MIDDLE, WHOLE) == -signal.SIGXFSZ
    assert not path.exists()


def test_the_control_a_plain_write_leaves_neither(tmp_path):
    path = tmp_path / "lkj.pdf"
    path.write_bytes(OLD)
    assert killed_while_writing(path, MIDDLE, PLAIN) == -signal.SIGXFSZ
    assert 0 < path.stat().st_size < len(NEW)
    assert path.read_bytes() != OLD


def test_it_writes_and_overwrites_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a" / "b" / "lkj.pdf"
    for isi in (OLD, NEW, b""):
        write_whole(path, isi)
        assert path.read_bytes() == isi
    assert [satu.name for satu in path.parent.iterdir()] == ["lkj.pdf"]


def test_where_it_cannot_write_it_says_so_and_leaves_nothing(tmp_path):
    folder = tmp_path / "lkj.pdf"
    (folder / "isi").mkdir(parents=True)
    with pytest.raises(OSError, match=r"lkj\.pdf"):
        write_whole(folder, NEW)
    assert [satu.name for satu in tmp_path.iterdir()] == ["lkj.pdf"]
