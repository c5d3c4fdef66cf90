"""The pohon kinerja on one landscape page: as large as it fits, and in words where it does not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from agreements.models import PerjanjianKinerja
from agreements.tree_queries import Simpul
from printing.pdf import Pdf, print_page, stylesheet

#: Tujuan, sasaran strategis, sasaran kegiatan, indikator, Bagian, Subbagian.
KOLOM = 6
#: Point sizes, the smallest one first: what does not fit at that does not fit at any.
UKURAN = (7, 9, 8)


@dataclass(frozen=True)
class Sel:
    """A cell of the table: a node that spans its leaves, or the rest of a row that ends early, and why."""

    simpul: Simpul | None
    tinggi: int
    lebar: int = 1
    catatan: str = ""


def rows(akar: Sequence[Simpul]) -> list[list[Sel]]:
    """The tree as rows of a table: every node spans as many rows as it has leaves."""
    return [baris for satu in akar for baris in _rows(satu)]


def _rows(simpul: Simpul) -> Iterator[list[Sel]]:
    isi = [baris for anak in simpul.anak for baris in _rows(anak)]
    sisa = KOLOM - 1 - simpul.tingkat
    if not isi:
        isi = [[Sel(None, 1, sisa, simpul.kurang)]] if sisa else [[]]
    yield [Sel(simpul, len(isi)), *isi[0]]
    yield from isi[1:]


def tree_pdf(perjanjian: PerjanjianKinerja, akar: Sequence[Simpul], *, on: date) -> Pdf:
    """One A4 page in the largest type that fits, else one A3 page, else as many as are needed.

    on: the day of printing, which it bears. RenderFailed. What is larger than A4 says so at its foot.
    """
    html = render_to_string(
        "agreements/print/pohon.html",
        {"perjanjian": perjanjian, "baris": rows(akar), "hari": on},
    )
    for kertas in ("A4", "A3"):
        pilihan = _largest(html, kertas, on)
        if pilihan is not None:
            return pilihan
    return _printed(
        html, "A3", UKURAN[0], "Tidak muat pada satu halaman A3; berlanjut ke halaman berikutnya.", on
    )


def _largest(html: str, kertas: str, on: date) -> Pdf | None:
    """The largest type with which the tree fits one page of a size of paper; None when no type does."""
    catatan = "" if kertas == "A4" else "Tidak muat pada A4; cetaklah pada kertas A3."
    terkecil = _printed(html, kertas, UKURAN[0], catatan, on)
    if terkecil.halaman > 1:
        return None
    for ukuran in UKURAN[1:]:
        hasil = _printed(html, kertas, ukuran, catatan, on)
        if hasil.halaman == 1:
            return hasil
    return terkecil


def _printed(html: str, kertas: str, ukuran: int, catatan: str, on: date) -> Pdf:
    css = (
        f"@page {{size: {kertas} landscape; @bottom-left {{content: '{catatan}'}}}}\n"
        f".pohon {{font-size: {ukuran}pt}}\n"
    )
    return print_page(html, stylesheet("css/print_tree.css") + css, tanggal=on)
