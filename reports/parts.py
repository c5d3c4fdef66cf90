"""The report cut where it begins a new page, so that an edit lays out one piece and not the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.document import Bab, Bagian, Dokumen


@dataclass(frozen=True)
class Potongan:
    """What follows one another on paper: cover and front matter, the lists of contents, chapters.

    A chapter or section whose heading stands in an earlier piece has no title here.
    """

    sampul: bool = False
    depan: tuple[Bagian, ...] = ()
    daftar: bool = False
    bab: tuple[Bab, ...] = ()


def seluruhnya(dokumen: Dokumen) -> Potongan:
    """The whole report as one piece."""
    return Potongan(True, dokumen.depan, True, (*dokumen.bab, *dokumen.lampiran))


def potong_bab(bab: Bab) -> Iterator[Potongan]:
    """A chapter in pieces: from the second sasaran of the analysis on each begins a new page, and so does
    what follows the analysis (css/print.css)."""
    batas = next((ke for ke, satu in enumerate(bab.bagian) if satu.kunci == "bab3.analisis"), None)
    if batas is None:
        yield Potongan(bab=(bab,))
        return
    analisis, sesudah = bab.bagian[batas], bab.bagian[batas + 1 :]
    pertama = replace(analisis, anak=analisis.anak[:1])
    yield Potongan(bab=(replace(bab, bagian=(*bab.bagian[:batas], pertama)),))
    lanjutan = replace(bab, nomor="", judul="")
    for anak in analisis.anak[1:]:
        satu = replace(analisis, nomor="", judul="", blok=(), anak=(anak,))
        yield Potongan(bab=(replace(lanjutan, bagian=(satu,)),))
    if sesudah:
        yield Potongan(bab=(replace(lanjutan, bagian=sesudah),))
