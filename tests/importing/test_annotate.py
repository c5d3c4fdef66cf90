"""The annotated copy: what was read, its findings marked, and nothing in it that computes."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from importing.annotate import annotated_copy
from importing.book import Cell, CellError, Kind, Row, Sheet, Workbook
from importing.findings import Finding, Severity
from importing.workbook import read_workbook
from importing.writing import begins_like_a_formula, new_book, put, save, sheet_names
from tests.importing.builders import by_csv, by_xlsxwriter, rows_of

SHEET = "GLP039_LAPORAN REALISASI SUPER "
ROWS = [
    ["Kode", "Pagu", "%"],
    ["CQ", 33304443000, 0.9952],
    ["-Honor", Decimal("12.5"), date(2024, 1, 15)],
    ["=1+1", "+62", "@a"],
]
ERROR = Finding("SISA-BEDA", Severity.ERROR, "Sisa berbeda.", "Perbaiki sisa.", SHEET, "B2", "33304443000")
WARNING = Finding("SEL-GANDA", Severity.WARNING, "Perlu dilihat.", "", SHEET, "B2", "33304443000")
EMPTY = Finding("KOSONG", Severity.NOTE, "Kosong.", "", SHEET, "H9")
RANGE = Finding("GABUNGAN", Severity.WARNING, "Sel digabung.", "", SHEET, "A4:C4")
WHOLE_SHEET = Finding("LEMBAR", Severity.NOTE, "Lembar tersembunyi.", "", SHEET)
WHOLE_FILE = Finding("BERKAS", Severity.NOTE, "=cmd|' /C calc'!A0", "@b")
FINDINGS = [ERROR, WARNING, EMPTY, RANGE, WHOLE_SHEET, WHOLE_FILE]


def copy(findings=FINDINGS) -> bytes:
    return annotated_copy(read_workbook(by_xlsxwriter(ROWS, name=SHEET)), findings)


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


def test_the_copy_holds_what_was_read():
    first, second = read_workbook(copy()).sheets
    assert (first.name, second.name) == ("Temuan", SHEET)
    assert rows_of(second)[:4] == [
        ["Kode", "Pagu", "%"],
        ["CQ", 33304443000, Decimal("0.9952")],
        ["-Honor", Decimal("12.5"), date(2024, 1, 15)],
        ["=1+1", "+62", "@a"],
    ]


def test_the_list_names_every_finding_and_leads_to_its_cell():
    sheet = opened(copy())["Temuan"]
    assert sheet["A1"].value == "6 temuan"
    assert [cell.value for cell in sheet[3]] == [
        "No.", "Tingkat", "Kode", "Lembar", "Sel", "Terbaca", "Yang ditemukan", "Cara memperbaiki",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        1, "Kesalahan", "SISA-BEDA", SHEET, "B2", "33304443000", "Sisa berbeda.", "Perbaiki sisa.",
    ]  # fmt: skip
    places = [cell.hyperlink and cell.hyperlink.location for (cell,) in sheet["E4:E9"]]
    quoted = f"'{SHEET}'!"
    assert places == [quoted + "B2", quoted + "B2", quoted + "H9", quoted + "A4", quoted + "A1", None]


def test_each_cell_with_a_finding_is_filled_and_says_why():
    sheet = opened(copy())[SHEET]
    filled = {
        cell.coordinate: cell.fill.fgColor.rgb for row in sheet for cell in row if cell.fill.patternType
    }
    assert filled == {"B2": "FFF6C6CB", "H9": "FFCFE2F7", "A4": "FFFFE4A8"}
    assert sheet["B2"].comment.text == (
        "Kesalahan SISA-BEDA: Sisa berbeda. Perbaiki sisa.\n\nPeringatan SEL-GANDA: Perlu dilihat."
    )
    assert sheet["H9"].comment.text == "Catatan KOSONG: Kosong."
    assert sheet["C2"].comment is None


def test_nothing_in_it_computes():
    content = copy()
    with ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 2
    assert [re.findall(r"<f[ />]", sheet) for sheet in sheets] == [[], []]
    book = opened(content)
    risky = {
        cell.value: (cell.data_type, cell.quotePrefix)
        for sheet in book
        for row in sheet
        for cell in row
        if isinstance(cell.value, str) and begins_like_a_formula(cell.value)
    }
    assert risky == dict.fromkeys(["=1+1", "+62", "@a", "-Honor", "=cmd|' /C calc'!A0", "@b"], ("s", True))


def test_without_the_door_openpyxl_would_write_a_formula():
    """The control."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    assert book.active["A1"].data_type == "f"


