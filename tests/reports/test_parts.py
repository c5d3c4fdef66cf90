"""The report in parts: the joined file is byte for byte that of the whole, before and after edits."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from printing import parts
from printing.parts import Part
from printing.pdf import Pdf, Press, working
from reports.document import Bab, Bagian, Dokumen, Paragraf, Penanda, TandaTangan, Teks
from reports.html import render_page, stylesheet
from reports.numbering import petakan
from reports.parts import Potongan, potong_bab
from reports.pdf import lampiran_data, render_pdf

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

# The page numbers of the lists as WeasyPrint finds them itself when it lays out the whole.
TARGETS = """
.lkj-toc a::after { content: leader(". ") target-counter(attr(href url), page) }
.lkj-toc-depan a::after { content: leader(". ") target-counter(attr(href url), page, lower-roman) }
"""
IDENTIFIER = re.compile(rb"/ID \[[^\]]*\]")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    parts.forget()
    yield
    parts.forget()


def render_whole(dokumen: Dokumen) -> Pdf:
    """The report laid out at one go, as it would be without parts."""
    press = Press(stylesheet() + TARGETS)
    with working(dokumen.tanggal_berkas):
        return press.write(
            press.lay_out(render_page(dokumen), {}), dokumen.tanggal_berkas, [lampiran_data(dokumen)]
        )


def body(pdf: Pdf) -> bytes:
    """A file without its identifier, which tells of what HTML it was made."""
    isi, banyak = IDENTIFIER.subn(b"", pdf.isi)
    assert banyak == 1
    return isi


@pytest.fixture
def short(dokumen: Dokumen) -> Dokumen:
    """The report with a few of its sections, upright and on their side."""
    bab1, _, bab3, bab4 = dokumen.bab
    pengukuran, analisis, *_, efisiensi = bab3.bagian
    bab3 = replace(
        bab3,
        bagian=(replace(pengukuran, anak=()), replace(analisis, anak=analisis.anak[5:7]), efisiensi),
    )
    return replace(
        dokumen,
        bab=(replace(bab1, bagian=bab1.bagian[:2]), bab3, bab4),
        lampiran=dokumen.lampiran[1:2],
        daftar_tabel=(),
        daftar_gambar=(),
    )


def with_words(dokumen: Dokumen, kunci: str, kali: int) -> Dokumen:
    """The same with another paragraph, of `kali` sentences, at the end of a section."""
    tambah = Paragraf((Teks("Kalimat ini ditambahkan sesudah laporan dicetak. " * kali),))

    def ubah(simpul: object) -> object:
        if isinstance(simpul, Bagian) and simpul.kunci == kunci:
            return replace(simpul, blok=(*simpul.blok, tambah))
        return simpul

    return petakan(dokumen, ubah)


def with_another_official(dokumen: Dokumen) -> Dokumen:
    def ubah(simpul: object) -> object:
        if isinstance(simpul, Penanda):
            return replace(simpul, nama="Nama Lain")
        return simpul

    def hanya_tanda_tangan(simpul: object) -> object:
        return petakan(simpul, ubah) if isinstance(simpul, TandaTangan) else simpul

    return petakan(dokumen, hanya_tanda_tangan)


def with_another_title(dokumen: Dokumen) -> Dokumen:
    bab1, *lain = dokumen.bab
    return replace(dokumen, bab=(replace(bab1, judul="Pembukaan"), *lain))


# What is changed, and a key in the one piece that is laid out anew for it besides the lists.
EDITS: list[tuple[Callable[[Dokumen], Dokumen], str]] = [
    (lambda dokumen: with_words(dokumen, "bab3.sasaran-7", 3), "bab3.sasaran-7"),
    (lambda dokumen: with_words(dokumen, "bab1.latar-belakang", 120), "bab1.latar-belakang"),
    (with_another_official, "depan.kata-pengantar"),
    (with_another_title, "bab1.latar-belakang"),
]


def keys(part: Part) -> set[str]:
    return {kunci for satu in part.sheets for kunci in satu.keys}


def test_the_printed_report_is_that_of_the_whole(printed, dokumen):
    assert body(Pdf(printed.isi, 0, "")) == body(render_whole(dokumen))


def test_after_every_edit_its_piece_is_laid_out_and_the_file_is_that_of_the_whole(short):
    lama = render_pdf(short)
    assert render_pdf(short) == lama
    halaman = {lama.halaman}
    for edit, kunci in EDITS:
        sebelum, kini = parts.kept(), edit(short)
        pdf = render_pdf(kini)
        baru = [keys(satu) for satu in parts.kept() if satu not in sebelum]
        assert [kunci in satu for satu in baru if "daftar-isi" not in satu] == [True]
        assert body(pdf) == body(render_whole(kini))
        halaman.add(pdf.halaman)
    assert len(halaman) == 2  # one of the edits moved pages


def test_a_chapter_is_cut_at_every_sasaran_and_after_the_analysis():
    analisis = Bagian("bab3.analisis", "Analisis", anak=tuple(Bagian(f"s{ke}", "S") for ke in range(3)))
    bab = Bab("bab3", "BAB III", "Judul", (Bagian("a", "A"), analisis, Bagian("c", "C")))
    potongan = [
        [(bagian.kunci, bagian.judul, [anak.kunci for anak in bagian.anak]) for bagian in satu.bab[0].bagian]
        for satu in potong_bab(bab)
    ]
    assert potongan == [
        [("a", "A", []), ("bab3.analisis", "Analisis", ["s0"])],
        [("bab3.analisis", "", ["s1"])],
        [("bab3.analisis", "", ["s2"])],
        [("c", "C", [])],
    ]
    assert [satu.bab[0].judul for satu in potong_bab(bab)] == ["Judul", "", "", ""]


def test_another_chapter_is_one_piece():
    bab = Bab("bab1", "BAB I", "Judul", (Bagian("a", "A", anak=(Bagian("b", "B"), Bagian("c", "C"))),))
    assert list(potong_bab(bab)) == [Potongan(bab=(bab,))]
