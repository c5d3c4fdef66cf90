"""The recap and the tree as .xlsx: numbers as numbers, texts as texts."""

from collections.abc import Mapping, Sequence
from typing import Any

from budget.display import hari_unggahan, sampai_bulan
from budget.overview_queries import JejakUnggahan
from budget.queries import Anggaran, RekapSatker, Simpul
from importing.writing import bold, head, new_book, put, save, sheet_names, widths, wrap
from kinerja.angka import bulan
from kinerja.serapan import Serapan, jumlah

RUPIAH, PERSEN = "#,##0", "0.00%"
KEPALA_SERAPAN = ("Pagu", "Realisasi SP2D", "Sisa", "Serapan")
BARIS_KEPALA = 4


def isi_rekap(rekap: Sequence[RekapSatker], tahun: int, terakhir: Mapping[int, JejakUnggahan]) -> bytes:
    """The recap with its sum; a satker without a DIPA has empty cells, never 0."""
    book, sheet = _lembar(
        f"Anggaran {tahun}",
        f"Anggaran dan realisasi tahun {tahun}",
        "Dalam rupiah. Sisa dan serapan dihitung dari pagu dan realisasi.",
        ("Kode satker", "Satker", *KEPALA_SERAPAN, "Sampai dengan", "Baris tertinggal", "Unggahan terakhir"),
    )
    for nomor, satu in enumerate(rekap, start=BARIS_KEPALA + 1):
        put(sheet, nomor, 1, satu.satker.kode)
        put(sheet, nomor, 2, satu.satker.nama)
        _serapan(sheet, nomor, satu.serapan)
        put(sheet, nomor, 7, "" if satu.bulan is None else bulan(satu.bulan))
        put(sheet, nomor, 8, satu.tertinggal or None)
        put(sheet, nomor, 9, hari_unggahan(terakhir.get(satu.satker.pk)))
    _jumlah(sheet, BARIS_KEPALA + 1 + len(rekap), jumlah(s.serapan for s in rekap if s.serapan is not None))
    widths(sheet, {1: 14, 2: 36, 3: 20, 4: 20, 5: 20, 6: 12, 7: 16, 8: 24, 9: 28})
    return save(book)


def isi_pohon(anggaran: Anggaran, simpul: Sequence[Simpul]) -> bytes:
    """Some lines of a tree, with the sum of the whole DIPA."""
    tahun = anggaran.dipa.tahun
    book, sheet = _lembar(
        f"DIPA {tahun}",
        f"Anggaran {anggaran.dipa.satker.nama} tahun {tahun}",
        f"Dalam rupiah; realisasi {sampai_bulan(anggaran)}.",
        ("Kode", "Uraian", *KEPALA_SERAPAN, "Tingkat"),
    )
    for nomor, satu in enumerate(simpul, start=BARIS_KEPALA + 1):
        put(sheet, nomor, 1, satu.baris.kode)
        wrap(put(sheet, nomor, 2, satu.baris.uraian))
        _serapan(sheet, nomor, satu.serapan)
        put(sheet, nomor, 7, satu.baris.get_level_display())
    _jumlah(sheet, BARIS_KEPALA + 1 + len(simpul), anggaran.serapan)
    widths(sheet, {1: 22, 2: 64, 3: 20, 4: 20, 5: 20, 6: 12, 7: 12})
    return save(book)


def _lembar(nama: str, judul: str, catatan: str, kepala: Sequence[str]) -> tuple[Any, Any]:
    """A workbook and its sheet with title, note and head."""
    book = new_book()
    sheet = book.create_sheet(*sheet_names([nama]))
    bold(put(sheet, 1, 1, judul))
    put(sheet, 2, 1, catatan)
    for kolom, teks in enumerate(kepala, start=1):
        head(put(sheet, BARIS_KEPALA, kolom, teks))
    sheet.freeze_panes = sheet.cell(BARIS_KEPALA + 1, 3)
    return book, sheet


def _serapan(sheet: Any, nomor: int, serapan: Serapan | None) -> list[Any]:
    """The cells of a serapan; a share of a pagu of 0 is empty."""
    if serapan is None:
        return []
    bagian = None if serapan.persen is None else serapan.persen / 100
    return [
        put(sheet, nomor, 3, serapan.pagu, shown_as=RUPIAH),
        put(sheet, nomor, 4, serapan.realisasi, shown_as=RUPIAH),
        put(sheet, nomor, 5, serapan.sisa, shown_as=RUPIAH),
        put(sheet, nomor, 6, bagian, shown_as=PERSEN),
    ]


def _jumlah(sheet: Any, nomor: int, serapan: Serapan) -> None:
    for sel in [put(sheet, nomor, 2, "JUMLAH"), *_serapan(sheet, nomor, serapan)]:
        bold(sel)
