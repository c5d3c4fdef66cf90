"""What happens to a section's words: saved, restored, kept as a draft, while the LKj is a konsep.

Each is one transaction under a lock on the LKj, which signing takes too: a text is in what is signed, or
refused.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from measurements.drafts import drop_draft, locked_draft, require_known, write_draft
from measurements.tabs import TANPA_TAB, Tanda
from reports.models import DrafNarasi, LaporanKinerja, Narasi, VersiNarasi
from reports.narrative import baca_markup, dari_teks
from reports.states import AsalNarasi, StatusLkj


class NarasiTerkunci(Exception):
    """The narrative cannot be changed now; the message says why and whom to ask."""


class Bentrok(Exception):
    """Somebody has saved another text since this one was begun."""


def why_locked(laporan: LaporanKinerja, hal: str = "narasinya") -> str:
    """Why the narrative, or what else `hal` names, cannot be changed, and whom to ask; empty while it can."""
    return {
        StatusLkj.KONSEP: "",
        StatusLkj.DIPERIKSA: (
            f"Laporan Kinerja ini sudah dinyatakan diperiksa, sehingga {hal} tidak dapat diubah. Mintalah"
            f" Verifikator {laporan.satker} mengembalikannya menjadi konsep."
        ),
        StatusLkj.DISAHKAN: (
            f"Laporan Kinerja ini sudah disahkan, sehingga {hal} tidak dapat diubah. Hanya Sekretaris"
            f" {laporan.satker} yang dapat membukanya kembali, dengan alasan."
        ),
        StatusLkj.DISAMPAIKAN: (
            f"Laporan Kinerja ini sudah disahkan dan disampaikan, sehingga {hal} tidak dapat diubah. Hanya"
            f" Sekretaris {laporan.satker} yang dapat membukanya kembali, dengan alasan."
        ),
        StatusLkj.DIGANTIKAN: (
            f"Versi Laporan Kinerja ini telah digantikan, sehingga {hal} tidak dapat diubah. Ubahlah versi"
            " yang terbaru."
        ),
    }[StatusLkj(laporan.status)]


@transaction.atomic
def save_narasi(
    laporan: LaporanKinerja, kunci: str, isi: str, *, versi: int, by: User, tanda: Tanda = TANPA_TAB
) -> Narasi | None:
    """Save a section's text on top of a version (0: there was none).

    None: nothing stood there and nothing was written. What says the same as what is stored changes nothing,
    save that a text nobody wrote becomes a person's. NarasiRusak: it is not in the markup. NarasiTerkunci,
    Bentrok, PermissionDenied. DrafLain: another tab has gone on with the person's draft.
    """
    isi = dari_teks(isi)
    baca_markup(isi)
    hold(laporan, by)
    narasi = Narasi.objects.filter(laporan=laporan, kunci=kunci).first()
    sama = isi == (narasi.isi if narasi else "")
    if not sama:
        _require_version(narasi, versi)
    _release_draft(laporan, kunci, isi, by, tanda)
    if sama and (narasi is None or narasi.asal == AsalNarasi.DITULIS):
        return narasi
    return write_version(laporan, kunci, isi, by=by, tanda=tanda)


@transaction.atomic
def restore_narasi(laporan: LaporanKinerja, kunci: str, nomor: int, *, versi: int, by: User) -> Narasi:
    """An earlier text as a new version, on top of the version the person saw.

    VersiNarasi.DoesNotExist: no such version. NarasiTerkunci, Bentrok, PermissionDenied.
    """
    hold(laporan, by)
    lama = VersiNarasi.objects.select_related("narasi").get(
        narasi__laporan=laporan, narasi__kunci=kunci, nomor=nomor
    )
    _require_version(lama.narasi, versi)
    return write_version(laporan, kunci, lama.isi, by=by, dipulihkan_dari=nomor)


@transaction.atomic
def save_draft(
    laporan: LaporanKinerja, kunci: str, isi: str, *, versi: int, by: User, tanda: Tanda = TANPA_TAB
) -> DrafNarasi | None:
    """Keep what was typed, right or wrong, locked or not.

    None: it is what is stored, or was sent before that, so there is no draft. DrafLain: another tab has
    stored another text. PermissionDenied.
    """
    require(by, Permission.COMPOSE_REPORT, laporan.satker)
    # As a saving does: a draft comes before it and is dropped by it, or after it and sees what it stored.
    LaporanKinerja.objects.select_for_update().get(pk=laporan.pk)
    kunci_draf, sama = _kunci_draf(laporan, kunci, by), _sama(isi)
    tersimpan = Narasi.objects.filter(laporan=laporan, kunci=kunci).first()
    if tanda.terlampaui(tersimpan):
        return None
    if dari_teks(isi) == (tersimpan.isi if tersimpan else ""):
        require_known(locked_draft(DrafNarasi, kunci_draf), tanda, sama)
        drop_draft(DrafNarasi, kunci_draf, TANPA_TAB)
        return None
    return write_draft(DrafNarasi, kunci_draf, isi, versi=versi, tanda=tanda, sama=sama)


@transaction.atomic
def discard_draft(laporan: LaporanKinerja, kunci: str, *, by: User, tanda: Tanda = TANPA_TAB) -> bool:
    """Back to what is stored; False: another tab has gone on with the draft, which stays."""
    require(by, Permission.COMPOSE_REPORT, laporan.satker)
    return drop_draft(DrafNarasi, _kunci_draf(laporan, kunci, by), tanda)


def write_version(
    laporan: LaporanKinerja,
    kunci: str,
    isi: str,
    *,
    by: User,
    asal: AsalNarasi = AsalNarasi.DITULIS,
    dipulihkan_dari: int | None = None,
    tanda: Tanda = TANPA_TAB,
) -> Narasi:
    """The text as the section's next version, with its event; the caller holds the lock."""
    isian = {"isi": isi, "asal": asal, "tab": tanda.nama, "ke": tanda.ke}
    narasi, baru = Narasi.objects.get_or_create(laporan=laporan, kunci=kunci, defaults=isian)
    if not baru:
        for nama, nilai in isian.items():
            setattr(narasi, nama, nilai)
        narasi.versi += 1
        narasi.save()
    VersiNarasi.objects.create(
        narasi=narasi, nomor=narasi.versi, isi=isi, asal=asal, dipulihkan_dari=dipulihkan_dari, oleh=by
    )
    record(
        "Narasi dipulihkan" if dipulihkan_dari else "Narasi disimpan",
        laporan,
        by=by,
        satker=laporan.satker,
        note=kunci,
        data={"kunci": kunci, "versi": narasi.versi, "asal": asal, "dipulihkan_dari": dipulihkan_dari},
    )
    return narasi


