"""A DIPA year as one value: what checks look at, what an upload keeps so that one can go back exactly."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Self

from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa


@dataclass(frozen=True)
class BarisPotret:
    """A line; induk is the code of its parent, realisasi is month -> rupiah up to and including it."""

    kode: str
    level: str
    uraian: str
    urutan: int
    induk: str | None = None
    pagu: int | None = None
    realisasi: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RevisiPotret:
    """A revision with its lines in printing order; without lines it is known by its dates only."""

    nomor: int
    tanggal: date | None = None
    tanggal_posting_span: date | None = None
    baris: tuple[BarisPotret, ...] = ()

    @cached_property
    def daun(self) -> dict[str, BarisPotret]:
        """Code -> line of those on which money stands: with pagu, and nothing under them."""
        berinduk = {satu.induk for satu in self.baris}
        return {satu.kode: satu for satu in self.baris if satu.kode not in berinduk and satu.pagu is not None}

    @cached_property
    def jumlah_pagu(self) -> dict[str, int]:
        """Code -> the pagu of all leaves under it, in rupiah."""
        atas = {satu.kode: satu.induk for satu in self.baris}
        hasil: dict[str, int] = {}
        for satu in self.daun.values():
            kode: str | None = satu.kode
            while kode is not None:
                hasil[kode] = hasil.get(kode, 0) + (satu.pagu or 0)
                kode = atas[kode]
        return hasil

    @property
    def pagu(self) -> int:
        """The sum of the leaves in rupiah."""
        return sum(satu.pagu or 0 for satu in self.daun.values())

    @property
    def bulan_terakhir(self) -> int | None:
        """The last month with realisasi."""
        return max((bulan for satu in self.baris for bulan in satu.realisasi), default=None)


@dataclass(frozen=True)
class PotretDipa:
    """A DIPA year: its revisions by number. versi is 0 before anything was ever uploaded."""

    satker: int
    tahun: int
    versi: int = 0
    revisi: tuple[RevisiPotret, ...] = ()

    @property
    def berlaku(self) -> RevisiPotret | None:
        """The revision in force: the highest number with money on a line."""
        return next((satu for satu in reversed(self.revisi) if satu.daun), None)

    def nomor(self, nomor: int) -> RevisiPotret | None:
        """The revision with a number."""
        return next((satu for satu in self.revisi if satu.nomor == nomor), None)

    def as_json(self) -> dict[str, Any]:
        """For storing; the version is not part of what one goes back to."""
        return {
            "satker": self.satker,
            "tahun": self.tahun,
            "revisi": [_revisi_json(satu) for satu in self.revisi],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(data["satker"], data["tahun"], 0, tuple(map(_revisi_dari, data["revisi"])))


def potret(satker: Collection[int], tahun: int) -> dict[int, PotretDipa]:
    """Satker id -> its DIPA year, in four queries for any number of satker; one without a DIPA is empty."""
    dipa = list(Dipa.objects.filter(satker__in=satker, tahun=tahun))
    revisi = list(RevisiDipa.objects.filter(dipa__in=dipa).order_by("nomor"))
    baris = list(BarisDipa.objects.filter(revisi__in=revisi).order_by("urutan", "pk"))
    nilai: dict[int, dict[int, int]] = {}
    isi = RealisasiAnggaran.objects.filter(baris__revisi__in=revisi).order_by("bulan")
    for pk, bulan, rupiah in isi.values_list("baris_id", "bulan", "nilai"):
        nilai.setdefault(pk, {})[bulan] = rupiah
    per_revisi = _per_revisi(baris, nilai)
    per_dipa: dict[int, list[RevisiPotret]] = {}
    for satu in revisi:
        per_dipa.setdefault(satu.dipa_id, []).append(
            RevisiPotret(
                satu.nomor, satu.tanggal, satu.tanggal_posting_span, tuple(per_revisi.get(satu.pk, ()))
            )
        )
    hasil = {pk: PotretDipa(pk, tahun) for pk in satker}
    for ada in dipa:
        hasil[ada.satker_id] = PotretDipa(ada.satker_id, tahun, ada.versi, tuple(per_dipa.get(ada.pk, ())))
    return hasil


def _per_revisi(baris: Iterable[BarisDipa], nilai: dict[int, dict[int, int]]) -> dict[int, list[BarisPotret]]:
    """Revision id -> its lines."""
    kode = {satu.pk: satu.kode for satu in baris}
    hasil: dict[int, list[BarisPotret]] = {}
    for satu in baris:
        induk = None if satu.induk_id is None else kode[satu.induk_id]
        hasil.setdefault(satu.revisi_id, []).append(
            BarisPotret(
                satu.kode, satu.level, satu.uraian, satu.urutan, induk, satu.pagu, nilai.get(satu.pk, {})
            )
        )
    return hasil


def _revisi_json(satu: RevisiPotret) -> dict[str, Any]:
    return {
        "nomor": satu.nomor,
        "tanggal": satu.tanggal and satu.tanggal.isoformat(),
        "tanggal_posting_span": satu.tanggal_posting_span and satu.tanggal_posting_span.isoformat(),
        "baris": [[b.kode, b.level, b.uraian, b.urutan, b.induk, b.pagu, b.realisasi] for b in satu.baris],
    }


def _revisi_dari(data: dict[str, Any]) -> RevisiPotret:
    tanggal, span = data["tanggal"], data["tanggal_posting_span"]
    return RevisiPotret(
        data["nomor"],
        date.fromisoformat(tanggal) if tanggal else None,
        date.fromisoformat(span) if span else None,
        tuple(
            BarisPotret(*satu[:6], {int(bulan): rupiah for bulan, rupiah in satu[6].items()})
            for satu in data["baris"]
        ),
    )
