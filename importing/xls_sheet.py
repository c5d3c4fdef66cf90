"""A sheet of an .xls while its records go by: cells, what is hidden, what is merged."""

import struct
from collections import defaultdict
from dataclasses import dataclass, field

from importing.archive import ArchiveFault, Fault
from importing.biff import Record, Texts, rk
from importing.book import Cell, CellError, Row, Sheet, Value, column_letters
from importing.refused import Allowance
from importing.values import BUILT_IN, Format, exact_float, format_of, moment

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FLAT, _HIDDEN_ROW, _HIDDEN_COLUMN, _LAST_COLUMN = 0x7FFF, 0x20, 0x1, 255
_STRING, _BOOLEAN, _ERROR, _NOTHING = range(4)


@dataclass
class Shared:
    """What stands before the sheets."""

    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    since_1904: bool = False

    def format(self, style: int) -> Format:
        """What a style makes of a number."""
        number = self.styles[style]
        return format_of(self.codes[number]) if number in self.codes else BUILT_IN.get(number, Format.NUMBER)


class SheetReader:
    """Collects a sheet; rows and columns of the file count from 0."""

    def __init__(self, shared: Shared, allowance: Allowance) -> None:
        """Empty."""
        self._shared = shared
        self._allowance = allowance
        self._rows: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[str] = []
        # The formula whose text comes in a record of its own.
        self._waiting: tuple[int, int] | None = None
        self._known = {
            0x0208: self._row,
            0x007D: self._columns,
            0x00E5: self._merge,
            0x0203: self._number,
            0x027E: self._short_number,
            0x00BD: self._short_numbers,
            0x00FD: self._shared_text,
            0x0204: self._own_text,
            0x00D6: self._own_text,
            0x0205: self._word,
            0x0006: self._formula,
            0x0207: self._result,
        }

    def read(self, record: Record) -> None:
        """Take what a record says. struct.error, LookupError, ValueError, ArchiveFault: it makes no sense."""
        if known := self._known.get(record.kind):
            known(record)

    def sheet(self, name: str, hidden: bool) -> Sheet:
        """All that was collected."""
        if self._waiting:
            raise ArchiveFault(Fault.BROKEN)
        rows = (
            Row(number, tuple(cells[column] for column in sorted(cells)), number in self._hidden_rows)
            for number, cells in sorted(self._rows.items())
        )
        return Sheet(name, tuple(rows), hidden, frozenset(self._hidden_columns), tuple(self._merged))

    # Rows, columns, ranges

    def _row(self, record: Record) -> None:
        number, _, _, height, _, flags = struct.unpack_from("<4H4sL", record.data)
        if flags & _HIDDEN_ROW or height & _FLAT == 0:
            self._hidden_rows.add(number + 1)

    def _columns(self, record: Record) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", record.data)
        if flags & _HIDDEN_COLUMN or width == 0:
            self._hidden_columns.update(range(first + 1, min(last, _LAST_COLUMN) + 2))

    def _merge(self, record: Record) -> None:
        (count,) = struct.unpack_from("<H", record.data)
        for at in range(2, 2 + 8 * count, 8):
            top, bottom, left, right = struct.unpack_from("<4H", record.data, at)
            self._allowance.take_range()
            self._merged.append(
                f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
            )

    # Cells

    def _add(
        self, row: int, column: int, value: Value | None, *, formula: bool = False, percent: bool = False
    ) -> None:
        if isinstance(value, str) and not value.strip():
            return
        self._allowance.take_cell(len(value) if isinstance(value, str) else 0)
        cells = self._rows[row + 1]
        if column + 1 in cells:
            raise ArchiveFault(Fault.BROKEN)
        cells[column + 1] = Cell(row + 1, column + 1, value, formula, percent)

    def _add_number(self, row: int, column: int, style: int, number: float, *, formula: bool = False) -> None:
        exact = exact_float(number)
        shown_as = self._shared.format(style)
        found = moment(exact, since_1904=self._shared.since_1904) if shown_as is Format.MOMENT else None
        value = exact if found is None else found
        self._add(row, column, value, formula=formula, percent=shown_as is Format.PERCENT)

    def _number(self, record: Record) -> None:
        self._add_number(*struct.unpack_from("<3Hd", record.data))

    def _short_number(self, record: Record) -> None:
        row, column, style, number = struct.unpack_from("<3HL", record.data)
        self._add_number(row, column, style, rk(number))

    def _short_numbers(self, record: Record) -> None:
        row, column = struct.unpack_from("<2H", record.data)
        for at in range(4, len(record.data) - 2, 6):
            style, number = struct.unpack_from("<HL", record.data, at)
            self._add_number(row, column, style, rk(number))
            column += 1

    def _shared_text(self, record: Record) -> None:
        row, column, _, index = struct.unpack_from("<3HL", record.data)
        self._add(row, column, self._shared.strings[index])

    def _own_text(self, record: Record) -> None:
        row, column = struct.unpack_from("<2H", record.data)
        self._add(row, column, Texts(record.pieces, 6).next())

    def _word(self, record: Record) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", record.data)
        self._add(row, column, CellError(ERRORS[value]) if is_error else bool(value))

    def _formula(self, record: Record) -> None:
        row, column, style, result = struct.unpack_from("<3H8s", record.data)
        if result[6:] != b"\xff\xff":
            self._add_number(row, column, style, *struct.unpack("<d", result), formula=True)
        elif result[0] == _STRING:
            self._waiting = row, column
        else:
            # A text without letters and no result at all are written alike: it counts as no result.
            self._add(row, column, _stored_word(result[0], result[2]), formula=True)

    def _result(self, record: Record) -> None:
        if self._waiting is None:
            raise ArchiveFault(Fault.BROKEN)
        self._add(*self._waiting, Texts(record.pieces).next(), formula=True)
        self._waiting = None


def _stored_word(kind: int, code: int) -> Value | None:
    """The result of a formula that is no number. LookupError: of no known kind."""
    if kind == _BOOLEAN:
        return bool(code)
    if kind == _ERROR:
        return CellError(ERRORS[code])
    if kind == _NOTHING:
        return None
    raise LookupError(kind)
