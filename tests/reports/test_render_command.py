"""manage.py render_lkj: what it prints, and its exit codes."""

import re
import subprocess
import sys
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports import pdf
from reports.management.commands import render_lkj
from tests.conftest import ROOT
from tests.factories import make_indikator, make_lkj, make_pk, make_realisasi, make_sasaran, make_satker

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the closing of its colour profile to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]


@pytest.fixture
def satker():
    pk = make_pk(make_satker("KPU Provinsi Uji"))
    make_realisasi(make_indikator(make_sasaran(pk)), nilai=90)
    make_lkj(pk)
    return pk.satker


def run(satker: str, tahun: int, output: Path) -> str:
    out = StringIO()
    call_command("render_lkj", satker=satker, tahun=tahun, output=output, stdout=out)
    return out.getvalue()


def test_it_prints_file_pages_capaian_and_hash(satker, tmp_path):
    output = tmp_path / "keluar" / "lkj.pdf"
    said = run(satker.slug, 2023, output)
    cocok = re.fullmatch(
        rf"{re.escape(str(output))}: (\d+) halaman, rata-rata capaian 90% "
        r"\(rata-rata capaian sasaran kegiatan\), sha256 (\w+)\n",
        said,
    )
    assert cocok[2] == sha256(output.read_bytes()).hexdigest()
    assert int(cocok[1]) > 4


@pytest.mark.parametrize(
    ("slug", "tahun", "sentence"),
    [
        ("tidak-ada", 2023, "Satker tidak-ada tidak ada. Yang tersedia: kpu-provinsi-uji.\n"),
        (
            "kpu-provinsi-uji",
            2022,
            "KPU Provinsi Uji tidak memiliki LKj Tahun 2022. Tahun yang tersedia: 2023.\n",
        ),
    ],
)
def test_what_is_unknown_exits_2_and_says_what_exists(satker, tmp_path, capsys, slug, tahun, sentence):
    with pytest.raises(SystemExit) as stopped:
        run(slug, tahun, tmp_path / "lkj.pdf")
    assert (stopped.value.code, capsys.readouterr().err) == (2, sentence)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_has_no_satker_to_offer(capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        run("apa-saja", 2023, tmp_path / "lkj.pdf")
    assert (stopped.value.code, capsys.readouterr().err) == (
        2,
        "Satker apa-saja tidak ada. Yang tersedia: belum ada satker.\n",
    )


def test_where_it_cannot_write_exits_1_before_any_work(satker, tmp_path, monkeypatch):
    (tmp_path / "berkas").write_text("lama")
    monkeypatch.setattr(render_lkj, "render_pdf", None)  # it would be called, and fail, otherwise
    for output in (tmp_path / "berkas" / "lkj.pdf", tmp_path):
        with pytest.raises(CommandError, match=r"^PDF tidak ditulis: ") as fault:
            run(satker.slug, 2023, output)
        assert fault.value.returncode == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"berkas": "lama"}


def test_a_source_that_is_not_allowed_exits_1_and_leaves_the_old_file(satker, tmp_path, monkeypatch):
    monkeypatch.setattr(
        pdf, "render_part", lambda *_: '<html lang="id"><title>x</title><img src="file:///etc/hostname">'
    )
    output = tmp_path / "lkj.pdf"
    output.write_text("lama")
    with pytest.raises(CommandError, match="sumber luar yang tidak diperbolehkan"):
        run(satker.slug, 2023, output)
    assert output.read_text() == "lama"


def test_a_command_without_its_arguments_exits_2():
    done = subprocess.run(
        [sys.executable, "manage.py", "render_lkj", "--satker", "a", "--tahun", "dua"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "usage: manage.py render_lkj" in done.stderr
