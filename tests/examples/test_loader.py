"""Loading an example year: once, whole or not at all, never into a database in use."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Jejak, Satker
from accounts.permissions import Peran
from examples.loader import EVENT, load_example
from examples.people import PASSWORD, TOTP_SECRET
from examples.reader import Example, ExampleFault, Row
from tests.conftest import EXAMPLE
from tests.factories import make_satker

pytestmark = pytest.mark.django_db


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def rewrite(example: Example, file: str, change: Callable[[str], str]) -> None:
    path = example.folder / file
    old = path.read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    path.write_text(new, encoding="utf-8")


def test_a_second_run_changes_nothing():
    assert run("load_example", EXAMPLE) == f"Contoh {EXAMPLE} dimuat.\n"
    first = row_counts()
    assert run("load_example", EXAMPLE) == f"Contoh {EXAMPLE} sudah ada; tidak ada yang diubah.\n"
    assert row_counts() == first
    assert Jejak.objects.filter(peristiwa=EVENT).count() == 1


def test_an_unknown_name_exits_2_and_says_what_exists(capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("load_example", "jawa-2023")
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"Contoh jawa-2023 tidak ada. Yang tersedia: {EXAMPLE}.\n"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../examples/lampung-2023", "lampung-2023/", "lampung-2023/narasi"]
)
def test_a_path_is_not_a_name(name):
    with pytest.raises(SystemExit) as stopped:
        call_command("load_example", name)
    assert stopped.value.code == 2


def test_production_refuses(monkeypatch):
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(CommandError, match="tidak dimuat dalam mode produksi"):
        call_command("load_example", EXAMPLE)
    assert not Satker.objects.exists()


def test_a_database_in_use_is_left_alone():
    make_satker("KPU Provinsi Lain")
    before = row_counts()
    with pytest.raises(CommandError, match="sudah berisi satker"):
        call_command("load_example", EXAMPLE)
    assert row_counts() == before


def test_another_version_is_refused(copied):
    load_example(copied)
    before = row_counts()
    rewrite(copied, "SUMBER.md", lambda text: text + "\n")
    with pytest.raises(ExampleFault, match="versi lain"):
        load_example(copied)
    assert row_counts() == before


def in_line(file: str, start: str, old: str, new: str) -> tuple[str, Callable[[str], str]]:
    """Change one line of a file: the one that begins so."""

    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join(line.replace(old, new, 1) if line.startswith(start) else line for line in lines)

    return file, change


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        (*in_line("realisasi.csv", "kpu-provinsi-lampung,2023,3", "91.19", '"91,19"'),
         "realisasi.csv baris 4, kolom nilai: '91,19'"),
        (*in_line("realisasi.csv", "kpu-provinsi-lampung,2023,3", "91.19", "91,19"),
         "realisasi.csv baris 4: jumlah sel berbeda dari jumlah kolom"),
        (*in_line("realisasi.csv", "kpu-provinsi-lampung,2023,3", ",91.19,", ","),
         "realisasi.csv baris 4: jumlah sel berbeda dari jumlah kolom"),
        (*in_line("lkj.csv", "kpu-provinsi-lampung,2023", "2024-01-15", "15-01-2024"),
         "lkj.csv baris 2, kolom tanggal"),
        (*in_line("satker.csv", "kode", "nama_panjang", "panjang"),
         "satker.csv: kolom nama_panjang tidak ada"),
        (*in_line("dipa.csv", "kpu-provinsi-lampung,2023", ",2023,", ",20x3,"),
         "dipa.csv baris 2, kolom tahun: '20x3'"),
        ("tabel/dpt.csv", lambda text: text.splitlines(keepends=True)[0], "tabel/dpt.csv: tidak ada baris"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_named_and_nothing_is_saved(copied, file, change, message):
    before = row_counts()
    rewrite(copied, file, change)
    with pytest.raises(CommandError) as fault:
        call_command("load_example", EXAMPLE)
    assert str(fault.value).startswith(f"Contoh {EXAMPLE} tidak dimuat: {message}")
    assert row_counts() == before


@pytest.mark.parametrize("file", ["satker.csv", "realisasi.csv", "anggaran_cetak.csv", "peraturan.csv"])
def test_a_missing_file_is_named(copied, file):
    before = row_counts()
    (copied.folder / file).unlink()
    with pytest.raises(ExampleFault, match=f"^{file}: berkas tidak ada.$"), transaction.atomic():
        load_example(copied)
    assert row_counts() == before


@pytest.mark.parametrize("column", ["pagu", "realisasi"])
def test_one_rupiah_more_in_a_leaf_breaks_a_printed_parent(copied, column):
    leaf = next(
        row
        for row in copied.rows("baris_dipa.csv")
        if row.text("kode") == "CQ.6867.QGE.003" and row.integer(column)
    )

    def one_more(text: str) -> str:
        lines = text.splitlines(keepends=True)
        old = leaf.cells[column]
        lines[leaf.line - 1] = lines[leaf.line - 1].replace(f",{old},", f",{int(old) + 1},", 1)
        return "".join(lines)

    rewrite(copied, "baris_dipa.csv", one_more)
    with pytest.raises(ExampleFault, match=r"^anggaran_cetak.csv baris \d+: .* tercetak .*, rinciannya"):
        load_example(copied)


def test_a_printed_parent_that_is_not_there_is_a_fault(copied):
    rewrite(copied, "anggaran_cetak.csv", lambda text: text + "ZZ.1,10,5,contoh\n")
    with pytest.raises(ExampleFault, match="rinciannya None"):
        load_example(copied)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " a ", "a"),
        ("integer", "", None),
        ("integer", "12", 12),
        ("flag", "1", True),
        ("flag", "", False),
    ],
)
def test_a_cell_is_read_by_kind(kind, cell, value):
    assert getattr(Row("x.csv", 2, {"a": cell}), kind)("a") == value


@pytest.mark.parametrize(("kind", "cell"), [("integer", "1.5"), ("number", "1,5"), ("day", "15/01/2024")])
def test_a_cell_in_another_notation_is_a_fault(kind, cell):
    with pytest.raises(ExampleFault, match=f"^x.csv baris 2, kolom a: '{cell}'.$"):
        getattr(Row("x.csv", 2, {"a": cell}), kind)("a")


def test_the_demo_accounts_cover_every_role():
    load_example(Example(EXAMPLE))
    *accounts, password, secret, _ = run("demo_accounts").splitlines()
    roles: list[Any] = [line.split()[1] for line in accounts]
    assert set(roles) == set(Peran.labels)
    assert " ".join(accounts[0].split()) == "administrator Administrator KPU Provinsi Lampung + kode"
    with_code = {role for role, line in zip(roles, accounts, strict=True) if line.endswith("+ kode")}
    assert with_code == {"Administrator", "Verifikator", "Sekretaris", "Ketua"}
    assert f"kunci {TOTP_SECRET} " in secret
    assert password.strip() == f"kata sandi semua akun contoh: {PASSWORD}"


def test_without_an_example_there_are_no_demo_accounts():
    assert run("demo_accounts") == f"  kata sandi semua akun contoh: {PASSWORD}\n"