def test_numbers_are_numbers_and_percentages_show_as_such():
    rows = [["a"], [0.5]]
    workbook = read_workbook(by_xlsxwriter(rows))
    percent = Cell(2, 1, Decimal("0.5"), percent=True)
    sheet = Sheet("Lembar", (workbook.sheets[0].rows[0], Row(2, (percent,))))
    found = opened(annotated_copy(Workbook(Kind.XLSX, (sheet,)), []))["Lembar"]["A2"]
    assert (found.value, found.data_type, found.number_format) == (0.5, "n", "0.00%")


def test_a_formula_without_its_value_and_an_error_are_marked_too():
    cells = (Cell(1, 1, None, formula=True), Cell(1, 2, CellError("#REF!"), formula=True))
    finding = Finding("TANPA-NILAI", Severity.ERROR, "Rumus tanpa nilai.", "Hitung ulang.", "L", "A1")
    sheet = opened(annotated_copy(Workbook(Kind.XLSX, (Sheet("L", (Row(1, cells),)),)), [finding]))["L"]
    assert (sheet["A1"].value, sheet["A1"].comment.text) == (
        None,
        "Kesalahan TANPA-NILAI: Rumus tanpa nilai. Hitung ulang.",
    )
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("#REF!", "s")


def test_what_was_hidden_is_seen_in_the_copy():
    sheet = Sheet("A", (Row(1, (Cell(1, 1, "x"),), hidden=True),), hidden=True, hidden_columns=frozenset({1}))
    (_, found) = read_workbook(annotated_copy(Workbook(Kind.XLSX, (sheet,)), [])).sheets
    assert (found.hidden, found.hidden_columns, found.rows[0].hidden) == (False, frozenset(), False)


def test_a_csv_becomes_a_copy_too():
    workbook = read_workbook(by_csv(ROWS))
    (_, sheet) = read_workbook(annotated_copy(workbook, [])).sheets
    assert rows_of(sheet)[1] == ["CQ", "33304443000", "0.9952"]


def test_a_cell_far_away_costs_no_rows_between():
    sheet = Sheet("A", (Row(1_048_576, (Cell(1_048_576, 16_384, "x"),)),))
    content = annotated_copy(Workbook(Kind.XLSX, (sheet,)), [])
    assert len(content) < 20_000
    assert read_workbook(content).sheets[1] == sheet


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["A", "a", "A"], ["A", "a (2)", "A (3)"]),
        (["Temuan", "Temuan"], ["Temuan", "Temuan (2)"]),
        (["a/b\\c?d*e[f]g:h"], ["a_b_c_d_e_f_g_h"]),
        (["'a'", "", "\x01"], ["a", "Lembar", "\ufffd"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["Akhir "], ["Akhir "]),
    ],
)
def test_names_that_excel_takes(wanted, given):
    assert sheet_names(wanted) == given
    assert all(len(name) <= 31 for name in given)


def test_findings_of_two_sheets_of_which_one_is_called_like_the_list():
    sheets = tuple(Sheet(name, (Row(1, (Cell(1, 1, name),)),)) for name in ("Temuan", "Lain"))
    finding = Finding("X", Severity.ERROR, "Salah.", "", "Temuan", "A1")
    book = opened(annotated_copy(Workbook(Kind.ODS, sheets), [finding]))
    assert book.sheetnames == ["Temuan (2)", "Temuan", "Lain"]
    assert book["Temuan (2)"]["E4"].hyperlink.location == "'Temuan'!A1"
    assert book["Temuan"]["A1"].comment.text == "Kesalahan X: Salah."


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", "-"]
)
def test_a_text_that_begins_like_a_formula(text):
    assert begins_like_a_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'=1", "Rp1", "(1)", '"=1"'])
def test_a_text_that_does_not(text):
    assert not begins_like_a_formula(text)


@pytest.mark.parametrize("text", ["_x000D_", "a_x0041_b", "baris\ndua", " tepi ", "😀"])
def test_any_text_comes_back_from_a_download(text):
    book = new_book()
    put(book.create_sheet("A"), 1, 1, text)
    assert rows_of(read_workbook(save(book)).sheets[0]) == [[text]]
