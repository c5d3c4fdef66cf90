"""What was typed and not saved yet: kept per person, indikator and quarter, invalid text included."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from accounts.prepared import Prepared
from agreements.models import Indikator
from measurements.entry import Isian, isi_sekarang
from measurements.forms import Ketikan, baca, dari_json
from measurements.lineage import leluhur_dari, realisasi_dari
from measurements.models import Draf, DrafDasar, Realisasi
from measurements.policy import require_milik
from measurements.tabs import TANPA_TAB, Tanda

D = TypeVar("D", bound=DrafDasar)
_milik = Prepared.of(
    lambda user, indikator, triwulan: Draf.objects.filter(
        user=user, indikator__id__in=indikator, triwulan=triwulan
    ).order_by()
)


def drafts_of(user: User, indikator: Collection[Indikator], triwulan: int) -> dict[int, Draf]:
    """The user's drafts of a quarter by indikator; one typed under an older version of the PK counts too."""
    lama = leluhur_dari(indikator)
    urut = [*(satu.pk for satu in indikator), *lama]
    ada = {satu.indikator_id: satu for satu in _milik(user.pk, urut, triwulan)}
    hasil: dict[int, Draf] = {}
    for pk in urut:
        if pk in ada:
            hasil.setdefault(lama.get(pk, pk), ada[pk])
    return hasil


def drafted(user: User, indikator: Collection[Indikator]) -> set[tuple[int, int]]:
    """(Indikator id, quarter) of all that the user has typed and not saved, as `drafts_of` finds it."""
    lama = leluhur_dari(indikator)
    semua = [*(satu.pk for satu in indikator), *lama]
    ada = Draf.objects.filter(user=user, indikator__in=semua).order_by()
    return {(lama.get(pk, pk), ke) for pk, ke in ada.values_list("indikator_id", "triwulan")}


class DrafLain(Exception):
    """Another tab has gone on with this draft; `draf` is what is stored."""

    def __init__(self, draf: DrafDasar) -> None:
        """Keep the stored row, for when it was kept."""
        self.draf = draf
        super().__init__("Draf ini sudah dilanjutkan di tab lain.")


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
    tanda: Tanda = TANPA_TAB,
) -> Draf | None:
    """Keep what was typed on top of a version; also while entry is closed, so that nothing typed is lost.

    Text that says exactly what is stored is no draft (None), and neither is one that the page has sent before
    what is stored: so an autosave that arrives after the saving leaves nothing behind. keep: store it all the
    same. tanda: of the tab in which it was typed; DrafLain: another tab has stored another text.
    PermissionDenied.
    """
    require_milik(by, indikator)
    # As a saving does: a draft comes before it and is dropped by it, or after it and sees what it stored.
    Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)
    tersimpan = realisasi_dari(indikator, triwulan)
    if tanda.terlampaui(tersimpan):
        return None
    kunci = _kunci(indikator, triwulan, by)

    def sama(lama: dict[str, Any]) -> bool:
        return dari_json(lama) == ketikan

    if not keep and _sama(tersimpan, indikator, ketikan, tingkat):
        require_known(locked_draft(Draf, kunci), tanda, sama)
        drop_draft(Draf, kunci, TANPA_TAB)
        return None
    return write_draft(Draf, kunci, ketikan.sebagai_json(), versi=versi, tanda=tanda, sama=sama)


@transaction.atomic
def discard_draft(indikator: Indikator, triwulan: int, *, by: User, tanda: Tanda = TANPA_TAB) -> bool:
    """Back to what is stored; False: another tab has gone on with the draft, which stays."""
    require_milik(by, indikator)
    return drop_draft(Draf, _kunci(indikator, triwulan, by), tanda)


def _kunci(indikator: Indikator, triwulan: int, by: User) -> dict[str, Any]:
    """The draft as `drafts_of` shows it: one of an older version of the PK is gone on with where it lies."""
    ada = drafts_of(by, [indikator], triwulan).get(indikator.pk)
    return {"user": by, "indikator_id": ada.indikator_id if ada else indikator.pk, "triwulan": triwulan}


# Of whatever a draft is one


def write_draft(
    model: type[D],
    kunci: Mapping[str, Any],
    isi: Any,
    *,
    versi: int,
    tanda: Tanda,
    sama: Callable[[Any], bool],
) -> D:
    """Store a text over the draft of a key, or begin one; inside a transaction.

    sama: whether what is stored says the same; DrafLain: it does not, and is another tab's.
    """
    # Two first drafts at one moment: the second finds the first.
    baru = {"isi": isi, "versi": versi, "tab": tanda.nama, "ke": tanda.ke}
    draf, dibuat = model._default_manager.select_for_update().get_or_create(**kunci, defaults=baru)
    if not dibuat:
        require_known(draf, tanda, sama)
        for nama, nilai in baru.items():
            setattr(draf, nama, nilai)
        draf.nomor += 1
        draf.save()
    return draf


def drop_draft(model: type[D], kunci: Mapping[str, Any], tanda: Tanda) -> bool:
    """Delete the draft of a key; False: another tab has gone on with it. Inside a transaction."""
    draf = locked_draft(model, kunci)
    if not tanda.kenal(draf):
        return False
    if draf is not None:
        draf.delete()
    return True


def locked_draft(model: type[D], kunci: Mapping[str, Any]) -> D | None:
    """The draft under a lock; unordered, because the order of drafts joins what they are of."""
    return model._default_manager.select_for_update().order_by().filter(**kunci).first()


def require_known(draf: DrafDasar | None, tanda: Tanda, sama: Callable[[Any], bool]) -> None:
    """DrafLain, unless the tab knows the draft or says the same."""
    if draf is not None and not tanda.kenal(draf) and not sama(draf.isi):
        raise DrafLain(draf)


def _sama(
    tersimpan: Realisasi | None, indikator: Indikator, ketikan: Ketikan, tingkat: Collection[str]
) -> bool:
    bacaan = baca(indikator, ketikan, tingkat)
    # A row that is struck out can be taken back until the form is saved.
    dicoret = any(satu.hapus and not satu.kosong for satu in ketikan.komponen)
    if bacaan.galat or dicoret or ketikan.tempel.strip():
        return False
    return bacaan.isian == (isi_sekarang(tersimpan) if tersimpan else Isian())
