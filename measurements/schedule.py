"""The calendar of a quarter as it applies to one satker, and why entry is closed when it is."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from accounts.models import Satker
from accounts.prepared import Prepared
from agreements.frozen import alasan_beku
from agreements.models import Indikator, PerjanjianKinerja
from agreements.queries import perjanjian_berlaku
from agreements.states import StatusPK
from kinerja.angka import tanggal
from kinerja.jadwal import Jadwal, Keadaan, boleh_isi
from kinerja.periode import Triwulan
from measurements.models import JadwalTriwulan, Pengecualian, Realisasi
from measurements.states import StatusRealisasi


@dataclass(frozen=True)
class Periode:
    """A satker's quarter: its calendar, its exception and, read when asked for, what is measured.

    pengecualian: the last day of the exception that runs longest. beku: why the whole year is frozen; empty
    while it is not.
    """

    satker: Satker
    tahun: int
    triwulan: Triwulan
    jadwal: Jadwal | None
    pengecualian: date | None
    beku: str = ""

    @cached_property
    def indikator(self) -> tuple[Indikator, ...]:
        """The indikator that the rencana aksi measures in this quarter, in order."""
        return tuple(_diukur(self.satker, self.tahun, self.triwulan.value))

    @property
    def belum_berlaku(self) -> str:
        """Why nothing of the quarter is handed in yet: its PK is not in force; else empty."""
        return next((belum_berlaku(satu.sasaran.perjanjian) for satu in self.indikator), "")

    def keadaan(self, hari: date) -> Keadaan:
        """Where a day stands."""
        return Keadaan.BELUM_DIJADWALKAN if self.jadwal is None else self.jadwal.keadaan(hari)

    def terbuka(self, hari: date) -> bool:
        """Whether entry is open on a day."""
        return not self.beku and boleh_isi(self.keadaan(hari), hari, self.pengecualian)

    def alasan_tertutup(self, hari: date) -> str:
        """Why entry is closed, since or until when, and whom to ask; empty while it is open."""
        if self.beku or self.terbuka(hari):
            return self.beku
        match self.keadaan(hari):
            case Keadaan.BELUM_DIJADWALKAN:
                return f"Jadwal {self.triwulan} Tahun {self.tahun} belum ditetapkan oleh KPU Provinsi."
            case Keadaan.BELUM_DIBUKA:
                return f"Pengisian {self.triwulan} dibuka pada {tanggal(self.jadwal.buka)}."
            case Keadaan.DIVERIFIKASI:
                akhir = tanggal(self.jadwal.toleransi)
                return f"Pengisian berakhir pada {akhir}. {minta_pengecualian(self.satker)}"
        return f"{self.triwulan} ditutup pada {tanggal(self.jadwal.tutup)}. {minta_pengecualian(self.satker)}"

    def alasan_tanpa_awal(self, hari: date) -> str:
        """Why no realisasi is begun that is not there yet; empty while one is.

        Nothing new comes into a locked quarter without an exception, as the triggers of migration 0008 say.
        """
        if alasan := self.alasan_tertutup(hari):
            return alasan
        dikecualikan = self.pengecualian is not None and hari <= self.pengecualian
        if dikecualikan or not _terkunci(self.satker.pk, self.tahun, self.triwulan.value):
            return ""
        return (
            f"{self.triwulan} sudah dikunci; indikator yang belum terisi saat itu tidak dapat diisi lagi. "
            f"{minta_pengecualian(self.satker)}"
        )


def pemilik_jadwal(satker: Satker) -> Satker:
    """Whose calendar holds for a satker: the province's, for itself and for every satker under it."""
    if satker.jenis == Satker.Jenis.PROVINSI or satker.induk is None:
        return satker
    return satker.induk


def minta_pengecualian(satker: Satker) -> str:
    """Whom to ask when a satker needs to change what is closed or locked."""
    return f"Bila perlu, mintalah pengecualian kepada Administrator {pemilik_jadwal(satker)}."


_jadwal = Prepared(
    lambda hari: Jadwal(*hari),
    lambda satker, tahun, triwulan: JadwalTriwulan.objects.filter(
        satker=satker, tahun=tahun, triwulan=triwulan
    ).values_list("buka", "tenggat", "toleransi", "tutup"),
)
_pengecualian = Prepared(
    itemgetter(0),
    lambda satker, tahun, triwulan: (
        Pengecualian.objects.filter(satker=satker, tahun=tahun, triwulan=triwulan)
        .order_by("-sampai")
        .values_list("sampai")
    ),
)
# Under whatever version of the PK.
_terkunci = Prepared(
    itemgetter(0),
    lambda satker, tahun, triwulan: (
        Realisasi.objects.filter(
            indikator__sasaran__perjanjian__satker=satker,
            indikator__sasaran__perjanjian__tahun=tahun,
            triwulan=triwulan,
            status=StatusRealisasi.TERKUNCI,
        )
        .order_by()
        .values_list("pk")
    ),
)
_terukur = Prepared.of(
    lambda perjanjian, triwulan: (
        Indikator.objects.filter(sasaran__perjanjian=perjanjian, target_triwulan__triwulan=triwulan)
        .select_related("sasaran", "penanggung_jawab")
        .order_by("nomor")
    )
)


def periode_satker(satker: Satker, tahun: int, triwulan: int) -> Periode:
    """The quarter of a satker, in a fixed number of queries."""
    sendiri = satker.jenis == Satker.Jenis.PROVINSI or satker.induk_id is None
    pemilik = satker.pk if sendiri else satker.induk_id
    return Periode(
        satker,
        tahun,
        Triwulan(triwulan),
        next(iter(_jadwal(pemilik, tahun, triwulan)), None),
        next(iter(_pengecualian(satker.pk, tahun, triwulan)), None),
        alasan_beku(satker, tahun),
    )


def belum_berlaku(perjanjian: PerjanjianKinerja) -> str:
    """Why nothing is handed in for a PK yet: it is not in force; empty once both parties have signed it.

    Source: domain, the year: what is measured is a promise that was made.
    """
    if perjanjian.status in (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN):
        return ""
    return (
        f"Perjanjian Kinerja Tahun {perjanjian.tahun} belum ditetapkan (keadaannya: "
        f"{perjanjian.get_status_display().lower()}). Realisasi dapat disimpan, dan baru dapat diajukan "
        "setelah Perjanjian Kinerja ditetapkan kedua pihak."
    )


def _diukur(satker: Satker, tahun: int, triwulan: int) -> list[Indikator]:
    """The indikator that the rencana aksi of the PK in force measures in a quarter, in order."""
    perjanjian = perjanjian_berlaku(satker, tahun)
    if perjanjian is None:
        return []
    perjanjian.satker = satker
    indikator = _terukur(perjanjian.pk, triwulan)
    for satu in indikator:
        satu.sasaran.perjanjian = perjanjian
    return indikator
