"""Numbers of tables and pictures, by chapter, and the references to them."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

from reports.document import (
    Angka,
    BaganOrganisasi,
    Bagian,
    Baris,
    Celah,
    Dokumen,
    Entri,
    Foto,
    Gambar,
    Rujukan,
    Tabel,
    Teks,
    blok_bagian,
)

T = TypeVar("T")
#: What no dataclass hides in.
DAUN = (str, int, float, bool)
#: Inline content that has no number.
BIASA = (Teks, Angka)
#: What a reference prints as while there is nothing to refer to.
HILANG = "…"


def petakan(simpul: T, ubah: Callable[[Any], Any], biasa: Callable[[Any], bool] = lambda _: False) -> T:
    """A tree of frozen dataclasses and tuples with every dataclass passed through `ubah`.

    What `ubah` gives back as it was is not copied, nor is anything above it without another change. `biasa`:
    whether nothing in a dataclass will change, so that it need not be looked into.
    """
    if isinstance(simpul, tuple):
        isi = tuple([petakan(satu, ubah, biasa) for satu in simpul])
        return simpul if all(map(is_, isi, simpul)) else isi  # type: ignore[return-value]
    nama = _cabang(type(simpul))
    if nama is None or biasa(simpul):
        return simpul
    baru = {}
    for satu in nama:
        lama = getattr(simpul, satu)
        if (hasil := petakan(lama, ubah, biasa)) is not lama:
            baru[satu] = hasil
    return ubah(replace(simpul, **baru) if baru else simpul)


@cache
def _cabang(kelas: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that may hold a dataclass or a tuple; None for what is no dataclass."""
    if not is_dataclass(kelas):
        return None
    return tuple(satu.name for satu in fields(kelas) if satu.type not in DAUN)


class KunciGanda(ValueError):
    """Two tables or pictures of the report have one key."""


def beri_nomor(dokumen: Dokumen) -> Dokumen:
    """Number tables and pictures by chapter ("3.1"), resolve references, make both lists.

    A reference to what is not there prints as "…" and leaves a gap in its section. KunciGanda.
    """
    nomor, tabel, gambar = _nomori(dokumen)

    def ubah(simpul: Any) -> Any:
        if isinstance(simpul, Tabel | Gambar | Foto | BaganOrganisasi) and simpul.kunci in nomor:
            return replace(simpul, nomor=nomor[simpul.kunci])
        if isinstance(simpul, Rujukan):
            return replace(simpul, isi=nomor.get(simpul.sasaran, HILANG))
        if isinstance(simpul, Bagian):
            hilang = [satu.sasaran for satu in _rujukan(simpul.blok) if satu.isi == HILANG]
            celah = tuple(Celah(f"Rujukan ke {satu} tidak ada dalam dokumen.", rusak=True) for satu in hilang)
            return replace(simpul, blok=simpul.blok + celah) if celah else simpul
        return simpul

    isi = petakan(dokumen, ubah, _biasa)
    return replace(isi, daftar_tabel=tuple(tabel), daftar_gambar=tuple(gambar))


def _biasa(simpul: Any) -> bool:
    """Whether this is a row of words and figures alone: nearly all that a report has."""
    return type(simpul) is Baris and all(type(satu) in BIASA for sel in simpul.sel for satu in sel.isi)


def _rujukan(simpul: Any) -> Iterator[Rujukan]:
    """Every reference in a tree."""
    if isinstance(simpul, Rujukan):
        yield simpul
    elif isinstance(simpul, tuple):
        for satu in simpul:
            yield from _rujukan(satu)
    elif (nama := _cabang(type(simpul))) and not _biasa(simpul):
        for satu in nama:
            yield from _rujukan(getattr(simpul, satu))


def _nomori(dokumen: Dokumen) -> tuple[dict[str, str], list[Entri], list[Entri]]:
    nomor: dict[str, str] = {}
    tabel: list[Entri] = []
    gambar: list[Entri] = []
    urutan = [(str(satu), bab) for satu, bab in enumerate(dokumen.bab, start=1)]
    urutan += [(f"L.{satu}", bab) for satu, bab in enumerate(dokumen.lampiran, start=1)]
    for awalan, bab in urutan:
        for jenis, daftar, kelas in (
            ("Tabel", tabel, (Tabel,)),
            ("Gambar", gambar, (Gambar, Foto, BaganOrganisasi)),
        ):
            blok = [b for bagian in bab.bagian for b in blok_bagian(bagian) if isinstance(b, kelas)]
            bernomor = [b for b in blok if getattr(b, "bernomor", True)]
            for ke, satu in enumerate(bernomor, start=1):
                if satu.kunci in nomor:
                    raise KunciGanda(f"Dua tabel atau gambar memakai kunci {satu.kunci}.")
                nomor[satu.kunci] = f"{jenis} {awalan}.{ke}"
                daftar.append(Entri(satu.kunci, nomor[satu.kunci], satu.judul))
    return nomor, tabel, gambar
