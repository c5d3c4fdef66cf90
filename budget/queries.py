"""Budget read as trees and recaps: parents and totals are summed from leaves, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from accounts.models import Satker
from accounts.prepared import Prepared
from agreements.models import Indikator, PerjanjianKinerja
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from budget.upload_queries import revisi_pada
from kinerja.serapan import Serapan, jumlah


@dataclass(frozen=True)
class Simpul:
    """A line of the tree with the serapan of all leaves under it; `kedalaman` counts from 0.

    bulan: of a leaf, up to which month its realisasi is known; None when none is, and on a parent.
    """

    baris: BarisDipa
    serapan: Serapan
    anak: tuple["Simpul", ...]
    kedalaman: int
    bulan: int | None = None

    def telusuri(self) -> Iterable["Simpul"]:
        """This line and everything under it, in printing order."""
        yield self
        for satu in self.anak:
            yield from satu.telusuri()


@dataclass(frozen=True)
class Anggaran:
    """A satker's budget of a year as of the revision in force.

    bulan: the last month that any line knows. What was spent on a line that does not know it is counted up
    to the line's own last month, since payments add up through the year; `tertinggal` names such lines.
    """

    dipa: Dipa
    revisi: RevisiDipa
    bulan: int | None
    akar: tuple[Simpul, ...]

    @property
    def tahun(self) -> int:
        """The year of the DIPA."""
        return self.dipa.tahun

    @property
    def serapan(self) -> Serapan:
        """The whole."""
        return jumlah(satu.serapan for satu in self.akar)

    def telusuri(self) -> Iterable[Simpul]:
        """Every line, in printing order."""
        for satu in self.akar:
            yield from satu.telusuri()

    @property
    def tertinggal(self) -> tuple[Simpul, ...]:
        """The leaves whose realisasi is not known up to the last month."""
        return tuple(satu for satu in self.telusuri() if not satu.anak and satu.bulan != self.bulan)

    @property
    def banyak_tertinggal(self) -> int:
        """How many these are."""
        return len(self.tertinggal)


@dataclass(frozen=True)
class RingkasanAnggaran:
    """An `Anggaran` without its tree: the number of the revision in force and the whole."""

    tahun: int
    nomor_revisi: int
    bulan: int | None
    serapan: Serapan | None
    banyak_tertinggal: int


@dataclass(frozen=True)
class RekapSatker:
    """One row of the recap; serapan is None for a satker without a DIPA of that year.

    bulan: the last month that any line knows; tertinggal: how many leaves do not know it, and are counted up
    to their own last month.
    """

    satker: Satker
    serapan: Serapan | None
    bulan: int | None = None
    tertinggal: int = 0


@dataclass(frozen=True)
class BandingProgram:
    """A programme's budget in the PK beside the pagu of the DIPA in force, in rupiah; None: not in it."""

    kode: str
    program: str
    perjanjian: int | None
    pagu: int | None

    @property
    def selisih(self) -> int | None:
        """Pagu − PK; None when one of the two is missing."""
        return None if None in (self.perjanjian, self.pagu) else self.pagu - self.perjanjian


@dataclass(frozen=True)
class RiwayatDipa:
    """The revisions of a DIPA; pagu per programme of the first and of the one in force."""

    revisi: tuple[RevisiDipa, ...]
    awal: dict[str, int]
    akhir: dict[str, int]
    #: Revision id -> its pagu in rupiah, of those with lines.
    pagu: dict[int, int] = field(default_factory=dict)

    @property
    def perubahan(self) -> tuple[RevisiDipa, ...]:
        """The revisions after DIPA awal."""
        return tuple(satu for satu in self.revisi if satu.nomor > 0)

    @property
    def pagu_awal(self) -> int:
        """Total of DIPA awal in rupiah."""
        return sum(self.awal.values())

    @property
    def pagu_akhir(self) -> int:
        """Total of the revision in force in rupiah."""
        return sum(self.akhir.values())


@dataclass(frozen=True)
class RevisiBerlaku:
    """DIPA awal and the revision in force on a day; None: not known to hold then."""

    awal: RevisiDipa | None
    akhir: RevisiDipa | None

    @property
    def sejak(self) -> tuple[date | None, str]:
        """Since when akhir holds, and which date says so; no date for a DIPA awal without one."""
        if self.akhir is None:
            return None, ""
        if self.akhir.tanggal_posting_span:
            return self.akhir.tanggal_posting_span, "tanggal posting SPAN"
        return self.akhir.tanggal, "tanggal revisi" if self.akhir.tanggal else ""


