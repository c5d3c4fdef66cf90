"""Cells as amounts. A text is read only when it has one possible reading in its column."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from budget.uploads.parsed import Angka, Cacat
from importing.book import Cell, CellError
from importing.numbers import Reading, column_readings, readings

#: Blanks that look like a space and are none; a number or code pasted from a web page brings them along.
SPASI_KHUSUS = "\u00a0\u2007\u202f\u200b\ufeff"
_TANPA_SPASI_KHUSUS = str.maketrans(dict.fromkeys(SPASI_KHUSUS, " "))
_STRIP = frozenset("-–—−")


@dataclass(frozen=True)
class Gaya:
    """How the texts of a column read: text -> the readings that are left in this column."""

    bacaan: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    @classmethod
    def dari(cls, cells: Iterable[Cell]) -> "Gaya":
        """From the cells of one column."""
        teks = [bersih(str(cell.value)) for cell in cells if type(cell.value) is str]
        return cls(dict(zip(teks, column_readings(teks), strict=True)))

    def baca(self, teks: str) -> tuple[Reading, ...]:
        """The readings of a text.

        `2.000` is 2000 in a column that groups by dots. In one that groups by commas it may be 2, or 2000 by
        another hand, as in the printed table of 2023: both stay.
        """
        semua = readings(teks)
        menurut_kolom = self.bacaan.get(teks, semua)
        terbesar = max((abs(satu.value) for satu in semua), default=0)
        return menurut_kolom if any(abs(satu.value) == terbesar for satu in menurut_kolom) else semua


def _teks(cell: Cell) -> bool:
    """An error is a text of a type of its own."""
    return type(cell.value) is str


def bersih(teks: str) -> str:
    """A text without special blanks, with single spaces."""
    return " ".join((teks if teks.isascii() else teks.translate(_TANPA_SPASI_KHUSUS)).split())


def terisi(cell: Cell) -> bool:
    """Whether something can be seen in a cell."""
    nilai = cell.value
    return not isinstance(nilai, str) or nilai.isalnum() or bool(bersih(nilai))


def terlihat(cell: Cell) -> str:
    """The value of a cell as a person would name it."""
    nilai = cell.value
    if nilai is None:
        return "rumus tanpa hasil"
    if isinstance(nilai, bool):
        return "BENAR" if nilai else "SALAH"
    if isinstance(nilai, Decimal):
        return format(nilai, "f")
    return str(nilai)


def baca_rupiah(cell: Cell | None, alamat: str, gaya: Gaya) -> Angka:
    """A cell of a rupiah column."""
    # First what nearly every cell is.
    if cell is not None and type(cell.value) is int and not cell.percent:
        return Angka(alamat, str(cell.value), cell.value)
    if cell is None or not terisi(cell):
        return Angka(alamat, cacat=Cacat.KOSONG)
    rupa = terlihat(cell)
    if _teks(cell):
        return _baca_teks(rupa, alamat, gaya)
    if cacat := _bukan_angka(cell):
        return Angka(alamat, rupa, cacat=cacat)
    return _bulat(alamat, rupa, Decimal(str(cell.value)))


def baca_persen(cell: Cell | None, alamat: str) -> Angka:
    """A cell of a percentage column, in percent; a number without a % may be a fraction as well."""
    if cell is None or not terisi(cell):
        return Angka(alamat, cacat=Cacat.KOSONG)
    rupa = terlihat(cell)
    if _teks(cell):
        bacaan = readings(bersih(rupa))
        if not bacaan:
            return Angka(alamat, rupa, cacat=Cacat.TEKS)
        return Angka(alamat, rupa, bacaan=tuple(nilai for satu in bacaan for nilai in _persen(satu)))
    if cell.percent and isinstance(cell.value, int | Decimal):
        return Angka(alamat, rupa, Decimal(cell.value) * 100)
    if cacat := _bukan_angka(cell):
        return Angka(alamat, rupa, cacat=cacat)
    nilai = Decimal(str(cell.value))
    return Angka(alamat, rupa, bacaan=(nilai, nilai * 100))


def _persen(bacaan: Reading) -> tuple[Decimal, ...]:
    nilai = Decimal(bacaan.value)
    return (nilai,) if bacaan.percent else (nilai, nilai * 100)


def _bukan_angka(cell: Cell) -> Cacat | None:
    """What a value is when it is neither a text nor a plain number."""
    nilai = cell.value
    if nilai is None:
        return Cacat.RUMUS
    if isinstance(nilai, CellError):
        return Cacat.GALAT
    if isinstance(nilai, bool):
        return Cacat.LOGIKA
    if isinstance(nilai, date | time):
        return Cacat.TANGGAL
    return Cacat.PERSEN if cell.percent else None


def _baca_teks(teks: str, alamat: str, gaya: Gaya) -> Angka:
    polos = bersih(teks)
    tanda = polos.casefold().removeprefix("rp").strip(" .")
    if tanda and set(tanda) <= _STRIP:
        return Angka(alamat, teks, 0, strip=True)
    bacaan = gaya.baca(polos)
    if not bacaan:
        return Angka(alamat, teks, cacat=Cacat.TEKS)
    if any(satu.percent for satu in bacaan):
        return Angka(alamat, teks, cacat=Cacat.PERSEN)
    if len(bacaan) > 1:
        return Angka(alamat, teks, cacat=Cacat.DUA_BACAAN, bacaan=tuple(satu.value for satu in bacaan))
    return _bulat(alamat, teks, Decimal(bacaan[0].value))


def _bulat(alamat: str, rupa: str, nilai: Decimal) -> Angka:
    if nilai != nilai.to_integral_value():
        return Angka(alamat, rupa, cacat=Cacat.PECAHAN)
    return Angka(alamat, rupa, int(nilai))
