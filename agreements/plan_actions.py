"""Saving a rencana aksi: only the rows that a person changed, and none over another's."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import User
from agreements.grid import Teks, refuse_clash
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from agreements.pk_actions import hold, touch
from agreements.plan_sheet import Nilai, as_typed, targets
from agreements.renstra_actions import HILANG
from kinerja.periode import Triwulan


@transaction.atomic
def save_plan(
    perjanjian: PerjanjianKinerja, baru: Mapping[int, Nilai], *, lama: Mapping[int, Teks], by: User
) -> int:
    """Write the changed rows of a draft PK, by indikator; how many are different now.

    lama: the texts that the person saw. KisiBentrok: a row reads otherwise, nothing is written. A row that
    already says what was typed is no clash. Terkunci: the PK is no draft. Ditolak: an indikator is gone.
    """
    kini = hold(perjanjian, by=by)
    ada = {
        satu.pk: satu
        for satu in Indikator.objects.filter(sasaran__perjanjian=kini, pk__in=baru).prefetch_related(
            "target_triwulan"
        )
    }
    if ada.keys() != baru.keys():
        raise Ditolak(HILANG)
    beda = {pk: nilai for pk, nilai in baru.items() if targets(ada[pk]) != nilai}
    refuse_clash({pk: as_typed(targets(ada[pk])) for pk in beda}, lama)
    for pk, nilai in beda.items():
        _write(ada[pk], nilai)
    if beda:
        sebelum = {str(ada[pk].nomor): as_typed(targets(ada[pk])) for pk in beda}
        sesudah = {str(ada[pk].nomor): as_typed(nilai) for pk, nilai in beda.items()}
        touch(kini, "Rencana aksi diubah", by=by, note=str(kini), lama=sebelum, baru=sesudah)
    return len(beda)


def _write(indikator: Indikator, nilai: Nilai) -> None:
    TargetTriwulan.objects.filter(indikator=indikator).delete()
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(indikator=indikator, triwulan=triwulan.value, nilai=satu)
        for triwulan, satu in zip(Triwulan, nilai, strict=True)
        if satu is not None
    )
