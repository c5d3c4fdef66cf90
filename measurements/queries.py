"""The year's performance of a PK: reads inputs once, hands them to the rules, keeps how it came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from agreements.models import (
    Indikator,
    PerjanjianKinerja,
    PredikatCapaian,
    SasaranKegiatan,
    SkalaNilai,
    TahunKinerja,
    TargetTriwulan,
)
from kinerja.capaian import (
    Capaian,
    MetodeRataRata,
    Polaritas,
    RataRata,
    Rentang,
    TabelPredikat,
    TabelTidakSah,
    capaian_dari_hasil,
    rata_rata,
    rata_rata_indikator,
)
from kinerja.hasil import Alasan, Hasil
from kinerja.metode import (
    Metode,
    Pecahan,
    SkalaPredikat,
    Tingkat,
    langsung,
    predikat,
    rasio,
    rasio_gabungan,
    rata_rata_rasio,
    rekap_satker,
)
from kinerja.periode import Agregasi, Triwulan, agregasikan
from measurements.models import BuktiDukung, CapaianLalu, JawabanSatker, Realisasi, TabelPendukung
from measurements.states import StatusRealisasi

SERATUS = Decimal(100)
SAH = (StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI)


@dataclass(frozen=True)
class FigurTriwulan:
    """One quarter of an indikator: target, realisasi and the capaian against that quarter's target."""

    triwulan: Triwulan
    target: Decimal | None
    realisasi: Realisasi | None
    hasil: Hasil
    capaian: Capaian


@dataclass(frozen=True)
class FigurIndikator:
    """Everything known of one indikator in its year, and what it is compared with."""

    indikator: Indikator
    triwulan: tuple[FigurTriwulan, ...]
    hasil: Hasil
    capaian: Capaian
    lalu: CapaianLalu | None
    target_renstra: Decimal | None

    @property
    def dipakai(self) -> tuple[FigurTriwulan, ...]:
        """The quarters whose values make the year's figure: all known ones, or only the last."""
        bernilai = tuple(satu for satu in self.triwulan if satu.hasil.nilai is not None)
        if self.indikator.agregasi in (Agregasi.JUMLAH, Agregasi.RATA_RATA):
            return bernilai
        return bernilai[-1:]

    @property
    def realisasi(self) -> Realisasi | None:
        """The row to look at first: the last that makes the figure, else the last there is."""
        ada = [satu for satu in (self.dipakai or self.triwulan) if satu.realisasi]
        return ada[-1].realisasi if ada else None

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
        """Last year's capaian as it was reported."""
        if self.lalu is None:
            return Capaian(None, Alasan.BELUM_ADA_REALISASI)
        if self.lalu.capaian is None:
            return Capaian(None, Alasan.TIDAK_DIUKUR)
        return Capaian(self.lalu.capaian)


@dataclass(frozen=True)
class FigurSasaran:
    """A sasaran kegiatan with its indikator and the mean of their capaian, this year and last."""

    sasaran: SasaranKegiatan
    indikator: tuple[FigurIndikator, ...]
    rata: RataRata
    rata_lalu: RataRata


@dataclass(frozen=True)
class KinerjaTahunan:
    """The performance of a PK in its year: the one source of every overall figure."""

    perjanjian: PerjanjianKinerja
    aturan: TahunKinerja
    sasaran: tuple[FigurSasaran, ...]
    rata: RataRata
    rata_indikator: RataRata
    predikat: Rentang | None
    predikat_sementara: bool

    @property
    def indikator(self) -> tuple[FigurIndikator, ...]:
        """All indikator in the order of the PK."""
        return tuple(satu for sasaran in self.sasaran for satu in sasaran.indikator)

    @property
    def aturan_ditetapkan(self) -> bool:
        """Whether the year has rules of its own; without them floor 0, no cap, limit 20 are assumed."""
        return not self.aturan._state.adding

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


