"""Honest workbooks of every writer come back as the lists they were written from."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from importing.book import Cell, CellError, Kind, Row
from importing.workbook import read_workbook
from tests.evidence_files import content_types
from tests.importing.builders import (
    MAIN,
    MIMETYPE,
    WRITERS,
    as_read,
    by_odfpy,
    by_openpyxl,
    by_xlsxwriter,
    by_xlsxwriter_streamed,
    by_xlwt,
    ods,
    record,
    rows_of,
    sheet_xml,
    short_text,
    xls,
    xlsx,
)

FILES = Path(__file__).parent / "files"
TABLE = [
    ["Kode", "Uraian", "Pagu", "Realisasi", "%"],
    ["CQ.6709", "Dukungan Manajemen", 33304443000, 33171000000.0, 0.9952],
    [],
    ["CQ.6709.QGE.004", " dua  spasi ", -12.5, 1e-7, 99.52],
    [None, "nb\u00a0sp", True, False, None],
    [date(2024, 1, 15), datetime(2024, 1, 15, 3, 4, 5), time(3, 4, 5), datetime(1900, 3, 1, 0, 0, 1)],
    ["=1+1" + "x", "@a", "-", "+62", "'petik"],
    ["baris\ndua", "a & b < c", "Ünïçøde 日本 😀", "007", "1.234"],
    ["   ", "", None, "\u00a0", "ujung"],
]


@pytest.fixture(params=WRITERS, ids=lambda one: one.__name__)
def writer(request):
    return request.param


def only(workbook):
    (sheet,) = workbook.sheets
    return sheet


def test_a_table_comes_back(writer):
    rows = [list(row) for row in TABLE]
    if "openpyxl" in writer.__name__:
        rows[6][0] = "x"  # openpyxl would write a formula
    sheet = only(read_workbook(writer(rows)))
    assert rows_of(sheet) == as_read(rows)
    assert [type(cell.value) for cell in sheet.cells() if cell.value in (True, False)] == [bool, bool]
    assert not any(cell.formula or cell.percent for cell in sheet.cells())


def test_a_cell_knows_its_place(writer):
    sheet = only(read_workbook(writer([[], [None, None, "x"], [5]])))
    assert sheet.rows == (Row(2, (Cell(2, 3, "x"),)), Row(3, (Cell(3, 1, 5),)))
    assert [cell.address for cell in sheet.cells()] == ["C2", "A3"]


@pytest.mark.parametrize(
    ("writer", "kind"), [(by_openpyxl, Kind.XLSX), (by_xlwt, Kind.XLS), (by_odfpy, Kind.ODS)]
)
def test_the_name_of_a_sheet_stays_as_it_is(writer, kind):
    workbook = read_workbook(writer([["a"]], name="GLP039_LAPORAN REALISASI SU & "))
    assert (workbook.kind, only(workbook).name) == (kind, "GLP039_LAPORAN REALISASI SU & ")


def test_an_empty_sheet_has_no_rows(writer):
    assert only(read_workbook(writer([[None]]))).rows == ()


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(
    lambda text: "_x" not in text and text == " ".join(text.split(" ")) and not text.startswith("=")
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.decimals(-(10**9), 10**9, places=3).map(float)
    | st.dates(date(1900, 3, 1), date(2100, 1, 1))
    | TEXTS
)
TABLES = st.lists(st.lists(VALUES, max_size=5), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TABLES)
def test_any_table_comes_back(writer, rows):
    if writer is by_odfpy:
        # It writes runs of blanks as they are, which the format takes for one.
        rows = [[" ".join(v.split()) if isinstance(v, str) else v for v in row] for row in rows]
    if "openpyxl" in writer.__name__:
        rows = [["" if isinstance(v, str) and v.startswith("#") else v for v in row] for row in rows]
    assert rows_of(only(read_workbook(writer(rows)))) == as_read(rows)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.lists(st.integers(-(2**40), 2**40) | st.floats(-1e9, 1e9), max_size=4), max_size=5))
def test_numbers_of_an_old_workbook_are_those_that_calamine_reads(rows):
    """Whole numbers, hundredths and floats are stored in three ways there."""
    content = by_xlwt([[value / 100 if isinstance(value, int) else value for value in row] for row in rows])
    theirs = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    expected = [[value if value != "" else None for value in row] for row in theirs.to_python(False)]
    found = rows_of(only(read_workbook(content)))
    assert [[float(v) for v in row if v is not None] for row in found if row] == [
        [float(v) for v in row if v is not None] for row in expected if any(v is not None for v in row)
    ]


# LibreOffice 7.4 wrote these, all from one table


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_of_libreoffice(ending):
    workbook = read_workbook((FILES / f"libre.{ending}").read_bytes())
    first, second = workbook.sheets
    assert (workbook.kind, first.name, first.hidden) == (ending, "Anggaran ", False)
    assert (second.name, second.hidden) == ("Sembunyi", True)
    assert rows_of(second)[70] == [None, None, None, "x"]
    assert first.hidden_columns == {5, 6}
    assert first.merged == ("A6:C6",)
    assert [row.number for row in first.rows if row.hidden] == [7]
    assert rows_of(first)[:8] == [
        ["Kode", "Uraian", "Pagu", "%"],
        ["CQ.6709", " dua  spasi ", 33304443000, Decimal("0.9952")],
        ["CQ.6709.QGE", "nb\u00a0sp", Decimal("12.5"), Decimal("1E-7")],
        [date(2024, 1, 15), datetime(2024, 1, 15, 3, 4, 5), time(3, 4, 5)],
        [66608886000, "#DIV/0!", None, Decimal("0.125")],
        ["gabung"],
        ["tersembunyi", None, None, None, 7],
        ["baris\ndua", "'=bukan rumus", "te bal"],
    ]
    assert rows_of(first)[8:] == [
        [f"Uraian kegiatan yang panjang nomor {n}{' Δ' if n % 3 == 0 else ''}", None, 1000 * n]
        for n in range(420)
    ]
    assert {cell.address for cell in first.cells() if cell.formula} == {"A5", "B5", "D5"}
    assert {cell.address for cell in first.cells() if cell.percent} == {"D2", "D5"}
    assert {cell.address for cell in first.cells() if isinstance(cell.value, CellError)} == {"B5"}


def test_a_csv_of_libreoffice():
    workbook = read_workbook((FILES / "libre.csv").read_bytes())
    assert rows_of(only(workbook))[:3] == [
        ["Kode", "Uraian", "Pagu", "%"],
        ["CQ.6709", " dua  spasi ", "33304443000", "99.52%"],
        ["CQ.6709.QGE", "nb\u00a0sp", "12.5", "0.0000001"],
    ]
    assert rows_of(only(workbook))[7] == ["baris\ndua", "'=bukan rumus", "te bal"]
    assert len(only(workbook).rows) == 428


# What a reader does not see at a glance


def marked_by_xlsxwriter() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, hidden, very = book.add_worksheet("A"), book.add_worksheet("B"), book.add_worksheet("C")
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_row(1, 0, [1, 2, 3])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.merge_range("A4:C5", "gabung")
        sheet.write(5, 0, 0.5, book.add_format({"num_format": "0,0%"}))
        hidden.hide()
        very.very_hidden()
    return stream.getvalue()


def marked_by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "A"
    for row in (["a", "b", "c"], [1, 2, 3], [], ["gabung"], [], [0.5]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A4:C5")
    sheet["A6"].number_format = "[Red]0.00%;-0.00%"
    for name, state in (("B", "hidden"), ("C", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def marked_by_xlwt() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for r, row in enumerate((["a", "b", "c"], [1, 2, 3])):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    sheet.col(2).width = 0
    sheet.write_merge(3, 4, 0, 2, "gabung")
    sheet.write(5, 0, 0.5, xlwt.easyxf(num_format_str="0%"))
    for name, state in (("B", 1), ("C", 2)):
        book.add_sheet(name).visibility = state
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def marked_by_hand() -> bytes:
    """An .ods."""

    def row(*cells: str, about: str = "") -> str:
        return f"<table:table-row{about}>{''.join(cells)}</table:table-row>"

    def text(value: str, about: str = "") -> str:
        return (
            f'<table:table-cell office:value-type="string"{about}><text:p>{value}</text:p></table:table-cell>'
        )

    def number(kind: str, value: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'

    table = "".join(
        (
            '<table:table table:name="A"><table:table-column/>'
            '<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>',
            row(text("a"), text("b"), text("c")),
            row(*(number("float", str(n)) for n in (1, 2, 3)), about=' table:visibility="filter"'),
            row('<table:table-cell table:number-columns-repeated="1024"/>'),
            row(
                text("gabung", ' table:number-columns-spanned="3" table:number-rows-spanned="2"'),
                '<table:covered-table-cell table:number-columns-repeated="2"/>',
            ),
            row('<table:covered-table-cell table:number-columns-repeated="3"/>'),
            row(number("percentage", "0.5")),
            row("<table:table-cell/>", about=' table:number-rows-repeated="1048570"'),
            "</table:table>",
        )
    )
    shown = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="h" style:family="table">{shown}</style:style>'
    more = "".join(f'<table:table table:name="{name}" table:style-name="h"/>' for name in "BC")
    return ods(
        f"<office:automatic-styles>{hidden}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}{more}</office:spreadsheet></office:body>"
    )


@pytest.mark.parametrize("write", [marked_by_xlsxwriter, marked_by_openpyxl, marked_by_xlwt, marked_by_hand])
def test_what_is_hidden_merged_or_in_percent_is_told(write):
    sheet, *others = read_workbook(write()).sheets
    assert [(one.name, one.hidden) for one in others] == [("B", True), ("C", True)]
    assert not sheet.hidden
    assert sheet.hidden_columns == {2, 3}
    assert sheet.merged == ("A4:C5",)
    assert [(row.number, row.hidden) for row in sheet.rows] == [(1, False), (2, True), (4, False), (6, False)]
    assert sheet.rows[-1].cells == (Cell(6, 1, Decimal("0.5"), percent=True),)


def test_a_column_or_a_row_of_no_size_is_hidden():
    content = xlsx(
        '<row ht="0"><c><v>1</v></c></row><row ht="12"><c><v>2</v></c></row>',
        around=('<cols><col min="1" max="2" width="0"/><col min="3" max="3" width="9"/></cols>', ""),
    )
    sheet = only(read_workbook(content))
    assert sheet.hidden_columns == {1, 2}
    assert [row.hidden for row in sheet.rows] == [True, False]


# Formulas


def cells(content: bytes) -> list[Cell]:
    return list(only(read_workbook(content)).cells())


def test_a_formula_with_its_stored_value():
    rows = (
        '<row><c r="A1"><f>B1*2</f><v>3.3304443E10</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>'
        '<c r="C1" t="b"><f>TRUE()</f><v>1</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="E1"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    assert cells(xlsx(rows)) == [
        Cell(1, 1, 33304443000, formula=True),
        Cell(1, 2, "a", formula=True),
        Cell(1, 3, True, formula=True),
        Cell(1, 4, CellError("#DIV/0!"), formula=True),
        Cell(1, 5, 0, formula=True),
    ]
    assert type(cells(xlsx(rows))[3].value) is CellError


def test_a_formula_without_its_value_has_none():
    assert cells(xlsx("<row><c><f>A2</f></c><c><f>A2</f><v></v></c></row>")) == [
        Cell(1, 1, None, formula=True),
        Cell(1, 2, None, formula=True),
    ]
    assert cells(by_openpyxl([["=A2", "=1+1"]])) == [
        Cell(1, 1, None, formula=True),
        Cell(1, 2, None, formula=True),
    ]
    book, stream = xlwt.Workbook(), BytesIO()
    book.add_sheet("A").write(0, 0, xlwt.Formula("B1+1"))
    book.save(stream)
    assert cells(stream.getvalue()) == [Cell(1, 1, None, formula=True)]
    assert cells(ods('<table:table-row><table:table-cell table:formula="of:=1"/></table:table-row>')) == [
        Cell(1, 1, None, formula=True)
    ]


def test_a_zero_that_its_writer_wants_computed_is_no_result():
    """XlsxWriter stores 0 under every formula and asks the program that opens the file to compute them."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=B1+1")
        sheet.write_formula(0, 1, "=5", None, 5)
    assert cells(stream.getvalue()) == [Cell(1, 1, None, formula=True), Cell(1, 2, 5, formula=True)]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    assert cells(xlsx('<row><c t="str"><f>IF(1,"")</f><v></v></c></row>')) == []


