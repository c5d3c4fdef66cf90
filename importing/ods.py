"""An .ods as cells, in one pass over its content."""

import re
from datetime import date, datetime
from decimal import Decimal

from importing.archive import Archive, ArchiveFault, Fault
from importing.book import Cell, CellError, Kind, Row, Sheet, Value, Workbook, column_letters
from importing.markup import Attributes, scan
from importing.refused import LAST_COLUMN, LAST_ROW, MOST_OF_A_TEXT, Allowance
from importing.values import clean, exact, moment

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = f"{_OPEN}office:1.0 ", f"{_OPEN}table:1.0 ", f"{_OPEN}text:1.0 "
_STYLE, _DRAW = f"{_OPEN}style:1.0 ", f"{_OPEN}drawing:1.0 "
_EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ELSEWHERE = {f"{_TABLE}table-source", f"{_TABLE}cell-range-source", f"{_OFFICE}dde-source"}
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:[0-9]{3}")
_DURATION = re.compile(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:[.,][0-9]+)?)S)?")


def read_ods(archive: Archive) -> Workbook:
    """Every sheet in its order. ArchiveFault, FileRefused."""
    if CONTENT not in archive.parts:
        raise ArchiveFault(Fault.NO_MAIN)
    reader = _Reader()
    scan(archive.chunks(archive.parts[CONTENT]), reader.start, reader.end, reader.text)
    return Workbook(Kind.ODS, tuple(reader.sheets))


class _Reader:
    """Collects the sheets while the XML goes by."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._allowance = Allowance()
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._rows: list[Row] = []
        self._merged: list[str] = []
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._next_column = 0
        self._cells: list[Cell] = []
        self._table: Attributes | None = None
        self._line: Attributes = {}
        self._cell: Attributes | None = None
        self._texts = _Paragraphs()
        self._starts = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_table_style,
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            **dict.fromkeys(_CELLS, self._start_cell),
        }
        self._ends = {
            f"{_TABLE}table": self._end_table,
            f"{_TABLE}table-row": self._end_row,
            **dict.fromkeys(_CELLS, self._end_cell),
        }

    # What the parser calls

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _ELSEWHERE:
            raise ArchiveFault(Fault.LINKED)
        if found := self._starts.get(name):
            found(attributes)
        elif self._cell is not None:
            self._texts.start(name, attributes)

    def end(self, name: str) -> None:
        if found := self._ends.get(name):
            found()
        elif self._cell is not None:
            self._texts.end(name)

    def text(self, piece: str) -> None:
        if self._cell is not None:
            self._texts.add(piece)

    # Sheets, columns, rows

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_table_style(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: Attributes) -> None:
        if self._table is not None:
            raise ArchiveFault(Fault.ODD)
        self._allowance.take_sheet()
        self._table = attributes
        self._rows, self._merged, self._hidden_columns = [], [], set()
        self._row = self._next_column = 0

    def _end_table(self) -> None:
        about = self._table or {}
        self._table = None
        self.sheets.append(
            Sheet(
                name=clean(about.get(f"{_TABLE}name", "")),
                rows=tuple(self._rows),
                hidden=about.get(f"{_TABLE}style-name") in self._hidden_styles,
                hidden_columns=frozenset(self._hidden_columns),
                merged=tuple(self._merged),
            )
        )

    def _start_column(self, attributes: Attributes) -> None:
        first = self._next_column + 1
        self._next_column += _times(attributes, "columns")
        if _is_hidden(attributes):
            self._hidden_columns.update(range(first, min(self._next_column, LAST_COLUMN) + 1))

    def _start_row(self, attributes: Attributes) -> None:
        self._line = attributes
        self._column, self._cells = 0, []

    def _end_row(self) -> None:
        first = self._row + 1
        self._row += _times(self._line, "rows")
        if not self._cells:
            return
        if self._row > LAST_ROW:
            raise ArchiveFault(Fault.BROKEN)
        hidden = _is_hidden(self._line)
        self._rows.append(Row(first, tuple(self._cells), hidden))
        for number in range(first + 1, self._row + 1):
            for cell in self._cells:
                self._allowance.take_cell(len(cell.value) if isinstance(cell.value, str) else 0)
            self._rows.append(Row(number, tuple(cell._replace(row=number) for cell in self._cells), hidden))

    # Cells

    def _start_cell(self, attributes: Attributes) -> None:
        if self._cell is not None:
            raise ArchiveFault(Fault.ODD)
        self._cell = attributes
        self._texts = _Paragraphs()

    def _end_cell(self) -> None:
        about, self._cell = self._cell or {}, None
        first = self._column + 1
        self._column += _times(about, "columns")
        self._merge(about, first)
        formula = about.get(f"{_TABLE}formula", "")
        if "'file:" in formula or "DDE(" in formula.upper():
            raise ArchiveFault(Fault.LINKED)
        value = _value(about, self._texts.joined(), bool(formula))
        if (value is None and not formula) or (isinstance(value, str) and not value.strip()):
            return
        if self._column > LAST_COLUMN:
            raise ArchiveFault(Fault.BROKEN)
        percent = about.get(f"{_OFFICE}value-type") == "percentage"
        for column in range(first, self._column + 1):
            self._allowance.take_cell(len(value) if isinstance(value, str) else 0)
            self._cells.append(Cell(self._row + 1, column, value, bool(formula), percent))

    def _merge(self, about: Attributes, column: int) -> None:
        across = int(about.get(f"{_TABLE}number-columns-spanned", 1))
        down = int(about.get(f"{_TABLE}number-rows-spanned", 1))
        if across > 1 or down > 1:
            self._allowance.take_range()
            row, last = self._row + 1, column_letters(column + across - 1)
            self._merged.append(f"{column_letters(column)}{row}:{last}{row + down - 1}")


class _Paragraphs:
    """The text of a cell: its paragraphs in lines, without remarks and drawings."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._raw: list[str] = []
        self._aside = 0
        self._begun = self._inside = False
        self._letters = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._aside or name == f"{_OFFICE}annotation" or name.startswith(_DRAW):
            self._aside += 1
        elif name == f"{_TEXT}p":
            if self._begun:
                self._special("\n")
            self._begun = self._inside = True
        elif name == f"{_TEXT}s":
            self._special(" " * min(int(attributes.get(f"{_TEXT}c", 1)), MOST_OF_A_TEXT + 1))
        elif name == f"{_TEXT}tab":
            self._special("\t")
        elif name == f"{_TEXT}line-break":
            self._special("\n")

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == f"{_TEXT}p":
            self._inside = False

    def add(self, piece: str) -> None:
        if self._inside and not self._aside:
            self._raw.append(piece)

    def joined(self) -> str:
        self._special("")
        return clean("".join(self._done))

    def _special(self, letters: str) -> None:
        """What stands as an element; what was written before it has its blanks run together."""
        if self._raw:
            self._done.append(re.sub("[ \t\r\n]+", " ", "".join(self._raw)))
            self._raw.clear()
        self._letters += len(letters)
        if self._letters <= 2 * MOST_OF_A_TEXT:
            self._done.append(letters)


