"""What figures are counted from, as plain rows: a model instance costs as much as the arithmetic on it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from accounts.prepared import Prepared
from agreements.models import (
    Indikator,
    PerjanjianKinerja,
    SasaranKegiatan,
    SkalaNilai,
    TahunKinerja,
    TargetTriwulan,
)
from kinerja.hasil import Alasan
from measurements.lineage import leluhur, terbaru
from measurements.models import CapaianLalu, JawabanSatker, Komponen, Realisasi

T = TypeVar("T")


class Rows(tuple[T, ...]):
    """Rows that were read: `.all()` answers as the manager of a relation does."""

    __slots__ = ()

    def all(self) -> "Rows[T]":
        """Themselves."""
        return self


KOSONG: Rows[Any] = Rows()


class KomponenUkur(NamedTuple):
    """One component of a ratio."""

    realisasi_id: int
    nama: str
    pembilang: Decimal
    penyebut: Decimal


class JawabanUkur(NamedTuple):
    """What one satker answers to a recap."""

    realisasi_id: int
    nilai: Decimal | None
    satker: str


class TargetUkur(NamedTuple):
    """The target of a quarter."""

    indikator_id: int
    triwulan: int
    nilai: Decimal


class LaluUkur(NamedTuple):
    """What was reported for an earlier year, or is known of it; `alasan`: why there is no capaian."""

    indikator_id: int
    tahun: int
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    catatan: str
    alasan: Alasan | None = Alasan.TIDAK_DIUKUR

    #: Of what a document says it is told in the report alone, which reads the model.
    sumber = ""


class RealisasiUkur(NamedTuple):
    """A realisasi without its words: state and inputs."""

    triwulan: int
    status: str
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    predikat: str
    alasan_tidak_diukur: str
    komponen: Rows[KomponenUkur]
    jawaban: Rows[JawabanUkur]


class IndikatorUkur(NamedTuple):
    """An indikator without its words: what is promised, how it is counted, from what."""

    pk: int
    nomor: int
    nama: str
    target: Decimal | None
    target_predikat: str
    satuan: str
    polaritas: str
    metode: str
    agregasi: str
    skala: str
    kriteria_nilai: Decimal | None
    akar: int | None
    realisasi: Rows[RealisasiUkur]
    target_triwulan: Rows[TargetUkur]
    capaian_lalu: Rows[LaluUkur]

    rencana = Indikator.rencana
    get_absolute_url = Indikator.get_absolute_url


class SasaranUkur(NamedTuple):
    """A sasaran kegiatan with its indikator."""

    urutan: int
    uraian: str
    indikator: Rows[IndikatorUkur]


class Hanging(NamedTuple):
    """What hangs on the indikator of a PK and on their realisasi, by id."""

    target: dict[int, Rows[TargetUkur]]
    lalu: dict[int, Rows[LaluUkur]]
    komponen: dict[int, Rows[KomponenUkur]]
    jawaban: dict[int, Rows[JawabanUkur]]


class Aturan(NamedTuple):
    """The rules of a year; `ditetapkan`: whether it has its own, or floor 0, no cap, limit 20 are assumed."""

    lantai: Decimal
    plafon: Decimal | None
    batas_efisiensi: Decimal
    ditetapkan: bool


class Pita(NamedTuple):
    """One band of a year's predicates, or of an ordinal scale under its key."""

    bawah: Decimal | None
    atas: Decimal | None
    nama: str
    sementara: bool = False
    skala: str = ""


TANPA_ATURAN = Aturan(Decimal(0), None, Decimal(20), False)
_JANJI = IndikatorUkur._fields[:-3]
_LALU = LaluUkur._fields[:-1]
_CAPAIAN = ("pk", *RealisasiUkur._fields[:-2])
_SASARAN, _INDIKATOR, _REALISASI = slice(0, 3), slice(3, 3 + len(_JANJI)), slice(3 + len(_JANJI), None)


def _of(model: type[Model], perjanjian: Any, jalur: str = "") -> QuerySet[Any]:
    """The rows of a PK, which they reach through `jalur` and their indikator."""
    return model._default_manager.filter(**{f"{jalur}indikator__sasaran__perjanjian": perjanjian}).order_by()