# Dialects of .xlsx


STYLES = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy"/>'
    '<numFmt numFmtId="165" formatCode="_-&quot;Rp&quot;* #,##0_-"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/>'
    '<xf numFmtId="14"/></cellXfs>'
    '<dxfs><dxf><numFmt numFmtId="165" formatCode="0%"/></dxf></dxfs>'
)


def test_number_formats_tell_dates_and_percentages_apart():
    found = cells(
        xlsx(
            '<row><c s="1"><v>45306</v></c><c s="2"><v>45306</v></c><c s="3"><v>0.5</v></c>'
            '<c s="4"><v>45306.25</v></c><c s="1"><v>33304443000</v></c><c><v>1</v></c></row>',
            styles=STYLES,
        )
    )
    assert found == [
        Cell(1, 1, date(2024, 1, 15)),
        Cell(1, 2, 45306),
        Cell(1, 3, Decimal("0.5"), percent=True),
        Cell(1, 4, datetime(2024, 1, 15, 6)),
        Cell(1, 5, 33304443000),
        Cell(1, 6, 1),
    ]


def test_days_may_be_counted_from_1904():
    content = xlsx(
        '<row><c s="1"><v>43844</v></c></row>', styles=STYLES, workbook='<workbookPr date1904="1"/>'
    )
    assert cells(content) == [Cell(1, 1, date(2024, 1, 15))]


