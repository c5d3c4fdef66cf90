"""A workbook as values: what every kind of file is read into. Pure; a cell knows where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of file that are read; the value is the extension."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class CellError(str):
    """An error that the writer's program stored as the value, such as `#REF!`."""


Value = str | int | Decimal | bool | date | datetime | time | CellError


class Cell(NamedTuple):
    """One cell that holds something; row and column count from 1. A tuple: files hold very many.

    Numbers are exact: int where the stored number is whole, else Decimal of its shortest decimal form.
    value is None only for a formula that was saved without its result.
    """

    row: int
    column: int
    value: Value | None
    formula: bool = False
    percent: bool = False

    @property
    def address(self) -> str:
        """`C12`."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one cell that holds something, from left to right."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def __getstate__(self) -> tuple[int, bool, tuple[tuple[object, ...], ...]]:
        """Its cells as bare tuples: a workbook passes from one process to another in half the time."""
        return self.number, self.hidden, tuple(map(tuple, self.cells))

    def __setstate__(self, state: tuple[int, bool, tuple[tuple[object, ...], ...]]) -> None:
        """The cells as they were."""
        number, hidden, cells = state
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "hidden", hidden)
        object.__setattr__(self, "cells", tuple(map(Cell._make, cells)))

    def at(self, column: int) -> Cell | None:
        """The cell of a column; None where it is empty."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that hold something, and what a reader does not see at a glance.

    merged: ranges such as `A1:C1`.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    merged: tuple[str, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row.cells


@dataclass(frozen=True)
class Workbook:
    """A whole file, read."""

    kind: Kind
    sheets: tuple[Sheet, ...]


def column_letters(column: int) -> str:
    """`A` for 1, `AA` for 27. ValueError: below 1."""
    if column < 1:
        raise ValueError(f"column {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
