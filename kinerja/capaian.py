"""Capaian: what was reached against what was promised, its means and its predicates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from kinerja.angka import format_angka
from kinerja.eksak import desimal, eksak, periksa, rata, tanpa_ekor
from kinerja.hasil import Alasan, Hasil, periksa_tepat_satu

__all__ = [
    "SERATUS",
    "Alasan",
    "Capaian",
    "MetodeRataRata",
    "Polaritas",
    "RataRata",
    "Rentang",
    "TabelPredikat",
    "TabelTidakSah",
    "capaian_dari_hasil",
    "hitung_capaian",
    "masalah_rentang",
    "rata_rata",
    "rata_rata_indikator",
    "rata_rata_sasaran",
]

NOL = Decimal(0)
SERATUS = Decimal(100)


class Polaritas(StrEnum):
    """The direction in which an indikator is better."""

    MAKSIMASI = "maksimasi"
    MINIMASI = "minimasi"


class MetodeRataRata(StrEnum):
    """Over what a mean is taken; chosen per Perjanjian Kinerja and printed beside the figure."""

    SASARAN = "sasaran"
    INDIKATOR = "indikator"


@dataclass(frozen=True)
class Capaian:
    """An unrounded, unclamped percentage, or the reason why there is none: exactly one of both."""

    persen: Decimal | None
    alasan: Alasan | None = None

    def __post_init__(self) -> None:
        """ValueError: both, neither, or not finite. TypeError: a wrong type."""
        periksa_tepat_satu(self.persen, self.alasan)

    @property
    def memenuhi(self) -> bool:
        """Whether the target is reached: 100 or more, save for the tail of a division."""
        return self.persen is not None and tanpa_ekor(self.persen) >= SERATUS


def hitung_capaian(polaritas: Polaritas, rencana: Decimal | None, realisasi: Decimal | None) -> Capaian:
    """The capaian of one indikator in one period, in percent, to 50 digits; 198,58 and -50 are real.

        maksimasi: realisasi / rencana × 100
        minimasi: (rencana − (realisasi − rencana)) / rencana × 100

    Not computable, in this order: rencana None (BELUM_ADA_RENCANA); realisasi None (BELUM_ADA_REALISASI);
    rencana below 0 (RENCANA_NEGATIF: the formula would turn round); rencana 0 (RENCANA_NOL), save that
    minimasi gives 100 for a realisasi of 0 and RENCANA_NOL_TERLAMPAUI above it. An indikator that is not
    measured is the caller's `Capaian(None, Alasan.TIDAK_DIUKUR)`. A year takes the year's rencana, a quarter
    the quarter's.
    TypeError: float, int, str. ValueError: NaN, infinite, an unknown polaritas.
    Source: LKj 2023 L373-387; domain.md §3.
    """
    arah = Polaritas(polaritas)
    target = None if rencana is None else eksak(rencana)
    nilai = None if realisasi is None else eksak(realisasi)
    if target is None:
        return Capaian(None, Alasan.BELUM_ADA_RENCANA)
    if nilai is None:
        return Capaian(None, Alasan.BELUM_ADA_REALISASI)
    if target < 0:
        return Capaian(None, Alasan.RENCANA_NEGATIF)
    if target == 0:
        return _capaian_rencana_nol(arah, nilai)
    return Capaian(desimal(_rumus(arah, target, nilai)))


def capaian_dari_hasil(polaritas: Polaritas, rencana: Decimal | None, hasil: Hasil) -> Capaian:
    """The capaian of a computed realisasi: the reason of a Hasil without value is handed on as it is.

    For the metode `predikat` the Hasil is in percent of the target, so its rencana is 100. Errors as
    `hitung_capaian`.
    """
    if hasil.alasan is not None:
        return Capaian(None, hasil.alasan)
    return hitung_capaian(polaritas, rencana, hasil.nilai)


def _rumus(arah: Polaritas, rencana: Fraction, realisasi: Fraction) -> Fraction:
    if arah is Polaritas.MAKSIMASI:
        return realisasi / rencana * 100
    return (rencana - (realisasi - rencana)) / rencana * 100


def _capaian_rencana_nol(arah: Polaritas, realisasi: Fraction) -> Capaian:
    if arah is Polaritas.MAKSIMASI or realisasi < 0:
        return Capaian(None, Alasan.RENCANA_NOL)
    if realisasi > 0:
        return Capaian(None, Alasan.RENCANA_NOL_TERLAMPAUI)
    return Capaian(SERATUS)


@dataclass(frozen=True)
class RataRata:
    """A mean of capaian and what it is a mean of.

    persen: unrounded percent; None when no row is computable. dihitung, dikecualikan: rows (indikator)
    counted and left out. metode: to be printed beside the figure. dibatasi: rows that the floor or the cap
    changed. sasaran_dikecualikan: sasaran without a computable row, left out by the mean of sasaran means;
    else 0.
    """

    persen: Decimal | None
    dihitung: int
    dikecualikan: int
    metode: MetodeRataRata
    dibatasi: int = 0
    sasaran_dikecualikan: int = 0


def rata_rata_indikator(
    capaian: Sequence[Capaian], lantai: Decimal = NOL, plafon: Decimal | None = None
) -> RataRata:
    """The plain mean of the computable rows; also the figure of a single sasaran.

    Floor and cap (percent; None: no cap) act on each row, for the mean only; the rows themselves keep their
    value. ValueError: plafon below lantai. TypeError: a bound that is no Decimal. Source: domain.md §3.
    """
    batas = _Batas.dari(lantai, plafon)
    asli = [eksak(satu.persen) for satu in capaian if satu.persen is not None]
    nilai = [batas.terapkan(satu) for satu in asli]
    return RataRata(
        persen=desimal(rata(nilai)) if nilai else None,
        dihitung=len(nilai),
        dikecualikan=len(capaian) - len(nilai),
        metode=MetodeRataRata.INDIKATOR,
        dibatasi=sum(sebelum != sesudah for sebelum, sesudah in zip(asli, nilai, strict=True)),
    )


def rata_rata_sasaran(
    per_sasaran: Sequence[Sequence[Capaian]], lantai: Decimal = NOL, plafon: Decimal | None = None
) -> RataRata:
    """The mean of the sasaran means, unrounded in between; every sasaran weighs the same.

    A sasaran with no computable row is left out and counted. Bounds and errors as `rata_rata_indikator`.
    Source: domain.md §3; the LKj 2023 prints 99,40% by this method (L1170).
    """
    batas = _Batas.dari(lantai, plafon)
    dasar = rata_rata_indikator([satu for sasaran in per_sasaran for satu in sasaran], lantai, plafon)
    berisi = [
        [batas.terapkan(eksak(satu.persen)) for satu in sasaran if satu.persen is not None]
        for sasaran in per_sasaran
    ]
    nilai = [rata(satu) for satu in berisi if satu]
    return replace(
        dasar,
        persen=desimal(rata(nilai)) if nilai else None,
        metode=MetodeRataRata.SASARAN,
        sasaran_dikecualikan=len(per_sasaran) - len(nilai),
    )


def rata_rata(
    metode: MetodeRataRata,
    per_sasaran: Sequence[Sequence[Capaian]],
    lantai: Decimal = NOL,
    plafon: Decimal | None = None,
) -> RataRata:
    """The mean by the chosen metode, over the rows of each sasaran.

    Bounds and errors as `rata_rata_indikator`.
    """
    if MetodeRataRata(metode) is MetodeRataRata.SASARAN:
        return rata_rata_sasaran(per_sasaran, lantai, plafon)
    return rata_rata_indikator([satu for sasaran in per_sasaran for satu in sasaran], lantai, plafon)


@dataclass(frozen=True)
class _Batas:
    lantai: Fraction
    plafon: Fraction | None

    @classmethod
    def dari(cls, lantai: Decimal, plafon: Decimal | None) -> "_Batas":
        if plafon is not None and periksa(plafon) < periksa(lantai):
            raise ValueError(f"plafon {plafon} below lantai {lantai}")
        return cls(eksak(lantai), None if plafon is None else eksak(plafon))

    def terapkan(self, nilai: Fraction) -> Fraction:
        bawah = max(nilai, self.lantai)
        return bawah if self.plafon is None else min(bawah, self.plafon)


@dataclass(frozen=True)
class Rentang:
    """A half-open band (bawah, atas] and its word; None is unbounded on that side. Unit: that of the table.

    ValueError: bawah not below atas, a blank nama, NaN. TypeError: a border that is no Decimal.
    """

    bawah: Decimal | None
    atas: Decimal | None
    nama: str

    def __post_init__(self) -> None:
        """Refuse an impossible band with a formal sentence."""
        for batas in (self.bawah, self.atas):
            if batas is not None:
                periksa(batas)
        if not self.nama.strip():
            raise ValueError("Nama predikat wajib diisi.")
        if self.bawah is not None and self.atas is not None and self.bawah >= self.atas:
            raise ValueError(f"Batas bawah predikat “{self.nama}” harus lebih kecil daripada batas atasnya.")

    @property
    def teks(self) -> str:
        """The interval in words of a table: `>80–100`, `≤50`, `>90`, `semua nilai`."""
        atas = "" if self.atas is None else format_angka(self.atas, None)
        if self.bawah is None:
            return f"≤{atas}" if atas else "semua nilai"
        bawah = f">{format_angka(self.bawah, None)}"
        return f"{bawah}–{atas}" if atas else bawah

    def memuat(self, nilai: Decimal) -> bool:
        """Whether bawah < nilai ≤ atas, unrounded save for the tail of a division (`tanpa_ekor`)."""
        bersih = tanpa_ekor(nilai)
        return (self.bawah is None or self.bawah < bersih) and (self.atas is None or bersih <= self.atas)


class TabelTidakSah(ValueError):
    """A table of predicates with gaps or overlaps; `masalah` lists every fault as a formal sentence."""

    def __init__(self, masalah: Sequence[str]) -> None:
        """Keep all faults; `str()` shows the first."""
        self.masalah = tuple(masalah)
        super().__init__(self.masalah[0])


@dataclass(frozen=True)
class TabelPredikat:
    """The bands of one year, given in any order, kept from the lowest to the highest: one value, one word.

    TabelTidakSah: empty, a gap or an overlap. A table may end (100) or begin (0) somewhere: see `lengkap`.
    """

    rentang: Sequence[Rentang]

    def __post_init__(self) -> None:
        """Sort the bands and refuse a faulty table."""
        if masalah := masalah_rentang(self.rentang):
            raise TabelTidakSah(masalah)
        object.__setattr__(self, "rentang", _urut(self.rentang))

    @property
    def lengkap(self) -> bool:
        """Whether every value has a word: the lowest band has no bawah and the highest no atas."""
        return self.rentang[0].bawah is None and self.rentang[-1].atas is None

    def untuk(self, nilai: Decimal) -> Rentang | None:
        """The one band that holds the unrounded value; None when it lies outside the table.

        80.001 is shown as 80% and yet lies in (80, 100]. Errors as `periksa`.
        Source: domain.md §3; LKj 2023 L1170 (>80-100).
        """
        return next((satu for satu in self.rentang if satu.memuat(nilai)), None)

    def tolak(self, nilai: Decimal) -> str:
        """Why a score cannot be on this scale and what can, as a sentence; empty when it can.

        Borders included; a table that begins nowhere begins at 0, for no score is less than none.
        """
        bawah, atas = self.rentang[0].bawah or NOL, self.rentang[-1].atas
        if bawah <= nilai and (atas is None or nilai <= atas):
            return ""
        sah = f"paling kecil {format_angka(bawah, None)}"
        if atas is not None:
            sah += f" dan paling besar {format_angka(atas, None)}"
        return (
            f"Nilai {format_angka(nilai, None)} di luar skala: {sah}."
            " Periksa angkanya; tanda desimal ditulis dengan koma, misalnya 66,15."
        )


def masalah_rentang(rentang: Sequence[Rentang]) -> list[str]:
    """Every fault of a table of bands as a formal sentence: empty, gaps, overlaps; no fault, no sentence."""
    if not rentang:
        return ["Tabel predikat belum memuat satu rentang pun."]
    return [masalah for a, b in pairwise(_urut(rentang)) if (masalah := _masalah_sambungan(a, b))]


def _urut(rentang: Sequence[Rentang]) -> tuple[Rentang, ...]:
    return tuple(sorted(rentang, key=lambda satu: (satu.bawah is not None, satu.bawah or NOL)))


def _masalah_sambungan(rendah: Rentang, tinggi: Rentang) -> str | None:
    if rendah.atas is None or tinggi.bawah is None or tinggi.bawah < rendah.atas:
        return (
            f"Rentang “{rendah.nama}” ({rendah.teks}) dan “{tinggi.nama}” ({tinggi.teks}) bertumpang tindih."
        )
    if rendah.atas < tinggi.bawah:
        return (
            f"Ada celah antara rentang “{rendah.nama}” ({rendah.teks}) dan “{tinggi.nama}” ({tinggi.teks})."
        )
    return None