_semua = Prepared(
    # A row per realisasi; None where a sasaran has no indikator, or an indikator no realisasi.
    tuple,
    lambda perjanjian: (
        SasaranKegiatan.objects.filter(perjanjian=perjanjian)
        .order_by("urutan", "pk", "indikator__nomor")
        .values_list(
            *("pk", "urutan", "uraian"),
            *(f"indikator__{nama}" for nama in _JANJI),
            *(f"indikator__realisasi__{nama}" for nama in _CAPAIAN),
        )
    ),
)
_sebelum = Prepared(
    tuple,
    lambda perjanjian, triwulan: (
        _of(Realisasi, perjanjian)
        .filter(triwulan__lt=triwulan)
        .order_by("triwulan")
        .values_list("indikator_id", *_CAPAIAN)
    ),
)
_target = Prepared(TargetUkur._make, lambda pk: _of(TargetTriwulan, pk).values_list(*TargetUkur._fields))
_lalu = Prepared(
    lambda row: LaluUkur(*row),
    lambda pk, tahun: _of(CapaianLalu, pk).filter(tahun=tahun).values_list(*_LALU),
)
_komponen = Prepared(
    KomponenUkur._make,
    lambda pk: _of(Komponen, pk, "realisasi__").order_by("urutan").values_list(*KomponenUkur._fields),
)
_jawaban = Prepared(
    JawabanUkur._make,
    lambda pk: (
        _of(JawabanSatker, pk, "realisasi__")
        .order_by("satker__urutan")
        .values_list("realisasi_id", "nilai", "satker__nama")
    ),
)


_aturan = Prepared(
    tuple,
    lambda tahun: (
        TahunKinerja.objects.filter(pk=tahun)
        .order_by()
        .values_list(
            *("lantai", "plafon", "batas_efisiensi"),
            *(f"predikat__{nama}" for nama in ("bawah", "atas", "nama", "sementara")),
        )
    ),
)
_skala = Prepared(tuple, lambda: SkalaNilai.objects.order_by().values_list("bawah", "atas", "nama", "skala"))


def for_figures(perjanjian: PerjanjianKinerja) -> list[SasaranUkur]:
    """The sasaran of a PK with their indikator and all that a figure is counted from."""
    baris, isi = _semua(perjanjian.pk), hanging(perjanjian)
    sasaran = [
        SasaranUkur(urutan, uraian, Rows(_indikator(per_sasaran, isi)))
        for (_, urutan, uraian), per_sasaran in groupby(baris, itemgetter(_SASARAN))
    ]
    warisan = inherited(perjanjian)
    return [_with(satu, warisan) for satu in sasaran] if warisan.lama else sasaran


class Warisan(NamedTuple):
    """What was entered under older versions: `lama` maps a forebear to the indikator that it became.

    isi: components and answers of those realisasi.
    """

    lama: dict[int, int]
    isi: Hanging
    realisasi: list[tuple[int, RealisasiUkur]]
    lalu: list[tuple[int, LaluUkur]]


def inherited(perjanjian: PerjanjianKinerja) -> Warisan:
    """What the indikator of a PK have from those of older versions; nothing is asked for a first version."""
    asal = {}
    if perjanjian.versi > 1:
        mereka = Indikator.objects.filter(sasaran__perjanjian=perjanjian, asal__isnull=False)
        asal = dict(mereka.order_by().values_list("pk", "asal_id"))
    lama = leluhur(asal)
    if not lama:
        return Warisan({}, Hanging({}, {}, {}, {}), [], [])
    komponen = Komponen.objects.filter(realisasi__indikator__in=lama).order_by("urutan")
    jawaban = JawabanSatker.objects.filter(realisasi__indikator__in=lama).order_by("satker__urutan")
    isi = Hanging(
        {},
        {},
        _grouped(map(KomponenUkur._make, komponen.values_list(*KomponenUkur._fields))),
        _grouped(map(JawabanUkur._make, jawaban.values_list("realisasi_id", "nilai", "satker__nama"))),
    )
    realisasi = Realisasi.objects.filter(indikator__in=lama).order_by()
    lalu = CapaianLalu.objects.filter(indikator__in=lama, tahun=perjanjian.tahun - 1).order_by()
    return Warisan(
        lama,
        isi,
        [(pk, _realisasi(inti, isi)) for pk, *inti in realisasi.values_list("indikator_id", *_CAPAIAN)],
        [(satu[0], LaluUkur(*satu)) for satu in lalu.values_list(*_LALU)],
    )


