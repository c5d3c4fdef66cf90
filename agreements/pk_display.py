"""What the page of a PK offers: the steps that this person may take, a change that is being written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import can
from agreements.models import PerjanjianKinerja
from agreements.pk_scan import DITETAPKAN, may_attach
from agreements.pk_signing import steps_of
from agreements.states import StatusPK


@dataclass(frozen=True)
class Tindakan:
    """A button; `kirim`: it takes the step at once, else it leads to a page."""

    label: str
    url: str
    utama: bool = False
    kirim: bool = False


@dataclass(frozen=True)
class Berjalan:
    """A change that is not established yet."""

    kalimat: str
    url: str


def tindakan_pk(perjanjian: PerjanjianKinerja, user: User) -> list[Tindakan]:
    """The steps that this person may take now, then what everybody may."""
    pk = [perjanjian.pk]
    menyusun = can(user, Permission.COMPOSE_AGREEMENT, perjanjian.satker)
    langkah = steps_of(perjanjian, user)
    hasil = []
    if perjanjian.status == StatusPK.DRAF and menyusun:
        hasil.append(Tindakan("Susun", reverse("agreements:pk_susun", args=pk), utama=True))
    if "tandatangani" in langkah or "tetapkan" in langkah:
        label = "Periksa dan tanda tangani" if "tandatangani" in langkah else "Periksa dan tetapkan"
        hasil.append(Tindakan(label, reverse("agreements:pk_tanda_tangan", args=pk), utama=True))
    if "tarik" in langkah:
        hasil.append(Tindakan("Tarik kembali", reverse("agreements:pk_tarik", args=pk), kirim=True))
    if perjanjian.status == StatusPK.DITETAPKAN and menyusun:
        hasil.append(Tindakan("Mulai perubahan", reverse("agreements:pk_perubahan", args=pk)))
    if perjanjian.menggantikan_id:
        hasil.append(Tindakan("Bandingkan versi", reverse("agreements:pk_banding", args=pk)))
    if perjanjian.status in DITETAPKAN:
        ada = perjanjian.pindaian.exists()
        if ada or may_attach(user, perjanjian):
            label = "Salinan basah" if ada else "Lampirkan salinan basah"
            hasil.append(Tindakan(label, reverse("agreements:pk_pindaian", args=pk)))
    return [*hasil, Tindakan("Unduh PDF", reverse("agreements:pk_pdf", args=pk))]


def perubahan_berjalan(perjanjian: PerjanjianKinerja, versi: Sequence[PerjanjianKinerja]) -> Berjalan | None:
    """The change of this version that is under way; `versi`: every version of the year."""
    for satu in versi:
        if satu.menggantikan_id == perjanjian.pk and satu.status != StatusPK.DITETAPKAN:
            alamat = f"{perjanjian.get_absolute_url()}?versi={satu.versi}"
            return Berjalan(f"Versi {satu.versi} berstatus {satu.get_status_display().lower()}.", alamat)
    return None
