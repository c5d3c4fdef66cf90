"""Supporting tables that show data: they print what is known today and hold no cell of their own."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agreements.display import nilai_teks, target_teks
from kinerja import angka
from kinerja.capaian import Capaian
from kinerja.metode import Metode
from kinerja.serapan import jumlah
from measurements.display import realisasi_teks, triwulan_teks
from measurements.figures import FigurIndikator
from measurements.models import CapaianLalu, TabelPendukung
from measurements.rows import LaluUkur
from reports.cells import (
    KOLOM_SERAPAN,
    Asal,
    asal_dipa,
    asal_indikator,
    kolom,
    kosong,
    sel,
    sel_angka,
    sel_serapan,
)
from reports.document import Baris, Celah, Sel, Tabel
from reports.figures import BELUM_DIUKUR, tulis_capaian
from reports.queries import BahanLkj
from reports.tables import tabel_rekap
from ui.addresses import address

Penyusun = Callable[[BahanLkj, FigurIndikator], Tabel | None]
KUNCI, JUDUL = "", ""


@dataclass(frozen=True)
class DataTautan:
    """Data that a table can show. `susun` gives None where the indikator has none of the kind."""

    kunci: str
    nama: str
    uraian: str
    judul: str
    susun: Penyusun


def susun(bahan: BahanLkj, indikator: int, tabel: TabelPendukung) -> Tabel | Celah:
    """A linked table under its own key and title; a gap where there is nothing to show."""
    figur = next(satu for satu in bahan.kinerja.indikator if satu.indikator.pk == indikator)
    data = DATA.get(tabel.tautan)
    isi = data.susun(bahan, figur) if data else None
    if isi is None:
        nama = data.nama if data else tabel.tautan
        return Celah(
            f"Tabel “{tabel.judul}” belum dapat dicetak: {nama} belum ada.",
            f"{address('measurements:indikator', indikator)}#tabel-{tabel.kunci}",
        )
    sumber = "; ".join(filter(None, (tabel.sumber_data, isi.sumber)))
    return replace(isi, kunci=tabel.kunci, judul=tabel.judul, sumber=sumber)


def tersedia(bahan: BahanLkj, figur: FigurIndikator) -> list[tuple[DataTautan, Tabel | None]]:
    """Every kind of data with what it would show for an indikator today."""
    return [(satu, satu.susun(bahan, figur)) for satu in DATA.values()]


def _triwulan(bahan: BahanLkj, figur: FigurIndikator) -> Tabel | None:
    asal = asal_indikator(figur.indikator)
    isi = [
        Baris(
            (
                sel(str(satu.triwulan)),
                _angka(nilai_teks(satu.target, figur.indikator.satuan), asal, "tidak ada"),
                _angka(triwulan_teks(satu), asal),
                _capaian(satu.capaian, asal),
            )
        )
        for satu in figur.triwulan
    ]
    tahun = (
        sel(f"Tahun {bahan.tahun}"),
        _angka(target_teks(figur.indikator), asal),
        _angka(realisasi_teks(figur), asal),
        _capaian(figur.capaian, asal),
    )
    lajur = kolom(
        ("Periode", 34), ("Target", 22, "kanan"), ("Realisasi", 22, "kanan"), ("Capaian", 22, "kanan")
    )
    return Tabel(KUNCI, JUDUL, lajur, (*isi, Baris(tahun, "jumlah"))) if isi else None


def _tahunan(bahan: BahanLkj, figur: FigurIndikator) -> Tabel | None:
    asal = asal_indikator(figur.indikator)
    lalu = [satu for satu in figur.indikator.capaian_lalu.all() if bahan.tahun - 5 < satu.tahun < bahan.tahun]
    kini = (
        sel(bahan.tahun),
        _angka(target_teks(figur.indikator), asal),
        _angka(realisasi_teks(figur), asal),
        _capaian(figur.capaian, asal),
    )
    isi = [Baris(_tahun_lalu(satu, figur.indikator.satuan, asal)) for satu in lalu]
    lajur = kolom(
        ("Tahun", 25), ("Target", 25, "kanan"), ("Realisasi", 25, "kanan"), ("Capaian", 25, "kanan")
    )
    sumber = "; ".join(f"tahun {satu.tahun} menurut {satu.sumber}" for satu in lalu if satu.sumber)
    return Tabel(KUNCI, JUDUL, lajur, (*isi, Baris(kini)), sumber=sumber) if isi else None


def _tahun_lalu(satu: CapaianLalu | LaluUkur, satuan: str, asal: Asal) -> tuple[Sel, ...]:
    capaian = "" if satu.capaian is None else angka.persen(satu.capaian)
    return (
        sel(satu.tahun),
        _angka(nilai_teks(satu.target, satuan), asal, "tidak tercatat"),
        _angka(nilai_teks(satu.realisasi, satuan), asal, "tidak tercatat"),
        _angka(capaian, asal, satu.catatan),
    )


def _rekap(bahan: BahanLkj, figur: FigurIndikator) -> Tabel | None:
    if figur.indikator.metode != Metode.REKAP_SATKER or not figur.realisasi:
        return None
    return tabel_rekap(bahan, figur)


def _anggaran(bahan: BahanLkj, figur: FigurIndikator) -> Tabel | None:
    ada = {satu.baris.kode: satu for satu in bahan.anggaran.telusuri()} if bahan.anggaran else {}
    kode = {satu.kode for satu in figur.indikator.kegiatan_pendukung.all()}
    simpul = [ada[satu] for satu in sorted(kode & ada.keys())]
    if not simpul:
        return None
    isi = [
        Baris(
            (
                sel(satu.baris.kode),
                sel(satu.baris.uraian),
                *sel_serapan(satu.serapan, asal_dipa(bahan, satu.baris.kode)),
            )
        )
        for satu in simpul
    ]
    if len(isi) > 1:
        semua = sel_serapan(jumlah(satu.serapan for satu in simpul), asal_dipa(bahan))
        isi.append(Baris((sel(""), sel("JUMLAH"), *semua), "jumlah"))
    return Tabel(KUNCI, JUDUL, (*kolom(("Kode", 12, "kode"), ("Kegiatan", 30)), *KOLOM_SERAPAN), tuple(isi))


def _renstra(bahan: BahanLkj, figur: FigurIndikator) -> Tabel | None:
    iku = figur.indikator.iku
    target = sorted(iku.target.all(), key=lambda satu: satu.tahun) if iku else []
    asal = asal_indikator(figur.indikator)
    isi = [Baris((sel(satu.tahun), _angka(nilai_teks(satu.nilai, iku.satuan), asal))) for satu in target]
    return (
        Tabel(KUNCI, JUDUL, kolom(("Tahun", 50), ("Target Renstra", 50, "kanan")), tuple(isi))
        if isi
        else None
    )


def _angka(isi: str, asal: Asal, tanpa: str = BELUM_DIUKUR) -> Sel:
    return sel_angka(isi, asal) if isi else kosong(tanpa)


def _capaian(capaian: Capaian, asal: Asal) -> Sel:
    return kosong(capaian.alasan.kalimat) if capaian.alasan else sel_angka(tulis_capaian(capaian), asal)


#: The register, in the order in which the page offers it.
DATA = {
    satu.kunci: satu
    for satu in (
        DataTautan(
            "triwulan", "Target dan realisasi per triwulan", "Setiap triwulan yang diukur, lalu setahun.",
            "Target dan realisasi per triwulan", _triwulan,
        ),
        DataTautan(
            "tahunan", "Capaian lima tahun terakhir", "Tahun ini dan paling banyak empat tahun sebelumnya.",
            "Perkembangan capaian", _tahunan,
        ),
        DataTautan(
            "rekap", "Jawaban satker", "Jawaban setiap satker untuk indikator bermetode rekap satker.",
            "Rekapitulasi satuan kerja", _rekap,
        ),
        DataTautan(
            "anggaran", "Anggaran kegiatan pendukung", "Pagu, realisasi, dan sisa setiap kegiatan.",
            "Anggaran kegiatan pendukung", _anggaran,
        ),
        DataTautan(
            "renstra", "Target Renstra per tahun", "Target IKU yang ditautkan dengan indikator ini.",
            "Target Renstra", _renstra,
        ),
    )
}  # fmt: skip
