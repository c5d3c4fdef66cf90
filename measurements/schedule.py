"""The calendar of a quarter as it applies to one satker, and why entry is closed when it is."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Satker
from agreements.models import Indikator
from agreements.queries import perjanjian_berlaku
from kinerja.angka import tanggal
from kinerja.jadwal import Jadwal, Keadaan, boleh_isi
from kinerja.periode import Triwulan
from measurements.models import JadwalTriwulan, Pengecualian


@dataclass(frozen=True)
class Periode:
    """A satker's quarter: its calendar, its latest exception, the indikator that are measured."""

    satker: Satker
    tahun: int
    triwulan: Triwulan
    jadwal: Jadwal | None
    pengecualian: Pengecualian | None
    indikator: tuple[Indikator, ...]

    def keadaan(self, hari: date) -> Keadaan:
        """Where a day stands."""
        return Keadaan.BELUM_DIJADWALKAN if self.jadwal is None else self.jadwal.keadaan(hari)

    def terbuka(self, hari: date) -> bool:
        """Whether entry is open on a day."""
        sampai = self.pengecualian.sampai if self.pengecualian else None
        return boleh_isi(self.keadaan(hari), hari, sampai)

    def alasan_tertutup(self, hari: date) -> str:
        """Why entry is closed, since or until when, and whom to ask; empty while it is open."""
        if self.terbuka(hari):
            return ""
        match self.keadaan(hari):
            case Keadaan.BELUM_DIJADWALKAN:
                return f"Jadwal {self.triwulan} Tahun {self.tahun} belum ditetapkan oleh KPU Provinsi."
            case Keadaan.BELUM_DIBUKA:
                return f"Pengisian {self.triwulan} dibuka pada {tanggal(self.jadwal.buka)}."
            case Keadaan.DIVERIFIKASI:
                akhir = tanggal(self.jadwal.toleransi)
                return (
                    f"Pengisian berakhir pada {akhir}. Mintalah pengecualian kepada KPU Provinsi bila perlu."
                )
        akhir = tanggal(self.jadwal.tutup)
        return f"{self.triwulan} ditutup pada {akhir}. Mintalah pengecualian kepada KPU Provinsi bila perlu."


def pemilik_jadwal(satker: Satker) -> Satker:
    """Whose calendar holds for a satker: the province's, for itself and for every satker under it."""
    if satker.jenis == Satker.Jenis.PROVINSI or satker.induk is None:
        return satker
    return satker.induk


def periode_satker(satker: Satker, tahun: int, triwulan: int) -> Periode:
    """The quarter of a satker, in a fixed number of queries."""
    sendiri = satker.jenis == Satker.Jenis.PROVINSI or satker.induk_id is None
    pemilik = satker.pk if sendiri else satker.induk_id
    jadwal = JadwalTriwulan.objects.filter(satker=pemilik, tahun=tahun, triwulan=triwulan).first()
    return Periode(
        satker,
        tahun,
        Triwulan(triwulan),
        Jadwal(jadwal.buka, jadwal.tenggat, jadwal.toleransi, jadwal.tutup) if jadwal else None,
        Pengecualian.objects.filter(satker=satker, tahun=tahun, triwulan=triwulan)
        .order_by("-sampai")
        .first(),
        tuple(diukur(satker, tahun, triwulan)),
    )


def diukur(satker: Satker, tahun: int, triwulan: int) -> list[Indikator]:
    """The indikator that the rencana aksi of the PK in force measures in a quarter, in order."""
    perjanjian = perjanjian_berlaku(satker, tahun)
    if perjanjian is None:
        return []
    return list(
        Indikator.objects.filter(sasaran__perjanjian=perjanjian, target_triwulan__triwulan=triwulan)
        .select_related("sasaran__perjanjian__satker__induk", "penanggung_jawab")
        .order_by("nomor")
    )
