"""Two texts of a section, word by word: what stayed, what came, what went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.document import Daftar, Kalimat, Subjudul
from reports.narrative import NarasiRusak, TabelTulis, Tempat, baca_markup, polos

#: Stands between two blocks, so that a new paragraph is a difference too.
BATAS = "\n"
KATA = re.compile(r"(?:[^\s{}]|\{\{[^{}]*\}\})+|\n|[{}]")


@dataclass(frozen=True)
class Potongan:
    """Some words that share their fate: `nada` is "tetap", "tambah" or "hapus"."""

    nada: str
    teks: str


def beda(lama: str, baru: str) -> list[list[Potongan]]:
    """The paragraphs of both texts together, each as pieces; a token of a figure counts as one word."""
    a, b = _kata(lama), _kata(baru)
    potongan: list[Potongan] = []
    for nama, awal, akhir, mulai, selesai in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if nama == "equal":
            potongan.append(Potongan("tetap", " ".join(a[awal:akhir])))
            continue
        if awal < akhir:
            potongan.append(Potongan("hapus", " ".join(a[awal:akhir])))
        if mulai < selesai:
            potongan.append(Potongan("tambah", " ".join(b[mulai:selesai])))
    return _per_paragraf(potongan)


def _per_paragraf(potongan: list[Potongan]) -> list[list[Potongan]]:
    paragraf: list[list[Potongan]] = [[]]
    for satu in potongan:
        pertama, *sisanya = satu.teks.split(BATAS)
        _tambah(paragraf[-1], satu.nada, pertama)
        for teks in sisanya:
            paragraf.append([])
            _tambah(paragraf[-1], satu.nada, teks)
    return [satu for satu in paragraf if satu]


def _tambah(paragraf: list[Potongan], nada: str, teks: str) -> None:
    if teks.strip():
        paragraf.append(Potongan(nada, teks.strip()))


def _kata(isi: str) -> list[str]:
    return KATA.findall(BATAS.join(baris_polos(isi)))


def baris_polos(isi: str) -> list[str]:
    """A text as plain lines, one per paragraph, item or row; what is not in the markup as it is."""
    try:
        blok = baca_markup(isi)
    except NarasiRusak:
        return isi.splitlines()
    return [baris for satu in blok for baris in _baris(satu) if baris.strip()]


def _baris(blok: object) -> Iterator[str]:
    if isinstance(blok, Daftar):
        yield from (f"{ke}. {polos(satu)}" if blok.urut else f"• {polos(satu)}" for ke, satu in _urut(blok))
    elif isinstance(blok, TabelTulis):
        if blok.judul:
            yield f"Tabel: {polos(blok.judul)}"
        yield from (" | ".join(map(polos, baris)) for baris in blok.baris)
    elif isinstance(blok, Tempat):
        yield f"[{blok.jenis} {blok.kunci}]"
    elif isinstance(blok, Subjudul):
        yield polos(blok.isi)
    else:
        yield polos(getattr(blok, "isi", ()))


def _urut(blok: Daftar) -> Iterator[tuple[int, Kalimat]]:
    yield from enumerate(blok.butir, start=1)