def test_numbers_are_exact_whatever_way_they_are_written():
    texts = [
        "3.3304443E10",
        "99.519999999999996",
        "1e-7",
        "-0",
        "12",
        "+5",
        "1.0",
        "0.10",
        "123456789012345678",
    ]
    row = "".join(f"<c><v>{text}</v></c>" for text in texts)
    assert [cell.value for cell in cells(xlsx(f"<row>{row}</row>"))] == [
        33304443000, Decimal("99.52"), Decimal("1E-7"), 0, 12, 5, 1, Decimal("0.1"), 123456789012345678,
    ]  # fmt: skip


def test_text_in_the_cell_itself_and_text_in_runs():
    assert cells(
        xlsx(
            '<row><c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'
            '<c t="inlineStr"><is><r><t>b</t></r><r><rPr/><t>c</t></r><rPh><t>x</t></rPh></is></c>'
            '<c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>',
            strings="<si><r><t>d</t></r><rPh><t>x</t></rPh><r><t>e</t></r></si><si><t>_x0041_f_x000D_</t></si>",
        )
    ) == [Cell(1, 1, " a "), Cell(1, 2, "bc"), Cell(1, 3, "de"), Cell(1, 4, "Af\r")]


def test_a_text_keeps_no_letter_that_no_database_takes():
    (cell,) = cells(xlsx('<row><c t="inlineStr"><is><t>a_x0000_b_xD800_c</t></is></c></row>'))
    assert cell.value == "a\ufffdb\ufffdc"