class _Bagian(NamedTuple):
    """The leaves of a revision that know the same month as their last, in rupiah; bulan is None for none."""

    revisi: int
    bulan: int | None
    pagu: int
    realisasi: int | None
    banyak: int


def _pertama(isi: QuerySet[Any], nama: str) -> Subquery:
    """A field of the first row of an outer one, NULL without any: one look into an index for each of them.

    The limit says so. An EXISTS becomes a join wherever PostgreSQL likes, and while it takes the tables for
    empty (rows that were rolled back, and no ANALYZE since) it joins them row by row: minutes for 552 satker.
    """
    return Subquery(isi.values(nama)[:1])


def _berlaku(dipa: str) -> Subquery:
    """The revision in force of an outer DIPA: the highest number with money on a line."""
    baris = BarisDipa.objects.filter(revisi=OuterRef("pk"), pagu__isnull=False).order_by()
    revisi = RevisiDipa.objects.alias(berisi=_pertama(baris, "pk")).filter(berisi__isnull=False)
    return _pertama(revisi.filter(dipa=OuterRef(dipa)).order_by("-nomor"), "pk")


def anggaran_satker(satker: Satker, tahun: int) -> Anggaran | None:
    """The tree of the revision in force with what is known of its realisasi; None without lines."""
    dipa = Dipa.objects.filter(satker=satker, tahun=tahun).order_by().annotate(berlaku=_berlaku("pk")).first()
    if dipa is None or dipa.berlaku is None:
        return None
    dipa.satker = satker
    revisi = RevisiDipa.objects.get(pk=dipa.berlaku)
    akar = _pohon(_terakhir(BarisDipa.objects.filter(revisi=revisi).order_by("urutan")))
    bulan = max((satu.bulan for pohon in akar for satu in pohon.telusuri() if satu.bulan), default=None)
    return Anggaran(dipa, revisi, bulan, akar)


def ringkasan_anggaran(satker: Satker, tahun: int) -> RingkasanAnggaran | None:
    """What `anggaran_satker` comes to, summed by the database; None without lines."""
    berlaku = _revisi_berlaku(satker.pk, tahun)
    if not berlaku:
        return None
    [(revisi, nomor)] = berlaku
    rekap = _rekap(satker, _bagian_revisi(revisi))
    return RingkasanAnggaran(tahun, nomor, rekap.bulan, rekap.serapan, rekap.tertinggal)


def rekap_satker(satker: Iterable[Satker], tahun: int) -> list[RekapSatker]:
    """Pagu and realisasi of many satker in a fixed number of queries, in the order given."""
    satker = list(satker)
    dipa = Dipa.objects.filter(satker__in=satker, tahun=tahun).order_by()
    pemilik = {revisi: pk for pk, revisi in dipa.values_list("satker", _berlaku("pk")) if revisi}
    bagian: dict[int, list[_Bagian]] = {}
    for satu in map(_Bagian._make, _bagian(revisi__in=pemilik)):
        bagian.setdefault(pemilik[satu.revisi], []).append(satu)
    return [_rekap(satu, bagian.get(satu.pk, [])) for satu in satker]


def _rekap(satker: Satker, bagian: list[_Bagian]) -> RekapSatker:
    if not bagian:
        return RekapSatker(satker, None)
    serapan = Serapan(sum(satu.pagu for satu in bagian), sum(satu.realisasi or 0 for satu in bagian))
    bulan = max((satu.bulan for satu in bagian if satu.bulan), default=None)
    tertinggal = sum(satu.banyak for satu in bagian if satu.bulan != bulan)
    return RekapSatker(satker, serapan, bulan, tertinggal)


def riwayat_dipa(satker: Satker, tahun: int) -> RiwayatDipa | None:
    """The revisions of a satker's DIPA with pagu per programme at both ends; None without a DIPA."""
    revisi = tuple(RevisiDipa.objects.filter(dipa__satker=satker, dipa__tahun=tahun).order_by("nomor"))
    if not revisi:
        return None
    per_revisi: dict[int, dict[str, int]] = {}
    for satu in _daun(revisi__in=revisi):
        program = satu.kode.split(".")[0]
        isi = per_revisi.setdefault(satu.revisi_id, {})
        isi[program] = isi.get(program, 0) + satu.pagu
    berisi = [satu.pk for satu in revisi if satu.pk in per_revisi]
    if not berisi:
        return RiwayatDipa(revisi, {}, {})
    pagu = {pk: sum(isi.values()) for pk, isi in per_revisi.items()}
    return RiwayatDipa(revisi, per_revisi[berisi[0]], per_revisi[berisi[-1]], pagu)


