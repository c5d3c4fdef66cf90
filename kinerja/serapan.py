"""Serapan: budget realised against its ceiling, what is left, and the efficiency of resources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja.eksak import desimal, eksak, periksa_bulat
from kinerja.hasil import Alasan

__all__ = ["Alasan", "Efisiensi", "Serapan", "efisiensi", "jumlah"]

#: One row of the efficiency: pagu in rupiah, capaian in percent (None: not computable), realisasi in rupiah.
BarisEfisiensi = tuple[int, Decimal | None, int]


@dataclass(frozen=True)
class Serapan:
    """Pagu and realisasi (SP2D) in whole rupiah.

    A realisasi above the pagu, or a negative correction, is kept. TypeError: bool, Decimal, float.
    ValueError: a pagu below 0.
    """

    pagu: int
    realisasi: int

    def __post_init__(self) -> None:
        """Refuse what is no whole amount."""
        periksa_bulat(self.realisasi)
        if periksa_bulat(self.pagu) < 0:
            raise ValueError(f"pagu below 0: {self.pagu}")

    @property
    def sisa(self) -> int:
        """Pagu − realisasi in rupiah; negative when more was spent than granted, never clamped."""
        return self.pagu - self.realisasi

    @property
    def lebih_pagu(self) -> bool:
        """Whether more was spent than granted."""
        return self.realisasi > self.pagu

    @property
    def persen(self) -> Decimal | None:
        """Realisasi / pagu × 100, unrounded; None when the pagu is 0."""
        return desimal(Fraction(100 * self.realisasi, self.pagu)) if self.pagu else None

    @property
    def persen_sisa(self) -> Decimal | None:
        """Sisa / pagu × 100, unrounded; None when the pagu is 0."""
        return desimal(Fraction(100 * self.sisa, self.pagu)) if self.pagu else None


def jumlah(serapan: Iterable[Serapan]) -> Serapan:
    """The sum of pagu and of realisasi; its persen is that of the sums, never a mean. Of nothing: 0 and 0."""
    baris = list(serapan)
    return Serapan(sum(satu.pagu for satu in baris), sum(satu.realisasi for satu in baris))


@dataclass(frozen=True)
class Efisiensi:
    """The efficiency of resources, raw and clipped side by side.

    e: raw, percent. e_dibatasi: clipped to ±batas, percent. nilai: NE, 0-100. All three None with a named
    alasan, or all three given with alasan None. dihitung, dikecualikan: rows counted and left out (capaian
    not computable).
    """

    e: Decimal | None
    e_dibatasi: Decimal | None
    nilai: Decimal | None
    alasan: Alasan | None
    dihitung: int
    dikecualikan: int

    def __post_init__(self) -> None:
        """ValueError: figures and reason together, or only a part of the figures."""
        kosong = [satu is None for satu in (self.e, self.e_dibatasi, self.nilai)]
        if any(kosong) != all(kosong) or all(kosong) == (self.alasan is None):
            raise ValueError("either all three figures or a reason")

    @property
    def dibatasi(self) -> bool:
        """Whether clipping changed the raw figure; to be said beside it."""
        return self.e != self.e_dibatasi


def efisiensi(baris: Sequence[BarisEfisiensi], batas: Decimal = Decimal(20)) -> Efisiensi:
    """The efficiency of resources: raw, clipped to ±batas percent, and its value NE.

        E = (Σ(pagu × capaian) − Σ realisasi) / Σ(pagu × capaian) × 100
        NE = 50 + E clipped / batas × 50

    Rows are (pagu in rupiah, capaian in percent or None, realisasi in rupiah); a row with capaian None is
    left out with its realisasi, and counted. No row counted: BELUM_ADA_REALISASI. Σ(pagu × capaian) not
    above 0: PEMBANDING_TIDAK_POSITIF. ValueError: batas not above 0, a pagu below 0, NaN. TypeError: an
    amount that is no plain int, a percentage that is no Decimal.
    Source: domain.md §3; not verified against a rule, so batas is a setting and the formula no quotation.
    """
    lebar = eksak(batas)
    if lebar <= 0:
        raise ValueError(f"batas above 0 expected, got {batas}")
    dihitung = [(Serapan(pagu, nyata), eksak(persen)) for pagu, persen, nyata in baris if persen is not None]
    dikecualikan = len(baris) - len(dihitung)
    harapan = sum((satu.pagu * persen / 100 for satu, persen in dihitung), Fraction(0))
    if harapan <= 0:
        alasan = Alasan.PEMBANDING_TIDAK_POSITIF if dihitung else Alasan.BELUM_ADA_REALISASI
        return Efisiensi(None, None, None, alasan, len(dihitung), dikecualikan)
    e = (harapan - sum(satu.realisasi for satu, _ in dihitung)) / harapan * 100
    terbatas = max(-lebar, min(lebar, e))
    nilai = 50 + terbatas / lebar * 50
    return Efisiensi(desimal(e), desimal(terbatas), desimal(nilai), None, len(dihitung), dikecualikan)
