"""What was typed and not saved yet: kept per person, indikator and quarter, invalid text included."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from agreements.models import Indikator
from measurements.entry import Isian, isi_sekarang
from measurements.forms import Ketikan, baca
from measurements.models import Draf, Realisasi
from measurements.policy import require_milik


def drafts_of(user: User, indikator: Collection[Indikator], triwulan: int) -> dict[int, Draf]:
    """The user's drafts of a quarter by indikator."""
    return {
        satu.indikator_id: satu
        for satu in Draf.objects.filter(user=user, indikator__in=indikator, triwulan=triwulan)
    }


@transaction.atomic
def save_draft(
    indikator: Indikator,
    triwulan: int,
    ketikan: Ketikan,
    *,
    versi: int,
    by: User,
    tingkat: Collection[str] = (),
    keep: bool = False,
) -> Draf | None:
    """Keep what was typed on top of a version; also while entry is closed, so that nothing typed is lost.

    Text that says exactly what is stored is no draft (None): so an autosave that arrives after the saving it
    belongs to leaves nothing behind. keep: store it all the same. PermissionDenied.
    """
    require_milik(by, indikator)
    if not keep and _sama(indikator, triwulan, ketikan, tingkat):
        discard_draft(indikator, triwulan, by=by)
        return None
    draf, _ = Draf.objects.update_or_create(
        user=by,
        indikator=indikator,
        triwulan=triwulan,
        defaults={"isi": ketikan.sebagai_json(), "versi": versi},
    )
    return draf


def discard_draft(indikator: Indikator, triwulan: int, *, by: User) -> None:
    """Back to what is stored."""
    require_milik(by, indikator)
    Draf.objects.filter(user=by, indikator=indikator, triwulan=triwulan).delete()


def _sama(indikator: Indikator, triwulan: int, ketikan: Ketikan, tingkat: Collection[str]) -> bool:
    bacaan = baca(indikator, ketikan, tingkat)
    if bacaan.galat or ketikan.tempel.strip():
        return False
    tersimpan = Realisasi.objects.filter(indikator=indikator, triwulan=triwulan).first()
    return bacaan.isian == (isi_sekarang(tersimpan) if tersimpan else Isian())
