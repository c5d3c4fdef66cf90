"""`manage.py import_budget`: what the page does, with its exit codes."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Jejak
from budget.models import Unggahan
from budget.queries import anggaran_satker
from budget.upload_plan import STORAGE
from kinerja.serapan import Serapan
from tests.budget.books import NAMA, TAHUN, csv, fa_detail, recap, template
from tests.budget.stored import NEW, TURUN, applied, dump

pytestmark = pytest.mark.usefixtures("satker")


@pytest.fixture
def run(satker, tmp_path):
    """Run the command on rows; its exit code and what it printed."""

    def call(rows, *arguments: str, berkas: Path | None = None) -> tuple[int, str]:
        if berkas is None:
            berkas = tmp_path / "realisasi.csv"
            berkas.write_bytes(csv(rows))
        out, err = StringIO(), StringIO()
        with pytest.raises(SystemExit) as exit_:
            call_command(
                "import_budget", str(berkas), f"--satker={satker.slug}", f"--tahun={TAHUN}", "--periode=6",
                *arguments, stdout=out, stderr=err,
            )  # fmt: skip
        return exit_.value.code, out.getvalue() + err.getvalue()

    return call


def test_a_good_file_is_applied(run, satker):
    code, printed = run(template())
    assert (code, printed) == (0, "Diterapkan: pagu Rp1.160.000, realisasi Rp650.000.\n")
    assert anggaran_satker(satker, TAHUN).serapan == Serapan(1_160_000, 650_000)
    assert (Unggahan.objects.get().diterapkan_oleh, Jejak.objects.first().oleh) == (None, None)


def test_the_same_file_again_changes_nothing_and_says_so(run):
    run(template())
    sebelum = dump()
    code, printed = run(fa_detail())
    assert (code, printed) == (0, "Isi berkas sama dengan yang tersimpan; tidak ada yang berubah.\n")
    assert dump() == sebelum


def test_a_dry_run_leaves_nothing(run):
    code, printed = run(template(), "--dry-run")
    assert (code, printed) == (0, "Dapat diterapkan: pagu Rp1.160.000, realisasi Rp650.000.\n")
    assert dump() == [[], [], [], []]
    assert (Unggahan.objects.count(), Jejak.objects.count(), STORAGE.folder().exists()) == (0, 0, False)


def test_errors_are_printed_with_their_place_and_nothing_is_written(run, satker):
    applied(satker, template())
    sebelum = dump()
    code, printed = run(template(NEW))
    assert code == 1
    assert printed == (
        "kesalahan: PAGU-BEDA [CSV!C16] (terbaca: 20000) Pagu dalam berkas Rp20.000, sedangkan pada revisi"
        " DIPA ke-0 Rp10.000. Bila pagu memang berubah, nyatakan revisi DIPA baru dengan nomor dan"
        " tanggalnya.\nTidak diterapkan: 1 kesalahan harus diperbaiki.\n"
    )
    assert dump() == sebelum


def test_a_new_revision_is_declared_by_number_and_date(run, satker):
    applied(satker, template())
    code, _ = run(template(NEW, revisi=1), "--revisi=1", "--tanggal=2023-07-03", "--tanggal-span=2023-07-04")
    assert code == 0
    assert anggaran_satker(satker, TAHUN).revisi.tanggal_posting_span.isoformat() == "2023-07-04"


def test_warnings_are_ticked_by_their_keys(run, satker):
    applied(satker, template(bulan=5), bulan=5)
    code, printed = run(template(TURUN), "--format=json")
    assert code == 1
    isi = json.loads(printed)
    assert (isi["diterapkan"], isi["jenis"], isi["temuan"][0]["code"]) == (
        False,
        "template",
        "REALISASI-TURUN",
    )
    sebelum = dump()
    keys = [satu["key"] for satu in isi["temuan"]]
    one_missing = [argument for key in keys[1:] for argument in ("--alasan", key, "Koreksi")]
    code, printed = run(template(TURUN), *one_missing)
    assert (code, dump()) == (1, sebelum)
    assert "Belum diterapkan: 1 peringatan perlu alasan" in printed
    code, _ = run(template(TURUN), "--alasan", keys[0], "Koreksi", *one_missing)
    assert code == 0
    assert set(Unggahan.objects.first().alasan) == set(keys)


def test_json_tells_everything(run):
    code, printed = run(template(), "--format=json", "--dry-run")
    isi = json.loads(printed)
    assert (code, isi["banyak"]["tambah"], isi["temuan"], isi["revisi_baru"]) == (0, 12, [], True)
    assert isi["jumlah"][5:] == [0, 1_160_000, 0, 650_000]


def test_a_recap_of_a_satker_without_others_is_refused(run):
    code, printed = run(recap({NAMA: (1_000, 500)}))
    assert (code, printed.partition(" Rekap")[0]) == (1, "kesalahan: REKAP-TANPA-BAWAHAN")


# Used wrongly


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--satker=tidak-ada"], "Satker tidak-ada tidak ada. Yang tersedia: "),
        (["--tahun=1900"], "Tahun 1900 di luar jangkauan."),
        (
            ["--revisi=1", "--tanggal=2023-07-04", "--tanggal-span=2023-07-03"],
            "Tanggal posting SPAN tidak boleh",
        ),
    ],
)
def test_wrong_use_exits_with_2(run, arguments, sentence):
    code, printed = run(template(), *arguments)
    assert code == 2
    assert printed.startswith(sentence)


def test_a_file_that_is_not_there_exits_with_2(run, tmp_path):
    code, printed = run([], berkas=tmp_path / "tidak-ada.xlsx")
    assert (code, printed.endswith("tidak dapat dibaca: No such file or directory.\n")) == (2, True)


@pytest.mark.parametrize("arguments", [["--periode=13"], ["--tanggal=3-7-2023"], ["--format=xml"]])
def test_arguments_that_are_none_are_refused(run, satker, arguments, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_budget", "x", f"--satker={satker.slug}", "--tahun=2023", *arguments)
