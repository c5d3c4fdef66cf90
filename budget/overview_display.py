"""Satker × bulan as the page of uploads shows it: a sign and a word per month, counts, the legend."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from budget.display import url_unggahan
from budget.months import BULAN, TENGGAT_HARI, KeadaanBulan, tempo_setahun
from budget.overview_queries import BarisUnggahan, SelBulan
from kinerja.angka import bulan, tanggal

K = KeadaanBulan
#: Icon, tone and word of a cell, and what the legend says.
RUPA = {
    K.DIUNGGAH: ("check2-circle", "baik", "Diunggah", "berkasnya diterapkan pada hari yang tertulis"),
    K.DIMUAT: ("inbox", "baik", "Ada", "angkanya dimuat tanpa unggahan"),
    K.TERLAMBAT: ("exclamation-triangle", "bahaya", "Belum", "tenggatnya sudah lewat"),
    K.DITUNGGU: ("clock-history", "netral", "Nanti", "tenggatnya belum lewat"),
    K.SEBELUM_DIPA: ("slash-circle", "netral", "Tanpa DIPA", "bulan itu mendahului DIPA"),
}  # fmt: skip
KETENTUAN = f"Realisasi satu bulan ditunggu sampai tanggal {TENGGAT_HARI} bulan berikutnya."


@dataclass(frozen=True)
class Sel:
    """A month of a satker: `ikon` and `nada` are how it looks, `kata` and `hari` what it says."""

    bulan: str
    ikon: str
    nada: str
    kata: str
    hari: str
    url: str


@dataclass(frozen=True)
class Baris:
    """A satker with its months."""

    nama: str
    url: str
    sel: list[Sel]


@dataclass(frozen=True)
class Keterangan:
    """An entry of the legend."""

    ikon: str
    nada: str
    kata: str
    arti: str


@dataclass(frozen=True)
class Hitungan:
    """How many satker of all have the figures of a month, and how many are late."""

    bulan: str
    ada: int
    terlambat: int


@dataclass(frozen=True)
class Kepala:
    """The head of a month's column."""

    singkat: str
    tenggat: str


def kepala(tahun: int) -> list[Kepala]:
    """The months of a year with their deadlines."""
    return [Kepala(bulan(satu.bulan)[:3], tanggal(satu.tenggat)) for satu in tempo_setahun(tahun)]


def baris_peta(peta: Sequence[BarisUnggahan], tahun: int, terbaca: Collection[int]) -> list[Baris]:
    """The rows of the page; terbaca: the satker whose uploads may be read."""
    return [
        Baris(
            satu.satker.nama,
            reverse("budget:unggah", args=[satu.satker.slug, tahun]),
            [_sel(sel, terbaca) for sel in satu.sel],
        )
        for satu in peta
    ]


def _sel(sel: SelBulan, terbaca: Collection[int]) -> Sel:
    ikon, nada, kata, _ = RUPA[sel.keadaan]
    hari = "" if sel.jejak is None else f"{localtime(sel.jejak.pada):%d/%m/%y}"
    return Sel(bulan(sel.tempo.bulan), ikon, nada, kata, hari, url_unggahan(sel.jejak, terbaca))


def hitungan(peta: Sequence[BarisUnggahan]) -> list[Hitungan]:
    """The counts of each month over all satker."""
    hasil = []
    for nomor in BULAN:
        banyak = Counter(satu.sel[nomor - 1].keadaan for satu in peta)
        hasil.append(Hitungan(bulan(nomor), banyak[K.DIUNGGAH] + banyak[K.DIMUAT], banyak[K.TERLAMBAT]))
    return hasil


def legenda() -> list[Keterangan]:
    """Every sign of the page with its meaning."""
    return [Keterangan(*satu) for satu in RUPA.values()]
