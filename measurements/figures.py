"""The figures of a PK, counted from rows that were read: the rules of `kinerja` on rows, nothing asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from agreements.models import Indikator, PerjanjianKinerja, SasaranKegiatan
from kinerja.capaian import (
    Capaian,
    Polaritas,
    RataRata,
    Rentang,
    capaian_dari_hasil,
    rata_rata_indikator,
)
from kinerja.hasil import Alasan, Hasil
from kinerja.metode import (
    Metode,
    Pecahan,
    SkalaPredikat,
    langsung,
    predikat,
    rasio,
    rasio_gabungan,
    rata_rata_rasio,
    rekap_satker,
)
from kinerja.periode import Agregasi, Triwulan, agregasikan
from measurements.models import CapaianLalu, JawabanSatker, Realisasi
from measurements.rows import (
    Aturan,
    IndikatorUkur,
    LaluUkur,
    RealisasiUkur,
    SasaranUkur,
)
from measurements.states import StatusRealisasi

SAH = (StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI)


@dataclass(frozen=True)
class FigurTriwulan:
    """One quarter of an indikator: target, realisasi and, counted when asked for, what its inputs come to."""

    indikator: Indikator | IndikatorUkur
    triwulan: Triwulan
    target: Decimal | None
    realisasi: Realisasi | RealisasiUkur | None
    skala: dict[str, SkalaPredikat]

    @cached_property
    def hasil(self) -> Hasil:
        """The value of the quarter."""
        if self.realisasi is None:
            return Hasil(None, Alasan.BELUM_ADA_REALISASI)
        return hitung_realisasi(self.indikator, self.realisasi, self.skala)

    @cached_property
    def capaian(self) -> Capaian:
        """The realisasi against this quarter's target."""
        return capaian_dari_hasil(Polaritas(self.indikator.polaritas), self.target, self.hasil)


@dataclass(frozen=True)
class FigurIndikator:
    """Everything known of one indikator in its year, and what it is compared with."""

    indikator: Indikator | IndikatorUkur
    triwulan: tuple[FigurTriwulan, ...]
    hasil: Hasil
    capaian: Capaian
    tahun: int

    @property
    def lalu(self) -> CapaianLalu | LaluUkur | None:
        """The year before."""
        semua = self.indikator.capaian_lalu.all()
        return next((satu for satu in semua if satu.tahun == self.tahun - 1), None)

    @cached_property
    def dipakai(self) -> tuple[FigurTriwulan, ...]:
        """The quarters whose values make the year's figure: all known ones, or only the last."""
        if self.indikator.agregasi in (Agregasi.JUMLAH, Agregasi.RATA_RATA):
            return tuple(satu for satu in self.triwulan if satu.hasil.nilai is not None)
        akhir = _terakhir(self.triwulan)
        return (akhir,) if akhir else ()

    @property
    def realisasi(self) -> Realisasi | RealisasiUkur | None:
        """The row to look at first: the last that makes the figure, else the last there is."""
        ada = [satu for satu in (self.dipakai or self.triwulan) if satu.realisasi]
        return ada[-1].realisasi if ada else None

    @property
    def target_renstra(self) -> Decimal | None:
        """The target of its IKU for the year; None where it is not linked to one."""
        if self.indikator.iku is None:
            return None
        semua = self.indikator.iku.target.all()
        return next((satu.nilai for satu in semua if satu.tahun == self.tahun), None)

    @property
    def capaian_renstra(self) -> Capaian:
        """The year's realisasi against the target of the Renstra."""
        return self._terhadap(self.target_renstra)

    @property
    def capaian_standar(self) -> Capaian:
        """The year's realisasi against the national standard."""
        return self._terhadap(self.indikator.standar_nasional)

    def _terhadap(self, acuan: Decimal | None) -> Capaian:
        if self.indikator.metode == Metode.PREDIKAT:
            return Capaian(None, Alasan.BELUM_ADA_RENCANA)
        return capaian_dari_hasil(Polaritas(self.indikator.polaritas), acuan, self.hasil)

    @property
    def terverifikasi(self) -> bool:
        """Whether every quarter that makes the figure was verified."""
        return bool(self.dipakai) and all(satu.realisasi.status in SAH for satu in self.dipakai)

    @property
    def capaian_lalu(self) -> Capaian:
        """Last year's capaian: as this application counts it, else as it was reported."""
        if self.lalu is None:
            return Capaian(None, Alasan.BELUM_ADA_REALISASI)
        if self.lalu.capaian is None:
            return Capaian(None, self.lalu.alasan)
        return Capaian(self.lalu.capaian)


@dataclass(frozen=True)
class FigurSasaran:
    """A sasaran kegiatan with its indikator and the mean of their capaian, this year and last."""

    sasaran: SasaranKegiatan | SasaranUkur
    indikator: tuple[FigurIndikator, ...]
    rata: RataRata
    rata_lalu: RataRata


@dataclass(frozen=True)
class KinerjaTahunan:
    """The performance of a PK in its year: the one source of every overall figure."""

    perjanjian: PerjanjianKinerja
    aturan: Aturan
    sasaran: tuple[FigurSasaran, ...]
    rata: RataRata
    predikat: Rentang | None
    predikat_sementara: bool

    @cached_property
    def indikator(self) -> tuple[FigurIndikator, ...]:
        """All indikator in the order of the PK."""
        return tuple(satu for sasaran in self.sasaran for satu in sasaran.indikator)

    @cached_property
    def rata_indikator(self) -> RataRata:
        """The mean over all indikator, whichever the PK chose."""
        capaian = [satu.capaian for satu in self.indikator]
        return rata_rata_indikator(capaian, self.aturan.lantai, self.aturan.plafon)

    @property
    def memenuhi(self) -> int:
        """How many indikator reach their target."""
        return sum(satu.capaian.memenuhi for satu in self.indikator)

    @property
    def tidak_terhitung(self) -> int:
        """How many indikator have no computable capaian."""
        return sum(satu.capaian.persen is None for satu in self.indikator)

    @property
    def di_bawah(self) -> int:
        """How many indikator have a capaian below 100."""
        return len(self.indikator) - self.memenuhi - self.tidak_terhitung