def kinerja_tahunan(perjanjian: PerjanjianKinerja) -> KinerjaTahunan:
    """The performance of a PK in its year; the number of queries does not grow with the rows.

    Means use the year's floor and cap (TahunKinerja); a year without a row has floor 0 and no cap.
    """
    aturan = _aturan(perjanjian.tahun)
    batas = (aturan.lantai, aturan.plafon)
    skala = skala_predikat()
    sasaran = tuple(
        _figur_sasaran(satu, perjanjian.tahun, skala, batas) for satu in _sasaran_lengkap(perjanjian)
    )
    per_sasaran = [[satu.capaian for satu in satu_sasaran.indikator] for satu_sasaran in sasaran]
    rata = rata_rata(MetodeRataRata(perjanjian.metode_rata_rata), per_sasaran, *batas)
    rentang, sementara = _predikat(perjanjian.tahun, rata)
    return KinerjaTahunan(
        perjanjian,
        aturan,
        sasaran,
        rata,
        rata_rata(MetodeRataRata.INDIKATOR, per_sasaran, *batas),
        rentang,
        sementara,
    )


def figur_indikator(indikator: Indikator) -> FigurIndikator:
    """One indikator with everything `kinerja_tahunan` would know of it."""
    perjanjian = indikator.sasaran.perjanjian
    lengkap = _indikator_lengkap(perjanjian.tahun).get(pk=indikator.pk)
    return _figur_indikator(lengkap, perjanjian.tahun, skala_predikat())


def hitung_realisasi(indikator: Indikator, realisasi: Realisasi, skala: dict[str, SkalaPredikat]) -> Hasil:
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
            return predikat(realisasi.predikat or None, indikator.target_predikat, skala[indikator.skala])


def jawaban_memenuhi(indikator: Indikator, jawaban: Iterable[JawabanSatker]) -> list[bool | None]:
    """Whether each satker's score lies above the criterion; None for a satker that has not answered."""
    return [None if satu.nilai is None else satu.nilai > indikator.kriteria_nilai for satu in jawaban]


def _komponen(realisasi: Realisasi) -> list[Pecahan]:
    return [Pecahan(satu.pembilang, satu.penyebut, satu.nama) for satu in realisasi.komponen.all()]


def _aturan(tahun: int) -> TahunKinerja:
    aturan = TahunKinerja.objects.filter(pk=tahun).first()
    return aturan or TahunKinerja(tahun=tahun, lantai=Decimal(0), plafon=None, batas_efisiensi=Decimal(20))


def _predikat(tahun: int, rata: RataRata) -> tuple[Rentang | None, bool]:
    baris = list(PredikatCapaian.objects.filter(tahun_id=tahun))
    if rata.persen is None or not baris:
        return None, False
    try:
        tabel = TabelPredikat([Rentang(satu.bawah, satu.atas, satu.nama) for satu in baris])
    except (
        TabelTidakSah
    ):  # gaps or overlaps: no word is better than a wrong one, and the report names the gap
        return None, False
    rentang = tabel.untuk(rata.persen)
    sementara = any(satu.sementara for satu in baris if rentang and satu.nama == rentang.nama)
    return rentang, sementara


def skala_nilai() -> dict[str, TabelPredikat]:
    """Every ordinal scale as bands of scores, by key."""
    rentang: dict[str, list[Rentang]] = {}
    for satu in SkalaNilai.objects.all():
        rentang.setdefault(satu.skala, []).append(Rentang(satu.bawah, satu.atas, satu.nama))
    return {kunci: TabelPredikat(isi) for kunci, isi in rentang.items()}


def skala_predikat() -> dict[str, SkalaPredikat]:
    """Every ordinal scale, best level first."""
    return {
        kunci: SkalaPredikat([Tingkat(satu.nama) for satu in reversed(tabel.rentang)])
        for kunci, tabel in skala_nilai().items()
    }


