"""Every .xlsx that is handed out is written through here: text stays text, numbers stay numbers.

The one door to openpyxl, which is slow to import and so imported where it is used.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from importing.book import Value, column_letters
from importing.values import clean

#: What a spreadsheet may take for the beginning of a formula when somebody touches the cell; full-width too.
TRIGGERS = "=+-@＝＋－＠\t\r\n"
LONGEST_NAME = 31
_LONGEST_REMARK = 2_000
_FONT = {"name": "Calibri", "size": 11}
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def new_book() -> Any:
    """A workbook without sheets."""
    book = _openpyxl().Workbook()
    book.remove(book.active)
    return book


def _openpyxl() -> Any:
    import openpyxl  # noqa: PLC0415 - slow

    return openpyxl


def save(book: Any) -> bytes:
    """The bytes of a workbook."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(sheet: Any, row: int, column: int, value: Value | None, *, shown_as: str = "") -> Any:
    """Write a value and give back its cell; `shown_as`: a number format such as `0.00%`.

    A text is stored as text, never as a formula, and where it begins like one it carries the mark that keeps
    it a text even when it is edited; its letters stay as they are. A number is a number.
    """
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_", clean(value))
        cell.data_type = "s"
        if begins_like_a_formula(value):
            cell.quotePrefix = True
    else:
        cell.value = value
        if shown_as:
            cell.number_format = shown_as
    return cell


def begins_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might compute a text: by its first letter, blanks before it aside."""
    return text.startswith(tuple(TRIGGERS)) or text.lstrip().startswith(tuple(TRIGGERS))


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes, near to those wanted: no forbidden sign, 31 letters, no two alike."""
    given: list[str] = []
    taken: set[str] = set()
    for name in wanted:
        base = _NO_NAME.sub("_", clean(name)).strip("'")[:LONGEST_NAME] or "Lembar"
        free, number = base, 1
        while free.lower() in taken:
            number += 1
            free = f"{base[: LONGEST_NAME - len(str(number)) - 3]} ({number})"
        taken.add(free.lower())
        given.append(free)
    return given


def head(cell: Any) -> None:
    """Draw a cell as one of a table's head."""
    cell.font = _style("Font", **_FONT, bold=True, color="FFFFFFFF")
    cell.fill = _style("PatternFill", fill_type="solid", fgColor="FF12355B")
    wrap(cell)


def wrap(cell: Any) -> None:
    """Let a long text run over several lines."""
    cell.alignment = _style("Alignment", vertical="top", wrap_text=True)


@cache
def _style(kind: str, **said: Any) -> Any:
    """A style, made once: openpyxl takes longer to make one than to write a cell."""
    return getattr(_openpyxl().styles, kind)(**said)


def mark(cell: Any, colour: str, remark: str) -> None:
    """Fill a cell (colour: six hexadecimal digits) and hang a remark on it."""
    cell.fill = _openpyxl().styles.PatternFill("solid", fgColor=f"FF{colour}")
    text = clean(remark)
    shown = text if len(text) <= _LONGEST_REMARK else f"{text[: _LONGEST_REMARK - 1]}…"
    cell.comment = _openpyxl().comments.Comment(shown, "LKj", width=360, height=160)


def link(cell: Any, sheet: str, address: str) -> None:
    """Lead from a cell to another of the same workbook."""
    quoted = sheet.replace("'", "''")
    cell.hyperlink = _openpyxl().worksheet.hyperlink.Hyperlink(
        ref=cell.coordinate, location=f"'{quoted}'!{address}"
    )
    cell.font = _openpyxl().styles.Font(**_FONT, underline="single", color="FF0B5CAD")


def widths(sheet: Any, letters: Mapping[int, int]) -> None:
    """Set the width of columns by their number, in letters of text."""
    for column, width in letters.items():
        sheet.column_dimensions[column_letters(column)].width = width


def compute(sheet: Any, row: int, column: int, formula: str, *, shown_as: str = "") -> Any:
    """Write a formula of ours, such as `=SUM(C9,C14)`; a stranger's text goes through `put`."""
    cell = sheet.cell(row, column, formula)
    if shown_as:
        cell.number_format = shown_as
    return cell


def open_for_typing(cell: Any) -> None:
    """Let a cell of a protected sheet be typed in, and show that it waits for it."""
    styles = _openpyxl().styles
    cell.protection = styles.Protection(locked=False)
    cell.fill = styles.PatternFill("solid", fgColor="FFFFF7DB")


def protect(sheet: Any) -> None:
    """Let nothing be typed but in cells that are open for it; without a password, to guide and not to bar."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def whole_numbers(sheet: Any, cells: Iterable[str], message: str) -> None:
    """Let a spreadsheet refuse anything but whole numbers in these cells, with a sentence."""
    validation = _openpyxl().worksheet.datavalidation.DataValidation(
        type="whole", operator="between", formula1="-999999999999999", formula2="999999999999999",
        allow_blank=True, showErrorMessage=True, errorTitle="Angka belum sah", error=message,
    )  # fmt: skip
    for address in cells:
        validation.add(address)
    sheet.add_data_validation(validation)


def bold(cell: Any) -> None:
    """Draw a cell as one that sums others up."""
    cell.font = _style("Font", bold=True)
