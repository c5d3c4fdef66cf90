"""Headers: where a table begins and which column is which, by the words in its cells, never by letter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budget.uploads.parsed import Kepala, Kolom
from importing.book import Row, Sheet

_ALAMAT = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Kamus:
    """The words of one kind of file.

    kata: label -> column. ciri: the columns that tell the kind; wajib: those it cannot do without.
    """

    kata: Mapping[str, Kolom]
    ciri: frozenset[Kolom]
    wajib: frozenset[Kolom]


def rapikan(teks: str) -> str:
    """Text as a label: `Pagu  Revisi (Rp)` is `pagu revisi`, `s.d. Periode` is `sd periode`."""
    polos = re.sub(r"\([^)]*\)", " ", teks).casefold().replace(".", "").replace("/", "")
    return " ".join(re.sub(r"[^\w%]+", " ", polos).split())


def label(row: Row) -> dict[int, str]:
    """Column -> label of the texts of a row."""
    return {
        cell.column: bersih
        for cell in row.cells
        if isinstance(cell.value, str) and (bersih := rapikan(cell.value))
    }


def cari_kepala(sheet: Sheet, kamus: Kamus) -> Kepala | None:
    """The first header of a kind in a sheet, of one or two rows; None when there is none.

    It has every column of `kamus.ciri`; whether it has those of `wajib` the caller looks.
    """
    gabung = [batas(satu) for satu in sheet.merged]
    for ke, row in enumerate(sheet.rows):
        bawah = sheet.rows[ke + 1] if ke + 1 < len(sheet.rows) else None
        if kepala := kepala_di(row, bawah, kamus, gabung):
            return kepala
    return None


def kepala_di(
    row: Row, bawah: Row | None, kamus: Kamus, gabung: list[tuple[int, int, int, int]]
) -> Kepala | None:
    """The header that begins in a row; None when it is none. gabung: merged ranges as `batas` gives them."""
    atas = label(row)
    if not any(satu in kamus.kata for satu in atas.values()):
        return None
    anak = _tingkat_dua(row, bawah, kamus)
    kolom: dict[Kolom, tuple[int, int]] = {}
    ganda: list[tuple[Kolom, str]] = []
    for letak in sorted(atas.keys() | anak.keys()):
        ketemu = _kolom_di(letak, atas, anak, kamus)
        if ketemu is None:
            continue
        if ketemu in kolom:
            ganda.append((ketemu, atas.get(letak) or anak[letak]))
            continue
        kolom[ketemu] = (letak, _akhir(letak, row.number, gabung))
    if not kamus.ciri <= kolom.keys():
        return None
    baris = (row.number, bawah.number) if anak and bawah else (row.number,)
    return Kepala(baris, kolom, tuple(ganda))


def kepala_ulang(
    row: Row, bawah: Row | None, kamus: Kamus, gabung: list[tuple[int, int, int, int]]
) -> Kepala | None:
    """The header that is printed again in the data; a row with numbers is none."""
    if any(type(cell.value) in (int, Decimal) for cell in row.cells):
        return None
    return kepala_di(row, bawah, kamus, gabung)


def batas(rentang: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of `A1:C2`."""
    sudut = [_ALAMAT.fullmatch(satu) for satu in rentang.replace("$", "").split(":")]
    letak = [(int(satu[2]), _nomor_kolom(satu[1])) for satu in sudut if satu]
    return (*letak[0], *letak[-1])


def _tingkat_dua(row: Row, bawah: Row | None, kamus: Kamus) -> dict[int, str]:
    """The labels of the row below, when all of it belongs to the header."""
    if bawah is None or bawah.number != row.number + 1:
        return {}
    if any(not isinstance(cell.value, str) for cell in bawah.cells):
        return {}
    anak = label(bawah)
    atas = label(row)
    dikenal = all(_kolom_di(letak, atas, anak, kamus) for letak in anak)
    return anak if anak and dikenal else {}


def _kolom_di(letak: int, atas: dict[int, str], anak: dict[int, str], kamus: Kamus) -> Kolom | None:
    """The column that its labels name: both levels together, the lower alone, the upper alone."""
    induk = atas.get(letak) or _di_kiri(letak, atas)
    bawah = anak.get(letak, "")
    if bawah:
        return kamus.kata.get(f"{induk} {bawah}".strip()) or kamus.kata.get(bawah)
    return kamus.kata.get(atas.get(letak, ""))


def _di_kiri(letak: int, atas: dict[int, str]) -> str:
    kiri = [satu for satu in atas if satu < letak]
    return atas[max(kiri)] if kiri else ""


def _akhir(letak: int, baris: int, gabung: list[tuple[int, int, int, int]]) -> int:
    """The last column of a header cell that was merged to the right."""
    for atas, kiri, bawah, kanan in gabung:
        if atas <= baris <= bawah and kiri == letak:
            return kanan
    return letak


def _nomor_kolom(huruf: str) -> int:
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - ord("A") + 1
    return nomor
