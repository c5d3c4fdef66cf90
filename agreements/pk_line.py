"""The line of an indikator through the years: which of last year's it goes on with, as a person says.

A PK that is begun from last year's knows it (agreements.pk_begin); any other is told by a person. Equal words
are offered and never taken for it.
"""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.actions import Ditolak
from agreements.models import Indikator, PerjanjianKinerja
from agreements.queries import pk_tahun_lalu
from agreements.states import StatusPK


def last_years(perjanjian: PerjanjianKinerja) -> list[Indikator]:
    """The indikator of the PK of the year before, in order; none without one."""
    lama = pk_tahun_lalu(perjanjian.satker, perjanjian.tahun)
    return list(Indikator.objects.filter(sasaran__perjanjian=lama).order_by("nomor")) if lama else []


def continued(indikator: Indikator, lama: Sequence[Indikator]) -> Indikator | None:
    """Of last year's indikator the one that this goes on with."""
    return next((satu for satu in lama if indikator.akar and satu.garis == indikator.akar), None)


def go_on(indikator: Indikator, dari: Indikator | None) -> None:
    """Put an indikator into the line of one of last year's, or at the head of its own.

    Inside a transaction that holds its PK, a draf. What later years took over of it goes along. Ditolak:
    another indikator of the PK is in that line, or a later PK that took it over is no draf any more.
    """
    perjanjian = indikator.sasaran.perjanjian
    akar = dari.garis if dari else None
    sama = _in_line(akar or 0).filter(sasaran__perjanjian=perjanjian).exclude(pk=indikator.pk)
    if lain := sama.first():
        raise Ditolak(f"Indikator {lain.nomor} sudah dinyatakan melanjutkannya.", "lanjutan")
    ikut = _in_line(indikator.garis).filter(
        sasaran__perjanjian__satker=perjanjian.satker_id, sasaran__perjanjian__tahun__gt=perjanjian.tahun
    )
    tertutup = ikut.exclude(sasaran__perjanjian__status=StatusPK.DRAF).select_related("sasaran__perjanjian")
    if penerus := tertutup.first():
        raise Ditolak(
            f"Indikator ini sudah dilanjutkan dalam {penerus.sasaran.perjanjian}, yang bukan draf lagi.",
            "lanjutan",
        )
    ikut.update(akar=akar or indikator.pk)
    indikator.akar = akar
    indikator.save(update_fields=["akar"])


def _in_line(garis: int) -> QuerySet[Indikator]:
    """What came after the first of a line, and that one."""
    return Indikator.objects.filter(akar=garis) | Indikator.objects.filter(pk=garis)
