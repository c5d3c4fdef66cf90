"""Budget files for tests: rows as Python dicts by column letter, as Workbook values or as real bytes.

`{"A": "CQ", "C": 100}` is a row; None or a missing letter is an empty cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook as XlsxBook

from budget.uploads.template import rows_atas
from importing.book import Cell, Kind, Row, Sheet, Value, Workbook, column_letters

Rows = list[dict[str, Any]]
TAHUN, BULAN = 2023, 6
KODE, NAMA = "654357", "KPU Provinsi Uji"
LEVELS = ("program", "kegiatan", "kro", "ro")
LETTERS = {column_letters(number): number for number in range(1, 60)}
#: Sums to pagu 1_160_000 and realisasi 650_000.
RO = {
    "CQ.6709.QGE.001": (100_000, 90_000),
    "CQ.6709.QGE.004": (50_000, 50_000),
    "CQ.6710.QGE.001": (10_000, 10_000),
    "WA.3355.EBA.994": (1_000_000, 500_000),
}


class Formula:
    """A formula with the result that was stored with it; None: it was saved without one."""

    def __init__(self, value: Value | None = None) -> None:
        self.value = value


class Percent:
    """A number that is shown in percent."""

    def __init__(self, value: Value) -> None:
        self.value = value


def sheet(
    rows: Sequence[Mapping[str, Any]],
    name: str = "Lembar1",
    *,
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[str] = (),
    merged: Iterable[str] = (),
) -> Sheet:
    """A sheet whose first row is number 1."""
    return Sheet(
        name,
        tuple(
            Row(number, cells, number in set(hidden_rows))
            for number, row in enumerate(rows, start=1)
            if (cells := tuple(_cells(number, row)))
        ),
        hidden,
        frozenset(LETTERS[letter] for letter in hidden_columns),
        tuple(merged),
    )


def _cells(number: int, row: Mapping[str, Any]) -> Iterable[Cell]:
    for letter in sorted(row, key=LETTERS.__getitem__):
        value = row[letter]
        if isinstance(value, Formula):
            yield Cell(number, LETTERS[letter], value.value, formula=True)
        elif isinstance(value, Percent):
            yield Cell(number, LETTERS[letter], _exact(value.value), percent=True)
        elif value is not None:
            yield Cell(number, LETTERS[letter], _exact(value))


def _exact(value: Any) -> Any:
    """A float as the reader gives it."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def book(rows: Sequence[Mapping[str, Any]], **kwargs: Any) -> Workbook:
    return Workbook(Kind.XLSX, (sheet(rows, **kwargs),))


def xlsx(rows: Sequence[Mapping[str, Any]], name: str = "Lembar1") -> bytes:
    """A real .xlsx, written by openpyxl."""
    target = XlsxBook()
    target.active.title = name
    for number, row in enumerate(rows, start=1):
        for letter, value in row.items():
            cell = target.active.cell(number, LETTERS[letter])
            if isinstance(value, Percent):
                cell.value, cell.number_format = value.value, "0.00%"
            else:
                cell.value = value
    stream = BytesIO()
    target.save(stream)
    return stream.getvalue()


def csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The same rows as CSV with semicolons; numbers without separators."""
    width = max(LETTERS[letter] for row in rows for letter in row)
    lines = []
    for row in rows:
        by_number = {LETTERS[letter]: _text(value) for letter, value in row.items()}
        lines.append(";".join(by_number.get(number, "") for number in range(1, width + 1)))
    return "\n".join(lines).encode()


def _text(value: Any) -> str:
    if isinstance(value, Percent):
        return f"{value.value * 100:.2f}%".replace(".", ",")
    return "" if value is None else str(value)


def tree(ro: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Every code of the tree in printing order, parents with the sums of their leaves."""
    codes = {".".join(code.split(".")[:depth]) for code in ro for depth in range(1, 5)}
    return {
        code: tuple(
            sum(amounts[side] for leaf, amounts in ro.items() if f"{leaf}.".startswith(f"{code}."))
            for side in (0, 1)
        )
        for code in sorted(codes, key=lambda one: one.split("."))
    }


