"""Periode: the year, its quarters, and how quarters add up to a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import total_ordering

from kinerja.angka import romawi
from kinerja.eksak import desimal, eksak, periksa, periksa_bulat, rata
from kinerja.hasil import Alasan, Hasil

__all__ = ["Agregasi", "Alasan", "Hasil", "Periode", "Tahun", "Triwulan", "agregasikan"]


@dataclass(frozen=True, order=True)
class Tahun:
    """A budget year, 1945-9998. ValueError: out of range. TypeError: not a plain int."""

    nilai: int

    def __post_init__(self) -> None:
        """Refuse what is no year."""
        if not 1945 <= periksa_bulat(self.nilai) <= 9998:
            raise ValueError(f"year 1945-9998 expected, got {self.nilai}")

    def __str__(self) -> str:
        """`2023`."""
        return str(self.nilai)

    def __int__(self) -> int:
        """2023, as a database column keeps it."""
        return self.nilai

    @property
    def awal(self) -> date:
        """1 January."""
        return date(self.nilai, 1, 1)

    @property
    def akhir(self) -> date:
        """31 December."""
        return date(self.nilai, 12, 31)

    @property
    def sebelumnya(self) -> "Tahun":
        """The year before. ValueError before 1945."""
        return Tahun(self.nilai - 1)

    @property
    def berikutnya(self) -> "Tahun":
        """The year after. ValueError after 9998."""
        return Tahun(self.nilai + 1)

    @property
    def periode(self) -> "tuple[Periode, ...]":
        """The four quarters, in order."""
        return tuple(Periode(self, satu) for satu in Triwulan)


class Triwulan(IntEnum):
    """A quarter of any year, 1-4; ordered. `Triwulan(5)` raises ValueError."""

    I = 1  # noqa: E741  (the Roman numeral is its name)
    II = 2
    III = 3
    IV = 4

    def __str__(self) -> str:
        """`Triwulan III`."""
        return f"Triwulan {self.romawi}"

    @property
    def romawi(self) -> str:
        """`III`."""
        return romawi(self.value)

    def awal(self, tahun: Tahun) -> date:
        """The first day in that year."""
        return date(tahun.nilai, 3 * self.value - 2, 1)

    def akhir(self, tahun: Tahun) -> date:
        """The last day in that year."""
        if self is Triwulan.IV:
            return tahun.akhir
        return date(tahun.nilai, 3 * self.value + 1, 1) - timedelta(days=1)

    @classmethod
    def dari_tanggal(cls, hari: date) -> "Triwulan":
        """The quarter of a day. TypeError: a datetime (take its day in WIB first)."""
        if isinstance(hari, datetime) or not isinstance(hari, date):
            raise TypeError(f"date expected, got {type(hari).__name__}")
        return cls((hari.month + 2) // 3)


@total_ordering
@dataclass(frozen=True)
class Periode:
    """A quarter of a year or, with triwulan None, the whole year, which sorts after its quarters."""

    tahun: Tahun
    triwulan: Triwulan | None = None

    def __post_init__(self) -> None:
        """TypeError: a bare int for the year or the quarter."""
        if not isinstance(self.tahun, Tahun):
            raise TypeError(f"Tahun expected, got {type(self.tahun).__name__}")
        if self.triwulan is not None and not isinstance(self.triwulan, Triwulan):
            raise TypeError(f"Triwulan expected, got {type(self.triwulan).__name__}")

    def __lt__(self, lain: object) -> bool:
        """Quarters in order of time, then their year."""
        if not isinstance(lain, Periode):
            return NotImplemented
        return self._kunci < lain._kunci

    def __str__(self) -> str:
        """`Triwulan III Tahun 2023` or `Tahun 2023`."""
        return f"Tahun {self.tahun}" if self.triwulan is None else f"{self.triwulan} Tahun {self.tahun}"

    @property
    def awal(self) -> date:
        """The first day."""
        return self.tahun.awal if self.triwulan is None else self.triwulan.awal(self.tahun)

    @property
    def akhir(self) -> date:
        """The last day."""
        return self.tahun.akhir if self.triwulan is None else self.triwulan.akhir(self.tahun)

    @property
    def sebelumnya(self) -> "Periode":
        """The period of the same length just before. ValueError before 1945."""
        if self.triwulan is None or self.triwulan is Triwulan.I:
            return Periode(self.tahun.sebelumnya, self.triwulan and Triwulan.IV)
        return Periode(self.tahun, Triwulan(self.triwulan - 1))

    @property
    def berikutnya(self) -> "Periode":
        """The period of the same length just after. ValueError after 9998."""
        if self.triwulan is None or self.triwulan is Triwulan.IV:
            return Periode(self.tahun.berikutnya, self.triwulan and Triwulan.I)
        return Periode(self.tahun, Triwulan(self.triwulan + 1))

    @classmethod
    def dari_tanggal(cls, hari: date) -> "Periode":
        """The quarter in which a day lies. TypeError: a datetime (take its day in WIB first)."""
        return cls(Tahun(hari.year), Triwulan.dari_tanggal(hari))

    @property
    def _kunci(self) -> tuple[int, int]:
        return self.tahun.nilai, 5 if self.triwulan is None else self.triwulan.value


class Agregasi(StrEnum):
    """How the quarters of one indikator make its year."""

    JUMLAH = "jumlah"
    RATA_RATA = "rata-rata"
    NILAI_AKHIR = "nilai-akhir"
    TAHUNAN = "tahunan"


def agregasikan(agregasi: Agregasi, nilai: Sequence[Decimal | None]) -> Hasil:
    """The realisasi of the year so far from up to four quarters, in the indikator's unit; None is not known.

    Never average quarter percentages: give realisasi, not capaian; the year's capaian is this value against
    the year's target. Give the measured quarters in order; one that the rencana aksi does not measure is
    left out by the caller.

        JUMLAH, RATA_RATA: sum, mean of the known. Unknown quarters at the end have not come yet; one before a
            known quarter is TRIWULAN_TERLEWAT, never taken as 0.
        NILAI_AKHIR: the last known.
        TAHUNAN: the one known; several are TAHUNAN_LEBIH_DARI_SEKALI.

    Nothing known: BELUM_ADA_REALISASI. ValueError: more than four, NaN, infinite, an unknown agregasi.
    TypeError: neither Decimal nor None. Source: domain.md §3.
    """
    cara = Agregasi(agregasi)
    if len(nilai) > len(Triwulan):
        raise ValueError(f"at most four quarters expected, got {len(nilai)}")
    diketahui = [periksa(satu) for satu in nilai if satu is not None]
    if alasan := _halangan(cara, nilai, diketahui):
        return Hasil(None, alasan)
    pecahan = [eksak(satu) for satu in diketahui]
    match cara:
        case Agregasi.JUMLAH:
            return Hasil(desimal(rata(pecahan) * len(pecahan)))
        case Agregasi.RATA_RATA:
            return Hasil(desimal(rata(pecahan)))
        case Agregasi.NILAI_AKHIR | Agregasi.TAHUNAN:
            return Hasil(diketahui[-1])


def _halangan(cara: Agregasi, nilai: Sequence[Decimal | None], diketahui: Sequence[Decimal]) -> Alasan | None:
    if not diketahui:
        return Alasan.BELUM_ADA_REALISASI
    if cara is Agregasi.TAHUNAN and len(diketahui) > 1:
        return Alasan.TAHUNAN_LEBIH_DARI_SEKALI
    terlewat = None in nilai[: len(diketahui)]
    if cara in (Agregasi.JUMLAH, Agregasi.RATA_RATA) and terlewat:
        return Alasan.TRIWULAN_TERLEWAT
    return None
