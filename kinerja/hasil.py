"""A value, or the named reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kinerja.eksak import periksa


class Alasan(StrEnum):
    """Why a figure is not computable; `kalimat` is the formal sentence shown in its place.

    Source: domain.md §3, "not computable is a named reason, never 0, 100 or '-'".
    """

    kalimat: str

    def __new__(cls, nilai: str, kalimat: str) -> "Alasan":
        """Join the stored value and its sentence in one member."""
        anggota = str.__new__(cls, nilai)
        anggota._value_ = nilai
        anggota.kalimat = kalimat
        return anggota

    BELUM_ADA_RENCANA = (
        "belum-ada-rencana",
        "Target untuk periode ini belum ditetapkan.",
    )
    BELUM_ADA_REALISASI = (
        "belum-ada-realisasi",
        "Realisasi untuk periode ini belum diisi.",
    )
    TIDAK_DIUKUR = (
        "tidak-diukur",
        "Indikator tidak diukur pada periode ini.",
    )
    RENCANA_NOL = (
        "rencana-nol",
        "Target bernilai nol sehingga capaian tidak dapat dihitung dengan pembagian.",
    )
    RENCANA_NOL_TERLAMPAUI = (
        "rencana-nol-terlampaui",
        "Target bernilai nol, sedangkan realisasi lebih besar dari nol; penyebabnya wajib dijelaskan.",
    )
    RENCANA_NEGATIF = (
        "rencana-negatif",
        "Target bernilai negatif sehingga rumus capaian tidak dapat diterapkan.",
    )
    KOMPONEN_BELUM_LENGKAP = (
        "komponen-belum-lengkap",
        "Pembilang atau penyebut belum terisi seluruhnya.",
    )
    PENYEBUT_NOL = (
        "penyebut-nol",
        "Penyebut bernilai nol sehingga rasio tidak dapat dihitung.",
    )
    SATKER_BELUM_MENJAWAB = (
        "satker-belum-menjawab",
        "Masih ada satuan kerja yang belum menyampaikan jawaban.",
    )
    TIDAK_ADA_SATKER = (
        "tidak-ada-satker",
        "Belum ada satuan kerja yang dimintai jawaban.",
    )
    PREDIKAT_TIDAK_BERNILAI = (
        "predikat-tidak-bernilai",
        "Predikat yang diperoleh di bawah target dan tidak diberi nilai dalam skala yang berlaku.",
    )
    PREDIKAT_TIDAK_DIKENAL = (
        "predikat-tidak-dikenal",
        "Predikat atau target predikat tidak terdapat dalam skala nilai yang berlaku.",
    )
    TRIWULAN_TERLEWAT = (
        "triwulan-terlewat",
        "Realisasi pada triwulan yang lebih awal belum diketahui.",
    )
    TAHUNAN_LEBIH_DARI_SEKALI = (
        "tahunan-lebih-dari-sekali",
        "Indikator yang diukur sekali setahun memiliki lebih dari satu nilai realisasi.",
    )
    PEMBANDING_TIDAK_POSITIF = (
        "pembanding-tidak-positif",
        "Jumlah pagu dikalikan capaian tidak lebih besar dari nol sehingga efisiensi tidak dapat dihitung.",
    )


def periksa_tepat_satu(nilai: Decimal | None, alasan: Alasan | None) -> None:
    """Hold the invariant of every result: a finite Decimal or an Alasan, exactly one of the two.

    ValueError: both, neither, or not finite. TypeError: a value that is no Decimal, a reason that is no
    Alasan.
    """
    if (nilai is None) == (alasan is None):
        raise ValueError("exactly one of value and reason is required")
    if nilai is not None:
        periksa(nilai)
    elif not isinstance(alasan, Alasan):
        raise TypeError(f"Alasan expected, got {type(alasan).__name__}")


@dataclass(frozen=True)
class Hasil:
    """A computed realisasi in the indikator's own unit, or why there is none: exactly one of both."""

    nilai: Decimal | None
    alasan: Alasan | None = None

    def __post_init__(self) -> None:
        """ValueError or TypeError as in `periksa_tepat_satu`."""
        periksa_tepat_satu(self.nilai, self.alasan)
