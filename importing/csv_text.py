"""CSV as cells: which letters the bytes are, which sign parts the columns; a guess is refused."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from importing.book import Cell, Kind, Row, Sheet, Workbook
from importing.refused import AGAIN, LAST_COLUMN, LAST_ROW, Allowance, FileRefused, broken, too_much
from importing.values import clean

SHEET = "CSV"
SEPARATORS = {";": "titik koma", "\t": "tab", ",": "koma"}
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_NAMED = re.compile(r'"?sep=([;,\t])"?\r?\n?')
_MENDED = f"simpan sebagai .xlsx atau sebagai CSV dengan pemisah titik koma, {AGAIN}"


def read_csv(content: bytes) -> Workbook:
    """One sheet named `CSV`; every value is text, just as it stands. FileRefused."""
    text = _decoded(content)
    named = _NAMED.match(text)
    separator = named[1] if named else _separator(text)
    rows: list[Row] = []
    allowance = Allowance()
    for number, fields in _lines(text, separator):
        if number == 1 and named:
            continue
        if number > LAST_ROW or len(fields) > LAST_COLUMN:
            raise too_much("memuat lebih banyak baris atau kolom daripada sebuah lembar kerja")
        cells = []
        for column, field in enumerate(fields, start=1):
            if field.strip():
                allowance.take_cell(len(field))
                cells.append(Cell(number, column, clean(field)))
        if cells:
            rows.append(Row(number, tuple(cells)))
    return Workbook(Kind.CSV, (Sheet(SHEET, tuple(rows)),))


def _decoded(content: bytes) -> str:
    """The text of the bytes: by its mark, else UTF-8, else UTF-16 as its zeros tell, else Windows-1252."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text.removeprefix("\ufeff")
    raise FileRefused(
        f"Berkas ini tidak dikenali sebagai lembar kerja maupun teks CSV; simpan sebagai .xlsx, {AGAIN}"
    )


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(BOM_UTF8):
        return ("utf-8",)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" in content:
        # Almost every letter of a table has one byte of zero: first, or second.
        return ("utf-16-be",) if content[::2].count(0) > content[1::2].count(0) else ("utf-16-le",)
    return ("utf-8", "cp1252")


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, counted as spreadsheets count rows. FileRefused: quotes left open."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise broken(f"tanda kutip atau isi baris {reader.line_num} tidak dapat dibaca") from error


def _separator(text: str) -> str:
    """The sign that parts more lines than any other; of two equals the one that parts them evenly.

    A comma may stand in numbers (`99,52`), so it must part evenly even when it is the only one there.
    """
    widths = {sign: _widths(text, sign) for sign in SEPARATORS}
    most = max(found.total() for found in widths.values())
    if most == 0:
        # Nothing parts it: either no sign is there, or quotes do not close, which this then says.
        for _ in _lines(text, ";"):
            pass
        raise FileRefused(f"Berkas ini adalah teks tanpa pemisah kolom; {_MENDED}")
    best = [sign for sign, found in widths.items() if found.total() == most]
    even = [sign for sign in best if len(widths[sign]) == 1]
    if len(best) == 1 and best != [","]:
        return best[0]
    if len(even) == 1:
        return even[0]
    names = " dan ".join(SEPARATORS[sign] for sign in best)
    raise FileRefused(
        f"Berkas ini memakai {names} sehingga pemisah kolomnya tidak dapat dipastikan; {_MENDED}"
    )


def _widths(text: str, sign: str) -> Counter[int]:
    """How many lines a sign parts into how many columns; none where quotes rule it out."""
    try:
        return Counter(len(fields) for _, fields in _lines(text, sign) if len(fields) > 1)
    except FileRefused:
        return Counter()
