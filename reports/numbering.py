"""Numbers of tables and pictures, by chapter, and the references to them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

from reports.document import (
    BaganOrganisasi,
    Bagian,
    Blok,
    Celah,
    Dokumen,
    Entri,
    Foto,
    Gambar,
    Rujukan,
    Tabel,
    blok_bagian,
)
from reports.unchanged import sekali

T = TypeVar("T")
#: What no dataclass hides in.
DAUN = (str, int, float, bool)
#: What is numbered.
BERNOMOR = (Tabel, Gambar, Foto, BaganOrganisasi)
#: What a reference prints as while there is nothing to refer to.
HILANG = "…"


def petakan(simpul: T, ubah: Callable[[Any], Any]) -> T:
    """A tree of frozen dataclasses and tuples with every dataclass passed through `ubah`.

    What `ubah` gives back as it was is not copied, nor is anything above it without another change.
    """
    if isinstance(simpul, tuple):
        isi = tuple([petakan(satu, ubah) for satu in simpul])
        return simpul if all(map(is_, isi, simpul)) else isi  # type: ignore[return-value]
    nama = _cabang(type(simpul))
    if nama is None:
        return simpul
    baru = {}
    for satu in nama:
        lama = getattr(simpul, satu)
        if (hasil := petakan(lama, ubah)) is not lama:
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
    return replace(
        dokumen,
        depan=_bagian(dokumen.depan, nomor),
        bab=tuple(replace(satu, bagian=_bagian(satu.bagian, nomor)) for satu in dokumen.bab),
        lampiran=tuple(replace(satu, bagian=_bagian(satu.bagian, nomor)) for satu in dokumen.lampiran),
        daftar_tabel=tuple(tabel),
        daftar_gambar=tuple(gambar),
    )


def _bagian(bagian: tuple[Bagian, ...], nomor: Mapping[str, str]) -> tuple[Bagian, ...]:
    return tuple(
        replace(
            satu,
            blok=(*(_bernomor(blok, nomor) for blok in satu.blok), *_hilang(satu, nomor)),
            anak=_bagian(satu.anak, nomor),
        )
        for satu in bagian
    )


def _bernomor(blok: Blok, nomor: Mapping[str, str]) -> Blok:
    """A block with its number and those that it refers to: the same numbers give the same object again."""
    milik = nomor.get(blok.kunci, "") if isinstance(blok, BERNOMOR) else ""
    dirujuk = tuple(nomor.get(satu, HILANG) for satu in sasaran(blok))
    if not milik and not dirujuk:
        return blok

    def ubah(simpul: Any) -> Any:
        return (
            replace(simpul, isi=nomor.get(simpul.sasaran, HILANG)) if isinstance(simpul, Rujukan) else simpul
        )

    def buat() -> Blok:
        isi = petakan(blok, ubah) if dirujuk else blok
        return replace(isi, nomor=milik) if milik else isi

    return sekali(blok, (milik, dirujuk), buat)


def _hilang(bagian: Bagian, nomor: Mapping[str, str]) -> tuple[Celah, ...]:
    """A gap for every reference of a section to what is not there."""
    hilang = [satu for blok in bagian.blok for satu in sasaran(blok) if satu not in nomor]
    return tuple(Celah(f"Rujukan ke {satu} tidak ada dalam dokumen.", rusak=True) for satu in hilang)


def sasaran(blok: Blok) -> tuple[str, ...]:
    """The keys that a block refers to, in their order."""
    return sekali(blok, "sasaran", lambda: tuple(satu.sasaran for satu in _rujukan(blok)))


def _rujukan(simpul: Any) -> Iterator[Rujukan]:
    """Every reference in a tree."""
    if isinstance(simpul, Rujukan):
        yield simpul
    elif isinstance(simpul, tuple):
        for satu in simpul:
            yield from _rujukan(satu)
    elif nama := _cabang(type(simpul)):
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