def hold(laporan: LaporanKinerja, by: User) -> None:
    """May this person write, and is it a konsep: asked under the lock that signing takes.

    NarasiTerkunci, PermissionDenied.
    """
    require(by, Permission.COMPOSE_REPORT, laporan.satker)
    kini = LaporanKinerja.objects.select_for_update(of=("self",)).select_related("satker").get(pk=laporan.pk)
    if alasan := why_locked(kini):
        raise NarasiTerkunci(alasan)


def _require_version(narasi: Narasi | None, versi: int) -> None:
    """Bentrok, unless this is the version that the person saw."""
    if versi != (narasi.versi if narasi else 0):
        raise Bentrok("Bagian ini telah disimpan orang lain sejak Anda membukanya.")


def _release_draft(laporan: LaporanKinerja, kunci: str, isi: str, by: User, tanda: Tanda) -> None:
    """The draft that is being saved goes. DrafLain: it is another tab's and says something else."""
    kunci_draf = _kunci_draf(laporan, kunci, by)
    require_known(locked_draft(DrafNarasi, kunci_draf), tanda, _sama(isi))
    drop_draft(DrafNarasi, kunci_draf, TANPA_TAB)


def _kunci_draf(laporan: LaporanKinerja, kunci: str, by: User) -> dict[str, Any]:
    return {"user": by, "laporan": laporan, "kunci": kunci}


def _sama(isi: str) -> Callable[[Any], bool]:
    return lambda lama: dari_teks(lama) == dari_teks(isi)
