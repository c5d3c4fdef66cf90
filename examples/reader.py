"""The CSV files of an example: rows that know where they stand, so that a fault can be named."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent


class ExampleFault(Exception):
    """A fault in an example's files; the message names file, line and column."""


@dataclass(frozen=True)
class Row:
    """One row: cells by column name, read by kind; an empty cell is None."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell as it stands, without surrounding blanks. ExampleFault: no such column."""
        if column not in self.cells:
            raise ExampleFault(f"{self.file}: kolom {column} tidak ada.")
        return self.cells[column].strip()

    def number(self, column: str) -> Decimal | None:
        """An exact figure in machine notation."""
        return self._read(column, Decimal)

    def integer(self, column: str) -> int | None:
        """A whole number in machine notation."""
        return self._read(column, int)

    def day(self, column: str) -> date | None:
        """A date, ISO 8601."""
        return self._read(column, date.fromisoformat)

    def flag(self, column: str) -> bool:
        """1 is true, anything else false."""
        return self.text(column) == "1"

    def _read(self, column: str, kind: Callable[[str], T]) -> T | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return kind(text)
        except (ValueError, InvalidOperation) as fault:
            raise ExampleFault(f"{self.file} baris {self.line}, kolom {column}: {text!r}.") from fault


@dataclass(frozen=True)
class Example:
    """One example year on disk."""

    name: str

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return ROOT / self.name

    def rows(self, file: str) -> list[Row]:
        """All rows of one CSV file. ExampleFault: no such file, or a row is too long or too short."""
        path = self.folder / file
        if not path.is_file():
            raise ExampleFault(f"{file}: berkas tidak ada.")
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            return [_row(file, reader.line_num, cells) for cells in reader]

    def texts(self, folder: str, suffix: str) -> Iterator[tuple[str, str]]:
        """(name without suffix, content) of the files of a folder, sorted by name."""
        for path in sorted((self.folder / folder).glob(f"*{suffix}")):
            yield path.name.removesuffix(suffix), path.read_text(encoding="utf-8")

    def fingerprint(self) -> str:
        """SHA-256 over every file: tells two versions of an example apart."""
        digest = sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(self.folder)).encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def _row(file: str, line: int, cells: dict[str | None, str | None]) -> Row:
    """DictReader puts cells too many under None, and None into those that are missing."""
    if None in cells or None in cells.values():
        raise ExampleFault(f"{file} baris {line}: jumlah sel berbeda dari jumlah kolom.")
    return Row(file, line, dict(cells))


def available() -> list[str]:
    """The names of the examples that exist."""
    return sorted(path.parent.name for path in ROOT.glob("*/satker.csv"))