def test_a_sheet_in_a_namespace_with_a_prefix_or_the_strict_one():
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3"><x:v>7</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    strict = sheet_xml(
        '<row><c t="d"><v>2024-01-15T00:00:00</v></c><c t="d"><v>2024-01-15T06:30:00</v></c></row>'
    )
    strict = strict.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert cells(xlsx("", sheet=prefixed)) == [Cell(3, 2, 7)]
    assert cells(xlsx("", sheet=strict)) == [
        Cell(1, 1, date(2024, 1, 15)),
        Cell(1, 2, datetime(2024, 1, 15, 6, 30)),
    ]


def test_a_sheet_in_utf_16():
    sheet = '<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml("<row><c><v>5</v></c></row>")
    content = xlsx("", **{"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})
    assert cells(content) == [Cell(1, 1, 5)]


def test_a_formula_elsewhere_on_the_sheet_is_no_cell():
    after = (
        '<conditionalFormatting sqref="A1"><cfRule><formula>A1</formula></cfRule></conditionalFormatting>'
        '<extLst><ext><x14:f xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">B1</x14:f>'
        "</ext></extLst>"
    )
    assert cells(xlsx("<row><c><v>1</v></c></row>", around=("", after))) == [Cell(1, 1, 1)]


def test_a_chart_sheet_is_left_out():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Data").write(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1:$A$1"})
        book.add_chartsheet("Bagan").set_chart(chart)
    assert [sheet.name for sheet in read_workbook(stream.getvalue()).sheets] == ["Data"]


def test_a_link_behind_a_word_and_a_remark_are_no_harm():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_url(0, 0, "https://www.kpu.go.id/", string="KPU")
        sheet.write_comment(0, 0, "catatan")
    assert cells(stream.getvalue()) == [Cell(1, 1, "KPU")]


def test_a_template_is_a_workbook_by_another_name():
    template = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
    types = content_types("xl/workbook.xml", template)
    assert cells(xlsx("<row><c><v>1</v></c></row>", **{"[Content_Types].xml": types})) == [Cell(1, 1, 1)]
    assert only(read_workbook(ods("", mimetype=MIMETYPE + b"-template"))).name == "Lembar"


# Dialects of .ods


def ods_cells(*content: str) -> list[Cell]:
    return cells(ods("".join(f"<table:table-row>{one}</table:table-row>" for one in content)))


def test_repeated_rows_and_cells_are_all_there():
    row = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/>'
        "</table:table-row>"
    )
    assert [(cell.address, cell.value) for cell in cells(ods(row))] == [
        ("C1", 5), ("D1", 5), ("C2", 5), ("D2", 5),
    ]  # fmt: skip


