"""The queue of a Verifikator as it is walked through: which part of it, what comes before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.core.validators import slug_re
from django.utils.http import urlencode

from accounts.models import User
from measurements.models import Realisasi, RealisasiQuerySet
from measurements.verify_queries import antrean

PATH = "indikator__sasaran__perjanjian__satker__slug"


@dataclass(frozen=True)
class Saringan:
    """The part of the queue that was chosen; it goes from page to page in the address. Empty: all of it."""

    satker: str = ""
    triwulan: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """From the end of an address; what is no quarter, or can be no satker's, chooses none."""
        satker, triwulan = query.get("satker", ""), query.get("triwulan", "")
        return cls(
            satker if slug_re.match(satker) else "", triwulan if triwulan in ("1", "2", "3", "4") else ""
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, by its name in the address."""
        return {nama: isi for nama, isi in (("satker", self.satker), ("triwulan", self.triwulan)) if isi}

    @property
    def query(self) -> str:
        """As the end of an address: `?satker=kpu-x&triwulan=4`, or nothing."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    def of(self, semua: RealisasiQuerySet) -> RealisasiQuerySet:
        """What of a queue is chosen, in its order."""
        jalur = {"satker": PATH, "triwulan": "triwulan"}
        return semua.filter(**{jalur[nama]: isi for nama, isi in self.chosen.items()})


@dataclass(frozen=True)
class Giliran:
    """Where a figure stands among those that one person has to look at.

    ke: from 1; 0 for one that does not wait for this person. sesudah: after the last comes the first that is
    left; None: nothing else is left. lain: when nothing of the chosen part is left, what waits in the whole.
    """

    saringan: Saringan
    ke: int
    jumlah: int
    sebelum: Realisasi | None
    sesudah: Realisasi | None
    lain: int

    @property
    def sisa(self) -> int:
        """How many are left besides this one."""
        return self.jumlah - bool(self.ke)


def giliran(user: User, saringan: Saringan, found: Realisasi) -> Giliran:
    """The turn of a figure in the chosen part of the queue; what the user entered is another's to verify."""
    semua = antrean(user)
    urutan = list(saringan.of(semua).exclude(diisi_oleh=user).values_list("pk", flat=True))
    ke = urutan.index(found.pk) + 1 if found.pk in urutan else 0
    sebelum = urutan[ke - 2] if ke > 1 else None
    sesudah = next((satu for satu in urutan[ke:] + urutan[:ke] if satu != found.pk), None)
    dekat = Realisasi.objects.select_related("indikator__sasaran__perjanjian__satker").in_bulk(
        [satu for satu in (sebelum, sesudah) if satu]
    )
    lain = 0 if urutan else semua.count()
    return Giliran(saringan, ke, len(urutan), dekat.get(sebelum), dekat.get(sesudah), lain)
