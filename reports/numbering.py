"""Numbers of tables and pictures, by chapter, and the references to them."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reports.document import (
    BaganOrganisasi,
    Bagian,
    Celah,
    Dokumen,
    Entri,
    Gambar,
    Rujukan,
    Tabel,
    blok_bagian,
)

T = TypeVar("T")
#: What a reference prints as while there is nothing to refer to.
HILANG = "…"


def petakan(simpul: T, ubah: Callable[[Any], Any]) -> T:
    """A copy of a tree of frozen dataclasses and tuples with every dataclass passed through `ubah`."""
    if isinstance(simpul, tuple):
        return tuple(petakan(satu, ubah) for satu in simpul)  # type: ignore[return-value]
    if not is_dataclass(simpul) or isinstance(simpul, type):
        return simpul
    baru = {
        bidang.name: petakan(getattr(simpul, bidang.name), ubah)
        for bidang in fields(simpul)
        if isinstance(getattr(simpul, bidang.name), tuple) or is_dataclass(getattr(simpul, bidang.name))
    }
    return ubah(replace(simpul, **baru) if baru else simpul)


class KunciGanda(ValueError):
    """Two tables or pictures of the report have one key."""


def beri_nomor(dokumen: Dokumen) -> Dokumen:
    """Number tables and pictures by chapter ("3.1"), resolve references, make both lists.

    A reference to what is not there prints as "…" and leaves a gap in its section. KunciGanda.
    """
    nomor, tabel, gambar = _nomori(dokumen)

    def ubah(simpul: Any) -> Any:
        if isinstance(simpul, Tabel | Gambar | BaganOrganisasi) and simpul.kunci in nomor:
            return replace(simpul, nomor=nomor[simpul.kunci])
        if isinstance(simpul, Rujukan):
            return replace(simpul, isi=nomor.get(simpul.sasaran, HILANG))
        if isinstance(simpul, Bagian):
            hilang = [satu.sasaran for satu in _rujukan(simpul.blok) if satu.isi == HILANG]
            celah = tuple(Celah(f"Rujukan ke {satu} tidak ada dalam dokumen.") for satu in hilang)
            return replace(simpul, blok=simpul.blok + celah)
        return simpul

    return replace(petakan(dokumen, ubah), daftar_tabel=tuple(tabel), daftar_gambar=tuple(gambar))


def _rujukan(simpul: Any) -> Iterator[Rujukan]:
    """Every reference in a tree."""
    if isinstance(simpul, Rujukan):
        yield simpul
    elif isinstance(simpul, tuple):
        for satu in simpul:
            yield from _rujukan(satu)
    elif is_dataclass(simpul):
        for bidang in fields(simpul):
            yield from _rujukan(getattr(simpul, bidang.name))


def _nomori(dokumen: Dokumen) -> tuple[dict[str, str], list[Entri], list[Entri]]:
    nomor: dict[str, str] = {}
    tabel: list[Entri] = []
    gambar: list[Entri] = []
    urutan = [(str(satu), bab) for satu, bab in enumerate(dokumen.bab, start=1)]
    urutan += [(f"L.{satu}", bab) for satu, bab in enumerate(dokumen.lampiran, start=1)]
    for awalan, bab in urutan:
        for jenis, daftar, kelas in (
            ("Tabel", tabel, (Tabel,)),
            ("Gambar", gambar, (Gambar, BaganOrganisasi)),
        ):
            blok = [b for bagian in bab.bagian for b in blok_bagian(bagian) if isinstance(b, kelas)]
            bernomor = [b for b in blok if getattr(b, "bernomor", True)]
            for ke, satu in enumerate(bernomor, start=1):
                if satu.kunci in nomor:
                    raise KunciGanda(f"Dua tabel atau gambar memakai kunci {satu.kunci}.")
                nomor[satu.kunci] = f"{jenis} {awalan}.{ke}"
                daftar.append(Entri(satu.kunci, nomor[satu.kunci], satu.judul))
    return nomor, tabel, gambar
