"""Metode: how the realisasi of an indikator is counted from its inputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kinerja.eksak import desimal, eksak, periksa, rata
from kinerja.hasil import Alasan, Hasil

__all__ = [
    "Alasan",
    "Hasil",
    "HasilRekap",
    "Metode",
    "Pecahan",
    "SkalaPredikat",
    "Tingkat",
    "langsung",
    "pembagi",
    "predikat",
    "rasio",
    "rasio_gabungan",
    "rata_rata_rasio",
    "rekap_satker",
]


class Metode(StrEnum):
    """The ways to count a realisasi (domain.md §3); the inputs are always kept."""

    LANGSUNG = "langsung"
    RASIO = "rasio"
    RATA_RATA_RASIO = "rata-rata-rasio"
    RASIO_GABUNGAN = "rasio-gabungan"
    REKAP_SATKER = "rekap-satker"
    PREDIKAT = "predikat"


def pembagi(metode: str, target: Decimal | None) -> Decimal | None:
    """What a capaian divides by: the target, or 100 for a predikat, whose value is in percent of it."""
    return Decimal(100) if metode == Metode.PREDIKAT else target


@dataclass(frozen=True)
class Pecahan:
    """One component: pembilang over penyebut in one unit (things, people, rupiah); None is not filled in yet.

    TypeError: neither Decimal nor None. ValueError: NaN, infinite, a penyebut below 0.
    """

    pembilang: Decimal | None
    penyebut: Decimal | None
    nama: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no fraction."""
        if self.pembilang is not None:
            periksa(self.pembilang)
        if self.penyebut is not None and periksa(self.penyebut) < 0:
            raise ValueError(f"penyebut below 0: {self.penyebut}")


def langsung(nilai: Decimal | None) -> Hasil:
    """A value in the indikator's own unit as it was entered; None gives BELUM_ADA_REALISASI.

    Errors as `periksa`.
    """
    return Hasil(None, Alasan.BELUM_ADA_REALISASI) if nilai is None else Hasil(nilai)


def rasio(pecahan: Pecahan) -> Hasil:
    """pembilang / penyebut × 100, in percent. Reasons: KOMPONEN_BELUM_LENGKAP, PENYEBUT_NOL."""
    return _persen(_jumlahkan([pecahan]))


def rata_rata_rasio(pecahan: Sequence[Pecahan]) -> Hasil:
    """The mean of the component ratios, in percent, unrounded in between; every component weighs the same.

    A component that cannot be counted makes the whole not computable, with the reason of the first such one:
    leaving it out would change the definition. Nothing given: BELUM_ADA_REALISASI. Source: LKj 2023 L587-737
    (8 facilities).
    """
    if not pecahan:
        return Hasil(None, Alasan.BELUM_ADA_REALISASI)
    bagian = [_bagi(_jumlahkan([satu])) for satu in pecahan]
    for satu in bagian:
        if isinstance(satu, Alasan):
            return Hasil(None, satu)
    return Hasil(desimal(rata([satu for satu in bagian if isinstance(satu, Fraction)])))


def rasio_gabungan(pecahan: Sequence[Pecahan]) -> Hasil:
    """Σ pembilang / Σ penyebut × 100, in percent; a component weighs as much as its penyebut.

    A single penyebut of 0 is allowed, their sum is not (PENYEBUT_NOL). An empty cell: KOMPONEN_BELUM_LENGKAP;
    nothing given: BELUM_ADA_REALISASI. Source: the cara perhitungan of the PK 2023 (units working / all
    units, L1231).
    """
    if not pecahan:
        return Hasil(None, Alasan.BELUM_ADA_REALISASI)
    return _persen(_jumlahkan(pecahan))


def _jumlahkan(pecahan: Sequence[Pecahan]) -> tuple[Fraction, Fraction] | None:
    """The two sums; None when a cell is empty."""
    atas, bawah = Fraction(0), Fraction(0)
    for satu in pecahan:
        if satu.pembilang is None or satu.penyebut is None:
            return None
        atas += eksak(satu.pembilang)
        bawah += eksak(satu.penyebut)
    return atas, bawah


def _bagi(jumlah: tuple[Fraction, Fraction] | None) -> Fraction | Alasan:
    if jumlah is None:
        return Alasan.KOMPONEN_BELUM_LENGKAP
    atas, bawah = jumlah
    return Alasan.PENYEBUT_NOL if bawah == 0 else atas / bawah * 100