def _indikator_lengkap(tahun: int):
    """Indikator with all that a figure needs, in a fixed number of queries."""
    isi = Realisasi.objects.select_related("analisis", "diverifikasi_oleh").prefetch_related(
        "komponen",
        Prefetch("bukti", BuktiDukung.objects.select_related("diunggah_oleh")),
        Prefetch("jawaban", JawabanSatker.objects.select_related("satker")),
    )
    return Indikator.objects.select_related("penanggung_jawab", "iku").prefetch_related(
        Prefetch("realisasi", isi),
        Prefetch("target_triwulan", TargetTriwulan.objects.all()),
        Prefetch("tabel_pendukung", TabelPendukung.objects.order_by("urutan")),
        "capaian_lalu",
        "kegiatan_pendukung",
        "iku__target",
    )


def _sasaran_lengkap(perjanjian: PerjanjianKinerja) -> Sequence[SasaranKegiatan]:
    return list(
        SasaranKegiatan.objects.filter(perjanjian=perjanjian)
        .select_related("sasaran_strategis__tujuan")
        .prefetch_related(Prefetch("indikator", _indikator_lengkap(perjanjian.tahun)))
    )


def _figur_sasaran(
    sasaran: SasaranKegiatan,
    tahun: int,
    skala: dict[str, SkalaPredikat],
    batas: tuple[Decimal, Decimal | None],
) -> FigurSasaran:
    indikator = tuple(_figur_indikator(satu, tahun, skala) for satu in sasaran.indikator.all())
    return FigurSasaran(
        sasaran,
        indikator,
        rata_rata_indikator([satu.capaian for satu in indikator], *batas),
        rata_rata_indikator([satu.capaian_lalu for satu in indikator], *batas),
    )


def _figur_indikator(indikator: Indikator, tahun: int, skala: dict[str, SkalaPredikat]) -> FigurIndikator:
    triwulan = _triwulan(indikator, skala)
    hasil = _hasil_tahun(indikator, triwulan)
    return FigurIndikator(
        indikator,
        triwulan,
        hasil,
        capaian_dari_hasil(Polaritas(indikator.polaritas), indikator.rencana, hasil),
        next((satu for satu in indikator.capaian_lalu.all() if satu.tahun == tahun - 1), None),
        _target_renstra(indikator, tahun),
    )


def _triwulan(indikator: Indikator, skala: dict[str, SkalaPredikat]) -> tuple[FigurTriwulan, ...]:
    """The quarters that the rencana aksi measures or that hold a realisasi, in order."""
    target = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    isi = {satu.triwulan: satu for satu in indikator.realisasi.all()}
    return tuple(
        _figur_triwulan(indikator, Triwulan(nomor), target.get(nomor), isi.get(nomor), skala)
        for nomor in sorted(target.keys() | isi.keys())
    )


def _figur_triwulan(
    indikator: Indikator,
    triwulan: Triwulan,
    target: Decimal | None,
    realisasi: Realisasi | None,
    skala: dict[str, SkalaPredikat],
) -> FigurTriwulan:
    if realisasi is None:
        hasil = Hasil(None, Alasan.BELUM_ADA_REALISASI)
    else:
        hasil = hitung_realisasi(indikator, realisasi, skala)
    capaian = capaian_dari_hasil(Polaritas(indikator.polaritas), target, hasil)
    return FigurTriwulan(triwulan, target, realisasi, hasil, capaian)


def _hasil_tahun(indikator: Indikator, triwulan: Sequence[FigurTriwulan]) -> Hasil:
    """The year from its measured quarters; a quarter's own reason explains a year without a value.

    A quarter that was not measured, with a reason, is left out: it is not an unknown one.
    """
    diukur = [satu.hasil.nilai for satu in triwulan if satu.hasil.alasan is not Alasan.TIDAK_DIUKUR]
    hasil = agregasikan(Agregasi(indikator.agregasi), diukur)
    if hasil.alasan is Alasan.BELUM_ADA_REALISASI:
        sebab = [satu.hasil.alasan for satu in triwulan if satu.realisasi and satu.hasil.alasan]
        return Hasil(None, sebab[-1]) if sebab else hasil
    return hasil


def _target_renstra(indikator: Indikator, tahun: int) -> Decimal | None:
    if indikator.iku is None:
        return None
    return next((satu.nilai for satu in indikator.iku.target.all() if satu.tahun == tahun), None)
