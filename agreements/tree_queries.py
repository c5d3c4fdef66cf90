"""The pohon kinerja: from the tujuan of the Renstra down to what each Subbagian does, as a tree of values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch

from agreements.display import nilai_teks, target_teks
from agreements.models import (
    Indikator,
    PerjanjianKinerja,
    SasaranKegiatan,
    SasaranStrategis,
    Turunan,
)
from agreements.queries import renstra_tahun

TANPA_TAUTAN = "Belum ditautkan ke sasaran strategis Renstra tahun ini"


@dataclass(frozen=True)
class Simpul:
    """One node: what it is, its text, its target and who answers for it, what hangs under it.

    tingkat: 0 tujuan, 1 sasaran strategis, 2 sasaran kegiatan, 3 indikator, 4 Bagian, 5 Subbagian.
    kurang: what is missing under it, as a sentence. pk: of an indikator or a turunan.
    """

    tingkat: int
    jenis: str
    teks: str
    target: str = ""
    pelaksana: str = ""
    kurang: str = ""
    pk: int | None = None
    anak: tuple["Simpul", ...] = field(default=())

    @property
    def indikator(self) -> bool:
        """Whether it is an indikator, under which a Bagian may be put."""
        return self.tingkat == 3

    @property
    def turunan(self) -> bool:
        """Whether it is what a Bagian or Subbagian does."""
        return self.tingkat > 3


def pohon(perjanjian: PerjanjianKinerja) -> tuple[Simpul, ...]:
    """The whole tree of a PK, in a fixed number of queries."""
    sasaran = _sasaran(perjanjian)
    renstra = renstra_tahun(perjanjian.satker, perjanjian.tahun)
    menurut: dict[int | None, list[SasaranKegiatan]] = {}
    for satu in sasaran:
        menurut.setdefault(satu.sasaran_strategis_id, []).append(satu)
    akar = [] if renstra is None else [_tujuan(satu, menurut) for satu in renstra.tujuan.all()]
    lain = [satu for isi in menurut.values() for satu in isi]
    if lain:
        simpul = tuple(_sasaran_kegiatan(satu) for satu in lain)
        akar.append(
            Simpul(0, "Tanpa tujuan", TANPA_TAUTAN, anak=(Simpul(1, "Sasaran strategis", "–", anak=simpul),))
        )
    return tuple(akar)


def turunan_source(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja | None:
    """The newest other PK of this year or the year before that has turunan, for a PK that has none yet."""
    punya = Turunan.objects.filter(indikator__sasaran__perjanjian=OuterRef("pk"))
    sekitar = PerjanjianKinerja.objects.filter(
        Exists(punya), satker=perjanjian.satker, tahun__in=[perjanjian.tahun - 1, perjanjian.tahun]
    ).order_by("-tahun", "-versi")
    ada = list(sekitar)
    return None if perjanjian in ada else next(iter(ada), None)


def _sasaran(perjanjian: PerjanjianKinerja) -> list[SasaranKegiatan]:
    turunan = Turunan.objects.select_related("bagian")
    indikator = Indikator.objects.select_related("penanggung_jawab").prefetch_related(
        Prefetch("turunan", turunan)
    )
    return list(perjanjian.sasaran_kegiatan.prefetch_related(Prefetch("indikator", indikator)))


def _tujuan(tujuan, menurut: dict[int | None, list[SasaranKegiatan]]) -> Simpul:
    anak = tuple(_strategis(satu, menurut.pop(satu.pk, [])) for satu in tujuan.sasaran_strategis.all())
    kurang = "" if anak else "Belum ada sasaran strategis."
    return Simpul(0, "Tujuan", tujuan.uraian, kurang=kurang, anak=anak)


def _strategis(sasaran: SasaranStrategis, kegiatan: Iterable[SasaranKegiatan]) -> Simpul:
    anak = tuple(_sasaran_kegiatan(satu) for satu in kegiatan)
    kurang = "" if anak else "Belum ada sasaran kegiatan dalam Perjanjian Kinerja ini."
    return Simpul(1, "Sasaran strategis", sasaran.uraian, kurang=kurang, anak=anak)


def _sasaran_kegiatan(sasaran: SasaranKegiatan) -> Simpul:
    anak = tuple(_indikator(satu) for satu in sasaran.indikator.all())
    kurang = "" if anak else "Belum ada indikator."
    return Simpul(2, "Sasaran kegiatan", sasaran.uraian, kurang=kurang, anak=anak)


def _indikator(indikator: Indikator) -> Simpul:
    semua = list(indikator.turunan.all())
    anak = tuple(_turunan(satu, semua) for satu in semua if satu.induk_id is None)
    return Simpul(
        3,
        "Indikator",
        indikator.nama,
        target=target_teks(indikator),
        pelaksana=indikator.penanggung_jawab.nama if indikator.penanggung_jawab else "",
        kurang="" if anak else "Belum diturunkan ke Bagian.",
        pk=indikator.pk,
        anak=anak,
    )


def _turunan(turunan: Turunan, semua: list[Turunan]) -> Simpul:
    anak = tuple(_turunan(satu, semua) for satu in semua if satu.induk_id == turunan.pk)
    return Simpul(
        4 if turunan.induk_id is None else 5,
        "Bagian" if turunan.bagian.induk_id is None else "Subbagian",
        turunan.uraian,
        target=nilai_teks(turunan.target, turunan.satuan),
        pelaksana=turunan.bagian.nama,
        pk=turunan.pk,
        anak=anak,
    )
