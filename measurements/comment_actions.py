"""Remarks on an indikator in a quarter: written, and marked as dealt with."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import Indikator
from measurements.lineage import terkini
from measurements.models import Komentar
from measurements.policy import milik


@transaction.atomic
def comment(indikator: Indikator, triwulan: int, isi: str, *, by: User) -> Komentar:
    """A remark on an indikator in a quarter, by whoever enters or verifies it."""
    satker = indikator.sasaran.perjanjian.satker
    if not milik(by, indikator):
        require(by, Permission.VERIFY_REALISASI, satker)
    komentar = Komentar.objects.create(indikator=indikator, triwulan=triwulan, isi=isi, oleh=by)
    record("Komentar ditulis", indikator, by=by, satker=satker, note=isi)
    return komentar


@transaction.atomic
def resolve(komentar: Komentar, *, by: User) -> Komentar:
    """Mark a remark as dealt with; done twice it stays with the first."""
    satker = komentar.indikator.sasaran.perjanjian.satker
    if not milik(by, terkini(komentar.indikator)):
        require(by, Permission.VERIFY_REALISASI, satker)
    kini = Komentar.objects.select_for_update().get(pk=komentar.pk)
    if kini.selesai_pada is None:
        kini.selesai_oleh, kini.selesai_pada = by, timezone.now()
        kini.save(update_fields=["selesai_oleh", "selesai_pada"])
        record("Komentar diselesaikan", kini.indikator, by=by, satker=satker, note=kini.isi)
    return kini