def hitung_realisasi(
    indikator: Indikator | IndikatorUkur,
    realisasi: Realisasi | RealisasiUkur,
    skala: dict[str, SkalaPredikat],
) -> Hasil:
    """The value of one quarter from its inputs by the indikator's metode (domain: metode)."""
    if realisasi.alasan_tidak_diukur:
        return Hasil(None, Alasan.TIDAK_DIUKUR)
    match Metode(indikator.metode):
        case Metode.LANGSUNG:
            return langsung(realisasi.nilai)
        case Metode.RASIO:
            return rasio(Pecahan(realisasi.pembilang, realisasi.penyebut))
        case Metode.RATA_RATA_RASIO:
            return rata_rata_rasio(_komponen(realisasi))
        case Metode.RASIO_GABUNGAN:
            return rasio_gabungan(_komponen(realisasi))
        case Metode.REKAP_SATKER:
            return rekap_satker(jawaban_memenuhi(indikator, realisasi.jawaban.all()))
        case Metode.PREDIKAT:
            return _predikat_triwulan(indikator, realisasi, skala.get(indikator.skala))


def _predikat_triwulan(
    indikator: Indikator | IndikatorUkur, realisasi: Realisasi | RealisasiUkur, skala: SkalaPredikat | None
) -> Hasil:
    """The predicate of a quarter; a scale that is not there, or that lacks one of both words, is a reason."""
    nama = {indikator.target_predikat, realisasi.predikat or indikator.target_predikat}
    if skala is None or not nama <= {satu.nama for satu in skala.tingkat}:
        return Hasil(None, Alasan.PREDIKAT_TIDAK_DIKENAL)
    return predikat(realisasi.predikat or None, indikator.target_predikat, skala)


def jawaban_memenuhi(indikator: Indikator, jawaban: Iterable[JawabanSatker]) -> list[bool | None]:
    """Whether each satker's score lies above the criterion; None for a satker that has not answered."""
    return [None if satu.nilai is None else satu.nilai > indikator.kriteria_nilai for satu in jawaban]


def _komponen(realisasi: Realisasi) -> list[Pecahan]:
    return [Pecahan(satu.pembilang, satu.penyebut, satu.nama) for satu in realisasi.komponen.all()]


def hitung_sasaran(
    sasaran: SasaranKegiatan,
    tahun: int,
    skala: dict[str, SkalaPredikat],
    batas: tuple[Decimal, Decimal | None],
) -> FigurSasaran:
    indikator = tuple(hitung_indikator(satu, tahun, skala) for satu in sasaran.indikator.all())
    return FigurSasaran(
        sasaran,
        indikator,
        rata_rata_indikator([satu.capaian for satu in indikator], *batas),
        rata_rata_indikator([satu.capaian_lalu for satu in indikator], *batas),
    )


def hitung_indikator(indikator: Indikator, tahun: int, skala: dict[str, SkalaPredikat]) -> FigurIndikator:
    triwulan = _triwulan(indikator, skala)
    hasil = _hasil_tahun(indikator, triwulan)
    return FigurIndikator(
        indikator,
        triwulan,
        hasil,
        capaian_dari_hasil(Polaritas(indikator.polaritas), indikator.rencana, hasil),
        tahun,
    )


def _triwulan(indikator: Indikator, skala: dict[str, SkalaPredikat]) -> tuple[FigurTriwulan, ...]:
    """The quarters that the rencana aksi measures or that hold a realisasi, in order."""
    target = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    isi = {satu.triwulan: satu for satu in indikator.realisasi.all()}
    return tuple(
        FigurTriwulan(indikator, Triwulan(nomor), target.get(nomor), isi.get(nomor), skala)
        for nomor in sorted(target.keys() | isi.keys())
    )


def _terakhir(triwulan: Sequence[FigurTriwulan]) -> FigurTriwulan | None:
    """The last quarter with a value; those before it are not even counted."""
    return next((satu for satu in reversed(triwulan) if satu.hasil.nilai is not None), None)


def _hasil_tahun(indikator: Indikator | IndikatorUkur, triwulan: Sequence[FigurTriwulan]) -> Hasil:
    """The year from its measured quarters; a quarter's own reason explains a year without a value.

    A quarter that was not measured, with a reason, is left out: it is not an unknown one.
    """
    cara = Agregasi(indikator.agregasi)
    if cara is Agregasi.NILAI_AKHIR and (akhir := _terakhir(triwulan)):
        return agregasikan(cara, [akhir.hasil.nilai])
    diukur = [satu.hasil.nilai for satu in triwulan if satu.hasil.alasan is not Alasan.TIDAK_DIUKUR]
    hasil = agregasikan(cara, diukur)
    if hasil.alasan is Alasan.BELUM_ADA_REALISASI:
        sebab = [satu.hasil.alasan for satu in triwulan if satu.realisasi and satu.hasil.alasan]
        return Hasil(None, sebab[-1]) if sebab else hasil
    return hasil