def revisi_berlaku(revisi: Iterable[RevisiDipa], hari: date) -> RevisiBerlaku:
    """DIPA awal and the revision in force on a day; which date decides: `upload_queries.revisi_pada`.

    The figures of every page are those of the revision with lines that has the highest number, because a
    file may name a revision before its dates are known.
    """
    semua = list(revisi)
    awal = revisi_pada([satu for satu in semua if satu.nomor == 0], hari)
    return RevisiBerlaku(awal, revisi_pada(semua, hari))


def tahun_dipa(satker: Satker) -> list[int]:
    """The years of which the satker has a DIPA, newest first."""
    return _tahun(satker.pk)


def banding_perjanjian(perjanjian: PerjanjianKinerja) -> list[BandingProgram]:
    """The programmes of a PK beside those of the DIPA in force; one that only the DIPA has comes last."""
    riwayat = riwayat_dipa(perjanjian.satker, perjanjian.tahun)
    pagu = dict(riwayat.akhir) if riwayat else {}
    baris = [
        BandingProgram(satu.kode, satu.program, satu.nilai, pagu.pop(satu.kode, None))
        for satu in perjanjian.anggaran_program.all()
    ]
    return baris + [BandingProgram(kode, "", None, nilai) for kode, nilai in sorted(pagu.items())]


def kegiatan_pendukung(indikator: Indikator, satker: Satker, tahun: int) -> list[tuple[str, Simpul | None]]:
    """The codes of the kegiatan behind an indikator, each with its line of the DIPA; None: not in it."""
    kode = [satu.kode for satu in indikator.kegiatan_pendukung.all()]
    anggaran = anggaran_satker(satker, tahun) if kode else None
    simpul = {satu.baris.kode: satu for satu in anggaran.telusuri()} if anggaran else {}
    return [(satu, simpul.get(satu)) for satu in kode]


def _daun(**revisi: Any) -> QuerySet[BarisDipa]:
    """The lines on which money stands: those with nothing under them. A parent's pagu never counts."""
    anak = BarisDipa.objects.filter(induk=OuterRef("pk")).order_by()
    baris = BarisDipa.objects.order_by().alias(anak_pertama=_pertama(anak, "pk"))
    return baris.filter(**revisi, anak_pertama__isnull=True, pagu__isnull=False)


def _terakhir(baris: QuerySet[BarisDipa]) -> QuerySet[BarisDipa]:
    """With `bulan`, the last month that a line knows, and `nilai`, the rupiah up to it; None for none."""
    isi = RealisasiAnggaran.objects.filter(baris=OuterRef("pk")).order_by("-bulan")
    return baris.annotate(bulan=_pertama(isi, "bulan"), nilai=_pertama(isi, "nilai"))


def _bagian(**revisi: Any) -> QuerySet[BarisDipa]:
    """The rows of `_Bagian`."""
    daun = _terakhir(_daun(**revisi)).values_list("revisi", "bulan")
    return daun.annotate(Sum("pagu"), Sum("nilai"), Count("pk"))


_tahun: Prepared[int] = Prepared(
    itemgetter(0), lambda satker: Dipa.objects.filter(satker=satker).order_by("-tahun").values_list("tahun")
)
_bagian_revisi = Prepared(_Bagian._make, lambda revisi: _bagian(revisi=revisi))
_revisi_berlaku = Prepared(
    tuple,
    lambda satker, tahun: (
        RevisiDipa.objects.filter(
            pk=Subquery(
                Dipa.objects.filter(satker=satker, tahun=tahun).order_by().values_list(_berlaku("pk"))
            )
        )
        .order_by()
        .values_list("pk", "nomor")
    ),
)


def _pohon(baris: QuerySet[BarisDipa]) -> tuple[Simpul, ...]:
    """baris: as `_terakhir` gives them."""
    anak: dict[int | None, list[BarisDipa]] = {}
    for satu in baris:
        anak.setdefault(satu.induk_id, []).append(satu)

    def simpul(satu: BarisDipa, kedalaman: int) -> Simpul:
        bawah = tuple(simpul(b, kedalaman + 1) for b in anak.get(satu.pk, []))
        if bawah:
            return Simpul(satu, jumlah(b.serapan for b in bawah), bawah, kedalaman)
        return Simpul(satu, Serapan(satu.pagu or 0, satu.nilai or 0), (), kedalaman, satu.bulan)

    return tuple(simpul(satu, 0) for satu in anak.get(None, []))
