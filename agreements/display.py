"""The promise as pages show it: figures as words, trees as rows, made once in Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

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
from agreements.pk_gate import PIHAK, pejabat_pada
from agreements.queries import isi_perjanjian
from kinerja.angka import bersatuan, tanggal
from kinerja.periode import Triwulan

BELUM = "Belum diisi"


@dataclass(frozen=True)
class BarisIKU:
    """An IKU, its number in the Renstra, and its target of each year as text, empty where none is set."""

    nomor: int
    iku: IKU
    target: tuple[tuple[int, str], ...]

    @property
    def tanpa_target(self) -> str:
        """The years without a target: `2022, 2024`."""
        return ", ".join(str(tahun) for tahun, target in self.target if not target)


@dataclass(frozen=True)
class BagianSasaran:
    """A sasaran strategis, its number in the Renstra, and its IKU."""

    nomor: int
    sasaran: SasaranStrategis
    iku: list[BarisIKU]


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


def bagian_renstra(renstra: Renstra) -> list[tuple[Tujuan, list[BagianSasaran]]]:
    """Tujuan → sasaran strategis → IKU beside the years of the Renstra; everything is prefetched.

    Sasaran strategis and IKU are numbered through the whole Renstra.
    """
    sasaran, iku = count(1), count(1)
    return [
        (
            tujuan,
            [
                BagianSasaran(
                    next(sasaran),
                    satu,
                    [_baris_iku(next(iku), baris, renstra.tahun) for baris in satu.iku.all()],
                )
                for satu in tujuan.sasaran_strategis.all()
            ],
        )
        for tujuan in renstra.tujuan.all()
    ]


def _baris_iku(nomor: int, iku: IKU, tahun: Sequence[int]) -> BarisIKU:
    target = {satu.tahun: nilai_teks(satu.nilai, iku.satuan) for satu in iku.target.all()}
    return BarisIKU(nomor, iku, tuple((satu, target.get(satu, "")) for satu in tahun))


def baris_perjanjian(
    perjanjian: PerjanjianKinerja, sasaran: Sequence[SasaranKegiatan] | None = None
) -> list[tuple[SasaranKegiatan, list[BarisIndikator]]]:
    """The sasaran of a PK, each with its indikator; `sasaran`: those that were read already."""
    return [
        (satu, [_baris_indikator(indikator) for indikator in satu.indikator.all()])
        for satu in (isi_perjanjian(perjanjian) if sasaran is None else sasaran)
    ]


def _baris_indikator(indikator: Indikator) -> BarisIndikator:
    target = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    triwulan = tuple((str(satu), nilai_teks(target.get(satu), indikator.satuan)) for satu in Triwulan)
    return BarisIndikator(indikator, target_teks(indikator), triwulan)


def rincian_perjanjian(perjanjian: PerjanjianKinerja) -> list[dict[str, str]]:
    """The statement of the two parties as items of components/definition_list.html.

    Before the first signature the parties are who is in office on its day.
    """
    belum = perjanjian.tanggal and perjanjian.pihak_pertama is None
    isi = [
        *pihak_teks(perjanjian, pejabat_pada(perjanjian.satker, perjanjian.tanggal) if belum else {}),
        ("Tempat", perjanjian.tempat or BELUM),
        ("Tanggal", tanggal(perjanjian.tanggal) if perjanjian.tanggal else "Belum ditandatangani"),
        ("Versi", str(perjanjian.versi)),
        ("Cara merata-ratakan capaian", perjanjian.get_metode_rata_rata_display().capitalize()),
    ]
    if perjanjian.jenis_perubahan:
        isi.append(("Jenis perubahan", perjanjian.get_jenis_perubahan_display()))
    if perjanjian.alasan_perubahan:
        isi.append(("Alasan perubahan", perjanjian.alasan_perubahan))
    return [{"label": label, "value": value} for label, value in isi]


def pihak_teks(perjanjian: PerjanjianKinerja, menjabat: Mapping[str, Pejabat]) -> list[tuple[str, str]]:
    """Both parties in words: who signed, before it who is in office on the day, else why nobody is known."""
    kosong = "Belum ada pejabat pada tanggal itu" if perjanjian.tanggal else "Ditentukan oleh tanggal"
    tersimpan = (perjanjian.pihak_pertama, perjanjian.pihak_kedua)
    return [
        (pihak, str(satu or menjabat.get(jabatan, kosong)))
        for (jabatan, pihak), satu in zip(PIHAK, tersimpan, strict=True)
    ]


def rincian_keputusan(keputusan: KeputusanIKU) -> list[dict[str, str]]:
    """The head of a decree as items of components/definition_list.html."""
    isi = [
        ("Nomor", keputusan.nomor),
        ("Tahun IKU", str(keputusan.tahun)),
        ("Tentang", keputusan.tentang),
        ("Ditetapkan di", keputusan.tempat),
        ("Pada tanggal", tanggal(keputusan.tanggal)),
        ("Penandatangan", f"{keputusan.penandatangan}, {keputusan.jabatan_penandatangan}"),
    ]
    return [{"label": label, "value": value} for label, value in isi]
