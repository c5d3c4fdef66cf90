"""What changed between two documents, section by section, as lines of text."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from reports.document import Bab, Bagian, Baris, Dokumen, Foto, Gambar, LembarPengesahan, Sel

#: The sheet of the signature differs in every manuscript, by its address alone.
TANPA = (LembarPengesahan,)


@dataclass(frozen=True)
class Perubahan:
    """A section whose text differs: its key and title, the lines that went, the lines that came."""

    kunci: str
    judul: str
    hilang: tuple[str, ...]
    baru: tuple[str, ...]


def perubahan(lama: Dokumen, baru: Dokumen) -> tuple[Perubahan, ...]:
    """The sections that differ, in the order of the new document; those that went come last."""
    dulu, kini = dict(_bagian(lama)), dict(_bagian(baru))
    hasil = []
    for kunci, (judul, baris) in {**kini, **{k: dulu[k] for k in dulu if k not in kini}}.items():
        sebelum = dulu.get(kunci, ("", ()))[1]
        sesudah = baris if kunci in kini else ()
        if sebelum != sesudah:
            hasil.append(Perubahan(kunci, judul, *_beda(sebelum, sesudah)))
    return tuple(hasil)


def _bagian(dokumen: Dokumen) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    for bagian in dokumen.depan:
        yield bagian.kunci, (bagian.judul, tuple(_baris(bagian.blok)))
    for bab in (*dokumen.bab, *dokumen.lampiran):
        for bagian in bab.bagian:
            yield from _turun(bab, bagian)


def _turun(bab: Bab, bagian: Bagian) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    judul = " ".join(filter(None, [bab.nomor, bagian.nomor, bagian.judul or bab.judul]))
    yield bagian.kunci, (judul, tuple(_baris(bagian.blok)))
    for anak in bagian.anak:
        yield from _turun(bab, anak)


def _baris(blok: tuple[Any, ...]) -> Iterator[str]:
    """The text of blocks: a paragraph, an item, a row of a table each give one line."""
    for satu in blok:
        if isinstance(satu, TANPA):
            continue
        for baris in getattr(satu, "baris", None) or getattr(satu, "butir", None) or (satu,):
            if teks := _teks(baris):
                yield teks


def _teks(simpul: Any) -> str:
    """All words of a node; the cells of a row parted by a bar."""
    if isinstance(simpul, str):
        return simpul
    if isinstance(simpul, Baris):
        return " | ".join(_teks(sel) for sel in simpul.sel)
    if isinstance(simpul, Sel) or (isinstance(simpul, tuple) and all(hasattr(s, "jenis") for s in simpul)):
        isi = simpul.isi if isinstance(simpul, Sel) else simpul
        return "".join(satu.isi for satu in isi)
    if isinstance(simpul, Gambar | Foto):
        return f"{simpul.judul} {getattr(simpul, 'sha256', '')}".strip()
    if isinstance(simpul, tuple):
        return " ".join(filter(None, map(_teks, simpul)))
    if is_dataclass(simpul) and not isinstance(simpul, type):
        return " ".join(filter(None, (_teks(getattr(simpul, satu.name)) for satu in fields(simpul))))
    return ""


def _beda(lama: tuple[str, ...], baru: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    hilang: list[str] = []
    datang: list[str] = []
    for jenis, a, b, c, d in SequenceMatcher(None, lama, baru, autojunk=False).get_opcodes():
        if jenis != "equal":
            hilang += lama[a:b]
            datang += baru[c:d]
    return tuple(hilang), tuple(datang)
