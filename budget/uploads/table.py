"""Rows under a header as cells by column, and cells as amounts: what all kinds of file share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from budget.uploads.amounts import Gaya, baca_persen, baca_rupiah, bersih, terisi, terlihat
from budget.uploads.header import Kamus, kepala_ulang, rapikan
from budget.uploads.parsed import ANGKA, RUPIAH, Angka, Kepala, Kolom
from importing.book import Cell, Row, Sheet, column_letters
from importing.findings import Finding, Severity

JUMLAH = frozenset({"jumlah", "total", "jumlah total", "jumlah seluruh", "jumlah seluruhnya", "total jumlah"})
_huruf = cache(column_letters)


@dataclass(frozen=True)
class Letak:
    """A row with its cells by column of the header."""

    row: Row
    sel: dict[Kolom, Cell]

    def teks(self, kolom: Kolom) -> str:
        """The text of a cell, cleaned; empty where there is none."""
        return bersih(terlihat(self.sel[kolom])) if kolom in self.sel else ""

    @property
    def berangka(self) -> bool:
        """Whether any cell of an amount holds something."""
        return any(kolom in ANGKA and terisi(cell) for kolom, cell in self.sel.items())


def rows_bawah(lembar: Sheet, kepala: Kepala) -> list[Row]:
    """The rows under the header."""
    return [row for row in lembar.rows if row.number > kepala.baris[-1]]


def letakkan(row: Row, kepala: Kepala) -> Letak:
    """A row of a table whose values stand right under the header."""
    letak = {kiri: kolom for kolom, (kiri, _) in kepala.kolom.items()}
    return Letak(row, {letak[cell.column]: cell for cell in row.cells if cell.column in letak})


def gaya_kolom(letak: Sequence[Letak]) -> dict[Kolom, Gaya]:
    """How the texts of each rupiah column write their thousands."""
    return {kolom: Gaya.dari(satu.sel[kolom] for satu in letak if kolom in satu.sel) for kolom in RUPIAH}


def baca_angka(letak: Letak, kepala: Kepala, gaya: dict[Kolom, Gaya]) -> dict[Kolom, Angka]:
    """The amounts of a row, one for every column of the header."""
    hasil: dict[Kolom, Angka] = {}
    sel, nomor = letak.sel, letak.row.number
    for kolom, kiri in kepala.angka:
        cell = sel.get(kolom)
        alamat = f"{_huruf(cell.column if cell else kiri)}{nomor}"
        if kolom is Kolom.PERSEN:
            hasil[kolom] = baca_persen(cell, alamat)
        else:
            hasil[kolom] = baca_rupiah(cell, alamat, gaya[kolom])
    return hasil


def pilah(
    lembar: Sheet, kepala: Kepala, kamus: Kamus, dipakai: Callable[[Letak], bool]
) -> tuple[list[Letak], list[Finding]]:
    """The rows of a table that are used, and a note on every other one in which something stands."""
    ada: list[Letak] = []
    temuan: list[Finding] = []
    for row in rows_bawah(lembar, kepala):
        letak = letakkan(row, kepala)
        if not any(map(terisi, row.cells)):
            continue
        if kepala_ulang(row, None, kamus, []):
            temuan.append(dilewati(lembar, row, "kepala tabel diulang"))
        elif dipakai(letak):
            ada.append(letak)
        else:
            temuan.append(dilewati(lembar, row, "bukan baris anggaran"))
    return ada, temuan


def jumlah(teks: str) -> bool:
    """Whether a text names the total row."""
    return rapikan(teks) in JUMLAH


def dilewati(lembar: Sheet, row: Row, alasan: str) -> Finding:
    """The note that a row inside the data was skipped."""
    cell = next(filter(terisi, row.cells), row.cells[0])
    return Finding(
        "BARIS-DILEWATI", Severity.NOTE, f"Baris {row.number} dilewati: {alasan}.",
        "Tidak ada yang perlu dilakukan.", lembar.name, cell.address, bersih(terlihat(cell))[:120],
    )  # fmt: skip