def total(ro: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(one[0] for one in ro.values()), sum(one[1] for one in ro.values())


# Our template. Header in row 8, lines from row 9: A Kode, B Uraian, C Pagu, D Realisasi, E Sisa, F Persen.


def template(
    ro: Mapping[str, tuple[int, int]] = RO,
    *,
    satker: tuple[str, str] = (KODE, NAMA),
    tahun: int = TAHUN,
    bulan: int = BULAN,
    revisi: int = 0,
) -> Rows:
    rows = [dict(zip("ABCDEF", row, strict=False)) for row in rows_atas(*satker, tahun, bulan, revisi)]
    for code, (pagu, nyata) in tree(ro).items():
        rows.append({"A": code, "B": f"Uraian {code}", **_amounts("CDEF", pagu, nyata)})
    rows.append({"B": "JUMLAH", **_amounts("CDEF", *total(ro))})
    return rows


def _amounts(letters: str, pagu: int, nyata: int) -> dict[str, Any]:
    return dict(zip(letters, (pagu, nyata, pagu - nyata, Percent(nyata / pagu if pagu else 0)), strict=True))


# A recap. Header in row 3, satker from row 4: A No, B Satker, C Pagu, D Realisasi, E %, F Sisa.


def recap(
    satker: Mapping[str, tuple[int, int]], *, tahun: int = TAHUN, bulan: str = "Juni", jumlah: bool = True
) -> Rows:
    rows: Rows = [
        {"A": f"Realisasi anggaran tahun {tahun} periode sampai dengan {bulan} {tahun}"},
        {},
        {"A": "No", "B": "Satker", "C": "Pagu", "D": "Realisasi SP2D", "E": "%", "F": "Sisa Anggaran"},
    ]
    for number, (nama, (pagu, nyata)) in enumerate(satker.items(), start=1):
        rows.append({"A": number, "B": nama, **_recap_amounts(pagu, nyata)})
    if jumlah:
        rows.append({"B": "JUMLAH", **_recap_amounts(*total(satker))})
    return rows


def _recap_amounts(pagu: int, nyata: int) -> dict[str, Any]:
    persen = round(100 * nyata / pagu, 2) if pagu else 0
    return {"C": pagu, "D": nyata, "E": persen, "F": pagu - nyata}


# SAKTI's FA Detail. Header in rows 7-8, total in row 9, lines from row 10.

FA_HEADER: Rows = [
    {"A": "Uraian", "P": "Pagu Revisi", "R": "Lock Pagu", "V": "Realisasi TA 2023", "AB": "%",
     "AD": "Sisa Anggaran"},
    {"V": "Periode Lalu", "W": "Periode Ini", "Y": "s.d. Periode"},
]  # fmt: skip
FA_VALUES = ("P", "R", "V", "W", "Y", "AB", "AD")
FA_SHIFTED = ("Q", "S", "W", "X", "Z", "AC", "AE")
FA_TOTAL = ("Q", "S", "W", "X", "Y", "AC", "AD")
FA_CODE = {"program": "B", "kegiatan": "B", "kro": "C", "ro": "C"}
FA_NAME = {"program": "D", "kegiatan": "I", "kro": "G", "ro": "K"}


def fa_detail(
    ro: Mapping[str, tuple[int, int]] = RO,
    *,
    satker: tuple[str, str] = (KODE, NAMA),
    periode: str = "Periode Juni 2023",
    letters: Sequence[str] = FA_VALUES,
    total_letters: Sequence[str] = FA_TOTAL,
) -> Rows:
    rows = fa_title(satker, periode) + FA_HEADER
    rows.append({"A": "JUMLAH SELURUHNYA", **fa_amounts(total_letters, *total(ro))})
    for code, (pagu, nyata) in tree(ro).items():
        rows.append(fa_line(code, pagu, nyata, letters))
        if code.count(".") == 3:
            rows += fa_detail_of(pagu, nyata, letters)
    return rows


def fa_title(satker: tuple[str, str], periode: str) -> Rows:
    return [
        {"A": "LAPORAN KETERSEDIAAN DANA DETAIL TA 2023"},
        {"A": "Per Program; Kegiatan; Output; SubOutput; Komponen; SubKomponen; Akun; Item;"},
        {"A": periode},
        {"A": "Kementerian", "E": ":", "O": "076", "P": "KOMISI PEMILIHAN UMUM"},
        {"A": "Unit Organisasi", "E": ":", "O": "01", "P": "KOMISI PEMILIHAN UMUM"},
        {"A": "Satuan Kerja", "E": ":", "O": satker[0], "P": satker[1].upper()},
    ]


def fa_line(code: str, pagu: int, nyata: int, letters: Sequence[str] = FA_VALUES) -> dict[str, Any]:
    level = LEVELS[code.count(".")]
    parts = code.split(".")
    printed = {"program": code, "kegiatan": code, "kro": parts[-1], "ro": ".".join(parts[-2:])}[level]
    return {
        FA_CODE[level]: printed,
        FA_NAME[level]: f"Uraian {code}",
        **fa_amounts(letters, pagu, nyata),
    }


def fa_detail_of(pagu: int, nyata: int, letters: Sequence[str]) -> Rows:
    """Komponen, subkomponen, akun and two items under an RO."""
    half = nyata // 2
    return [
        {"E": "051", "J": "Komponen", **fa_amounts(letters, pagu, nyata)},
        {"F": "051.0A", "L": "Tanpa subkomponen", **fa_amounts(letters, pagu, nyata)},
        {"H": "521211", "M": "Belanja Bahan", **fa_amounts(letters, pagu, nyata)},
        {"N": "000001. Alat tulis", **fa_amounts(letters, pagu - half, nyata - half)},
        {"N": "000002. Konsumsi", **fa_amounts(letters, half, half)},
    ]


def fa_amounts(letters: Sequence[str], pagu: int, nyata: int) -> dict[str, Any]:
    """Pagu, lock, last period, this period, up to this period, a fraction, sisa."""
    ini = nyata // 3
    persen = nyata / pagu if pagu else 0.0
    return dict(zip(letters, (pagu, 0, nyata - ini, ini, nyata, persen, pagu - nyata), strict=True))
