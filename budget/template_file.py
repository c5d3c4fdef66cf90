"""Our template as a file: what is known stands in it, the rest is open to be typed."""

from typing import Any

from accounts.models import Satker
from budget.models import BarisDipa
from budget.snapshot import BarisPotret, PotretDipa, RevisiPotret
from budget.uploads.template import LEMBAR, rows_atas
from importing.writing import (
    bold,
    compute,
    head,
    new_book,
    open_for_typing,
    protect,
    put,
    save,
    whole_numbers,
    widths,
    wrap,
)

RUPIAH, PERSEN = "#,##0", "0.00%"
LEBAR = {1: 22, 2: 64, 3: 20, 4: 26, 5: 20, 6: 14}
BARIS_KOSONG = 60
#: A code of four parts, as a spreadsheet looks for it.
POLA_RO = "*.*.*.*"
BUKAN_BULAT = "Tulislah rupiah bulat, tanpa titik, koma, atau Rp."


def isi_templat(satker: Satker, potret: PotretDipa, bulan: int, *, revisi_berikut: bool = False) -> bytes:
    """The .xlsx for a satker's DIPA year and a month.

    Codes, names and pagu of the revision in force stand in it, and the realisasi where the month has one;
    parents, sisa and percentages are formulas. Without a DIPA it has empty rows to fill; a satker known by
    its total has the total row to fill.

    revisi_berikut: it is for the revision after the one in force. Its pagu are typed over, its lines changed.
    """
    berlaku = potret.berlaku
    book = new_book()
    sheet = book.create_sheet(LEMBAR)
    baris_atas = rows_atas(
        satker.kode, satker.nama, potret.tahun, bulan, berlaku.nomor + revisi_berikut if berlaku else 0
    )
    for nomor, isi in enumerate(baris_atas, start=1):
        for kolom, nilai in enumerate(isi, start=1):
            put(sheet, nomor, kolom, nilai)
    for kolom in range(1, len(baris_atas[-1]) + 1):
        head(sheet.cell(len(baris_atas), kolom))
    bold(sheet.cell(1, 1))
    _isi_tabel(sheet, len(baris_atas) + 1, berlaku, bulan)
    if berlaku and any(satu.level != BarisDipa.Level.TOTAL for satu in berlaku.baris) and not revisi_berikut:
        protect(sheet)
    widths(sheet, LEBAR)
    sheet.freeze_panes = sheet.cell(len(baris_atas) + 1, 3)
    return save(book)


def _isi_tabel(sheet: Any, awal: int, berlaku: RevisiPotret | None, bulan: int) -> None:
    if berlaku is None:
        _kosong(sheet, awal)
        return
    baris = [satu for satu in berlaku.baris if satu.level != BarisDipa.Level.TOTAL]
    anak: dict[str | None, list[int]] = {}
    for nomor, satu in enumerate(baris, start=awal):
        anak.setdefault(satu.induk, []).append(nomor)
    isian = [
        _baris(sheet, nomor, satu, anak.get(satu.kode, []), bulan)
        for nomor, satu in enumerate(baris, start=awal)
    ]
    isian.append(_jumlah(sheet, awal + len(baris), berlaku, anak.get(None, []), bulan))
    whole_numbers(sheet, filter(None, isian), BUKAN_BULAT)


def _baris(sheet: Any, nomor: int, satu: BarisPotret, anak: list[int], bulan: int) -> str:
    """One line; the address of its realisasi where that is to be typed, else empty."""
    put(sheet, nomor, 1, satu.kode)
    wrap(put(sheet, nomor, 2, satu.uraian))
    _rasio(sheet, nomor)
    if anak:
        _jumlahkan(sheet, nomor, anak)
        return ""
    put(sheet, nomor, 3, satu.pagu, shown_as=RUPIAH)
    return _diketik(sheet, nomor, satu, bulan)


def _jumlah(sheet: Any, nomor: int, berlaku: RevisiPotret, akar: list[int], bulan: int) -> str:
    """The total row: a sum, or what a satker known by its total types."""
    bold(put(sheet, nomor, 2, "JUMLAH"))
    _rasio(sheet, nomor)
    if akar:
        _jumlahkan(sheet, nomor, akar)
        return ""
    (total,) = berlaku.daun.values()
    put(sheet, nomor, 3, total.pagu, shown_as=RUPIAH)
    return _diketik(sheet, nomor, total, bulan)


def _diketik(sheet: Any, nomor: int, satu: BarisPotret, bulan: int) -> str:
    sel = put(sheet, nomor, 4, satu.realisasi.get(bulan), shown_as=RUPIAH)
    open_for_typing(sel)
    return str(sel.coordinate)


def _jumlahkan(sheet: Any, nomor: int, anak: list[int]) -> None:
    for kolom, huruf in ((3, "C"), (4, "D")):
        jumlah = ",".join(f"{huruf}{satu}" for satu in anak)
        bold(compute(sheet, nomor, kolom, f"=SUM({jumlah})", shown_as=RUPIAH))


def _rasio(sheet: Any, nomor: int) -> None:
    compute(sheet, nomor, 5, f'=IF(C{nomor}="","",C{nomor}-D{nomor})', shown_as=RUPIAH)
    compute(sheet, nomor, 6, f'=IF(N(C{nomor})=0,"",D{nomor}/C{nomor})', shown_as=PERSEN)


def _kosong(sheet: Any, awal: int) -> None:
    """Rows to fill in a first template, and their sum; what is left empty is no line."""
    akhir = awal + BARIS_KOSONG
    for nomor in range(awal, akhir):
        for kolom in range(1, 5):
            open_for_typing(put(sheet, nomor, kolom, None, shown_as=RUPIAH if kolom > 2 else "@"))
    bold(put(sheet, akhir, 2, "JUMLAH"))
    _rasio(sheet, akhir)
    # A parent may be left empty or not: only RO count. Without one the sum is empty; 0 would be a total.
    ro = f'A{awal}:A{akhir - 1},"{POLA_RO}"'
    for kolom, huruf in ((3, "C"), (4, "D")):
        jumlah = f"SUMIF({ro},{huruf}{awal}:{huruf}{akhir - 1})"
        bold(compute(sheet, akhir, kolom, f'=IF(COUNTIF({ro})=0,"",{jumlah})', shown_as=RUPIAH))
    whole_numbers(sheet, [f"C{awal}:D{akhir}"], BUKAN_BULAT)
