"""A quarter that is open for entry, with who enters, verifies, sets the calendar and answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from measurements.models import Analisis, BuktiDukung, JadwalTriwulan, Pengecualian, Realisasi
from measurements.states import StatusRealisasi
from tests.factories import (
    make_indikator,
    make_member,
    make_pk,
    make_realisasi,
    make_sasaran,
    make_satker,
    sign_pk,
)

TAHUN = 2023
TRIWULAN = 4
WIB = ZoneInfo("Asia/Jakarta")


def make_jadwal(satker: Satker, triwulan: int = TRIWULAN, tahun: int = TAHUN, **isi: Any) -> JadwalTriwulan:
    """A calendar that is open today, unless said otherwise."""
    hari = timezone.localdate()
    dasar = {
        "buka": hari - timedelta(days=5),
        "tenggat": hari + timedelta(days=5),
        "toleransi": hari + timedelta(days=8),
        "tutup": hari + timedelta(days=20),
    }
    return JadwalTriwulan.objects.create(satker=satker, tahun=tahun, triwulan=triwulan, **(dasar | isi))


def make_measured(pk: PerjanjianKinerja, triwulan: int = TRIWULAN, **isi: Any) -> Indikator:
    """An indikator with a target of 100 for the quarter."""
    indikator = make_indikator(make_sasaran(pk), **isi)
    TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=Decimal(100))
    return indikator


def make_complete(
    indikator: Indikator, status: str, *, by: User | None = None, triwulan: int = TRIWULAN
) -> Realisasi:
    """A realisasi that lacks nothing, in a state."""
    diajukan = datetime(2024, 1, 5, 9, tzinfo=WIB) if status != StatusRealisasi.DRAF else None
    # What hangs on a locked row cannot be written any more: it is locked last.
    awal = StatusRealisasi.TERVERIFIKASI if status == StatusRealisasi.TERKUNCI else status
    satu = make_realisasi(
        indikator,
        triwulan=triwulan,
        status=awal,
        nilai=Decimal(95),
        diisi_oleh=by,
        diajukan_pada=diajukan,
    )
    kata = "Ditulis untuk uji."
    Analisis.objects.create(realisasi=satu, penyebab=kata, upaya=kata, hambatan=kata, rekomendasi=kata)
    BuktiDukung.objects.create(realisasi=satu, urutan=1, judul="Laporan")
    if status == StatusRealisasi.TERKUNCI:
        Realisasi.objects.filter(pk=satu.pk).update(status=status)
        satu.refresh_from_db()
    return satu


def make_exception(satker: Satker, by: User, *, sampai: date | None = None, **isi: Any) -> Pengecualian:
    dasar = {"tahun": TAHUN, "triwulan": TRIWULAN, "alasan": "Data pembanding terlambat."}
    return Pengecualian.objects.create(
        satker=satker, diberikan_oleh=by, sampai=sampai or timezone.localdate(), **(dasar | isi)
    )


@dataclass(frozen=True)
class Quarter:
    """The people of an open quarter and its one indikator."""

    satker: Satker
    indikator: Indikator
    staf: User
    verifikator: User
    administrator: User

    def realisasi(self, status: str) -> Realisasi:
        return make_complete(self.indikator, status, by=self.staf)

    def in_force(self) -> None:
        """Sign the PK: figures can be handed in now, and nothing more be promised."""
        sign_pk(PerjanjianKinerja.objects.get(pk=self.indikator.sasaran.perjanjian_id))

    def person(self, name: str) -> User:
        return getattr(self, name)


def make_quarter(satker: Satker | None = None) -> Quarter:
    satker = satker or make_satker("KPU Provinsi Uji")
    make_jadwal(satker)
    return Quarter(
        satker,
        make_measured(make_pk(satker, TAHUN)),
        make_member(satker, Peran.STAF),
        make_member(satker, Peran.VERIFIKATOR),
        make_member(satker, Peran.ADMINISTRATOR),
    )
