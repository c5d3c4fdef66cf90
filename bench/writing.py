"""Writing 552 uploads of 80 lines against a bare COPY of the same rows, on a PostgreSQL of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from statistics import median
from typing import TYPE_CHECKING, Any

import django

from bench.place import ROOT
from tests.postgres import running_postgres

if TYPE_CHECKING:
    from budget.snapshot import RevisiPotret

UPLOADS, LINES, LIMIT = 552, 80, 5
COPY, COPIES, FIRST, NEXT = "COPY sekaligus", "COPY satu per satu", "unggahan pertama", "bulan berikutnya"
TABLES = ("budget_revisidipa", "budget_barisdipa", "budget_realisasianggaran")
TAHUN = 2023


def measure_writing(rounds: int) -> dict[str, list[float]]:
    """Seconds of each way, by name, in the order measured; one unmeasured round comes first."""
    with running_postgres() as url, tempfile.TemporaryDirectory(prefix="lkj-bench-") as folder:
        env = os.environ | {"DATABASE_URL": url, "LKJ_DATA_DIR": folder, "LKJ_ENV": "development"}
        env |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DEBUG": "false"}
        for command in (["manage.py", "migrate", "--verbosity", "0"], ["-m", "bench.writing", str(rounds)]):
            done = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE
            )
    return json.loads(done.stdout)


def writing_lines(found: dict[str, list[float]]) -> list[list[str]]:
    """Heading and rows: median, ratio to the COPY of all rows at once, limit."""
    bare = median(found[COPY])
    lines = [[f"{UPLOADS} unggahan, {LINES} baris", "median", "× COPY", "batas"]]
    for name, seconds in found.items():
        limit = f"{LIMIT} ×" if name in (FIRST, NEXT) else ""
        lines.append([name, f"{1000 * median(seconds):.0f} ms", f"{median(seconds) / bare:.1f}", limit])
    return [*lines, []]


# In a process of its own: it needs the settings before the first import


def main(rounds: int) -> None:
    django.setup()
    from accounts.models import Satker  # noqa: PLC0415  (after the setup)

    satker = Satker.objects.bulk_create(
        Satker(
            kode=f"9{n:05}",
            nama=f"KPU Uji {n}",
            nama_panjang=f"KPU Uji {n}",
            slug=f"uji-{n}",
            jenis="kabupaten",
        )
        for n in range(UPLOADS)
    )
    found: dict[str, list[float]] = {COPY: [], COPIES: [], FIRST: [], NEXT: []}
    for turn in range(rounds + 1):
        for name, seconds in _turn([satu.pk for satu in satker]).items():
            if turn:
                found[name].append(seconds)
    json.dump(found, sys.stdout)


def _turn(satker: list[int]) -> dict[str, float]:
    """Every way once; what the uploads left is what is copied."""
    from budget.models import Dipa  # noqa: PLC0415

    Dipa.objects.all().delete()
    januari, februari = tree(1), tree(2)
    seconds = {FIRST: _timed(lambda: _upload(satker, None, januari))}
    whole, apart = _rendered(None), [_rendered(pk) for pk in satker]
    _empty()
    seconds[COPY] = _timed(lambda: _copy([whole]))
    _empty()
    seconds[COPIES] = _timed(lambda: _copy(apart))
    seconds[NEXT] = _timed(lambda: _upload(satker, januari, februari))
    return seconds


def tree(bulan: int) -> "RevisiPotret":
    """80 lines of which 67 are RO, with their realisasi of every month up to one."""
    from budget.snapshot import BarisPotret, RevisiPotret  # noqa: PLC0415

    kode = ["CQ", *(f"CQ.67{n:02}" for n in range(6)), *(f"CQ.67{n:02}.QGE" for n in range(6))]
    kode += [f"CQ.67{n % 6:02}.QGE.{n:03}" for n in range(LINES - len(kode))]
    level = ("program", "kegiatan", "kro", "ro")
    baris = tuple(
        BarisPotret(
            satu, level[satu.count(".")], f"Uraian {satu}", urutan, satu.rpartition(".")[0] or None,
            1_000_000 if satu.count(".") == 3 else None,
            {ke: 70_000 * ke + urutan for ke in range(1, bulan + 1)} if satu.count(".") == 3 else {},
        )
        for urutan, satu in enumerate(kode, start=1)
    )  # fmt: skip
    return RevisiPotret(0, baris=baris)


def _timed(step: Callable[[], None]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _upload(satker: list[int], dari: "RevisiPotret | None", ke: "RevisiPotret") -> None:
    """Each in a transaction of its own under the lock of its DIPA, as an upload is applied."""
    from django.db import transaction  # noqa: PLC0415

    from budget.snapshot import PotretDipa  # noqa: PLC0415
    from budget.upload_actions import lock_dipa, write_all  # noqa: PLC0415

    for pk in satker:
        with transaction.atomic():
            dipa = lock_dipa([pk], TAHUN)
            lama = PotretDipa(pk, TAHUN, 1, (dari,) if dari else ())
            write_all(dipa, {pk: lama}, {pk: PotretDipa(pk, TAHUN, 1, (ke,))})


def _cursor() -> Any:
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    return connection.connection.cursor()


def _rendered(satker: int | None) -> list[str]:
    """The rows of each table as COPY takes them, of one satker or of all."""
    own = {
        TABLES[0]: "SELECT r.* FROM budget_revisidipa r",
        TABLES[1]: "SELECT b.* FROM budget_barisdipa b JOIN budget_revisidipa r ON r.id = b.revisi_id",
        TABLES[2]: "SELECT n.* FROM budget_realisasianggaran n JOIN budget_barisdipa b ON b.id = n.baris_id"
        " JOIN budget_revisidipa r ON r.id = b.revisi_id",
    }
    where = "" if satker is None else f" JOIN budget_dipa d ON d.id = r.dipa_id WHERE d.satker_id = {satker}"
    rendered = []
    for query in own.values():
        stream = StringIO()
        _cursor().copy_expert(f"COPY ({query}{where} ORDER BY 1) TO STDOUT", stream)
        rendered.append(stream.getvalue())
    return rendered


def _empty() -> None:
    _cursor().execute(f"TRUNCATE {', '.join(TABLES)}")


def _copy(batches: list[list[str]]) -> None:
    """Each in a transaction of its own."""
    from django.db import transaction  # noqa: PLC0415

    for rendered in batches:
        with transaction.atomic():
            for table, rows in zip(TABLES, rendered, strict=True):
                _cursor().copy_expert(f"COPY {table} FROM STDIN", StringIO(rows))


if __name__ == "__main__":
    main(int(sys.argv[1]))
