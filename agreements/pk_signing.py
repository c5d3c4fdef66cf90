"""A PK on its way to two signatures: handed in, withdrawn, returned, signed, established.

Each action is one transaction under a lock on the PK: whether the table allows the step, who may, whether
what was seen is what is stored, what is missing, the write, the trail.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.actions import Ditolak
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import can, require
from accounts.trail import record
from agreements.frozen import Dibekukan, require_free
from agreements.models import PengembalianPK, PerjanjianKinerja
from agreements.pk_gate import PIHAK, Kekurangan, baca_naskah, missing_to_submit, pejabat_pada
from agreements.policy import why_another
from agreements.states import ALUR, StatusPK
from kinerja.angka import tanggal
from kinerja.workflow import IllegalTransition
from outbox.actions import queue_mail

#: The steps that are a signature.
SIGNATURES = ("tandatangani", "tetapkan")


class BelumLengkap(Exception):
    """A PK that lacks something; `kekurangan` is the list that the page shows."""

    def __init__(self, isi: Sequence[Kekurangan]) -> None:
        """Keep the list."""
        self.kekurangan = tuple(isi)
        super().__init__(f"{len(self.kekurangan)} hal belum lengkap.")


class Berubah(Exception):
    """The PK is not what the person saw any more: it was changed, or has taken another step."""


def require_suntingan(kini: PerjanjianKinerja, suntingan: int | None) -> None:
    """Berubah: changed since the page that the person saw; None asks for nothing."""
    if suntingan is not None and kini.suntingan != suntingan:
        raise Berubah(
            "Isi Perjanjian Kinerja berubah sejak Anda membuka halaman ini. Periksa isinya sekarang, lalu "
            "ulangi langkah ini."
        )


@transaction.atomic
def submit(perjanjian: PerjanjianKinerja, *, suntingan: int, by: User) -> PerjanjianKinerja:
    """Hand a draf to Pihak Pertama. BelumLengkap: with what is missing. Berubah, PermissionDenied."""
    kini = _step(perjanjian, "ajukan", suntingan, by)
    if kurang := missing_to_submit(baca_naskah(kini)):
        raise BelumLengkap(kurang)
    kini.diajukan_oleh, kini.diajukan_pada = by, timezone.now()
    return _done(kini, "Perjanjian Kinerja diajukan", by)


@transaction.atomic
def withdraw(perjanjian: PerjanjianKinerja, *, by: User) -> PerjanjianKinerja:
    """Take a PK back before it is signed."""
    kini = _step(perjanjian, "tarik", None, by)
    kini.diajukan_oleh = kini.diajukan_pada = None
    return _done(kini, "Pengajuan Perjanjian Kinerja ditarik kembali", by)


@transaction.atomic
def send_back(perjanjian: PerjanjianKinerja, alasan: str, *, suntingan: int, by: User) -> PengembalianPK:
    """Return a PK to who handed it in, with a reason and a mail; a first signature is undone by it.

    Ditolak: no reason. Berubah, PermissionDenied.
    """
    if not alasan.strip():
        raise Ditolak("Alasan pengembalian wajib diisi.", "alasan")
    kini = _step(perjanjian, "kembalikan", suntingan, by)
    pengaju = kini.diajukan_oleh
    for langkah in ("diajukan", "ditandatangani"):
        setattr(kini, f"{langkah}_oleh", None)
        setattr(kini, f"{langkah}_pada", None)
    kini.pihak_pertama = kini.pihak_kedua = None
    kini = _done(kini, "Perjanjian Kinerja dikembalikan", by, note=alasan.strip())
    hasil = PengembalianPK.objects.create(perjanjian=kini, alasan=alasan.strip(), oleh=by)
    _tell_returned(hasil, pengaju)
    return hasil


@transaction.atomic
def sign(perjanjian: PerjanjianKinerja, *, suntingan: int, by: User, on: date) -> PerjanjianKinerja:
    """Sign as Pihak Pertama; from here on the PK is locked. The parties are who is in office on its day.

    Ditolak: its day has not come, or a party has no official. Berubah. PermissionDenied: also for who handed
    it in.
    """
    kini = _step(perjanjian, "tandatangani", suntingan, by)
    if kini.tanggal > on:
        raise Ditolak(
            f"Perjanjian Kinerja ini bertanggal {tanggal(kini.tanggal)} dan baru dapat ditandatangani pada "
            "hari itu. Kembalikan bila tanggalnya keliru."
        )
    pejabat = pejabat_pada(kini.satker, kini.tanggal)
    for jabatan, pihak in PIHAK:
        if jabatan not in pejabat:
            raise Ditolak(f"Belum ada pejabat yang menjabat sebagai {pihak} pada {tanggal(kini.tanggal)}.")
    kini.pihak_pertama, kini.pihak_kedua = (pejabat[jabatan] for jabatan, _ in PIHAK)
    kini.ditandatangani_oleh, kini.ditandatangani_pada = by, timezone.now()
    return _done(kini, "Perjanjian Kinerja ditandatangani Pihak Pertama", by)


@transaction.atomic
def establish(perjanjian: PerjanjianKinerja, *, suntingan: int, by: User) -> PerjanjianKinerja:
    """Sign as Pihak Kedua; the version that this one changes is replaced in the same moment.

    PermissionDenied: also for who handed it in or signed it as Pihak Pertama. Berubah.
    """
    kini = _step(perjanjian, "tetapkan", suntingan, by)
    if kini.menggantikan_id is not None:
        _replace(kini, by)
    kini.ditetapkan_oleh, kini.ditetapkan_pada = by, timezone.now()
    return _done(kini, "Perjanjian Kinerja ditetapkan", by)


def _replace(penerus: PerjanjianKinerja, by: User) -> None:
    # The successor first: only a signed one lets the older version go (migration 0008_pk_kunci).
    lama = _held(penerus.menggantikan)
    require(by, Permission(ALUR.find(StatusPK(lama.status), "gantikan").permission), lama.satker)
    lama.status, lama.digantikan_pada = StatusPK.DIGANTIKAN, timezone.now()
    _done(lama, "Perjanjian Kinerja digantikan", by, note=f"Oleh versi {penerus.versi}")


def steps_of(perjanjian: PerjanjianKinerja, user: User) -> list[str]:
    """The names of the steps that this person may take now, for the buttons of a page."""
    return [
        row.name
        for row in ALUR.available(StatusPK(perjanjian.status))
        if row.name != "gantikan"
        and can(user, Permission(row.permission), perjanjian.satker)
        and not (row.name in SIGNATURES and why_another(perjanjian, user))
    ]


def _held(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    return (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("satker__induk", "diajukan_oleh", "ditandatangani_oleh", "menggantikan")
        .get(pk=perjanjian.pk)
    )


def _step(perjanjian: PerjanjianKinerja, langkah: str, suntingan: int | None, by: User) -> PerjanjianKinerja:
    """The row under a lock, moved one step; saved by `_done`."""
    kini = _held(perjanjian)
    try:
        baris = ALUR.find(StatusPK(kini.status), langkah)
    except IllegalTransition as galat:
        raise Berubah(
            f"Langkah ini tidak dapat dilakukan lagi: Perjanjian Kinerja sekarang berstatus "
            f"“{kini.get_status_display()}”."
        ) from galat
    require(by, Permission(baris.permission), kini.satker)
    if langkah in SIGNATURES and (alasan := why_another(kini, by)):
        raise PermissionDenied(alasan)
    try:
        require_free(kini.satker, kini.tahun)
    except Dibekukan as beku:
        raise Berubah(str(beku)) from beku
    require_suntingan(kini, suntingan)
    kini.status = baris.target
    return kini


def _done(kini: PerjanjianKinerja, peristiwa: str, by: User, note: str = "") -> PerjanjianKinerja:
    kini.suntingan += 1
    kini.save()
    record(peristiwa, kini, by=by, satker=kini.satker, note=note, data={"suntingan": kini.suntingan})
    return kini


def _tell_returned(pengembalian: PengembalianPK, pengaju: User | None) -> None:
    """Queue a mail to who handed it in, in the same transaction."""
    if pengaju is None or not pengaju.email:
        return
    pk = pengembalian.perjanjian
    alamat = reverse("agreements:pk_susun", args=[pk.pk])
    isi = render_to_string(
        "outbox/pk_dikembalikan.txt",
        {
            "pengembalian": pengembalian,
            "perjanjian": pk,
            "user": pengaju,
            "alamat": f"{settings.SITE_URL}{alamat}",
        },
    )
    perihal = f"Perjanjian Kinerja {pk.satker} tahun {pk.tahun} dikembalikan"
    queue_mail(f"pk-kembali:{pengembalian.pk}", pengaju.email, perihal, isi)
