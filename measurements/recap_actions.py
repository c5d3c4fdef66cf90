"""A recap indikator is opened: one row for every satker that is asked, so that who is silent shows."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can
from accounts.trail import record
from agreements.models import Indikator
from kinerja.metode import Metode
from measurements.actions import Tertutup, ask_satker, satker_ditanya
from measurements.models import Realisasi
from measurements.policy import milik
from measurements.schedule import periode_satker
from measurements.states import BOLEH_DIUBAH


@transaction.atomic
def open_recap(
    indikator: Indikator, triwulan: int, *, by: User, on: date, satker: Satker | None = None
) -> Realisasi:
    """The realisasi of a recap indikator with a row per satker; done again it only adds who is missing.

    satker: for whom an Operator opens it. ValueError: no recap indikator, or not measured in the quarter.
    Tertutup: nothing is there yet and entry is closed. PermissionDenied.
    """
    pemilik = indikator.sasaran.perjanjian.satker
    penjawab = satker is not None and satker in satker_ditanya(pemilik)
    if not milik(by, indikator) and not (penjawab and can(by, Permission.ANSWER_RECAP, satker)):
        raise PermissionDenied(
            "Rekap dibuka oleh pengisi indikator ini atau oleh Operator satker yang ditanya."
        )
    periode = periode_satker(pemilik, indikator.sasaran.perjanjian.tahun, triwulan)
    if indikator.metode != Metode.REKAP_SATKER or indikator not in periode.indikator:
        raise ValueError("Indikator ini tidak direkap dari satker pada triwulan tersebut.")
    ada = Realisasi.objects.select_for_update().filter(indikator=indikator, triwulan=triwulan).first()
    if ada is not None and ada.status not in BOLEH_DIUBAH:
        return ada
    if ada is None and not periode.terbuka(on):
        raise Tertutup(periode.alasan_tertutup(on))
    kini = ada or Realisasi.objects.get_or_create(indikator=indikator, triwulan=triwulan)[0]
    ask_satker(kini)
    if ada is None:
        record("Rekap dibuka", kini, by=by, satker=pemilik)
    return kini
