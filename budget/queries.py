"""Budget read as trees and recaps: parents and totals are summed from leaves, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from accounts.models import Satker
from agreements.models import Indikator, PerjanjianKinerja
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from kinerja.serapan import Serapan, jumlah


@dataclass(frozen=True)
class Simpul:
    """A line of the tree with the serapan of all leaves under it; `kedalaman` counts from 0."""

    baris: BarisDipa
    serapan: Serapan
    anak: tuple["Simpul", ...]
    kedalaman: int

    def telusuri(self) -> Iterable["Simpul"]:
        """This line and everything under it, in printing order."""
        yield self
        for satu in self.anak:
            yield from satu.telusuri()


@dataclass(frozen=True)
class Anggaran:
    """A satker's budget of a year as of the revision in force."""

    dipa: Dipa
    revisi: RevisiDipa
    bulan: int | None
    akar: tuple[Simpul, ...]

    @property
    def serapan(self) -> Serapan:
        """The whole."""
        return jumlah(satu.serapan for satu in self.akar)

    def telusuri(self) -> Iterable[Simpul]:
        """Every line, in printing order."""
        for satu in self.akar:
            yield from satu.telusuri()


@dataclass(frozen=True)
class RekapSatker:
    """One row of the recap; serapan is None for a satker without a DIPA of that year."""

    satker: Satker
    serapan: Serapan | None


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


def _berlaku(dipa: str) -> Subquery:
    """The revision in force of an outer DIPA: the highest number with money on a line."""
    baris = BarisDipa.objects.filter(revisi=OuterRef("pk"), pagu__isnull=False)
    revisi = RevisiDipa.objects.filter(Exists(baris), dipa=OuterRef(dipa)).order_by("-nomor")
    return Subquery(revisi.values("pk")[:1])


def anggaran_satker(satker: Satker, tahun: int) -> Anggaran | None:
    """The tree of the revision in force with realisasi up to its last month; None without lines."""
    dipa = Dipa.objects.filter(satker=satker, tahun=tahun).annotate(berlaku=_berlaku("pk")).first()
    if dipa is None or dipa.berlaku is None:
        return None
    revisi = RevisiDipa.objects.get(pk=dipa.berlaku)
    baris = list(BarisDipa.objects.filter(revisi=revisi))
    bulan, nyata = _realisasi_terakhir(revisi)
    return Anggaran(dipa, revisi, bulan, _pohon(baris, nyata))


def rekap_satker(satker: Iterable[Satker], tahun: int) -> list[RekapSatker]:
    """Pagu and realisasi of many satker in a fixed number of queries, in the order given."""
    satker = list(satker)
    dipa = Dipa.objects.filter(satker__in=satker, tahun=tahun).annotate(berlaku=_berlaku("pk"))
    pemilik = {satu.berlaku: satu.satker_id for satu in dipa if satu.berlaku}
    pagu = _jumlah_pagu(pemilik)
    nyata = _jumlah_realisasi(pemilik)
    return [
        RekapSatker(satu, Serapan(pagu[satu.pk], nyata.get(satu.pk, 0)) if satu.pk in pagu else None)
        for satu in satker
    ]


def riwayat_dipa(satker: Satker, tahun: int) -> RiwayatDipa | None:
    """The revisions of a satker's DIPA with pagu per programme at both ends; None without a DIPA."""
    revisi = tuple(RevisiDipa.objects.filter(dipa__satker=satker, dipa__tahun=tahun).order_by("nomor"))
    if not revisi:
        return None
    per_revisi: dict[int, dict[str, int]] = {}
    for satu in _daun(revisi):
        program = satu.kode.split(".")[0]
        isi = per_revisi.setdefault(satu.revisi_id, {})
        isi[program] = isi.get(program, 0) + satu.pagu
    berisi = [satu.pk for satu in revisi if satu.pk in per_revisi]
    if not berisi:
        return RiwayatDipa(revisi, {}, {})
    return RiwayatDipa(revisi, per_revisi[berisi[0]], per_revisi[berisi[-1]])


def tahun_dipa(satker: Satker) -> list[int]:
    """The years of which the satker has a DIPA, newest first."""
    return list(Dipa.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True))


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


def _jumlah_pagu(pemilik: dict[int, int]) -> dict[int, int]:
    """Satker id -> rupiah."""
    baris = _daun(pemilik).order_by().values("revisi").annotate(jumlah=Sum("pagu"))
    return {pemilik[satu["revisi"]]: satu["jumlah"] for satu in baris}


def _daun(revisi: Iterable[RevisiDipa] | Iterable[int]) -> QuerySet[BarisDipa]:
    """The lines on which money stands: those with nothing under them. A parent's pagu never counts."""
    return BarisDipa.objects.filter(revisi__in=revisi, anak__isnull=True, pagu__isnull=False)


def _jumlah_realisasi(pemilik: dict[int, int]) -> dict[int, int]:
    """Satker id -> rupiah up to the last month reported; rows come month by month, the last one stays."""
    isi = RealisasiAnggaran.objects.filter(baris__in=_daun(pemilik))
    per_bulan = isi.values("baris__revisi", "bulan").annotate(jumlah=Sum("nilai")).order_by("bulan")
    return {pemilik[satu["baris__revisi"]]: satu["jumlah"] for satu in per_bulan}


def _realisasi_terakhir(revisi: RevisiDipa) -> tuple[int | None, dict[int, int]]:
    """The last month reported and line id -> rupiah up to it."""
    isi = list(RealisasiAnggaran.objects.filter(baris__revisi=revisi))
    if not isi:
        return None, {}
    bulan = max(satu.bulan for satu in isi)
    return bulan, {satu.baris_id: satu.nilai for satu in isi if satu.bulan == bulan}


def _pohon(baris: list[BarisDipa], nyata: dict[int, int]) -> tuple[Simpul, ...]:
    anak: dict[int | None, list[BarisDipa]] = {}
    for satu in baris:
        anak.setdefault(satu.induk_id, []).append(satu)

    def simpul(satu: BarisDipa, kedalaman: int) -> Simpul:
        bawah = tuple(simpul(b, kedalaman + 1) for b in anak.get(satu.pk, []))
        if bawah:
            serapan = jumlah(b.serapan for b in bawah)
        else:
            serapan = Serapan(satu.pagu or 0, nyata.get(satu.pk, 0))
        return Simpul(satu, serapan, bawah, kedalaman)

    return tuple(simpul(satu, 0) for satu in anak.get(None, []))
