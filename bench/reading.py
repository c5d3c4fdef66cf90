"""Reading and checking a file of 5,000 rows against a bare pass of openpyxl: in turns, in fresh processes."""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter

from bench.place import ROOT

LIMIT, MEMORY_LIMIT = 2, 60
KODE, NAMA = "654357", "KPU Provinsi Uji"
#: So many RO, each with five lines under it, make 5,002 rows.
RO, ROWS = 829, 5_000
BARE, READ, START, WHOLE = "openpyxl read-only", "membaca", "proses anak tanpa isi", "membaca dan memeriksa"
#: Each prints the seconds it took, those of the processors, and the growth of the process's peak in MB after
#: its imports. What a child needs is what `membaca` needs.
WAYS = {
    BARE: """
import openpyxl
def way(path):
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows())
""",
    READ: """
import pickle
from pathlib import Path
from importing.confined_process import without_collector
from importing.workbook import read_workbook
def way(path):
    with without_collector():
        return pickle.dumps(read_workbook(Path(path).read_bytes()), pickle.HIGHEST_PROTOCOL)
""",
    START: """
from importing.confined import confined
from importing.workbook import read_workbook
def way(path):
    return confined(read_workbook, b"a;b")
""",
    WHOLE: f"""
import django
django.setup()
from pathlib import Path
from accounts.models import Satker
from budget.snapshot import PotretDipa
from budget.upload_plan import UPLOADING, read_content
from budget.uploads.material import Bahan, Permintaan
from budget.uploads.plan import susun
from importing.confined_process import without_collector
satker = Satker(pk=1, kode="{KODE}", nama="{NAMA}", nama_panjang="{NAMA}")
def way(path):
    with without_collector():
        bacaan = read_content(Path(path).read_bytes(), "")
        diminta = Permintaan(satker, 2023, 6, jangkauan=(satker,), boleh=UPLOADING)
        rencana = susun(Bahan(bacaan.isi, diminta, {{1: PotretDipa(1, 2023)}}, ""))
    assert not rencana.temuan, rencana.temuan[:3]
    return rencana
""",
}
MEASURE = """
import json, os, re, sys, time
def peak():
    return int(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1]) / 1024
def processors():
    return sum(os.times()[:4])
before, start, worked = peak(), time.perf_counter(), processors()
result = way(sys.argv[1])
print(json.dumps([time.perf_counter() - start, processors() - worked, peak() - before]))
"""


def measure_reading(rounds: int) -> dict[str, Any]:
    """Seconds, those of the processors, and MB of each way, by name; one unmeasured turn comes first."""
    found: defaultdict[str, list[list[float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="lkj-bench-reading-") as folder:
        path = Path(folder) / "fa-detail.xlsx"
        write_report(path)
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "LKJ_DATA_DIR": folder}
        for turn in range(rounds + 1):
            for name, code in WAYS.items():
                done = subprocess.run(
                    [sys.executable, "-c", code + MEASURE, str(path)],
                    cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE,
                )  # fmt: skip
                if turn:
                    found[name].append(json.loads(done.stdout))
    return dict(found)


def write_report(path: Path) -> None:
    """SAKTI's detail: texts in their cells, no shared strings, a total row, every level down to items."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("GLP039_LAPORAN REALISASI SUPER ")
        for number, row in enumerate(_report()):
            for column, value in sorted(row.items()):
                sheet.write(number, column, value)


#: Columns by their number: B, C, E, F, H, N hold codes; the amounts stand in P, R, V, W, Y, AB, AD.
CODES = {"program": 1, "kegiatan": 1, "kro": 2, "ro": 2}
UNDER = ((4, "051"), (5, "051.0A"), (7, "521211"), (13, "000001. Alat tulis"), (13, "000002. Konsumsi"))
AMOUNTS = (15, 17, 21, 22, 24, 27, 29)


def _report() -> Iterator[dict[int, object]]:
    titles = (
        "LAPORAN KETERSEDIAAN DANA DETAIL TA 2023",
        "Per Program; Kegiatan;",
        "Periode Juni 2023",
    )
    yield from ({0: title} for title in titles)
    yield from ({0: "Kementerian", 14: "076"}, {0: "Unit Organisasi", 14: "01"})
    yield {0: "Satuan Kerja", 14: KODE, 15: NAMA.upper()}
    names = ("Pagu Revisi", "Lock Pagu", "Realisasi TA 2023", None, None, "%", "Sisa Anggaran")
    yield {0: "Uraian", **{column: name for column, name in zip(AMOUNTS, names, strict=True) if name}}
    yield dict(zip(AMOUNTS[2:5], ("Periode Lalu", "Periode Ini", "s.d. Periode"), strict=True))
    ro = {f"CQ.{6700 + n // 100}.QGE.{n % 100:03}": (2_000_000 + 2 * n, 1_000_000) for n in range(RO)}
    yield {0: "JUMLAH SELURUHNYA", **_amounts(ro, "")}
    above = ""
    for code in ro:
        for depth in (1, 2, 3):
            parent = ".".join(code.split(".")[:depth])
            if not f"{above}.".startswith(f"{parent}."):
                yield _line(parent, ro)
        above = code
        yield _line(code, ro)
        pagu, spent = ro[code]
        for column, name in UNDER:
            part = 2 if name.startswith("00000") else 1
            yield {column: name, 15: float(pagu // part), **_spent(pagu // part, spent // part)}


def _line(code: str, ro: dict[str, tuple[int, int]]) -> dict[int, object]:
    parts = code.split(".")
    level = list(CODES)[len(parts) - 1]
    printed = {"kro": parts[-1], "ro": ".".join(parts[-2:])}.get(level, code)
    return {CODES[level]: printed, 10: f"Uraian {code}", **_amounts(ro, f"{code}.")}


def _amounts(ro: dict[str, tuple[int, int]], below: str) -> dict[int, object]:
    found = [amounts for code, amounts in ro.items() if f"{code}.".startswith(below)]
    pagu, spent = (sum(column) for column in zip(*found, strict=True))
    return {15: float(pagu), **_spent(pagu, spent)}


def _spent(pagu: int, spent: int) -> dict[int, object]:
    now = spent // 4
    values = (0, spent - now, now, spent, spent / pagu, pagu - spent)
    return dict(zip(AMOUNTS[1:], map(float, values), strict=True))


def reading_lines(found: dict[str, Any]) -> list[list[str]]:
    """Heading and rows: median, ratio of it and of the processors' time, limit, growth of memory."""
    bare = [median(column) for column in zip(*found[BARE], strict=True)]
    lines = [[f"Berkas {ROWS} baris", "median", "× openpyxl", "× prosesor", "batas", "memori", "batas"]]
    for name, turns in found.items():
        seconds, worked, memory = (median(column) for column in zip(*turns, strict=True))
        limits = (f"{LIMIT} ×", f"{MEMORY_LIMIT} MB") if name == WHOLE else ("", "")
        ratios = (f"{seconds / bare[0]:.2f}", f"{worked / bare[1]:.2f}")
        lines.append([name, f"{1000 * seconds:.0f} ms", *ratios, limits[0], f"{memory:.0f} MB", limits[1]])
    return [*lines, []]
