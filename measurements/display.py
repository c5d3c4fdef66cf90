"""What the pages of measurement show: rows and sentences, made once in Python."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate

from agreements.display import nilai_teks, target_teks
from agreements.models import PerjanjianKinerja
from kinerja.angka import bersatuan, persen, tanggal
from kinerja.capaian import Capaian
from kinerja.metode import Metode
from measurements.explain import Asal, Rumus, asal, rumus
from measurements.figures import FigurIndikator, FigurSasaran, FigurTriwulan, KinerjaTahunan
from measurements.models import Realisasi
from measurements.queries import kinerja_tahunan
from measurements.rows import Aturan
from measurements.states import StatusRealisasi
from ui.addresses import address

BAGIAN_ANALISIS = [
    ("Penyebab keberhasilan atau kegagalan", "penyebab"),
    ("Upaya", "upaya"),
    ("Hambatan", "hambatan"),
    ("Rekomendasi dan tindak lanjut", "rekomendasi"),
]


@dataclass(frozen=True)
class Pembanding:
    """One line of the comparison; `kosong` says why a figure is missing."""

    nama: str
    target: str = ""
    realisasi: str = ""
    capaian: Capaian | None = None
    kosong: str = ""
    catatan: str = ""


@dataclass(frozen=True)
class BarisTriwulan:
    """One quarter as the page prints it; `url`: the page of its figure, empty while there is none."""

    nama: str
    url: str
    target: str
    realisasi: str
    capaian: Capaian
    status: str
    catatan: str


def realisasi_teks(figur: FigurIndikator) -> str:
    """The year's realisasi with its unit or its predicate; nothing when there is none."""
    if figur.indikator.metode == Metode.PREDIKAT:
        return figur.realisasi.predikat if figur.realisasi else ""
    return nilai_teks(figur.hasil.nilai, figur.indikator.satuan)


def triwulan(figur: FigurIndikator) -> list[BarisTriwulan]:
    """The quarters that are measured or hold a realisasi."""
    satuan = figur.indikator.satuan
    return [
        BarisTriwulan(
            str(satu.triwulan),
            address("measurements:realisasi", satu.realisasi.pk) if satu.realisasi else "",
            nilai_teks(satu.target, satuan),
            triwulan_teks(satu),
            satu.capaian,
            satu.realisasi.get_status_display() if satu.realisasi else "",
            _catatan(satu.realisasi),
        )
        for satu in figur.triwulan
    ]


def triwulan_teks(satu: FigurTriwulan) -> str:
    """The realisasi of a quarter with its unit or its predicate; nothing when there is none."""
    realisasi = satu.realisasi
    if realisasi and realisasi.alasan_tidak_diukur:
        return "tidak diukur"
    if realisasi and satu.indikator.metode == Metode.PREDIKAT:
        return realisasi.predikat
    return nilai_teks(satu.hasil.nilai, satu.indikator.satuan)


def _catatan(realisasi: Realisasi | None) -> str:
    if realisasi is None:
        return ""
    return realisasi.alasan_tidak_diukur or realisasi.keterangan


def banding(figur: FigurIndikator, tahun: int) -> list[Pembanding]:
    """This year beside last year, the Renstra and the national standard; what is missing says so."""
    return [
        Pembanding(f"Tahun {tahun}", target_teks(figur.indikator), realisasi_teks(figur), figur.capaian),
        _lalu(figur, tahun - 1),
        _terhadap(
            figur,
            f"Target Renstra {tahun}",
            figur.target_renstra,
            figur.capaian_renstra,
            "Indikator ini belum ditautkan dengan target IKU Renstra.",
        ),
        _terhadap(
            figur,
            "Standar nasional",
            figur.indikator.standar_nasional,
            figur.capaian_standar,
            "Standar nasional untuk indikator ini belum tercatat.",
            figur.indikator.sumber_standar,
        ),
    ]


def _lalu(figur: FigurIndikator, tahun: int) -> Pembanding:
    lalu, satuan = figur.lalu, figur.indikator.satuan
    if lalu is None:
        return Pembanding(f"Tahun {tahun}", kosong=f"Capaian tahun {tahun} belum tercatat.")
    return Pembanding(
        f"Tahun {tahun}",
        nilai_teks(lalu.target, satuan),
        nilai_teks(lalu.realisasi, satuan),
        figur.capaian_lalu,
        catatan=lalu.catatan,
    )


def _terhadap(
    figur: FigurIndikator, nama: str, acuan: Decimal | None, capaian: Capaian, kosong: str, catatan: str = ""
) -> Pembanding:
    if acuan is None:
        return Pembanding(nama, kosong=kosong)
    acuan_teks = nilai_teks(acuan, figur.indikator.satuan)
    return Pembanding(nama, acuan_teks, realisasi_teks(figur), capaian, catatan=catatan)


def keterangan_rata(kinerja: KinerjaTahunan) -> str:
    """How the overall capaian was taken: its method, what it counts and what it leaves out."""
    rata = kinerja.rata
    kalimat = f"{kinerja.perjanjian.get_metode_rata_rata_display().capitalize()}; "
    kalimat += f"{rata.dihitung} dari {rata.dihitung + rata.dikecualikan} indikator terhitung."
    if rata.dibatasi:
        kalimat += f" {rata.dibatasi} nilai dibatasi dalam rata-rata."
    return kalimat


def batas_teks(aturan: Aturan) -> str:
    """The floor and the cap of a year's means, in words."""
    bawah = f"batas bawah {bersatuan(aturan.lantai, '%')}"
    if aturan.plafon is None:
        return f"{bawah}, tanpa batas atas"
    return f"{bawah}, batas atas {bersatuan(aturan.plafon, '%')}"


