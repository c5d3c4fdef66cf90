"""The months of a budget year: until when an upload is awaited, and where a month stands on a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from kinerja.angka import bulan as nama_bulan

#: The realisasi of a month is awaited until this day of the following month.
TENGGAT_HARI = 10
BULAN = tuple(range(1, 13))


class KeadaanBulan(StrEnum):
    """Where the upload of a month stands; the values are the words of the page."""

    DIUNGGAH = "Sudah diunggah"
    DIMUAT = "Ada tanpa unggahan"
    TERLAMBAT = "Terlambat"
    DITUNGGU = "Belum jatuh tempo"
    SEBELUM_DIPA = "Sebelum DIPA"


@dataclass(frozen=True)
class Tempo:
    """A month of a year with its last day and the day until which its upload is awaited."""

    tahun: int
    bulan: int

    def __str__(self) -> str:
        """Januari 2026."""
        return f"{nama_bulan(self.bulan)} {self.tahun}"

    @cached_property
    def akhir(self) -> date:
        """Its last day."""
        return date(self.tahun, self.bulan, monthrange(self.tahun, self.bulan)[1])

    @cached_property
    def tenggat(self) -> date:
        """The last day on which its upload comes in time."""
        return self.akhir + timedelta(days=TENGGAT_HARI)


def tempo_setahun(tahun: int) -> list[Tempo]:
    """The months of a year, January first."""
    return [Tempo(tahun, bulan) for bulan in BULAN]


def tempo_terakhir(tahun: int, hari: date) -> Tempo | None:
    """The last month of a year whose upload is overdue on a day, were it missing.

    None before the first, and in a year that a DIPA cannot have.
    """
    if not 2000 <= tahun <= 2100:
        return None
    lewat = [satu for satu in tempo_setahun(tahun) if satu.tenggat < hari]
    return lewat[-1] if lewat else None


def keadaan(tempo: Tempo, hari: date, *, diunggah: bool, terisi: bool, dipa: date | None) -> KeadaanBulan:
    """Where a month stands on a day.

    diunggah: an upload of the month was applied; terisi: its realisasi is known; an upload that was undone
    leaves none. dipa: since when there is a DIPA; unknown, it is awaited from January.
    """
    if terisi:
        return KeadaanBulan.DIUNGGAH if diunggah else KeadaanBulan.DIMUAT
    if dipa is not None and tempo.akhir < dipa:
        return KeadaanBulan.SEBELUM_DIPA
    return KeadaanBulan.TERLAMBAT if tempo.tenggat < hari else KeadaanBulan.DITUNGGU
