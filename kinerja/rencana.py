"""Rencana aksi: whether the targets of the quarters make the target of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kinerja.angka import bersatuan
from kinerja.eksak import desimal, eksak, periksa, rata
from kinerja.periode import Agregasi, Triwulan


class MasalahRencana(StrEnum):
    """Why the quarters do not make the year, as a formal sentence without figures."""

    KOSONG = "Belum ada target triwulan."
    BUKAN_JUMLAH = "Jumlah target triwulan tidak sama dengan target setahun."
    BUKAN_RATA_RATA = "Rata-rata target triwulan tidak sama dengan target setahun."
    BUKAN_NILAI_AKHIR = "Target triwulan terakhir tidak sama dengan target setahun."
    LEBIH_DARI_SEKALI = "Indikator ini diukur sekali setahun: isilah satu triwulan saja."
    BUKAN_TARGET_TAHUN = "Target triwulan yang diukur tidak sama dengan target setahun."


_MASALAH = {
    Agregasi.JUMLAH: MasalahRencana.BUKAN_JUMLAH,
    Agregasi.RATA_RATA: MasalahRencana.BUKAN_RATA_RATA,
    Agregasi.NILAI_AKHIR: MasalahRencana.BUKAN_NILAI_AKHIR,
    Agregasi.TAHUNAN: MasalahRencana.BUKAN_TARGET_TAHUN,
}


@dataclass(frozen=True)
class Rencana:
    """What the quarters make of the year, None where that is nothing; and what is wrong, if anything."""

    nilai: Decimal | None
    masalah: MasalahRencana | None = None


def periksa_rencana(agregasi: Agregasi, target: Decimal, triwulan: Sequence[Decimal | None]) -> Rencana:
    """Check the targets of the four quarters, in order, against that of the year; None is not measured.

    JUMLAH: their sum; RATA_RATA: the mean of those that are measured; NILAI_AKHIR: the last that is measured;
    TAHUNAN: one quarter alone. Compared exactly, without rounding.
    ValueError: not four, NaN, infinite. TypeError: not a Decimal. Source: domain.md §2, §3.
    """
    if len(triwulan) != len(Triwulan):
        raise ValueError(f"four quarters expected, got {len(triwulan)}")
    terukur = [eksak(satu) for satu in triwulan if satu is not None]
    if not terukur:
        return Rencana(None, MasalahRencana.KOSONG)
    cara = Agregasi(agregasi)
    match cara:
        case Agregasi.JUMLAH:
            hasil = rata(terukur) * len(terukur)
        case Agregasi.RATA_RATA:
            hasil = rata(terukur)
        case Agregasi.NILAI_AKHIR | Agregasi.TAHUNAN:
            hasil = terukur[-1]
    if cara is Agregasi.TAHUNAN and len(terukur) > 1:
        return Rencana(None, MasalahRencana.LEBIH_DARI_SEKALI)
    return Rencana(desimal(hasil), None if hasil == eksak(periksa(target)) else _MASALAH[cara])


def tegur_rencana(
    agregasi: Agregasi, target: Decimal, satuan: str, triwulan: Sequence[Decimal | None]
) -> str:
    """How the quarters disagree with the year, as a sentence with both figures; empty when they agree.

    Errors as `periksa_rencana`.
    """
    hasil = periksa_rencana(agregasi, target, triwulan)
    if hasil.masalah is None:
        return ""
    if hasil.nilai is None:
        return str(hasil.masalah)
    hitung, setahun = bersatuan(hasil.nilai, satuan), bersatuan(target, satuan)
    return f"{hasil.masalah} Sekarang {hitung}, target setahun {setahun}."