def _persen(jumlah: tuple[Fraction, Fraction] | None) -> Hasil:
    nilai = _bagi(jumlah)
    return Hasil(None, nilai) if isinstance(nilai, Alasan) else Hasil(desimal(nilai))


@dataclass(frozen=True)
class HasilRekap(Hasil):
    """A Hasil in percent of all satker, with how many meet the criterion, do not, and have not answered."""

    memenuhi: int = 0
    tidak_memenuhi: int = 0
    diam: int = 0

    @property
    def jumlah(self) -> int:
        """All satker of the recap, the silent ones included: the penyebut."""
        return self.memenuhi + self.tidak_memenuhi + self.diam


def rekap_satker(jawaban: Sequence[bool | None], *, diam_gugur: bool = False) -> HasilRekap:
    """The share of all satker that meet a criterion × 100; per satker True, False, or None for silent.

    The penyebut is always all satker of the sequence. While one is silent the share is not computable
    (SATKER_BELUM_MENJAWAB), unless the caller says `diam_gugur=True`: silent is then not met. No satker at
    all: TIDAK_ADA_SATKER. TypeError: an answer that is neither bool nor None.
    Source: domain.md §3; LKj 2023 L746-764.
    """
    if any(satu is not None and not isinstance(satu, bool) for satu in jawaban):
        raise TypeError("answers are True, False or None")
    memenuhi, tidak, diam = (sum(satu is arti for satu in jawaban) for arti in (True, False, None))
    if not jawaban:
        hasil = Hasil(None, Alasan.TIDAK_ADA_SATKER)
    elif diam and not diam_gugur:
        hasil = Hasil(None, Alasan.SATKER_BELUM_MENJAWAB)
    else:
        hasil = Hasil(desimal(Fraction(100 * memenuhi, len(jawaban))))
    return HasilRekap(hasil.nilai, hasil.alasan, memenuhi, tidak, diam)


@dataclass(frozen=True)
class Tingkat:
    """One level of a scale; nilai: the percent it is worth when the target is missed, None for none."""

    nama: str
    nilai: Decimal | None = None

    def __post_init__(self) -> None:
        """ValueError: a blank nama, NaN, infinite. TypeError: nilai is no Decimal."""
        if not self.nama.strip():
            raise ValueError("Nama tingkat predikat wajib diisi.")
        if self.nilai is not None:
            periksa(self.nilai)


@dataclass(frozen=True)
class SkalaPredikat:
    """An ordinal scale, from the best level to the worst: AA…D, or WTP, WDP, TW, TMP.

    ValueError: no level, or a level named twice.
    """

    tingkat: Sequence[Tingkat]

    def __post_init__(self) -> None:
        """Freeze the levels and refuse a faulty scale."""
        object.__setattr__(self, "tingkat", tuple(self.tingkat))
        nama = [satu.nama for satu in self.tingkat]
        if not nama:
            raise ValueError("Skala predikat belum memuat satu tingkat pun.")
        if len(set(nama)) < len(nama):
            raise ValueError("Nama tingkat dalam skala predikat tidak boleh berulang.")

    @classmethod
    def dari_nama(cls, *nama: str) -> "SkalaPredikat":
        """A scale of bare names without values, the best first."""
        return cls([Tingkat(satu) for satu in nama])

    def urutan(self, nama: str) -> int:
        """The place of a level, 0 for the best. ValueError: not on the scale; names match to the letter."""
        for tempat, satu in enumerate(self.tingkat):
            if satu.nama == nama:
                return tempat
        sah = ", ".join(satu.nama for satu in self.tingkat)
        raise ValueError(f"Predikat “{nama}” tidak ada dalam skala. Pilihlah salah satu dari: {sah}.")


def predikat(nilai: str | None, target: str, skala: SkalaPredikat) -> Hasil:
    """The predicate reached against the one promised, in percent: the target or better is 100, never more.

    Missed: the percent that the scale gives the level, else PREDIKAT_TIDAK_BERNILAI. None:
    BELUM_ADA_REALISASI. For the capaian the rencana is 100. ValueError: nilai or target is not on the scale.
    Source: domain.md §3.
    """
    batas = skala.urutan(target)
    if nilai is None:
        return Hasil(None, Alasan.BELUM_ADA_REALISASI)
    tempat = skala.urutan(nilai)
    if tempat <= batas:
        return Hasil(Decimal(100))
    poin = skala.tingkat[tempat].nilai
    return Hasil(None, Alasan.PREDIKAT_TIDAK_BERNILAI) if poin is None else Hasil(poin)
