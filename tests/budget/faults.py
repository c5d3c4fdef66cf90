"""Faults to put into files that are right, one at a time, each with exactly what is found."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from budget.snapshot import RevisiPotret
from importing.book import CellError, Workbook
from tests.budget.books import (
    NAMA,
    RO,
    Formula,
    Percent,
    Rows,
    book,
    fa_detail,
    recap,
    template,
)
from tests.budget.plans import KAB, revisi, total_saja

ERROR, WARNING, NOTE = "kesalahan", "peringatan", "catatan"
AWAL = revisi(RO)
JUMLAH = total_saja(1_160_000)
REKAP = {NAMA: (1_160_000, 650_000), KAB[0].nama: (500, 200), KAB[1].nama: (300, 300)}
Change = Callable[[Rows], None]
Found = tuple[str, str, str]


def put(**cells: Any) -> Change:
    """`put(D12=5)` sets a cell; None empties it."""

    def change(rows: Rows) -> None:
        for address, value in cells.items():
            letter, number = address.rstrip("0123456789"), int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            rows[number - 1][letter] = value

    return change


def changed(rows: Rows, change: Change) -> Rows:
    copy = deepcopy(rows)
    change(copy)
    return copy


# What is no amount: the value, its finding, and that of a cell that has to hold one


NO_AMOUNTS: list[tuple[Any, str]] = [
    (Formula(), "RUMUS-TANPA-NILAI"),
    (CellError("#REF!"), "SEL-GALAT"),
    (CellError("#N/A"), "SEL-GALAT"),
    (date(2023, 6, 30), "SEL-RUSAK"),
    (datetime(2023, 6, 30, 8), "SEL-RUSAK"),
    (False, "SEL-RUSAK"),
    (Percent(Decimal("0.9972")), "SEL-RUSAK"),
    ("99,72%", "SEL-RUSAK"),
    ("belum ada", "SEL-RUSAK"),
    ("1.2.3", "SEL-RUSAK"),
    (Decimal("0.5"), "PECAHAN-RUPIAH"),
    ("7.500,25", "PECAHAN-RUPIAH"),
]  # fmt: skip


def no_amounts(*cells: str) -> list[tuple[Change, list[Found]]]:
    """Each of them in each of these cells."""
    return [(put(**{cell: value}), [(ERROR, code, cell)]) for cell in cells for value, code in NO_AMOUNTS]


WITHOUT_ROW_13 = [
    (ERROR, "BARIS-HILANG", ""),
    (ERROR, "JUMLAH-ANAK", "C11"),
    (ERROR, "JUMLAH-ANAK", "D11"),
    (ERROR, "KODE-TIDAK-DIKENAL", "A13"),
]


# Our template. Row 9 CQ, 10 CQ.6709, 11 CQ.6709.QGE, 12 its RO 001, 13 RO 004, 21 JUMLAH.


TEMPLATE_FAULTS = [
    # What is no amount
    (put(D12=None, E12=None), [(ERROR, "SEL-KOSONG", "D12")]),
    (put(D12="  "), [(ERROR, "SEL-KOSONG", "D12")]),
    (put(D12=Formula()), [(ERROR, "RUMUS-TANPA-NILAI", "D12")]),
    (put(D12=CellError("#REF!")), [(ERROR, "SEL-GALAT", "D12")]),
    (put(D12=date(2023, 6, 30)), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12=datetime(2023, 6, 30, 8)), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12=True), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12=Percent(Decimal("0.9972"))), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12="99.72 %"), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12="sembilan puluh ribu"), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12="526,177,00"), [(ERROR, "SEL-RUSAK", "D12")]),
    (put(D12=Decimal("90000.5")), [(ERROR, "PECAHAN-RUPIAH", "D12")]),
    (put(D12="90.000,5"), [(ERROR, "PECAHAN-RUPIAH", "D12")]),
    (put(D12="90.000"), [(ERROR, "ANGKA-GANDA", "D12")]),
    (put(C12="100.000"), [(ERROR, "ANGKA-GANDA", "C12")]),
    (put(C12=CellError("#DIV/0!")), [(ERROR, "SEL-GALAT", "C12")]),
    # In a column that only helps to check, it does not block
    (put(E12=CellError("#REF!")), [(WARNING, "SEL-GALAT", "E12")]),
    (put(F12="baik"), [(WARNING, "SEL-RUSAK", "F12")]),
    (put(E12=None, F12=None), []),
    # Parents may be left empty, but not broken
    (put(C9=None, D9=None, E9=None, F9=None), []),
    (put(C9=9_999_999, C10=None, C11=None, E9=None, F9=None, E10=None, F10=None, E11=None, F11=None),
     [(ERROR, "JUMLAH-ANAK", "C9"), (ERROR, "JUMLAH-TOTAL", "C21")]),
    (put(C9=None, C10=None, C11=None, C21=1, E21=None, F21=None), [(ERROR, "JUMLAH-TOTAL", "C21")]),
    (put(D9=CellError("#NAME?"), F9=None), [(ERROR, "SEL-GALAT", "D9")]),
    # Sums
    (put(C11=150_001, E11=None, F11=None),
     [(ERROR, "JUMLAH-ANAK", "C10"), (ERROR, "JUMLAH-ANAK", "C11")]),
    (put(D12=80_000, E12=20_000, F12=Percent(Decimal("0.8"))), [(ERROR, "JUMLAH-ANAK", "D11")]),
    (put(D21=650_001, E21=509_999), [(ERROR, "JUMLAH-TOTAL", "D21")]),
    (put(E12=9_999), [(ERROR, "SISA-BEDA", "E12")]),
    (put(E21=0), [(ERROR, "SISA-BEDA", "E21")]),
    (put(F12=Percent(Decimal("0.91"))), [(WARNING, "PERSEN-BEDA", "F12")]),
    # Rounding is right, cutting off is not: 150/160 is 93,75%
    (put(F9="93,75%"), []),
    (put(F9="93,8"), []),
    (put(F9="93,7"), [(WARNING, "PERSEN-BEDA", "F9")]),
    # Blanks and hyphens
    (put(A12="\u00a0CQ.6709.QGE.001"), [(NOTE, "SPASI-KHUSUS", "A12")]),
    (put(D12="Rp\u00a090.000,00"), [(NOTE, "SPASI-KHUSUS", "D12")]),
    # Codes
    (put(A13="CQ.6709.QGE.005"), [(ERROR, "BARIS-HILANG", ""), (ERROR, "KODE-TIDAK-DIKENAL", "A13")]),
    (put(A13="Catatan"), WITHOUT_ROW_13),
    (put(A13="CQ.6709.QGE.004.051"), WITHOUT_ROW_13),
    (put(A13=None), [*WITHOUT_ROW_13[:-1], (ERROR, "KODE-TIDAK-DIKENAL", "B13")]),
    (put(A13="CQ.6709.QGE.001"), [
        (ERROR, "BARIS-HILANG", ""), (ERROR, "KODE-GANDA", "A13"), (ERROR, "PAGU-BEDA", "C13"),
    ]),
    # Whose, and of when
    (put(B2="111111"), [(WARNING, "KODE-SATKER-BEDA", "B2")]),
    (put(B2="111111", B3="KPU Kab. Lain"), [(ERROR, "SATKER-BEDA", "B2")]),
    (put(B3="Komisi Pemilihan Umum Propinsi Uji", B2=None), []),
    (put(A2=None, B2=None, A3=None, B3=None), [(ERROR, "SATKER-TIDAK-TERTULIS", "")]),
    (put(B4=2022), [(ERROR, "TAHUN-BEDA", "B4")]),
    (put(B5=7), [(ERROR, "PERIODE-BEDA", "B5")]),
    (put(B5="Juli"), [(ERROR, "PERIODE-BEDA", "B5")]),
    (put(B5="Juni"), []),
    (put(A4=None, B4=None), [(WARNING, "PERIODE-TIDAK-TERTULIS", "")]),
    (put(A5=None, B5=None), [(WARNING, "PERIODE-TIDAK-TERTULIS", "")]),
    (put(B6=3), [(ERROR, "REVISI-BEDA", "B6")]),
    (put(A7="(dalam ribuan rupiah)"), [(ERROR, "SKALA-RIBUAN", "A7")]),
    (put(C8="Pagu (Rp.000)"), [(ERROR, "SKALA-RIBUAN", "C8")]),
]  # fmt: skip


# SAKTI's FA Detail. Row 9 the total, 10 CQ, 11 CQ.6709, 12 its KRO, 13 RO 001, 14-18 what is under it.


WITHOUT_RO_001 = [
    (ERROR, "BARIS-HILANG", ""),
    (ERROR, "INDUK-TIDAK-ADA", "E14"),
    (ERROR, "KOLOM-BERGESER", "P13"),
]
FA_FAULTS = [
    (put(A3="Periode Juli 2023"), [(ERROR, "PERIODE-BEDA", "A3")]),
    (put(A3="Periode Januari s.d. Juni 2023"), []),
    (put(A3="Periode 01-01-2023 s.d. 30-06-2023"), []),
    (put(A3="Periode 01/01/2023 s.d. 31/07/2023"), [(ERROR, "PERIODE-BEDA", "A3")]),
    (put(A3="Periode Juni 2022", A1="LAPORAN KETERSEDIAAN DANA DETAIL"), [(ERROR, "TAHUN-BEDA", "A3")]),
    (put(O6="111111", P6="KPU KAB. LAIN"), [(ERROR, "SATKER-BEDA", "O6")]),
    (put(A2="Dalam ribuan rupiah"), [(ERROR, "SKALA-RIBUAN", "A2")]),
    (put(Y17=40_001), [
        (ERROR, "JUMLAH-ANAK", "Y16"), (ERROR, "JUMLAH-PERIODE", "Y17"), (ERROR, "SISA-BEDA", "AD17"),
        (WARNING, "PERSEN-BEDA", "AB17"),
    ]),
    (put(V13=1), [(ERROR, "JUMLAH-PERIODE", "Y13")]),
    (put(R13=5_000), [(WARNING, "LOCK-PAGU", "R13")]),
    (put(R13=500_000), [(ERROR, "LOCK-PAGU", "R13")]),
    (put(R13=-1), [(ERROR, "NEGATIF", "R13")]),
    (put(C13="QGE.009"), [(ERROR, "BARIS-HILANG", ""), (ERROR, "KODE-TIDAK-DIKENAL", "C13")]),
    (put(C13="QGF.001"), [(ERROR, "INDUK-TIDAK-ADA", "C13")]),
    # With a line that is lost everything under it is out of place
    (put(B11="WA.6709"), [
        (ERROR, "INDUK-TIDAK-ADA", "B11"),
        *[(ERROR, "KODE-TIDAK-DIKENAL", cell) for cell in ("B11", "C12", "C13", "C19")],
        *[(ERROR, "BARIS-HILANG", "")] * 2,
    ]),
    (put(A9=None), [(ERROR, "KODE-TIDAK-DIKENAL", "Q9"), (ERROR, "TOTAL-TIDAK-ADA", "")]),
    (put(AA13=7), WITHOUT_RO_001),
    (put(X13=5), WITHOUT_RO_001),
    (put(P13="100.000"), [(ERROR, "ANGKA-GANDA", "P13")]),
    (put(Y13="90.000"), [(ERROR, "ANGKA-GANDA", "Y13")]),
    (put(H16=521211), []),
    (put(E14=51), []),
]  # fmt: skip


# A recap. Row 4 the province, 5 and 6 its kabupaten, 7 JUMLAH.


RECAP_FAULTS = [
    (put(B5=KAB[0].nama_panjang), []),
    (put(B5="KPU KABUPATEN SATU"), []),
    (put(B5="KPU Kab. Entah"), [(ERROR, "SATKER-TIDAK-DIKENAL", "B5"), (WARNING, "SATKER-HILANG", "")]),
    (put(B6=KAB[0].nama), [(ERROR, "SATKER-GANDA", "B6"), (WARNING, "SATKER-HILANG", "")]),
    (put(F5=301), [(ERROR, "SISA-BEDA", "F5")]),
    (put(E5=Decimal("40.01")), [(WARNING, "PERSEN-BEDA", "E5")]),
    (put(C7=1), [(ERROR, "JUMLAH-TOTAL", "C7"), (ERROR, "SISA-BEDA", "F7"),
                 (WARNING, "PERSEN-BEDA", "E7")]),
    (put(C5=None), [(ERROR, "SEL-KOSONG", "C5")]),
    (put(A1=None), [(WARNING, "PERIODE-TIDAK-TERTULIS", "")] * 2),
    (put(A1="Realisasi anggaran tahun 2022"), [(ERROR, "TAHUN-BEDA", "A1")]),
    (put(A2="(dalam jutaan rupiah)"), [(ERROR, "SKALA-RIBUAN", "A2")]),
]  # fmt: skip


HIDDEN: list[tuple[dict[str, Any], list[Found]]] = [
    ({"hidden_rows": [12]}, [(WARNING, "BARIS-TERSEMBUNYI", "A12")]),
    ({"hidden_rows": [21]}, [(WARNING, "BARIS-TERSEMBUNYI", "B21")]),
    ({"hidden_rows": [7]}, []),
    ({"hidden_columns": ["D"]}, [(WARNING, "KOLOM-TERSEMBUNYI", "D8")]),
    ({"hidden_columns": ["H"]}, []),
    ({"hidden": True}, [(WARNING, "LEMBAR-TERSEMBUNYI", "")]),
    ({"merged": ["D12:D13"]}, [(ERROR, "SEL-GABUNG", "D12")]),
    ({"merged": ["C12:D12"]}, [(ERROR, "SEL-GABUNG", "C12")]),
    ({"merged": ["A1:F1", "A12:B12", "F12:H12"]}, []),
]


@dataclass(frozen=True)
class Case:
    """A file with one fault, the DIPA that it is held against, and exactly what is found."""

    rows: Rows
    stored: RevisiPotret
    found: list[Found]
    look: dict[str, Any] = field(default_factory=dict)

    @property
    def workbook(self) -> Workbook:
        """As it is read."""
        return book(self.rows, **self.look)

    @property
    def bad(self) -> bool:
        """Whether it has to be sent back or explained."""
        return any(severity in (ERROR, WARNING) for severity, _, _ in self.found)


def _cases() -> Iterator[Case]:
    kinds: Iterable[tuple[Rows, RevisiPotret, list[tuple[Change, list[Found]]]]] = [
        (template(), AWAL, TEMPLATE_FAULTS + no_amounts("C12", "D12")),
        (fa_detail(), AWAL, FA_FAULTS + no_amounts("P13", "Y13")),
        (recap(REKAP), JUMLAH, RECAP_FAULTS + no_amounts("C5", "D5")),
    ]
    for rows, stored, faults in kinds:
        for change, found in faults:
            yield Case(changed(rows, change), stored, sorted(found))
    for look, found in HIDDEN:
        yield Case(template(), AWAL, sorted(found), look)


CASES = list(_cases())
