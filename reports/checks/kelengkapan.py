"""The seven things that BAB III holds of every indikator, and what else is told of it (domain: Capaian).

Realisasi and its analysis are REALISASI-KOSONG's; there is no indikator without a target. What many indikator
lack alike is one finding: one reason may answer for all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from importing.findings import Severity
from kinerja.hasil import Alasan
from measurements.figures import FigurIndikator
from measurements.past_display import past_url
from reports.checks.temuan import Temuan
from reports.queries import BahanLkj, KegiatanSasaran


@dataclass(frozen=True)
class Hal:
    """One thing; `ada`: whether an indikator, under its sasaran, has it. `cara`: how it is mended."""

    nama: str
    tingkat: Severity
    cara: str
    ada: Callable[[BahanLkj, KegiatanSasaran, FigurIndikator], bool]
    #: The page on which it is mended.
    url: Callable[[FigurIndikator], str] = lambda figur: figur.indikator.get_absolute_url()


def _efisiensi(bahan: BahanLkj, milik: KegiatanSasaran, figur: FigurIndikator) -> bool:
    """Of a sasaran with kegiatan; without one it is told there."""
    return not milik.kode or milik.efisiensi(bahan.kinerja.aturan.batas_efisiensi).e is not None


def _kegiatan(bahan: BahanLkj, milik: KegiatanSasaran, figur: FigurIndikator) -> bool:
    return any(satu.kode in milik.kode for satu in figur.indikator.kegiatan_pendukung.all())


def _dalam_analisis(nama: str) -> Callable[[BahanLkj, KegiatanSasaran, FigurIndikator], bool]:
    return lambda bahan, milik, figur: bool(
        getattr(getattr(figur.realisasi, "analisis", None), nama, "").strip()
    )


BAB_3 = (
    Hal(
        "Capaian tahun lalu",
        Severity.WARNING,
        "Catat menurut laporan tahun itu, atau tulislah mengapa tidak ada, misalnya indikatornya baru.",
        lambda bahan, milik, figur: figur.lalu is not None,
        lambda figur: past_url(figur.indikator),
    ),
    Hal(
        "Target Renstra",
        Severity.WARNING,
        "Kaitkan indikator dengan IKU yang bertarget, atau tulislah mengapa tidak ada.",
        lambda bahan, milik, figur: figur.target_renstra is not None,
    ),
    Hal(
        "Standar nasional",
        Severity.NOTE,
        "Isilah bila standarnya ada.",
        lambda bahan, milik, figur: figur.indikator.standar_nasional is not None,
    ),
    Hal("Hambatan", Severity.NOTE, "Uraikan bila ada.", _dalam_analisis("hambatan")),
    Hal("Rekomendasi", Severity.NOTE, "Uraikan bila ada.", _dalam_analisis("rekomendasi")),
    Hal(
        "Efisiensi sumber daya",
        Severity.WARNING,
        "Periksa pagu dan capaian sasarannya, atau tulislah mengapa tidak dapat dihitung.",
        _efisiensi,
    ),
    Hal(
        "Kegiatan pendukung dalam DIPA",
        Severity.WARNING,
        "Kaitkan indikator dengan kegiatannya, atau tulislah mengapa tidak ada.",
        _kegiatan,
    ),
)


def isi_kurang(bahan: BahanLkj) -> Iterator[Temuan]:
    """ISI-KURANG: what BAB III lacks of some indikator; one that is not measured this year lacks nothing."""
    semua = [
        (milik, figur)
        for milik in bahan.kegiatan
        for figur in milik.figur.indikator
        if figur.hasil.alasan is not Alasan.TIDAK_DIUKUR
    ]
    for hal in BAB_3:
        if tanpa := [figur for milik, figur in semua if not hal.ada(bahan, milik, figur)]:
            yield _temuan(hal, tanpa)


def _temuan(hal: Hal, tanpa: list[FigurIndikator]) -> Temuan:
    nomor = ", ".join(str(satu.indikator.nomor) for satu in tanpa)
    return Temuan(
        "ISI-KURANG", hal.tingkat, f"{hal.nama} belum ada pada {len(tanpa)} indikator. {hal.cara}",
        "bab3.analisis", f"Indikator {nomor}", kutipan=f"{hal.nama}: indikator {nomor}",
        url=hal.url(tanpa[0]),
    )  # fmt: skip
