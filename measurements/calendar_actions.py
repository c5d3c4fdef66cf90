"""Setting the calendar of a year: four quarters at once, each under its version; exceptions of one satker."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from kinerja.angka import tanggal
from kinerja.jadwal import Jadwal
from kinerja.periode import Triwulan
from measurements.models import JadwalTriwulan, Pengecualian
from measurements.schedule import pemilik_jadwal, periode_satker

HARI = ("buka", "tenggat", "toleransi", "tutup")


class JadwalBentrok(Exception):
    """Somebody else set the calendar meanwhile; `terkini` are the rows that are stored now."""

    def __init__(self, terkini: Sequence[JadwalTriwulan]) -> None:
        """Keep the stored rows, so that the page can show both versions."""
        self.terkini = tuple(terkini)
        super().__init__("Jadwal ini sudah diubah oleh orang lain sejak Anda membukanya.")


@transaction.atomic
def set_calendar(
    satker: Satker, tahun: int, jadwal: Mapping[int, Jadwal], *, versi: Mapping[int, int], by: User
) -> int:
    """Store the calendar of a year for a satker and its tree; how many quarters changed.

    jadwal, versi: by quarter; a version is the one the person saw, 0 for none yet.
    JadwalBentrok: another version of any quarter is stored; nothing is written. PermissionDenied.
    """
    require(by, Permission.SET_CALENDAR, satker)
    if pemilik_jadwal(satker) != satker:
        raise PermissionDenied(f"Jadwal {satker} ditetapkan oleh {pemilik_jadwal(satker)}.")
    Satker.objects.select_for_update().filter(pk=satker.pk).get()
    ada = {
        satu.triwulan: satu
        for satu in JadwalTriwulan.objects.select_for_update().filter(satker=satker, tahun=tahun)
    }
    if any((ada[ke].versi if ke in ada else 0) != versi.get(ke, 0) for ke in jadwal):
        raise JadwalBentrok(list(ada.values()))
    return sum(_set(satker, tahun, ke, satu, ada.get(ke), by) for ke, satu in jadwal.items())


def _set(
    satker: Satker, tahun: int, triwulan: int, jadwal: Jadwal, lama: JadwalTriwulan | None, by: User
) -> bool:
    """Write one quarter and its trail; whether anything changed."""
    sebelum = {nama: getattr(lama, nama) for nama in HARI} if lama else None
    if sebelum == asdict(jadwal):
        return False
    baris = lama or JadwalTriwulan(satker=satker, tahun=tahun, triwulan=triwulan, versi=0)
    for nama in HARI:
        setattr(baris, nama, getattr(jadwal, nama))
    baris.versi += 1
    baris.save()
    record(
        "Jadwal ditetapkan",
        baris,
        by=by,
        satker=satker,
        note=f"{Triwulan(triwulan)} Tahun {tahun}",
        data={"lama": sebelum, "baru": asdict(jadwal), "versi": baris.versi},
    )
    return True


@transaction.atomic
def grant_exception(
    satker: Satker, tahun: int, triwulan: int, sampai: date, alasan: str, *, by: User
) -> Pengecualian:
    """Let a satker enter until a day, for a reason; given by whoever sets the calendar, never by itself.

    Ditolak: one that was given before lasts as long, and would go on to hold.
    """
    require(by, Permission.SET_CALENDAR, pemilik_jadwal(satker))
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    lama = periode_satker(satker, tahun, triwulan).pengecualian
    if lama is not None and lama >= sampai:
        raise Ditolak(
            f"Pengecualian {satker} untuk {Triwulan(triwulan)} sudah berlaku sampai dengan {tanggal(lama)}. "
            "Pengecualian hanya dapat diperpanjang.",
            "sampai",
        )
    pengecualian = Pengecualian.objects.create(
        satker=satker, tahun=tahun, triwulan=triwulan, sampai=sampai, alasan=alasan, diberikan_oleh=by
    )
    record("Pengecualian diberikan", pengecualian, by=by, satker=satker, note=alasan)
    return pengecualian
