"""The scan of a PK that was signed by hand: attached once the PK is established, replaced but never lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import can
from accounts.trail import record
from agreements.models import PerjanjianKinerja, PindaianPK
from agreements.states import StatusPK
from importing.filekinds.jenis import Jenis
from importing.upload import Berkas, BerkasAsing, take_upload
from jobs.storage import BerkasDitolak, Storage

#: What a scanner gives.
JENIS_PINDAIAN = (Jenis.PDF, Jenis.JPG, Jenis.PNG)
#: A version that was replaced keeps its paper too.
DITETAPKAN = (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN)
BOLEH = (Permission.COMPOSE_AGREEMENT, Permission.SIGN_AGREEMENT)

STORAGE = Storage("pindaian")


def take_scan(nama: str, ukuran: int, stream: BinaryIO) -> Berkas:
    """An uploaded PDF, JPG or PNG. BerkasDitolak: with the sentence for who uploaded it."""
    try:
        berkas = take_upload(nama, ukuran, stream)
    except BerkasAsing as asing:
        raise _no_scan(asing.nama) from asing
    if berkas.jenis not in JENIS_PINDAIAN:
        raise _no_scan(berkas.nama)
    return berkas


def _no_scan(nama: str) -> BerkasDitolak:
    return BerkasDitolak(
        f"Berkas “{nama}” bukan hasil pindai; pindai naskah yang sudah ditandatangani sebagai PDF, JPG, atau"
        " PNG, lalu unggah ulang."
    )


def may_attach(user: User, perjanjian: PerjanjianKinerja) -> bool:
    """Whether this person keeps the paper of the satker: who composes and who signs for it."""
    return any(can(user, izin, perjanjian.satker) for izin in BOLEH)


def why_no_scan(perjanjian: PerjanjianKinerja) -> str:
    """Why nothing can be attached yet; empty once both parties signed."""
    if perjanjian.status in DITETAPKAN:
        return ""
    return (
        f"Perjanjian Kinerja ini berstatus “{perjanjian.get_status_display()}”. Salinan basah dilampirkan "
        "setelah Pihak Kedua menetapkannya."
    )


def attach_scan(perjanjian: PerjanjianKinerja, berkas: Berkas, *, by: User) -> PindaianPK:
    """Keep a scan; from now on it is the one that counts. Ditolak: not established, or attached already.

    The file is on the disk before the row; a refused row takes it away again, a killed process leaves it as
    an orphan. PermissionDenied.
    """
    nama = STORAGE.store(berkas.isi)
    try:
        return _attach(perjanjian, berkas, nama, by)
    except BaseException:
        STORAGE.discard(nama)
        raise


@transaction.atomic
def _attach(perjanjian: PerjanjianKinerja, berkas: Berkas, nama: str, by: User) -> PindaianPK:
    kini = PerjanjianKinerja.objects.select_for_update(of=("self",)).select_related("satker__induk")
    pk = kini.get(pk=perjanjian.pk)
    if not may_attach(by, pk):
        raise PermissionDenied("Salinan basah dilampirkan oleh penyusun atau Sekretaris satker ini.")
    if alasan := why_no_scan(pk):
        raise Ditolak(alasan)
    lama = pk.pindaian.first()
    if lama is not None and lama.sha256 == berkas.sha256:
        raise Ditolak(f"Berkas ini sama dengan “{lama.nama_asli}” yang sudah terlampir.", "berkas")
    baru = PindaianPK.objects.create(
        perjanjian=pk,
        berkas=nama,
        nama_asli=berkas.nama,
        jenis=berkas.jenis,
        ukuran=len(berkas.isi),
        sha256=berkas.sha256,
        diunggah_oleh=by,
    )
    record(
        "Salinan basah Perjanjian Kinerja diganti"
        if lama
        else "Salinan basah Perjanjian Kinerja dilampirkan",
        pk,
        by=by,
        satker=pk.satker,
        note=berkas.nama,
        data={
            "pindaian": baru.pk,
            "menggantikan": lama.pk if lama else None,
            "ukuran": baru.ukuran,
            "sha256": baru.sha256,
        },
    )
    return baru


def open_scan(pindaian: PindaianPK) -> BinaryIO:
    """The stored file, found to be what was uploaded. BerkasHilang, BerkasBerubah."""
    return STORAGE.open_checked(pindaian.berkas, pindaian.sha256)


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files older than a day that no row names."""
    return STORAGE.orphans(PindaianPK.objects.values_list("berkas", flat=True), now)
