"""What the typed inputs come to: page, preview and saved figure are counted by this code alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from agreements.display import nilai_teks, target_teks
from agreements.models import Indikator
from kinerja.angka import bersatuan, persen
from kinerja.capaian import Capaian, Polaritas
from kinerja.hasil import Hasil
from kinerja.metode import Metode, SkalaPredikat, pembagi
from measurements.entry import (
    Isian,
    bidang_nilai,
    hasil_dan_capaian,
    pembanding,
    sebagai_realisasi,
    tahun_sebelumnya,
    target_triwulan,
    tidak_biasa,
)
from measurements.explain import RUMUS
from measurements.forms import Bacaan, label


@dataclass(frozen=True)
class Hitungan:
    """What the inputs come to: the page, the preview and the saved figure are counted by the same code.

    capaian: printed, or empty with the reason in `alasan`.
    """

    realisasi: str
    capaian: str
    alasan: str
    langkah: tuple[str, ...]
    peringatan: tuple[str, ...]


def hitung(
    indikator: Indikator, triwulan: int, bacaan: Bacaan, skala: Mapping[str, SkalaPredikat]
) -> Hitungan:
    """What was typed comes to; a field that cannot be read is named instead."""
    salah = [nama for nama in bacaan.galat if nama.split("-")[0] in _bidang_masukan(indikator)]
    if salah:
        kalimat = f"Belum dapat dihitung. {label(salah[0])}: {bacaan.galat[salah[0]]}"
        return Hitungan("", "", kalimat, (), ())
    return hitung_isian(indikator, triwulan, bacaan.isian, skala)


def hitung_isian(
    indikator: Indikator, triwulan: int, isian: Isian, skala: Mapping[str, SkalaPredikat]
) -> Hitungan:
    """The quarter's figure, its capaian with the formula, and what is unusual about it."""
    realisasi = sebagai_realisasi(indikator, triwulan, isian)
    target = target_triwulan(indikator, triwulan)
    hasil, capaian = hasil_dan_capaian(realisasi, target, dict(skala))
    peringatan = tidak_biasa(realisasi, hasil, capaian, pembanding(realisasi, dict(skala)))
    return Hitungan(
        hasil_teks(indikator, isian.predikat, hasil),
        "" if capaian.persen is None else persen(capaian.persen),
        "" if capaian.alasan is None else capaian.alasan.kalimat,
        tuple(_langkah(indikator, isian, target, hasil, capaian)),
        tuple(peringatan),
    )


def hasil_teks(indikator: Indikator, predikat: str, hasil: Hasil) -> str:
    """A quarter's figure as it is printed: with its unit, or its predicate; empty when there is none."""
    if indikator.metode == Metode.PREDIKAT:
        return predikat
    return nilai_teks(hasil.nilai, indikator.satuan)


def tahun_lalu_teks(indikator: Indikator) -> tuple[str, str]:
    """Last year's figure, its capaian where that alone is known, or the note in its place: name, text."""
    riwayat = tahun_sebelumnya(indikator)
    if riwayat is None:
        return "Tahun lalu", "Belum tercatat"
    if riwayat.realisasi is not None:
        return "Tahun lalu", f"{bersatuan(riwayat.realisasi, indikator.satuan)} ({riwayat.tahun})"
    if riwayat.capaian is not None:
        return "Capaian tahun lalu", f"{persen(riwayat.capaian)} ({riwayat.tahun})"
    return "Tahun lalu", riwayat.catatan


def _langkah(
    indikator: Indikator, isian: Isian, target: Decimal | None, hasil: Hasil, capaian: Capaian
) -> list[str]:
    """How the figure and its capaian are counted, with the numbers in their places."""
    if hasil.nilai is None:
        return []
    langkah = _langkah_realisasi(indikator, isian, hasil)
    rencana = pembagi(indikator.metode, target)
    if capaian.persen is None or not rencana:
        return langkah
    r, t = bersatuan(hasil.nilai, ""), bersatuan(rencana, "")
    langkah.append(f"Capaian = {RUMUS[Polaritas(indikator.polaritas)]}")
    if indikator.polaritas == Polaritas.MAKSIMASI:
        langkah.append(f"{r} ÷ {t} × 100% = {persen(capaian.persen)}")
    else:
        langkah.append(f"({t} − ({r} − {t})) ÷ {t} × 100% = {persen(capaian.persen)}")
    return langkah


def _langkah_realisasi(indikator: Indikator, isian: Isian, hasil: Hasil) -> list[str]:
    persennya = persen(hasil.nilai)
    match Metode(indikator.metode):
        case Metode.RASIO:
            atas, bawah = bersatuan(isian.pembilang, ""), bersatuan(isian.penyebut, "")
            return [f"Realisasi = {atas} ÷ {bawah} × 100% = {persennya}"]
        case Metode.RATA_RATA_RASIO:
            return [f"Realisasi = rata-rata rasio {len(isian.komponen)} komponen = {persennya}"]
        case Metode.RASIO_GABUNGAN:
            atas = bersatuan(sum((satu.pembilang for satu in isian.komponen), Decimal(0)), "")
            bawah = bersatuan(sum((satu.penyebut for satu in isian.komponen), Decimal(0)), "")
            return [f"Realisasi = jumlah pembilang ÷ jumlah penyebut = {atas} ÷ {bawah} × 100% = {persennya}"]
        case Metode.REKAP_SATKER:
            return [f"Realisasi = satker yang memenuhi kriteria ÷ seluruh satker × 100% = {persennya}"]
        case Metode.PREDIKAT:
            return [f"Predikat {isian.predikat}, target {target_teks(indikator)}: bernilai {persennya}"]
    return []


def _bidang_masukan(indikator: Indikator) -> tuple[str, ...]:
    if indikator.metode == Metode.RASIO:
        return ("pembilang", "penyebut", "tidak_diukur", "alasan_tidak_diukur")
    return (bidang_nilai(indikator), "tidak_diukur", "alasan_tidak_diukur")