def test_blanks_tabs_and_lines_of_a_paragraph():
    text = (
        '<table:table-cell office:value-type="string"><text:p>a  b\n <text:s text:c="3"/>c<text:tab/>d'
        "<text:line-break/><text:span>e</text:span></text:p><text:p>f</text:p>"
        "<office:annotation><text:p>catatan</text:p></office:annotation>"
        "<draw:frame><text:p>gambar</text:p></draw:frame></table:table-cell>"
    )
    assert ods_cells(text) == [Cell(1, 1, "a b    c\td\ne\nf")]


@pytest.mark.parametrize(
    ("about", "value"),
    [
        ('office:value-type="currency" office:currency="IDR" office:value="33304443000"', 33304443000),
        ('office:value-type="date" office:date-value="2024-01-15"', date(2024, 1, 15)),
        ('office:value-type="date" office:date-value="2024-01-15T00:00:00"', date(2024, 1, 15)),
        (
            'office:value-type="date" office:date-value="2024-01-15T06:30:00.5"',
            datetime(2024, 1, 15, 6, 30, 0, 500000),
        ),
        ('office:value-type="time" office:time-value="PT06H30M00S"', time(6, 30)),
        ('office:value-type="time" office:time-value="PT36H00M00S"', datetime(1900, 1, 1, 12)),
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="string" office:string-value="a"', "a"),
    ],
)
def test_values_of_an_ods(about, value):
    assert ods_cells(f"<table:table-cell {about}/>") == [Cell(1, 1, value)]


def test_an_error_of_an_ods():
    assert ods_cells(
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    ) == [Cell(1, 1, CellError("#DIV/0!"), formula=True)]


# Dialects of .xls


def test_a_text_in_a_record_of_its_own():
    formula = record(0x0006, b"\0\0\0\0\0\0" + b"\0" * 6 + b"\xff\xff" + bytes(8))
    assert cells(xls(formula + record(0x0207, short_text("hasil")))) == [Cell(1, 1, "hasil", formula=True)]
    assert cells(xls(record(0x0204, b"\2\0\3\0\0\0" + short_text("Label")))) == [Cell(3, 4, "Label")]


def test_words_of_a_formula():
    def formula(column: int, kind: int, code: int) -> bytes:
        return record(0x0006, bytes([0, 0, column, 0, 0, 0, kind, 0, code, 0, 0, 0, 255, 255]) + bytes(8))

    assert cells(xls(formula(0, 1, 1) + formula(1, 2, 42))) == [
        Cell(1, 1, True, formula=True),
        Cell(1, 2, CellError("#N/A"), formula=True),
    ]


def test_a_chart_on_an_old_sheet_is_passed_by():
    begin = record(0x0809, bytes([0, 6, 32, 0]) + bytes(12))
    inside = begin + record(0x0204, b"\0\0\0\0\0\0" + short_text("bagan")) + record(0x000A)
    assert cells(xls(inside + record(0x0204, b"\1\0\0\0\0\0" + short_text("sel")))) == [Cell(2, 1, "sel")]


def test_many_texts_run_over_the_seams_of_their_record():
    rows = [[f"{'é' * n} Δ{n}" if n % 2 else "x" * n] for n in range(1, 400)]
    content = by_xlwt(rows)
    assert rows_of(only(read_workbook(content))) == rows
    theirs = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert theirs == rows


def test_the_report_of_sakti():
    """As it is described: no shared strings, floats, a fraction for the percentage, a name with a blank."""
    head = ["Program/Kegiatan", None, None, None, "Pagu Revisi", None, "Realisasi", "%"]
    rows = [[f"baris {n}"] for n in range(1, 7)] + [
        head,
        ["JUMLAH SELURUHNYA", None, None, None, 3.3304443e10, None, 3.3171e10, 0.9959931],
        ["CQ", None, None, None, 1.0, None, 0.0, 0.0],
        ["*Lock Pagu adalah pagu yang dikunci"],
    ]
    content = by_xlsxwriter_streamed(rows, name="GLP039_LAPORAN REALISASI SUPER ")
    assert b"sharedStrings" not in content
    sheet = only(read_workbook(content))
    assert sheet.name == "GLP039_LAPORAN REALISASI SUPER "
    assert rows_of(sheet) == as_read(rows)
    assert sheet.rows[7].at(5) == Cell(8, 5, 33304443000)


def test_the_same_table_is_the_same_in_every_kind():
    rows = [["Kode", 33304443000, 0.5, date(2024, 1, 15)]]
    found = [rows_of(only(read_workbook(write(rows)))) for write in (by_xlsxwriter, by_xlwt, by_odfpy)]
    assert found == [as_read(rows)] * 3
