"""The grid of a rencana aksi as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from agreements.models import Indikator
from agreements.plan_sheet import BarisRencana, BarisTempel, name
from kinerja.angka import romawi
from kinerja.periode import Triwulan
from ui.fields import cell_input


@dataclass(frozen=True)
class BarisKisi:
    """A row: the indikator, its target and how quarters make a year, four fields, what the check says.

    sel: label of the column, the field, what is stored now where it clashed (None where it did not).
    """

    indikator: Indikator
    target: str
    sel: tuple[tuple[str, SafeString, str | None], ...]
    lama: tuple[tuple[str, str], ...]
    pemeriksaan: str
    bergalat: bool


@dataclass(frozen=True)
class BarisCuplikan:
    """A pasted row before it is used."""

    nomor: int
    nama: str
    sel: tuple[tuple[str, str], ...]
    keterangan: str
    bermasalah: bool


def grid_row(baris: BarisRencana) -> BarisKisi:
    """A row with its fields as HTML."""
    return BarisKisi(
        baris.indikator,
        baris.target,
        tuple(_cell(baris, satu) for satu in Triwulan),
        tuple(
            (name(baris.indikator, satu.value, "lama"), teks)
            for satu, teks in zip(Triwulan, baris.lama, strict=True)
        ),
        baris.pemeriksaan,
        any(baris.galat),
    )


def error_links(baris: Iterable[BarisRencana]) -> list[dict[str, str]]:
    """Every error of the grid for components/error_summary.html, leading to its field."""
    return [
        {
            "text": f"Indikator {satu.indikator.nomor}, triwulan {romawi(ke.value)}: {galat}",
            "url": f"#{name(satu.indikator, ke.value)}",
        }
        for satu in baris
        for ke, galat in zip(Triwulan, satu.galat, strict=True)
        if galat
    ]


def preview_row(baris: BarisTempel) -> BarisCuplikan:
    """A pasted row in words."""
    kolom = [f"Triwulan {romawi(satu.value)}" for satu in Triwulan]
    return BarisCuplikan(
        baris.nomor,
        baris.indikator.nama if baris.indikator else "",
        tuple(zip(kolom, baris.teks, strict=True)),
        " ".join(baris.masalah) or "Dapat dipakai",
        bool(baris.masalah),
    )


def _cell(baris: BarisRencana, triwulan: Triwulan) -> tuple[str, SafeString, str | None]:
    ke = triwulan.value - 1
    nama = name(baris.indikator, triwulan.value)
    kolom = f"Triwulan {romawi(triwulan.value)}"
    label = f"Indikator {baris.indikator.nomor}, target triwulan {romawi(triwulan.value)}"
    isian = cell_input(nama, nama, label, baris.teks[ke], baris.galat[ke], number=True)
    beda = baris.tersimpan and baris.tersimpan[ke] != baris.teks[ke]
    return kolom, isian, baris.tersimpan[ke] if beda else None