def keterangan_batas(kinerja: KinerjaTahunan) -> str:
    """The floor and the cap as a sentence."""
    return f"{batas_teks(kinerja.aturan).capitalize()}; batas hanya berlaku dalam rata-rata."


def keterangan_predikat(kinerja: KinerjaTahunan) -> str:
    """The predicate with its band; nothing when there is none."""
    if kinerja.predikat is None:
        return ""
    sementara = "; rentang sementara" if kinerja.predikat_sementara else ""
    return f"{kinerja.predikat.nama} (rentang {kinerja.predikat.teks}{sementara})"


@dataclass(frozen=True)
class BarisUkur:
    """An indikator in the measurement table."""

    figur: FigurIndikator
    target: str
    realisasi: str
    lalu: Capaian
    status: str


@dataclass(frozen=True)
class KelompokUkur:
    """A sasaran in the measurement table with its indikator."""

    figur: FigurSasaran
    baris: tuple[BarisUkur, ...]


@dataclass(frozen=True)
class Pengukuran:
    """The measurement table of a year and the sentences under it."""

    kinerja: KinerjaTahunan
    kelompok: tuple[KelompokUkur, ...]
    keterangan: str
    batas: str
    predikat: str


def pengukuran(perjanjian: PerjanjianKinerja) -> Pengukuran:
    """The measurement table of a PK, in a fixed number of queries."""
    kinerja = kinerja_tahunan(perjanjian)
    return Pengukuran(
        kinerja,
        tuple(
            KelompokUkur(sasaran, tuple(_baris_ukur(satu) for satu in sasaran.indikator))
            for sasaran in kinerja.sasaran
        ),
        keterangan_rata(kinerja),
        keterangan_batas(kinerja),
        keterangan_predikat(kinerja),
    )


def _baris_ukur(figur: FigurIndikator) -> BarisUkur:
    status = StatusRealisasi(figur.realisasi.status).label if figur.realisasi else ""
    return BarisUkur(figur, target_teks(figur.indikator), realisasi_teks(figur), figur.capaian_lalu, status)


@dataclass(frozen=True)
class Uraian:
    """Everything that the page of an indikator says in words."""

    periode: str
    status: str
    target: str
    realisasi: str
    kosong: str
    capaian: str
    rumus: Rumus
    asal: Asal
    triwulan: tuple[BarisTriwulan, ...]
    banding: tuple[Pembanding, ...]
    analisis: tuple[tuple[str, str], ...]


def uraian(figur: FigurIndikator, tahun: int) -> Uraian:
    """The words of one indikator's page."""
    realisasi = realisasi_teks(figur)
    return Uraian(
        periode=f"Tahun {tahun}",
        status=figur.realisasi.get_status_display() if figur.realisasi else "",
        target=target_teks(figur.indikator),
        realisasi=realisasi,
        kosong="" if realisasi else "Belum ada",
        capaian="" if figur.capaian.persen is None else persen(figur.capaian.persen),
        rumus=rumus(figur),
        asal=asal(figur),
        triwulan=tuple(triwulan(figur)),
        banding=tuple(banding(figur, tahun)),
        analisis=analisis(figur),
    )


def analisis(figur: FigurIndikator) -> tuple[tuple[str, str], ...]:
    """The four parts of the analysis as they were written; an empty part stays, to be shown as missing."""
    isi = getattr(figur.realisasi, "analisis", None)
    if isi is None:
        return ()
    return tuple((judul, getattr(isi, kunci)) for judul, kunci in BAGIAN_ANALISIS)


def rincian_pengukuran(pengukuran: Pengukuran) -> list[dict[str, str]]:
    """How the overall figure was taken, as items of components/definition_list.html."""
    isi = [("Cara merata-ratakan", pengukuran.keterangan), ("Batas dalam rata-rata", pengukuran.batas)]
    if pengukuran.predikat:
        isi.append(("Predikat", pengukuran.predikat))
    lain = pengukuran.kinerja.rata_indikator.persen
    if lain is not None:
        isi.append(("Rata-rata seluruh indikator, sebagai pembanding", persen(lain)))
    return [{"label": label, "value": value} for label, value in isi]


def rincian_indikator(figur: FigurIndikator, uraian: Uraian) -> list[dict[str, str]]:
    """How the figure is defined and how it came about, as items of components/definition_list.html."""
    indikator, realisasi = figur.indikator, figur.realisasi
    isi = [
        ("Cara perhitungan", indikator.cara_perhitungan),
        ("Metode", indikator.get_metode_display()),
        ("Dari triwulan ke tahun", indikator.get_agregasi_display()),
        ("Polaritas", indikator.get_polaritas_display()),
        ("Rumus capaian", uraian.rumus.kata),
        ("Dengan angka tahun ini", uraian.rumus.angka or "Belum dapat dihitung."),
        ("Asal realisasi", uraian.asal.kalimat),
        (
            "Cara angka diperoleh",
            realisasi.keterangan if realisasi and realisasi.keterangan else "Belum diisi",
        ),
        ("Sumber data", indikator.sumber_data or "Belum diisi"),
        (
            "Penanggung jawab",
            indikator.penanggung_jawab.nama if indikator.penanggung_jawab else "Belum ditetapkan",
        ),
    ]
    if realisasi and realisasi.diverifikasi_oleh:
        pada = tanggal(localdate(realisasi.diverifikasi_pada))
        isi.append(("Diverifikasi", f"{realisasi.diverifikasi_oleh.nama}, {pada}"))
    return [{"label": label, "value": value} for label, value in isi]
