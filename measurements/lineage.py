"""An indikator through the versions of its PK: what was reached under an older one is found under the newer.

A change of a PK makes new rows and rewrites none (agreements.pk_begin). Realisasi, figures of earlier years
and supporting tables stay with the indikator under which they were entered; who asks for those of an
indikator gets those of its forebears too, of each quarter, year or table the newest.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from agreements.models import Indikator
from agreements.states import StatusPK
from measurements.models import Realisasi

#: Versions that both parties signed.
BERLAKU = (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN)
Baris = TypeVar("Baris")


def leluhur(asal: Mapping[int, int | None]) -> dict[int, int]:
    """Forebear -> the indikator that it became, nearest first; a query for each version before.

    asal: id of an indikator -> id of the one it comes from. Without any, nothing is asked.
    """
    hasil: dict[int, int] = {}
    depan = {induk: pk for pk, induk in asal.items() if induk is not None}
    while depan:
        hasil |= depan
        lebih_lama = Indikator.objects.filter(pk__in=depan, asal__isnull=False).values_list("pk", "asal_id")
        depan = {induk: depan[pk] for pk, induk in lebih_lama}
    return hasil


def leluhur_dari(indikator: Iterable[Indikator]) -> dict[int, int]:
    """The same for indikator that were read."""
    return leluhur({satu.pk: satu.asal_id for satu in indikator})


def penerus(indikator: Iterable[Indikator]) -> dict[int, int]:
    """Indikator of a version that was replaced -> what it is in the newest signed one, where it lives on.

    indikator: with their PK. Without a replaced one nothing is asked, else a query for each version after.
    """
    depan = {satu.pk: satu.pk for satu in indikator if satu.sasaran.perjanjian.status == StatusPK.DIGANTIKAN}
    hasil: dict[int, int] = {}
    while depan:
        maju = Indikator.objects.filter(asal__in=depan, sasaran__perjanjian__status__in=BERLAKU)
        depan = {pk: depan[asal] for asal, pk in maju.values_list("asal_id", "pk")}
        hasil |= {awal: pk for pk, awal in depan.items()}
    return hasil


def terkini(indikator: Indikator) -> Indikator:
    """What an indikator is in the newest signed version of its PK; itself where it lives on in no other."""
    pk = penerus([indikator]).get(indikator.pk)
    if pk is None:
        return indikator
    jalur = ("sasaran__perjanjian__satker__induk", "penanggung_jawab")
    return Indikator.objects.select_related(*jalur).get(pk=pk)


def garis(indikator: Indikator) -> list[int]:
    """The ids of an indikator and its forebears, nearest first."""
    return [indikator.pk, *leluhur_dari([indikator])]


def realisasi_dari(indikator: Indikator, triwulan: int, semua: Any = None) -> Realisasi | None:
    """The realisasi of a quarter, entered under this version or an older one; None where there is none.

    semua: a queryset of realisasi to look in, such as one that locks.
    """
    urut = garis(indikator)
    cari = Realisasi.objects.all() if semua is None else semua
    ada = {satu.indikator_id: satu for satu in cari.filter(indikator__in=urut, triwulan=triwulan)}
    return next((ada[pk] for pk in urut if pk in ada), None)


def terbaru(baris: Sequence[tuple[int, Baris]], urut: Sequence[int], sekali: str) -> list[Baris]:
    """Of rows with the id of their indikator one for each value of a field: that of the nearest in `urut`."""
    hasil: dict[Any, Baris] = {}
    for pk in urut:
        for milik, satu in baris:
            if milik == pk:
                hasil.setdefault(getattr(satu, sekali), satu)
    return [hasil[kunci] for kunci in sorted(hasil)]
