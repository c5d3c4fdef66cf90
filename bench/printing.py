"""The PDF of the example against Chromium printing the same HTML: in turns, in one run."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pypdfium2 import PdfDocument

from bench.place import ROOT, SATKER, TAHUN

COLD_LIMIT, WARM_LIMIT, EDIT_LIMIT = 5, 4, 1.5
MIB = 2**20
FLAGS = [
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
]  # fmt: skip


@dataclass(frozen=True)
class Printing:
    """Seconds of each way, in the order measured; pages; the peak of a fresh process in bytes."""

    chromium: list[float]
    cold: list[float]
    warm: list[float]
    edit: list[float]
    pages: int
    pages_chromium: int
    peak: int

    @property
    def ratio_cold(self) -> float:
        return median(self.cold) / median(self.chromium)

    @property
    def ratio_warm(self) -> float:
        return median(self.warm) / median(self.chromium)

    @property
    def ratio_edit(self) -> float:
        return median(self.edit) / median(self.chromium)

    @property
    def peak_limit(self) -> int:
        """70 MB and 2.5 MB a page."""
        return int((70 + 2.5 * self.pages) * MIB)


def measure(env: Mapping[str, str], rounds: int) -> Printing:
    """Print in turns: Chromium, a fresh process, a warm worker (all of it, then what an edit changed).

    One unmeasured turn of each comes first.
    """
    chromium: list[float] = []
    cold: list[float] = []
    warm: list[float] = []
    edit: list[float] = []
    peaks = []
    with tempfile.TemporaryDirectory(prefix="lkj-bench-pdf-") as name:
        page, ours, theirs = (Path(name) / file for file in ("lkj.html", "lkj.pdf", "chromium.pdf"))
        with _worker(env, page) as render_warm:
            _print_by_chromium(page, theirs)
            _render_cold(env, ours)
            for turn in range(rounds):
                print(f"PDF: putaran {turn + 1} dari {rounds}", file=sys.stderr, flush=True)
                chromium.append(_print_by_chromium(page, theirs))
                seconds, peak = _render_cold(env, ours)
                cold.append(seconds)
                peaks.append(peak)
                warm.append(render_warm("all"))
                edit.append(render_warm("one"))
        return Printing(chromium, cold, warm, edit, _pages(ours), _pages(theirs), max(peaks))


def find_chromium() -> str:
    """Chromium of the system. SystemExit: there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise SystemExit("Chromium tidak ditemukan; pasang dengan: apt-get install -y chromium")


def _print_by_chromium(page: Path, target: Path) -> float:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="lkj-bench-chromium-", ignore_cleanup_errors=True) as profile:
        command = [
            find_chromium(), *FLAGS, *root, f"--user-data-dir={profile}", f"--print-to-pdf={target}",
            page.as_uri(),
        ]  # fmt: skip
        seconds, _ = _run(command, os.environ)
    return seconds


def _render_cold(env: Mapping[str, str], target: Path) -> tuple[float, int]:
    command = [
        sys.executable, "manage.py", "render_lkj", "--satker", SATKER, "--tahun", str(TAHUN), "--output",
        str(target),
    ]  # fmt: skip
    return _run(command, env | {"DJANGO_SETTINGS_MODULE": "lkj.settings"})


def _run(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, int]:
    """Seconds from start to exit, and the peak memory of the process in bytes."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(env), stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read().decode(errors='replace')}")
    return seconds, usage.ru_maxrss * 1024


@contextmanager
def _worker(env: Mapping[str, str], page: Path) -> Iterator:
    """A process that has rendered once; yields a function that renders "all" or, after an edit, "one" piece
    and returns the seconds."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.warm", str(page)],
        cwd=ROOT, env=dict(env), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as process:  # fmt: skip

        def answer() -> str:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("bench.warm has ended; its messages are above.")
            return line

        def render(what: str) -> float:
            process.stdin.write(f"{what}\n")
            return float(answer())

        answer()
        yield render


def _pages(path: Path) -> int:
    with PdfDocument(path) as document:
        return len(document)
