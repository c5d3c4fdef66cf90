"""The promise as pages show it: figures as words, trees as rows, made once in Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Pejabat
from agreements.models import (
    IKU,
    Indikator,
    KeputusanIKU,
    PerjanjianKinerja,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    Tujuan,
)
from agreements.queries import isi_perjanjian
from kinerja.angka import bersatuan, tanggal
from kinerja.periode import Triwulan

BELUM = "Belum diisi"


@dataclass(frozen=True)
class BarisIKU:
    """An IKU with its target of each year as text, empty where none is set."""

    iku: IKU
    target: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class BarisIndikator:
    """An indikator of a PK with the year's target and those of the four quarters as text, empty if none."""

    indikator: Indikator
    target: str
    triwulan: tuple[tuple[str, str], ...]


def nilai_teks(nilai: Decimal | None, satuan: str) -> str:
    """A figure with its unit: `100%`, `98,075%`, `2 Laporan`; None gives nothing."""
    return "" if nilai is None else bersatuan(nilai, satuan)


def target_teks(indikator: Indikator) -> str:
    """The year's target: a figure with its unit, or the predicate."""
    return indikator.target_predikat or nilai_teks(indikator.target, indikator.satuan)


def bagian_renstra(renstra: Renstra) -> list[tuple[Tujuan, list[tuple[SasaranStrategis, list[BarisIKU]]]]]:
    """Tujuan → sasaran strategis → IKU beside the years of the Renstra; everything is prefetched."""
    tahun = range(renstra.tahun_mulai, renstra.tahun_selesai + 1)
    return [
        (
            tujuan,
            [
                (sasaran, [_baris_iku(iku, tahun) for iku in sasaran.iku.all()])
                for sasaran in tujuan.sasaran_strategis.all()
            ],
        )
        for tujuan in renstra.tujuan.all()
    ]


def _baris_iku(iku: IKU, tahun: Sequence[int]) -> BarisIKU:
    target = {satu.tahun: nilai_teks(satu.nilai, iku.satuan) for satu in iku.target.all()}
    return BarisIKU(iku, tuple((satu, target.get(satu, "")) for satu in tahun))


def lampiran_iku(keputusan: KeputusanIKU) -> list[IKU]:
    """The rows of the Lampiran in order, with sasaran strategis and tujuan."""
    return list(keputusan.iku.select_related("sasaran_strategis__tujuan").order_by("urutan"))


def baris_perjanjian(perjanjian: PerjanjianKinerja) -> list[tuple[SasaranKegiatan, list[BarisIndikator]]]:
    """The sasaran of a PK, each with its indikator."""
    return [
        (sasaran, [_baris_indikator(indikator) for indikator in sasaran.indikator.all()])
        for sasaran in isi_perjanjian(perjanjian)
    ]


def _baris_indikator(indikator: Indikator) -> BarisIndikator:
    target = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    triwulan = tuple((str(satu), nilai_teks(target.get(satu), indikator.satuan)) for satu in Triwulan)
    return BarisIndikator(indikator, target_teks(indikator), triwulan)


def rincian_perjanjian(perjanjian: PerjanjianKinerja) -> list[dict[str, str]]:
    """The statement of the two parties as items of components/definition_list.html."""
    isi = [
        ("Pihak Pertama", _pejabat(perjanjian.pihak_pertama)),
        ("Pihak Kedua", _pejabat(perjanjian.pihak_kedua)),
        ("Tempat", perjanjian.tempat or BELUM),
        ("Tanggal", tanggal(perjanjian.tanggal) if perjanjian.tanggal else "Belum ditandatangani"),
        ("Versi", str(perjanjian.versi)),
        ("Cara merata-ratakan capaian", perjanjian.get_metode_rata_rata_display().capitalize()),
    ]
    if perjanjian.alasan_perubahan:
        isi.append(("Alasan perubahan", perjanjian.alasan_perubahan))
    return [{"label": label, "value": value} for label, value in isi]


def _pejabat(pejabat: Pejabat | None) -> str:
    return "Belum ditetapkan" if pejabat is None else f"{pejabat.nama}, {pejabat.sebutan}"


def rincian_keputusan(keputusan: KeputusanIKU) -> list[dict[str, str]]:
    """The head of a decree as items of components/definition_list.html."""
    isi = [
        ("Nomor", keputusan.nomor),
        ("Tentang", keputusan.tentang),
        ("Ditetapkan di", keputusan.tempat),
        ("Pada tanggal", tanggal(keputusan.tanggal)),
        ("Penandatangan", f"{keputusan.penandatangan}, {keputusan.jabatan_penandatangan}"),
    ]
    return [{"label": label, "value": value} for label, value in isi]
