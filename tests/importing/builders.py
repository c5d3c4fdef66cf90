"""Workbooks written from Python lists by every writer there is here, and by hand where none would do it."""

import csv
import datetime
import struct
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from xlwt.CompoundDoc import XlsDoc

from importing.book import Sheet, Value
from importing.ods import MIMETYPE
from tests.evidence_files import EXCEL, archive, content_types

Rows = Sequence[Sequence[object]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rows_of(sheet: Sheet) -> list[list[Value | None]]:
    """A sheet as lists, empty cells as None, from A1 to the last cell of each row."""
    rows: list[list[Value | None]] = []
    for row in sheet.rows:
        rows += [[] for _ in range(row.number - len(rows))]
        for cell in row.cells:
            rows[-1] += [None] * (cell.column - len(rows[-1]))
            rows[-1][-1] = cell.value
    return rows


def as_read(rows: Rows) -> list[list[object]]:
    """Lists as they must come back: floats exact, midnight as a day, blanks as nothing."""
    back = [[_as_read(value) for value in row] for row in rows]
    for row in [*back, back]:
        while row and row[-1] in (None, []):
            row.pop()
    return back


def _as_read(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    return None if isinstance(value, str) and not value.strip() else value


# Writers


def by_openpyxl(rows: Rows, name: str = "Lembar", *, write_only: bool = False) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet(name, 0)
    for row in rows:
        sheet.append(list(row))
    if not write_only:
        book.remove(book.worksheets[1])
    return _saved(book.save)


def by_openpyxl_streamed(rows: Rows, name: str = "Lembar") -> bytes:
    return by_openpyxl(rows, name, write_only=True)


def by_xlsxwriter(rows: Rows, name: str = "Lembar", **options: object) -> bytes:
    stream = BytesIO()
    options |= {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(name)
        formats = {
            datetime.datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
            datetime.date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime.time: book.add_format({"num_format": "hh:mm:ss"}),
        }
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write(r, c, value, formats.get(type(value)))
    return stream.getvalue()


def by_xlsxwriter_streamed(rows: Rows, name: str = "Lembar") -> bytes:
    """As SAKTI does: texts stand in their cells, no shared strings."""
    return by_xlsxwriter(rows, name, constant_memory=True)


def by_xlwt(rows: Rows, name: str = "Lembar") -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    formats = {
        datetime.datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM:SS"),
        datetime.date: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        datetime.time: xlwt.easyxf(num_format_str="HH:MM:SS"),
    }
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, formats.get(type(value), xlwt.Style.default_style))
    return _saved(book.save)


def by_odfpy(rows: Rows, name: str = "Lembar") -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_odf_cell(value))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    return _saved(book.save)


def _odf_cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float | Decimal):
        return TableCell(valuetype="float", value=repr(value))
    if isinstance(value, datetime.date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, datetime.time):
        return TableCell(valuetype="time", timevalue=f"PT{value:%HH%MM%SS}")
    cell = TableCell(valuetype="string", stringvalue=value)
    cell.addElement(P(text=value))
    return cell


def by_csv(rows: Rows, separator: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    text = StringIO(newline="")
    # Before 3.12 a line feed within a field is not quoted where lines end with a carriage return alone.
    quoting = csv.QUOTE_ALL if newline == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


WRITERS: list[Callable[[Rows], bytes]] = [
    by_openpyxl,
    by_openpyxl_streamed,
    by_xlsxwriter,
    by_xlsxwriter_streamed,
    by_xlwt,
    by_odfpy,
]


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    stream = BytesIO()
    save(stream)
    return stream.getvalue()


# An .xlsx by hand


def xlsx(
    rows: str,
    *,
    strings: str | None = None,
    styles: str | None = None,
    workbook: str = "",
    around: tuple[str, str] = ("", ""),
    sheet: str | None = None,
    **lain: bytes,
) -> bytes:
    """A workbook whose one sheet has this XML for its rows; `around`: what stands before and after them."""
    kinds = {"strings": "sharedStrings", "styles": "styles"}
    given = {"strings": strings, "styles": styles}
    links = [_link("s", "worksheet", "worksheets/sheet1.xml")] + [
        _link(key, kind, f"{kind}.xml") for key, kind in kinds.items() if given[key] is not None
    ]
    parts = {
        "[Content_Types].xml": content_types("xl/workbook.xml", f"{EXCEL}.main+xml"),
        "_rels/.rels": relations(_link("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{workbook}<sheets>'
            '<sheet name="Lembar" sheetId="1" r:id="s"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(*links),
        "xl/worksheets/sheet1.xml": (sheet or sheet_xml(rows, *around)).encode(),
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'.encode()
    return archive(parts | lain)


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(*links: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>'.encode()


def _link(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"{mode}/>'


# An .xls by hand


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def short_text(text: str) -> bytes:
    """A text of a record with its length in two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def xls(cells: bytes, shared: bytes = b"", *, version: int = 0x0600, kind: int = 0, hidden: int = 0) -> bytes:
    """A workbook of these records: of its one sheet, and of what stands before it."""
    begin = struct.pack("<HHHHLL", version, 5, 0, 0, 0, 0)
    style = record(0x00E0, bytes(20))
    name = struct.pack("<BB", 6, 0) + b"Lembar"
    head = record(0x0809, begin) + style + shared
    place = len(head) + 4 + 6 + len(name) + 4
    head += record(0x0085, struct.pack("<LBB", place, hidden, kind) + name) + record(0x000A)
    sheet = record(0x0809, begin[:2] + struct.pack("<H", 16) + begin[4:]) + cells + record(0x000A)
    return _saved(lambda stream: XlsDoc().save(stream, head + sheet))


def compound(**streams: bytes) -> bytes:
    """A compound file of these streams, each filled up to whole sectors and so large enough for them."""
    held = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors, chains, starts = [], [], {}
    for name, data in held.items():
        starts[name] = len(sectors) + 2
        count = -(-len(data) // 512)
        sectors += [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        chains += [*range(starts[name] + 1, starts[name] + count), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chains]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [_entry(name, 2, starts[name], len(data)) for name, data in held.items()]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += (
        bytes(6) + struct.pack("<9L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<L", 0)
    )
    fat = struct.pack(f"<{len(table)}L", *table).ljust(512, b"\xff")
    assert len(fat) == 512
    assert len(entries) <= 4
    return head.ljust(512, b"\xff") + fat + b"".join(entries).ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB3L", len(letters) + 2, kind, 1, *[0xFFFFFFFF] * 3)
    return head + bytes(36) + struct.pack("<LLL", start, size, 0)


# An .ods by hand


def ods(content: str, *, mimetype: bytes = MIMETYPE, **lain: bytes) -> bytes:
    """A sheet document; `content`: what stands in its one table, or whole when it begins with `<office`."""
    names = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing"}
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for name, long in names.items()
    )
    body = content if content.startswith("<office") else (
        '<office:body><office:spreadsheet><table:table table:name="Lembar">'
        f"{content}</table:table></office:spreadsheet></office:body>"
    )  # fmt: skip
    parts = {
        "mimetype": mimetype,
        "content.xml": f"<office:document-content{spaces}>{body}</office:document-content>".encode(),
    }
    return archive(parts | lain)
