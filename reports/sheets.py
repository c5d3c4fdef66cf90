"""Every table of the LKj as .xlsx: one sheet a table, an index that leads to each, numbers as numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from importing.writing import bold, head, link, new_book, put, save, sheet_names, widths, wrap
from kinerja.angka import AngkaTidakSah, parse_angka
from reports.document import Dokumen, Kalimat, Sel, Tabel, blok_bagian

INDEKS = "Daftar Tabel"
BARIS_KEPALA = 4
#: How wide all columns of a sheet are together, in letters.
LEBAR = 130
# How a figure is printed: sign, Rp, number, percent sign or unit.
TERCETAK = re.compile(r"(-?)(Rp)?(\d[\d.]*(?:,\d+)?)(%| [^\W\d_][^\d\"]*)?")


def isi_tabel(dokumen: Dokumen) -> bytes:
    """The tables as the report prints them, each figure a number in the form in which it is printed."""
    book = new_book()
    tabel = list(_semua(dokumen))
    indeks, *nama = sheet_names([INDEKS, *(satu.nomor or satu.judul for _, satu in tabel)])
    daftar = [(*satu, lembar) for satu, lembar in zip(tabel, nama, strict=True)]
    _indeks(book.create_sheet(indeks), dokumen, daftar)
    for _, satu, lembar in daftar:
        _lembar(book.create_sheet(lembar), satu, indeks)
    return save(book)


def _semua(dokumen: Dokumen) -> Iterator[tuple[str, Tabel]]:
    """Every table with the part of the report that it stands in, in printing order."""
    bagian = [(satu.judul, satu) for satu in dokumen.depan]
    bagian += [
        (f"{bab.nomor} {bab.judul}", satu) for bab in (*dokumen.bab, *dokumen.lampiran) for satu in bab.bagian
    ]
    for nama, satu in bagian:
        yield from ((nama, blok) for blok in blok_bagian(satu) if isinstance(blok, Tabel))


def _indeks(sheet: Any, dokumen: Dokumen, tabel: list[tuple[str, Tabel, str]]) -> None:
    bold(put(sheet, 1, 1, f"{dokumen.judul}, {dokumen.nama_panjang}"))
    put(sheet, 2, 1, f"Status: {dokumen.status}. Angka dibulatkan sebagaimana tercetak dalam laporan.")
    for kolom, teks in enumerate(("No", "Tabel", "Judul", "Bagian laporan", "Baris"), start=1):
        head(put(sheet, BARIS_KEPALA, kolom, teks))
    for ke, (bagian, satu, lembar) in enumerate(tabel, start=1):
        nomor = BARIS_KEPALA + ke
        put(sheet, nomor, 1, ke)
        link(put(sheet, nomor, 2, lembar), lembar, "A1")
        wrap(put(sheet, nomor, 3, satu.judul))
        put(sheet, nomor, 4, bagian)
        put(sheet, nomor, 5, len(satu.baris))
    sheet.freeze_panes = sheet.cell(BARIS_KEPALA + 1, 1)
    widths(sheet, {1: 6, 2: 24, 3: 80, 4: 44, 5: 8})


def _lembar(sheet: Any, tabel: Tabel, indeks: str) -> None:
    """A table under its number and title; every row is complete, so that it can be sorted and filtered."""
    bold(put(sheet, 1, 1, f"{tabel.nomor} {tabel.judul}".strip()))
    link(put(sheet, 2, 1, f"Kembali ke {INDEKS}"), indeks, "A1")
    for kolom, satu in enumerate(tabel.kolom, start=1):
        head(put(sheet, BARIS_KEPALA, kolom, satu.judul))
    for nomor, baris in enumerate(tabel.baris, start=BARIS_KEPALA + 1):
        for kolom, (lajur, sel) in enumerate(zip(tabel.kolom, baris.sel, strict=True), start=1):
            cell = _isi(sheet, nomor, kolom, sel, figur=lajur.rata in ("kanan", "tengah"))
            if baris.gaya:
                bold(cell)
    catatan = [f"Catatan: {_teks(tabel.catatan)}"] if tabel.catatan else []
    catatan += [f"Sumber: {tabel.sumber}"] if tabel.sumber else []
    for nomor, teks in enumerate(catatan, start=BARIS_KEPALA + len(tabel.baris) + 2):
        put(sheet, nomor, 1, teks)
    sheet.freeze_panes = sheet.cell(BARIS_KEPALA + 1, 1)
    widths(
        sheet, {ke: max(8, round(satu.lebar * LEBAR / 100)) for ke, satu in enumerate(tabel.kolom, start=1)}
    )


def _isi(sheet: Any, nomor: int, kolom: int, sel: Sel, *, figur: bool) -> Any:
    """A cell: in a column of figures a number where it is one, elsewhere and otherwise its words."""
    teks = _teks(sel.isi)
    if figur and (terbaca := angka_tercetak(teks)):
        nilai, bentuk = terbaca
        return put(sheet, nomor, kolom, nilai, shown_as=bentuk)
    cell = put(sheet, nomor, kolom, teks)
    wrap(cell)
    return cell


def _teks(isi: Kalimat) -> str:
    return "".join(satu.isi for satu in isi)


def angka_tercetak(teks: str) -> tuple[Decimal, str] | None:
    """The number of a printed figure and the number format that prints it so; None for anything else.

    `99,52%` is 0.9952 as `0.00%`; `Rp1.000` is 1000 as `"Rp"#,##0`; `2 Laporan` is 2 as `#,##0" Laporan"`.
    """
    cocok = TERCETAK.fullmatch(teks)
    if cocok is None:
        return None
    tanda, rupiah, digit, satuan = (satu or "" for satu in cocok.groups())
    try:
        nilai = parse_angka(tanda + digit)
    except AngkaTidakSah:
        return None
    pecahan = digit.partition(",")[2]
    bentuk = "#,##0" + (f".{'0' * len(pecahan)}" if pecahan else "")
    if satuan == "%":
        return nilai / 100, f"{bentuk}%"
    return nilai, "".join([f'"{rupiah}"' if rupiah else "", bentuk, f'"{satuan}"' if satuan else ""])
