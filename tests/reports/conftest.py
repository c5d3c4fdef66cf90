"""The example year, read once: its material and document in memory, its database and PDF on disk."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from examples.loader import load_example
from examples.reader import Example
from reports.build import susun
from reports.document import Dokumen
from reports.figures import Figur
from reports.models import LaporanKinerja
from reports.queries import WITH_PARTIES, BahanLkj, kumpulkan
from tests.conftest import EXAMPLE, ROOT, copied_database
from tests.reports.process import WAIT, in_another_mood

PROVINSI = "kpu-provinsi-lampung"
TAHUN = 2023


@pytest.fixture(scope="session")
def bahan(django_db_setup: None, django_db_blocker) -> BahanLkj:
    """The material of the example's LKj, in memory: its rows are gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_example(Example(EXAMPLE))
        hasil = kumpulkan(LaporanKinerja.objects.select_related(*WITH_PARTIES).get())
        susun(hasil)  # fetches the few relations that are read only while composing
        transaction.set_rollback(True)
    return hasil


@pytest.fixture(scope="session")
def figur(bahan: BahanLkj) -> Figur:
    return Figur(bahan)


@pytest.fixture(scope="session")
def dokumen(bahan: BahanLkj) -> Dokumen:
    return susun(bahan)


@dataclass(frozen=True)
class ExampleDatabase:
    """The example year in a database and a folder of its own; nothing serves it."""

    env: dict[str, str]
    data_dir: Path

    def popen(self, *arguments: str, **env: str) -> "subprocess.Popen[str]":
        """Start a management command."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env | env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip


@pytest.fixture(scope="session")
def example_database(
    example_year: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExampleDatabase]:
    data_dir = tmp_path_factory.mktemp("printing")
    with copied_database(example_year, data_dir) as env:
        yield ExampleDatabase(env, data_dir)


@dataclass(frozen=True)
class Printed:
    """What one run of render_lkj left: the bytes of the PDF and what it said."""

    isi: bytes
    keluaran: str
    berkas: Path


@pytest.fixture(scope="session")
def printed(example_database: ExampleDatabase) -> Printed:
    """The PDF of the example, rendered once."""
    berkas = example_database.data_dir / "lkj.pdf"
    arguments = ["--satker", PROVINSI, "--tahun", str(TAHUN), "--output", str(berkas)]
    process = example_database.popen("render_lkj", *arguments, **in_another_mood(1))
    keluaran, _ = process.communicate(timeout=WAIT)
    assert process.returncode == 0, keluaran
    return Printed(berkas.read_bytes(), keluaran, berkas)
