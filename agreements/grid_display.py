"""A grid of typed texts as its page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from agreements.grid import BarisKetikan, BarisTempel, Lajur
from ui.fields import cell_input


@dataclass(frozen=True)
class Sel:
    """A field: name of the column, the field as HTML, what is stored now where it clashed (else None)."""

    kolom: str
    isian: SafeString
    tersimpan: str | None
    angka: bool


@dataclass(frozen=True)
class BarisCuplikan:
    """A pasted row before it is used."""

    nomor: int
    nama: str
    sel: tuple[tuple[str, str, bool], ...]
    keterangan: str
    bermasalah: bool


def cells(baris: BarisKetikan) -> tuple[Sel, ...]:
    """The fields of a row."""
    return tuple(_cell(baris, lajur, ke) for ke, lajur in enumerate(baris.LAJUR))


def hidden(baris: BarisKetikan) -> tuple[tuple[str, str], ...]:
    """Name and text of the fields that carry what was stored when the page was opened."""
    return tuple(zip(baris.names("lama"), baris.lama, strict=True))


def error_links(baris: Iterable[BarisKetikan]) -> list[dict[str, str]]:
    """Every error of the grid for components/error_summary.html, leading to its field."""
    return [
        {"text": f"{satu.sebutan}, {lajur}: {galat}", "url": f"#{nama}"}
        for satu in baris
        if any(satu.galat)
        for lajur, nama, galat in zip(satu.LAJUR, satu.names(), satu.galat, strict=True)
        if galat
    ]


def preview_row(baris: BarisTempel, lajur: Sequence[Lajur]) -> BarisCuplikan:
    """A pasted row in words."""
    return BarisCuplikan(
        baris.nomor,
        baris.indikator.nama if baris.indikator else "",
        tuple((satu.judul, teks, satu.angka) for satu, teks in zip(lajur, baris.teks, strict=True)),
        " ".join(baris.masalah) or "Dapat dipakai",
        bool(baris.masalah),
    )


def _cell(baris: BarisKetikan, lajur: Lajur, ke: int) -> Sel:
    nama = baris.name(ke + 1)
    galat = baris.galat[ke] if baris.galat else ""
    isian = cell_input(nama, nama, f"{baris.sebutan}, {lajur}", baris.teks[ke], galat, number=lajur.angka)
    beda = baris.tersimpan and baris.tersimpan[ke] != baris.teks[ke]
    return Sel(lajur.judul, isian, baris.tersimpan[ke] if beda else None, lajur.angka)
