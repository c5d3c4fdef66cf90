"""A process for a stranger's bytes: whatever happens in it, the caller gets an answer or a sentence."""

import os
import pickle
import signal
import subprocess
import sys
import time
from decimal import Decimal

import pytest

from importing.archive import MIB
from importing.confined import NeedsTooMuch, ReaderDied, TookTooLong, confined
from importing.refused import FileRefused
from importing.workbook import read_workbook
from tests.conftest import ROOT
from tests.importing import children
from tests.importing.builders import by_xlsxwriter, by_xlwt

SLIM = "salin lembar yang diperlukan saja ke buku kerja baru, simpan sebagai .xlsx, lalu unggah salinan itu."
DIED = (
    "Pembaca berkas terhenti sewaktu membaca berkas ini; buka berkas aslinya dengan Excel atau LibreOffice,"
    " simpan kembali sebagai .xlsx, lalu unggah ulang; bila terjadi lagi, hubungi Administrator."
)


def test_the_answer_comes_back_with_the_arguments():
    assert confined(children.count, b"abc", 5, "x") == (3, (5, "x"))
    assert confined(children.plain, b"") == {"a": [Decimal("1.5"), {1}, None, b"x"]}


@pytest.mark.parametrize("write", [by_xlsxwriter, by_xlwt])
def test_a_workbook_is_read_as_it_is_here(write):
    content = write([["Kode", 33304443000, 0.5, True], ["=a", "b", None]])
    assert confined(read_workbook, content) == read_workbook(content)


def test_a_refusal_is_the_function_s_own():
    with pytest.raises(FileRefused, match=r"^Berkas ini ditolak\.$") as refused:
        confined(children.refuse, b"")
    assert type(refused.value) is FileRefused
    with pytest.raises(FileRefused, match="akhir arsipnya tidak ditemukan"):
        confined(read_workbook, b"PK\x03\x04")


@pytest.mark.parametrize("function", [children.allocate, children.grow])
def test_a_function_that_wants_too_much_memory(function):
    with pytest.raises(NeedsTooMuch) as refused:
        confined(function, b"", memory=200 * MIB)
    assert str(refused.value) == f"Berkas ini memerlukan lebih dari 200 MB memori untuk dibaca; {SLIM}"


def test_without_the_limit_it_would_get_that_memory():
    """The control: what the child is refused is there."""
    assert confined(children.allocate, b"", memory=800 * MIB) == 300 * MIB


@pytest.mark.parametrize("function", [children.spin, children.sleep])
def test_a_function_that_never_ends(function):
    with pytest.raises(TookTooLong) as refused:
        confined(function, b"", seconds=1)
    assert str(refused.value) == f"Berkas ini belum selesai dibaca setelah 1 detik; {SLIM}"


@pytest.mark.parametrize("function", [children.kill, children.crash, children.fail, children.recurse])
def test_a_function_that_dies(function, caplog):
    with pytest.raises(ReaderDied) as refused:
        confined(function, b"")
    assert str(refused.value) == DIED
    assert "A confined process ended with" in caplog.text


def test_an_error_that_nobody_foresaw_is_in_the_log(caplog):
    with pytest.raises(ReaderDied):
        confined(children.fail, b"")
    assert "ZeroDivisionError: nobody foresaw this" in caplog.text


def test_no_file_can_be_written(tmp_path):
    path = tmp_path / "keluar"
    with pytest.raises(ReaderDied):
        confined(children.write_file, os.fsencode(path))
    assert not path.exists() or path.read_bytes() == b""
    children.write_file(os.fsencode(path))
    assert path.read_bytes() == b"x" * 10


def test_no_secret_of_the_environment_is_passed_on(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    assert set(confined(children.environment, b"")) <= {"PATH", "LC_CTYPE"}


def test_an_answer_cannot_choose_what_is_called(tmp_path):
    path = os.fsencode(tmp_path / "dijalankan")
    with pytest.raises(ReaderDied):
        confined(children.trap, path)
    assert not (tmp_path / "dijalankan").exists()


def made_up(path: str) -> bytes:
    """The same command, reached through what a module of ours imported."""
    answer = pickle.dumps(children.Trap(path), protocol=4)
    head, unframed = answer[:2], answer[11:]
    return head + unframed.replace(b"\x8c\nsubprocess", b"\x8c\x12importing.confined").replace(
        b"\x8c\x04call", b"\x8c\x10subprocess.Popen"
    )


def test_an_answer_cannot_go_round_through_our_own_modules(tmp_path):
    with pytest.raises(ReaderDied):
        confined(children.made_up, made_up(str(tmp_path / "dijalankan")))
    time.sleep(0.2)
    assert not (tmp_path / "dijalankan").exists()


@pytest.mark.parametrize("answer", [b"", b"x", b"\x80\x04.", pickle.dumps(5)[:-1]])
def test_an_answer_that_is_none(answer):
    with pytest.raises(ReaderDied):
        confined(children.made_up, answer)


def test_an_answer_opened_without_care_would_run_a_command(tmp_path):
    """The control."""
    pickle.loads(pickle.dumps(children.Trap(str(tmp_path / "dijalankan"))))
    assert (tmp_path / "dijalankan").exists()
    pickle.loads(made_up(str(tmp_path / "lagi"))).wait()
    assert (tmp_path / "lagi").exists()


def test_the_process_ends_by_itself_when_its_caller_is_killed():
    """The caller is killed while the child waits; nobody is left to end it but its own alarm."""
    caller = (
        "from importing.confined import confined; from tests.importing import children\n"
        "confined(children.sleep, b'', seconds=1)"
    )
    with subprocess.Popen([sys.executable, "-c", caller], cwd=ROOT, env=os.environ) as process:
        child = wait_for_child(process.pid)
        os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(child)


def wait_for_child(pid: int) -> int:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with open(f"/proc/{pid}/task/{pid}/children") as listed:
            if found := listed.read().split():
                return int(found[0])
        time.sleep(0.01)
    raise AssertionError("no child came up")


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
