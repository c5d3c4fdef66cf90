"""One satker's realisasi month by month; a month that is not known is a gap, never 0."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Satker
from budget.overview_queries import SelBulan, peta_unggahan
from budget.snapshot import BarisPotret, RevisiPotret, potret
from kinerja.serapan import Serapan


@dataclass(frozen=True)
class Bulanan:
    """A month: what is known up to its end and of it alone, in rupiah.

    serapan: None for a gap. sebulan: None too where the month before is a gap. revisi: the number of the
    revision whose pagu it is. tertinggal: how many leaves do not know the month; they count with their last.
    """

    sel: SelBulan
    serapan: Serapan | None = None
    sebulan: int | None = None
    revisi: int | None = None
    tertinggal: int = 0


def bulanan(satker: Satker, tahun: int, hari: date) -> list[Bulanan]:
    """The twelve months of a year; the last revision that knows a month counts, as in the tree."""
    per_bulan = {
        bulan: revisi
        for revisi in potret([satker.pk], tahun)[satker.pk].revisi
        for bulan in {bulan for satu in revisi.daun.values() for bulan in satu.realisasi}
    }
    (baris,) = peta_unggahan([satker], tahun, hari)
    hasil: list[Bulanan] = []
    for sel in baris.sel:
        revisi = per_bulan.get(sel.tempo.bulan)
        hasil.append(_bulan(sel, revisi, hasil[-1] if hasil else None) if revisi else Bulanan(sel))
    return hasil


def _bulan(sel: SelBulan, revisi: RevisiPotret, lalu: Bulanan | None) -> Bulanan:
    diketahui = [_sampai(satu, sel.tempo.bulan) for satu in revisi.daun.values()]
    serapan = Serapan(revisi.pagu, sum(nilai for _, nilai in diketahui))
    tertinggal = sum(1 for bulan, _ in diketahui if bulan != sel.tempo.bulan)
    sebulan: int | None = None
    if lalu is None:
        sebulan = serapan.realisasi
    elif lalu.serapan is not None:
        sebulan = serapan.realisasi - lalu.serapan.realisasi
    return Bulanan(sel, serapan, sebulan, revisi.nomor, tertinggal)


def _sampai(satu: BarisPotret, bulan: int) -> tuple[int, int]:
    """The last month that a leaf knows up to a month, and the rupiah up to it; (0, 0) before the first."""
    terakhir = max((ada for ada in satu.realisasi if ada <= bulan), default=0)
    return terakhir, satu.realisasi.get(terakhir, 0)