def _times(attributes: Attributes, what: str) -> int:
    """How often a column, row or cell stands there. ArchiveFault: not even once, or beyond every sheet."""
    times = int(attributes.get(f"{_TABLE}number-{what}-repeated", 1))
    if not 1 <= times <= LAST_ROW:
        raise ArchiveFault(Fault.BROKEN)
    return times


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _value(about: Attributes, text: str, formula: bool) -> Value | None:
    """What a cell holds; None: nothing, or a formula without its result."""
    kind = about.get(f"{_OFFICE}value-type")
    if about.get(f"{_EXTENDED}value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return CellError(text)
    if kind in ("float", "percentage", "currency"):
        return exact(about[f"{_OFFICE}value"])
    if kind == "date":
        return _date(about[f"{_OFFICE}date-value"])
    if kind == "time":
        return _clock(about[f"{_OFFICE}time-value"])
    if kind == "boolean":
        return about[f"{_OFFICE}boolean-value"] == "true"
    if kind == "string":
        return clean(about.get(f"{_OFFICE}string-value", text))
    return text or None


def _date(text: str) -> date | datetime:
    if "T" not in text:
        return date.fromisoformat(text)
    found = datetime.fromisoformat(text).replace(tzinfo=None)
    return found if found.time() != datetime.min.time() else found.date()


def _clock(text: str) -> Value:
    """A time of day; a duration of a day or more is the number of days it takes."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ArchiveFault(Fault.BROKEN)
    hours, minutes = int(found[1] or 0), int(found[2] or 0)
    seconds = Decimal((found[3] or "0").replace(",", "."))
    days = (Decimal(hours * 3600 + minutes * 60) + seconds) / 86_400
    return moment(days, since_1904=False) or exact(str(days))
