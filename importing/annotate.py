"""A copy of what was read in which every finding is marked where it stands, with a list in front."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from importing.book import Cell, Sheet, Workbook
from importing.findings import Finding, Severity
from importing.writing import head, link, mark, new_book, put, save, sheet_names, widths, wrap

LIST = "Temuan"
HEADINGS = ("No.", "Tingkat", "Kode", "Lembar", "Sel", "Terbaca", "Yang ditemukan", "Cara memperbaiki")
NOTE = (
    "Salinan ini memuat nilai sebagaimana dibaca, tanpa rumus, dan memperlihatkan juga yang tersembunyi."
    " Perbaiki berkas aslinya, lalu unggah berkas itu kembali."
)
COLOURS = {Severity.ERROR: "F6C6CB", Severity.WARNING: "FFE4A8", Severity.NOTE: "CFE2F7"}
_RANK = list(Severity)
_FIRST_ROW = 4
_WIDTHS = dict(enumerate((6, 12, 16, 24, 8, 28, 60, 60), start=1))
_WIDEST = 48
# A finding may stand at a range: it is marked at its first cell.
_ADDRESS = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6})(?::.*)?")


def annotated_copy(workbook: Workbook, findings: Sequence[Finding]) -> bytes:
    """An .xlsx: the list of findings, each linked to its cell, then every sheet with those cells marked.

    Values are as read, text made harmless; what was a formula, merged or hidden is so no longer: all is seen.
    """
    book = new_book()
    names = sheet_names([*(sheet.name for sheet in workbook.sheets), LIST])
    listed = book.create_sheet(names[-1])
    by_sheet = {sheet.name: name for sheet, name in zip(workbook.sheets, names, strict=False)}
    for sheet in workbook.sheets:
        _write_sheet(book.create_sheet(by_sheet[sheet.name]), sheet, findings)
    _write_list(listed, findings, by_sheet)
    return save(book)


def _write_list(target: Any, findings: Sequence[Finding], names: dict[str, str]) -> None:
    put(target, 1, 1, f"{len(findings)} temuan")
    put(target, 2, 1, NOTE)
    for column, heading in enumerate(HEADINGS, start=1):
        head(put(target, _FIRST_ROW - 1, column, heading))
    for row, finding in enumerate(findings, start=_FIRST_ROW):
        texts = (finding.severity.capitalize(), finding.code, finding.sheet, finding.cell, finding.seen)
        wrap(put(target, row, 1, row - _FIRST_ROW + 1))
        for column, text in enumerate((*texts, finding.reason, finding.remedy), start=2):
            wrap(put(target, row, column, text))
        if place := _place(finding, names):
            link(target.cell(row, 5), *place)
    widths(target, _WIDTHS)
    target.freeze_panes = f"A{_FIRST_ROW}"
    target.auto_filter.ref = f"A{_FIRST_ROW - 1}:H{_FIRST_ROW - 1 + len(findings)}"


def _place(finding: Finding, names: dict[str, str]) -> tuple[str, str] | None:
    """The sheet and the cell that a finding leads to; the first cell where it is about a whole sheet."""
    if finding.sheet not in names:
        return None
    found = _ADDRESS.fullmatch(finding.cell)
    return names[finding.sheet], found[1] if found else "A1"


def _write_sheet(target: Any, sheet: Sheet, findings: Sequence[Finding]) -> None:
    lengths: defaultdict[int, int] = defaultdict(int)
    for cell in sheet.cells():
        put(target, cell.row, cell.column, cell.value, shown_as="0.00%" if cell.percent else "")
        lengths[cell.column] = max(lengths[cell.column], _letters(cell))
    widths(target, {column: min(_WIDEST, length + 2) for column, length in lengths.items()})
    for address, here in _by_cell(sheet.name, findings).items():
        worst = min(here, key=lambda one: _RANK.index(one.severity)).severity
        mark(target[address], COLOURS[worst], "\n\n".join(map(_remark, here)))


def _letters(cell: Cell) -> int:
    return len(f"{cell.value:,}") if isinstance(cell.value, int) else len(str(cell.value))


def _by_cell(sheet: str, findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        place = _ADDRESS.fullmatch(finding.cell)
        if finding.sheet == sheet and place:
            found[place[1]].append(finding)
    return found


def _remark(finding: Finding) -> str:
    return f"{finding.severity.capitalize()} {finding.code}: {finding.reason} {finding.remedy}".rstrip()
