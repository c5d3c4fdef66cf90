"""The files of the example: complete, clean, every row with its source; repairs as documented."""

import re
from datetime import date

import pytest

from tests.examples.files.rows import FOLDER, header, read, slugs

ROWS = {
    "satker": 16,
    "bagian": 12,
    "pejabat": 9,
    "pengguna": 9,
    "tahun_kinerja": 3,
    "predikat_capaian": 6,
    "skala_nilai": 7,
    "renstra": 2,
    "misi": 6,
    "tujuan": 6,
    "sasaran_strategis": 9,
    "keputusan_iku": 1,
    "iku": 15,
    "target_iku": 1,
    "pk": 1,
    "sasaran_kegiatan": 9,
    "indikator": 14,
    "target_triwulan": 44,
    "anggaran_program": 2,
    "realisasi": 14,
    "jawaban_satker": 16,
    "capaian_lalu": 14,
    "bukti": 29,
    "dipa": 16,
    "revisi_dipa": 29,
    "baris_dipa": 107,
    "anggaran_cetak": 45,
    "tabel": 13,
    "tabel_kolom": 57,
    "tabel/aplikasi-lokal": 5,
    "tabel/dpt": 15,
    "tabel/dptb": 15,
    "tabel/fasilitas": 8,
    "tabel/fasilitas-rincian": 39,
    "tabel/kegiatan-kompetensi": 3,
    "tabel/keputusan-2023": 7,
    "tabel/logistik-kebutuhan": 15,
    "tabel/logistik-surat-suara": 15,
    "tabel/nilai-bmn": 2,
    "tabel/pegawai-bagian": 4,
    "tabel/rute-logistik": 15,
    "tabel/sosialisasi": 23,
    "lkj": 1,
}
FILES = sorted(ROWS)
SOURCE_TOKEN = re.compile(r"([LD])([1-9]\d*)(?:-([1-9]\d*))?|umum|contoh")
LAST_LINE = {"L": 1259, "D": 116}


@pytest.mark.parametrize("name", FILES)
def test_file_has_its_rows(name):
    assert len(read(name)) == ROWS[name]


def test_source_document_lists_every_file_with_its_rows():
    text = (FOLDER / "SUMBER.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)\.csv` \| (\d+) \|", text, re.MULTILINE)
    assert {name: int(count) for name, count in listed} == ROWS


@pytest.mark.parametrize("name", FILES)
def test_file_is_plain_utf8_with_newlines(name):
    raw = (FOLDER / f"{name}.csv").read_bytes()
    raw.decode("utf-8")
    assert (raw[:3] == b"\xef\xbb\xbf", b"\r" in raw, raw[-1:]) == (False, False, b"\n")


@pytest.mark.parametrize("name", FILES)
def test_cells_are_trimmed_and_no_word_is_doubled(name):
    cells = [cell for row in read(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []
    doubled = re.compile(r"\b([A-Za-z]{3,}) \1\b", re.IGNORECASE)
    assert [cell for cell in cells if doubled.search(cell)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_row_names_its_source(name):
    assert header(name)[-1] == "sumber"
    for row in read(name):
        for token in row["sumber"].split("; "):
            match = SOURCE_TOKEN.fullmatch(token)
            assert match, (name, row)
            if match[1]:
                first, last = int(match[2]), int(match[3] or match[2])
                assert first <= last <= LAST_LINE[match[1]], (name, token)


@pytest.mark.parametrize("name", [*FILES, "SUMBER.md"])
def test_no_personal_number(name):
    path = FOLDER / (name if name.endswith(".md") else f"{name}.csv")
    assert re.findall(r"\d{15,}", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "name", [name for name in FILES if not name.startswith("tabel/") and "satker" in header(name)]
)
def test_satker_is_known(name):
    assert {row["satker"] for row in read(name)} - slugs() == set()


@pytest.mark.parametrize("name", FILES)
def test_dates_are_iso(name):
    dated = [column for column in header(name) if column in {"tanggal", "tanggal_posting_span", "mulai"}]
    for row in read(name):
        for column in dated:
            assert row[column] == "" or date.fromisoformat(row[column]).isoformat() == row[column]


# Repairs: what is loaded instead of what is printed (SUMBER.md, part 2)


@pytest.mark.parametrize(
    ("name", "source", "column", "value"),
    [
        ("baris_dipa", "L450", "pagu", "89715000"),
        ("baris_dipa", "L487", "realisasi", "813430501"),
        ("baris_dipa", "L546", "realisasi", "18006803249"),
        ("anggaran_cetak", "L472", "pagu", "526177000"),
        ("tabel/dpt", "L1085", "lp", "223066"),
        ("tabel/logistik-surat-suara", "L839", "dpt", "128370"),
        ("tabel/logistik-surat-suara", "L843", "dpt_cadangan", "840724"),
        ("tabel/logistik-surat-suara", "L843", "per_jenis", "840724"),
        ("tabel/logistik-surat-suara", "L843", "jumlah", "4203620"),
        ("tabel/rute-logistik", "L812", "waktu", ""),
    ],
)
def test_repair_is_loaded_and_documented(name, source, column, value):
    assert [row[column] for row in read(name) if row["sumber"] == source] == [value]
    document = (FOLDER / "SUMBER.md").read_text(encoding="utf-8")
    shown = f"{int(value):,}".replace(",", ".") if value else "kosong"
    repairs = [line for line in document.splitlines() if line.startswith(f"| `{name}.csv` | {source} |")]
    assert any(f"| {shown} |" in line for line in repairs)


def test_duplicate_notebook_row_is_left_out():
    assert "L613" not in {row["sumber"] for row in read("tabel/fasilitas-rincian")}
