"""The PDF of the example: what a reader, a screen reader and an archive find in it. Rendered once."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kinerja.angka import romawi
from reports.document import blok_dokumen
from reports.pdf import DATA_NAME
from tests.conftest import ROOT
from tests.reports.process import WAIT

pytestmark = pytest.mark.django_db
A4 = (595, 842)


@dataclass(frozen=True)
class Page:
    """One page: text as it is read, width and height in points."""

    nomor: int
    teks: str
    ukuran: tuple[int, int]

    @property
    def kaki(self) -> str:
        """The printed page number: the last line."""
        return self.teks.splitlines()[-1].strip() if self.teks else ""


@pytest.fixture(scope="module")
def pages(printed) -> list[Page]:
    pdf = pypdfium2.PdfDocument(printed.isi)
    try:
        return [
            Page(
                nomor,
                page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip(),
                (round(page.get_width()), round(page.get_height())),
            )
            for nomor, page in enumerate(pdf, start=1)
        ]
    finally:
        pdf.close()


@pytest.fixture(scope="module")
def text(pages) -> str:
    """The whole text, line breaks and soft hyphens of the layout taken out."""
    return " ".join(" ".join(page.teks for page in pages).replace("\ufffe", "").split())


@pytest.fixture(scope="module")
def pdf(printed) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed.isi)) as satu:
        yield satu


# What it says


@pytest.mark.parametrize(
    "kata",
    [
        "BAB I PENDAHULUAN",
        "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA",
        "BAB IV PENUTUP",
        "LAMPIRAN III RINCIAN REALISASI ANGGARAN TAHUN 2023",
        "KATA PENGANTAR",
        "IKHTISAR EKSEKUTIF",
        "DAFTAR ISI",
        "DAFTAR TABEL",
        "DAFTAR GAMBAR",
        "Rata-rata capaian kinerja Tahun 2023: 99,40% (metode: rata-rata capaian sasaran kegiatan",
        "50.101.361.013",
        "14 (empat belas) indikator",
        "9 (sembilan) sasaran",
        "553.497.880.695 551.242.399.483 99,59% 2.255.481.212",
        "Tabel 3.1 Pengukuran kinerja terhadap Perjanjian Kinerja Tahun 2023",
        "Bandar Lampung, 15 Januari 2024",
        "PERJANJIAN KINERJA TAHUN 2023",
    ],
)
def test_the_text_holds(text, kata):
    assert kata in text


def test_all_sixteen_satker_are_in_the_text(text, bahan):
    assert [satu.satker.nama for satu in bahan.wilayah if satu.satker.nama not in text] == []
    assert len(bahan.wilayah) == 16


@pytest.mark.parametrize(
    "kata", ["Belum lengkap", "belum ditulis", "{{", "}}", "…", "None", "Undefined", "http://", "NIP"]
)
def test_the_text_does_not_hold(text, kata):
    assert kata not in text


def test_the_gaps_of_the_preview_are_not_printed(text, dokumen):
    assert [satu.pesan for satu in dokumen.celah if satu.pesan in text] == []


def test_every_heading_of_the_document_is_in_the_text(text, dokumen):
    judul = [bagian.judul for bab in dokumen.bab for bagian in bab.bagian]
    judul += [anak.judul for bab in dokumen.bab for bagian in bab.bagian for anak in bagian.anak]
    flat = text.replace("- ", "-")
    assert [satu for satu in judul if satu not in text and satu.replace("- ", "-") not in flat] == []


# Its pages


def test_the_command_tells_pages_and_capaian(printed, pages):
    pola = (
        rf"{re.escape(str(printed.berkas))}: {len(pages)} halaman, rata-rata capaian 99,40% "
        r"\(rata-rata capaian sasaran kegiatan\), sha256 [0-9a-f]{64}\n"
    )
    assert re.fullmatch(pola, printed.keluaran)


def test_no_page_is_empty(pages):
    assert [page.nomor for page in pages if len(page.teks) < 120] == []


def test_only_the_wide_lampiran_lie_on_their_side(pages):
    landscape = [page for page in pages if page.ukuran == (A4[1], A4[0])]
    assert {page.ukuran for page in pages} == {A4, (A4[1], A4[0])}
    first = next(page.nomor for page in pages if page.teks.startswith("LAMPIRAN II\n"))
    assert [page.nomor for page in landscape] == list(range(first, len(pages) + 1))


def test_pages_are_numbered_in_roman_before_bab_i_and_in_arabic_after(pages):
    cover, *rest = pages
    assert not re.fullmatch(r"[ivx\d]+", cover.kaki)
    body = next(page.nomor for page in pages if page.teks.startswith("BAB I\n"))
    expected = [romawi(n).lower() for n in range(1, body - 1)] + [
        str(n) for n in range(1, len(pages) - body + 2)
    ]
    assert [page.kaki for page in rest] == expected


LINE = re.compile(r"^(?P<judul>.+?)\s?\.[\s.]*\s(?P<nomor>[ivx]+|\d+)$")


def listed(pages: list[Page], awal: str, akhir: str) -> list[tuple[str, str]]:
    """(title, printed page number) of the lists between two headings; a title over two lines is joined."""
    isi = "\n".join(page.teks for page in pages)
    isi = isi[isi.index(awal) + len(awal) : isi.index(akhir)]
    hasil, sisa = [], ""
    for baris in isi.splitlines():
        if baris.startswith("Laporan Kinerja Tahun 2023 ·") or re.fullmatch(r"[ivx]+", baris.strip()):
            continue
        sisa = f"{sisa} {baris}".strip()
        if cocok := LINE.match(sisa):
            hasil.append((cocok["judul"].rstrip(" ."), cocok["nomor"]))
            sisa = ""
    return hasil


def squeezed(kata: str) -> str:
    return re.sub(r"[\s\ufffe­-]", "", kata).upper()


def test_the_daftar_isi_tells_the_true_pages(pages, dokumen):
    daftar = listed(pages, "DAFTAR ISI\n", "DAFTAR TABEL\n")
    bagian = [satu for bab in dokumen.bab for b in bab.bagian for satu in (b, *b.anak) if satu.judul]
    wanted = [satu.judul for satu in dokumen.depan] + ["Daftar Isi", "Daftar Tabel", "Daftar Gambar"]
    wanted += [f"{bab.nomor} {bab.judul}" for bab in (*dokumen.bab, *dokumen.lampiran)]
    wanted += [f"{satu.nomor} {satu.judul}" for satu in bagian]
    assert sorted(squeezed(judul) for judul, _ in daftar) == sorted(map(squeezed, wanted))
    body = [page for page in pages if not page.teks.startswith(("DAFTAR ISI", "DAFTAR TABEL"))]
    for judul, nomor in daftar:
        if judul in ("Daftar Isi", "Daftar Tabel", "Daftar Gambar"):
            continue
        (page,) = [satu for satu in body if satu.kaki == nomor]
        assert squeezed(judul) in squeezed(page.teks), (judul, nomor)


@pytest.mark.parametrize(
    ("awal", "akhir", "nama"),
    [
        ("DAFTAR TABEL\n", "DAFTAR GAMBAR\n", "daftar_tabel"),
        ("DAFTAR GAMBAR\n", "BAB I\nPENDAHULUAN", "daftar_gambar"),
    ],
)
def test_the_lists_of_tables_and_pictures_tell_the_true_pages(pages, dokumen, awal, akhir, nama):
    daftar = listed(pages, awal, akhir)
    entri = [f"{satu.nomor} {satu.judul}" for satu in getattr(dokumen, nama)]
    assert [squeezed(judul) for judul, _ in daftar] == [squeezed(satu) for satu in entri]
    for judul, nomor in daftar:
        (page,) = [satu for satu in pages if satu.kaki == nomor]
        assert squeezed(judul) in squeezed(page.teks), (judul, nomor)


def test_the_repeated_heads_stand_on_every_page_of_a_long_table(pages):
    long = [page for page in pages if "WA.3355.EBA.994" in page.teks or "CQ.6867.QGE.003" in page.teks]
    assert len(long) == 2
    assert [
        page.nomor for page in long if "Kode Uraian Pagu (Rp) Realisasi (Rp) % Sisa (Rp)" not in page.teks
    ] == []


# What it is


def test_it_is_tagged_and_in_indonesian(pdf):
    assert str(pdf.Root.Lang) == "id"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.StructTreeRoot.Type) == "/StructTreeRoot"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def tags(node: pikepdf.Object, seen: dict[str, int]) -> dict[str, int]:
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        seen[str(node.S)] = seen.get(str(node.S), 0) + 1
    if isinstance(node, pikepdf.Dictionary) and "/K" in node:
        kids = node.K if isinstance(node.K, pikepdf.Array) else [node.K]
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary):
                tags(kid, seen)
    return seen


def test_headings_tables_and_lists_are_tagged_as_such(pdf, dokumen):
    seen = tags(pdf.Root.StructTreeRoot, {})
    assert seen["/H1"] == len(dokumen.depan) + 3 + len(dokumen.bab) + len(dokumen.lampiran)
    # A table over several pages is tagged once on each.
    assert seen["/Table"] >= sum(type(satu).__name__ == "Tabel" for satu in blok_dokumen(dokumen))
    assert {"/TH", "/TD", "/TR", "/L", "/LI", "/P", "/H2", "/H3", "/Figure", "/Link"} <= set(seen)


def test_its_title_author_and_date_are_those_of_the_report(pdf):
    judul = "Laporan Kinerja Tahun 2023 – Komisi Pemilihan Umum Provinsi Lampung"
    assert str(pdf.docinfo["/Title"]) == judul
    assert str(pdf.docinfo["/Author"]) == "Sekretariat Komisi Pemilihan Umum Provinsi Lampung"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240115")
    assert str(pdf.docinfo["/ModDate"]).startswith("D:20240115")
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == judul
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


def test_it_names_its_colour_space_as_an_archive_wants(pdf):
    assert [str(satu.S) for satu in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]


def test_the_bookmarks_are_the_chapters_and_their_sections(pdf, dokumen):
    with pdf.open_outline() as outline:
        tree = [(satu.title, [anak.title for anak in satu.children]) for satu in outline.root]
    chapters = [(f"{bab.nomor} {bab.judul}", [f"{b.nomor} {b.judul}".strip() for b in bab.bagian if b.judul])
                for bab in (*dokumen.bab, *dokumen.lampiran)]  # fmt: skip
    front = [
        (judul, [])
        for judul in [*(satu.judul for satu in dokumen.depan), "Daftar Isi", "Daftar Tabel", "Daftar Gambar"]
    ]
    assert tree == front + chapters


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        satu for satu in pdf.objects if isinstance(satu, pikepdf.Dictionary) and satu.get("/Type") == "/Font"
    ]


def test_every_font_is_embedded_and_ours(pdf):
    names = set()
    for font in fonts(pdf):
        if font.Subtype == "/Type0":
            continue
        names.add(str(font.BaseFont).split("+")[-1])
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
    assert names == {
        "Source-Sans-Pro", "Source-Sans-Pro-Italic", "Source-Sans-Pro-Semi-Bold",
        "Source-Serif-Pro", "Source-Serif-Pro-Italic", "Source-Serif-Pro-Semi-Bold",
    }  # fmt: skip


def test_nothing_in_it_acts_or_leads_off_the_page(pdf):
    forbidden = {"/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/OpenAction", "/AA", "/RichMedia"}
    seen = set()
    for satu in pdf.objects:
        if isinstance(satu, pikepdf.Dictionary):
            seen |= set(satu.keys()) | {str(satu.get("/S", ""))}
    assert seen & forbidden == set()


# What it carries


@pytest.fixture(scope="module")
def data(example_database) -> bytes:
    """data_json of the document in the very database that was printed, made by another process."""
    skrip = (
        "from accounts.models import Satker; from reports.build import build_document;"
        "from reports.pdf import data_json; import sys;"
        "sys.stdout.write(data_json(build_document(Satker.objects.get(induk=None), 2023)).decode())"
    )
    process = example_database.popen("shell", "--verbosity", "0", "-c", skrip)
    keluaran, _ = process.communicate(timeout=WAIT)
    assert process.returncode == 0, keluaran
    return keluaran.encode()


def test_the_attachment_is_the_data_of_the_document(pdf, data):
    assert list(pdf.attachments) == [DATA_NAME]
    satu = pdf.attachments[DATA_NAME].get_file()
    assert satu.read_bytes() == data
    assert satu.mime_type == "application/json"
    assert {str(terlampir.AFRelationship) for terlampir in pdf.Root.AF} == {"/Data"}
    assert len({terlampir.objgen for terlampir in pdf.Root.AF}) == 1


def test_the_data_say_what_the_report_says(pdf, dokumen):
    isi = json.loads(pdf.attachments[DATA_NAME].get_file().read_bytes())
    assert isi["angka"] == [list(pasangan) for pasangan in dokumen.angka]
    assert (isi["tahun"], isi["satker"], isi["tanggal"]) == (2023, "KPU Provinsi Lampung", "2024-01-15")
    assert [bab["nomor"] for bab in isi["bab"]] == ["BAB I", "BAB II", "BAB III", "BAB IV"]


def test_no_path_or_account_of_this_computer_is_in_it(pdf, printed):
    streams = b"".join(
        satu.read_bytes()
        for satu in pdf.objects
        if isinstance(satu, pikepdf.Stream) and satu.get("/Subtype") != "/Image"
    )
    for kata in (str(Path.home()), str(printed.berkas.parent), str(ROOT), "site-packages"):
        assert kata.encode() not in printed.isi + streams
