"""The calendar of a quarter: when entry opens, is due, may still come, and closes. Days are days in WIB."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kinerja.periode import Periode


class Keadaan(StrEnum):
    """Where a day stands in a quarter's calendar."""

    BELUM_DIJADWALKAN = "belum-dijadwalkan"
    BELUM_DIBUKA = "belum-dibuka"
    TERBUKA = "terbuka"
    TERLAMBAT = "terlambat"
    DIVERIFIKASI = "diverifikasi"
    DITUTUP = "ditutup"

    @property
    def boleh_isi(self) -> bool:
        """Whether entry is open without an exception."""
        return self in (Keadaan.TERBUKA, Keadaan.TERLAMBAT)


@dataclass(frozen=True)
class Jadwal:
    """The four days of a quarter, each to its end: opens, due, end of grace, closes.

    ValueError: out of order.

    Between the end of grace and the closing day nothing is entered; what was submitted is still verified.
    """

    buka: date
    tenggat: date
    toleransi: date
    tutup: date

    def __post_init__(self) -> None:
        """Refuse days out of order with a formal sentence."""
        if not self.buka <= self.tenggat <= self.toleransi <= self.tutup:
            raise ValueError(
                "Tanggal jadwal harus berurutan: dibuka, tenggat, akhir toleransi, lalu ditutup."
            )

    def keadaan(self, hari: date) -> Keadaan:
        """Where a day stands; every named day counts to its end."""
        if hari < self.buka:
            return Keadaan.BELUM_DIBUKA
        if hari <= self.tenggat:
            return Keadaan.TERBUKA
        if hari <= self.toleransi:
            return Keadaan.TERLAMBAT
        return Keadaan.DIVERIFIKASI if hari <= self.tutup else Keadaan.DITUTUP


def boleh_isi(keadaan: Keadaan, hari: date, pengecualian: date | None) -> bool:
    """Whether entry is open on a day; `pengecualian` is the last day of an exception, None for none.

    An exception opens a quarter after its grace or its closing, never before it opens or without a calendar.
    """
    if keadaan.boleh_isi:
        return True
    lewat = keadaan in (Keadaan.DIVERIFIKASI, Keadaan.DITUTUP)
    return lewat and pengecualian is not None and hari <= pengecualian


def usulan(periode: Periode) -> Jadwal:
    """A sensible calendar of a quarter where none is set: opens on the first day of its last month, due 10
    days after its end, grace of 5 days more, closes 15 days after it was due. Only a proposal until saved.
    """
    akhir = periode.akhir
    tenggat = akhir + timedelta(days=10)
    return Jadwal(akhir.replace(day=1), tenggat, tenggat + timedelta(days=5), tenggat + timedelta(days=15))
