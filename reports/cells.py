"""Cells and columns of the LKj's tables, and where a figure comes from."""

from dataclasses import dataclass

from agreements.models import Indikator
from kinerja import angka
from kinerja.serapan import Serapan
from reports.document import Angka, Kalimat, Kolom, Sel, Teks
from reports.queries import BahanLkj

BELUM_TERSEDIA = "belum tersedia"


@dataclass(frozen=True)
class Asal:
    """Where a figure comes from: the page that shows it and that page's name."""

    url: str
    nama: str


def asal_pk(bahan: BahanLkj) -> Asal:
    """The PK that the report measures."""
    return Asal(bahan.alamat_pk, "Perjanjian Kinerja")


def asal_capaian(bahan: BahanLkj) -> Asal:
    """The measurement of the year."""
    return Asal(bahan.alamat_capaian, "Pengukuran kinerja")


def asal_indikator(indikator: Indikator) -> Asal:
    """One indikator with how its figure came about."""
    return Asal(indikator.get_absolute_url(), f"Indikator {indikator.nomor}")


def asal_dipa(bahan: BahanLkj, kode: str = "") -> Asal:
    """The satker's budget, at the line of a code."""
    url = bahan.alamat_dipa
    return Asal(f"{url}#baris-{kode}" if kode else url, "DIPA dan realisasi anggaran")


def asal_wilayah(bahan: BahanLkj) -> Asal:
    """The budgets of all satker."""
    return Asal(bahan.alamat_wilayah, "Anggaran satker")


def teks(isi: object) -> Kalimat:
    """Plain words as inline content."""
    return (Teks(str(isi)),)


def sel(isi: object, *, baris: int = 1) -> Sel:
    """A cell of plain words."""
    return Sel(teks(isi), baris=baris)


def sel_angka(isi: str, asal: Asal) -> Sel:
    """A cell with a bound figure."""
    return Sel((Angka("", isi, asal.url, asal.nama),))


def kosong(isi: str = BELUM_TERSEDIA) -> Sel:
    """A cell for something that is not there, said in words."""
    return Sel(teks(isi), redup=True)


def kolom(*isi: tuple[str, float] | tuple[str, float, str]) -> tuple[Kolom, ...]:
    """Columns from (head, width) or (head, width, alignment)."""
    return tuple(Kolom(satu[0], satu[2] if len(satu) > 2 else "kiri", satu[1]) for satu in isi)


KOLOM_SERAPAN = kolom(
    ("Pagu (Rp)", 17, "kanan"), ("Realisasi (Rp)", 17, "kanan"), ("%", 9, "kanan"), ("Sisa (Rp)", 15, "kanan")
)


def digit(nilai: int) -> str:
    """Rupiah in a table whose head names the unit: grouped digits only."""
    return angka.format_angka(nilai, 0)


def sel_serapan(serapan: Serapan, asal: Asal) -> tuple[Sel, ...]:
    """Pagu, realisasi, persen, sisa."""
    persen = "–" if serapan.persen is None else angka.persen(serapan.persen)
    isi = (digit(serapan.pagu), digit(serapan.realisasi), persen, digit(serapan.sisa))
    return tuple(sel_angka(satu, asal) for satu in isi)