def _with(sasaran: SasaranUkur, warisan: Warisan) -> SasaranUkur:
    return sasaran._replace(indikator=Rows(_heir(satu, warisan) for satu in sasaran.indikator))


def _heir(satu: IndikatorUkur, warisan: Warisan) -> IndikatorUkur:
    urut = [satu.pk, *(pk for pk, penerus in warisan.lama.items() if penerus == satu.pk)]
    realisasi = [*((satu.pk, ini) for ini in satu.realisasi), *warisan.realisasi]
    lalu = [*((satu.pk, ini) for ini in satu.capaian_lalu), *warisan.lalu]
    return satu._replace(
        realisasi=Rows(terbaru(realisasi, urut, "triwulan")), capaian_lalu=Rows(terbaru(lalu, urut, "tahun"))
    )


def hanging(perjanjian: PerjanjianKinerja) -> Hanging:
    """What hangs on the indikator of a PK; of earlier years the one before."""
    return Hanging(
        _grouped(_target(perjanjian.pk)),
        _grouped(_lalu(perjanjian.pk, perjanjian.tahun - 1)),
        _grouped(_komponen(perjanjian.pk)),
        _grouped(_jawaban(perjanjian.pk)),
    )


def year_rules(tahun: int) -> tuple[Aturan, list[Pita]]:
    """The rules of a year and its bands of predicates, in any order."""
    baris = _aturan(tahun)
    aturan = Aturan(*baris[0][:3], True) if baris else TANPA_ATURAN
    return aturan, [Pita(*satu[3:]) for satu in baris if satu[5] is not None]


def scale_bands() -> list[Pita]:
    """The bands of every ordinal scale, in any order."""
    return [Pita(bawah, atas, nama, skala=skala) for bawah, atas, nama, skala in _skala()]


def before(perjanjian: PerjanjianKinerja, triwulan: int, isi: Hanging) -> dict[int, list[RealisasiUkur]]:
    """The realisasi of the quarters before one, in order, by indikator."""
    hasil: dict[int, list[RealisasiUkur]] = {}
    for indikator, *inti in _sebelum(perjanjian.pk, triwulan):
        hasil.setdefault(indikator, []).append(_realisasi(inti, isi))
    return hasil


def _grouped(rows: Iterable[Any]) -> dict[int, Rows[Any]]:
    """Rows by their first column, the id of what they hang on."""
    hasil: dict[int, list[Any]] = {}
    for row in rows:
        hasil.setdefault(row[0], []).append(row)
    return {pk: Rows(isi) for pk, isi in hasil.items()}


def _indikator(baris: Iterable[tuple[Any, ...]], isi: Hanging) -> Iterator[IndikatorUkur]:
    for janji, per_indikator in groupby(baris, itemgetter(_INDIKATOR)):
        pk = janji[0]
        if pk is None:
            continue
        inti = (satu[_REALISASI] for satu in per_indikator)
        realisasi = Rows(_realisasi(satu, isi) for satu in inti if satu[0] is not None)
        yield IndikatorUkur(*janji, realisasi, isi.target.get(pk, KOSONG), isi.lalu.get(pk, KOSONG))


def _realisasi(inti: Sequence[Any], isi: Hanging) -> RealisasiUkur:
    """A row of `_CAPAIAN` with what hangs on it."""
    pk, *masukan = inti
    return RealisasiUkur(*masukan, isi.komponen.get(pk, KOSONG), isi.jawaban.get(pk, KOSONG))
