"""One pass over the XML of a sheet of an .xlsx: cells, what is hidden, what is merged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from importing.archive import ArchiveFault, Fault
from importing.book import Cell, CellError, Row, Value
from importing.markup import Attributes, scan
from importing.refused import LAST_COLUMN, LAST_ROW, Allowance
from importing.values import Format, clean, exact, moment

#: The namespaces of a sheet: as everybody writes it, and strict.
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


@dataclass(frozen=True)
class Shared:
    """What the sheets of a workbook share.

    strings: by index. formats: what the style with an index makes of a number.
    uncalculated: the writer asks for all formulas to be computed on opening, so a stored 0 is no result.
    """

    strings: list[str]
    formats: list[Format]
    since_1904: bool
    uncalculated: bool


class SheetReader:
    """Collects a sheet while its XML goes by."""

    def __init__(self, shared: Shared, allowance: Allowance) -> None:
        """Begin above the first row."""
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.hidden_columns: set[int] = set()
        self._shared = shared
        self._allowance = allowance
        self._row = self._column = 0
        self._row_text = ""
        self._row_hidden = False
        self._cells: list[Cell] = []
        self._attributes: Attributes = {}
        self._texts: list[str] = []
        self._stored = self._formula = self._listening = self._phonetic = False
        here = {
            "row": (self._start_row, self._end_row),
            "c": (self._start_cell, self._end_cell),
            "v": (self._start_value, self._end_text),
            "t": (self._start_text, self._end_text),
            "f": (self._start_formula, None),
            "rPh": (self._start_phonetic, self._end_phonetic),
            "col": (self._start_column, None),
            "mergeCell": (self._start_merged, None),
        }
        self._starts = {f"{space} {tag}": both[0] for space in _SPACES for tag, both in here.items()}
        self._ends = {f"{space} {tag}": both[1] for space in _SPACES for tag, both in here.items() if both[1]}

    def read(self, chunks: Iterable[bytes]) -> None:
        """ArchiveFault: no XML, or a sheet that contradicts itself. FileRefused: more than is read."""
        starts, ends, texts = self._starts, self._ends, self._texts

        def start(name: str, attributes: Attributes) -> None:
            if found := starts.get(name):
                found(attributes)

        def end(name: str) -> None:
            if found := ends.get(name):
                found()

        def text(piece: str) -> None:
            if self._listening:
                texts.append(piece)

        scan(chunks, start, end, text)

    # Rows and columns

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        following = int(number) if number else self._row + 1
        if not self._row < following <= LAST_ROW:
            raise ArchiveFault(Fault.BROKEN)
        self._row, self._column, self._cells = following, 0, []
        self._row_text = str(following)
        self._row_hidden = is_on(attributes.get("hidden")) or _is_flat(attributes.get("ht"))

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append(Row(self._row, tuple(self._cells), self._row_hidden))

    def _start_column(self, attributes: Attributes) -> None:
        if is_on(attributes.get("hidden")) or _is_flat(attributes.get("width")):
            first, last = int(attributes["min"]), int(attributes["max"])
            if not 1 <= first <= last <= LAST_COLUMN or first in self.hidden_columns:
                raise ArchiveFault(Fault.BROKEN)
            self.hidden_columns.update(range(first, last + 1))

    def _start_merged(self, attributes: Attributes) -> None:
        self._allowance.take_range()
        self.merged.append(attributes["ref"])

    # Cells

    def _start_cell(self, attributes: Attributes) -> None:
        address = attributes.get("r")
        column = self._column_of(address) if address else self._column + 1
        if not self._column < column <= LAST_COLUMN:
            raise ArchiveFault(Fault.BROKEN)
        self._column, self._attributes = column, attributes
        self._stored = self._formula = False
        self._texts.clear()

    def _column_of(self, address: str) -> int:
        letters = address.rstrip("0123456789")
        if address[len(letters) :] != self._row_text:
            raise ArchiveFault(Fault.BROKEN)
        return column_number(letters)

    def _start_formula(self, _: Attributes) -> None:
        self._formula = True

    def _start_value(self, _: Attributes) -> None:
        self._stored = self._listening = True

    def _start_text(self, _: Attributes) -> None:
        if not self._phonetic:
            self._stored = self._listening = True

    def _end_text(self) -> None:
        self._listening = False

    def _start_phonetic(self, _: Attributes) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_cell(self) -> None:
        text = "".join(self._texts)
        kind = self._attributes.get("t", "n")
        value: Value | None = None
        percent = False
        if not self._stored or (kind == "n" and not text):
            if not self._formula:
                return
        elif kind == "n":
            value, percent = self._number(text)
        else:
            value = self._other(kind, text)
            if isinstance(value, str) and not value.strip():
                return
        self._allowance.take_cell(len(value) if isinstance(value, str) else 0)
        self._cells.append(Cell(self._row, self._column, value, self._formula, percent))

    def _number(self, text: str) -> tuple[Value | None, bool]:
        number = exact(text)
        if self._formula and self._shared.uncalculated and number == 0:
            return None, False
        style = self._attributes.get("s")
        if style is None or not self._shared.formats:
            return number, False
        shown_as = self._shared.formats[int(style)]
        if shown_as is Format.MOMENT:
            found = moment(number, since_1904=self._shared.since_1904)
            return (number if found is None else found), False
        return number, shown_as is Format.PERCENT

    def _other(self, kind: str, text: str) -> Value:
        if kind == "s":
            return self._shared.strings[int(text)]
        if kind in ("str", "inlineStr"):
            return unescape(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return _iso(text)
        raise ArchiveFault(Fault.BROKEN)


def _iso(text: str) -> date | datetime:
    """A moment as strict files write it; a zone, which no cell has, is dropped."""
    found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    return found if "T" in text and found.time() != datetime.min.time() else found.date()


def unescape(text: str) -> str:
    """A text with `_x000D_` as the letter it stands for."""
    if "_x" in text:
        text = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return clean(text)


@cache
def column_number(letters: str) -> int:
    """1 for `A`, 16384 for `XFD`. ValueError: no column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(f"{letters[:10]!r} is no column")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def is_on(value: str | None) -> bool:
    """An attribute that is true."""
    return value in ("1", "true", "on")


def _is_flat(value: str | None) -> bool:
    """A height or width of nothing."""
    return value is not None and float(value) == 0
