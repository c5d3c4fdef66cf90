"""Honest budget files of every writer, as real bytes, pass without a finding."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budget.snapshot import RevisiPotret
from importing.workbook import read_workbook
from tests.budget.books import (
    FA_SHIFTED,
    LETTERS,
    RO,
    Percent,
    Rows,
    csv,
    fa_detail,
    recap,
    template,
    xlsx,
)
from tests.budget.faults import AWAL, JUMLAH, REKAP
from tests.budget.plans import HARI, rencana, revisi, temuan, total_saja
from tests.importing.builders import WRITERS

FILES = Path(__file__).parent / "files"
NEXT = {code: (pagu, min(pagu, nyata + 5_000)) for code, (pagu, nyata) in RO.items()}
BIGGER = {code: (pagu + 1_000, nyata) for code, (pagu, nyata) in RO.items()}
UNSPENT = RO | {"CQ.6710.QGE.001": (10_000, 0)}
JUNE = revisi(RO, 0, {6: {code: nyata for code, (_, nyata) in RO.items()}})


def total_only() -> Rows:
    return [*template()[:8], template()[-1]]


def with_dots() -> Rows:
    """Amounts as texts, all grouped in one way; a large one in each column leaves each text one reading."""
    rows = template({code: (pagu * 1_000, nyata * 1_000) for code, (pagu, nyata) in RO.items()})
    for row in rows[8:]:
        row |= {letter: f"{row[letter]:,}".replace(",", ".") for letter in "CDE"}
    return rows


def page_break() -> Rows:
    """A long name that runs on in the row below, as SAKTI prints it."""
    rows = fa_detail()
    rows.insert(13, {"K": "dan lanjutannya"})
    return rows


def other_words() -> Rows:
    """Columns in another order under other headers of the same meaning."""
    rows = recap(REKAP)
    rows[2] = {"A": "No.", "B": "Nama Satuan Kerja", "C": "Pagu DIPA", "D": "Realisasi s.d. Bulan Ini"}
    return [{letter: value for letter, value in row.items() if letter in "ABCD"} for row in rows]


HONEST: dict[str, tuple[Callable[[], Rows], list[RevisiPotret], dict[str, Any]]] = {
    "template, the first": (template, [], {}),
    "template, the same DIPA": (template, [AWAL], {}),
    "template, the next month": (lambda: template(NEXT, bulan=7), [JUNE], {"bulan": 7}),
    "template, a new revision": (
        lambda: template(BIGGER, revisi=1), [AWAL], {"revisi": 1, "tanggal": HARI},
    ),
    "template, its total alone": (total_only, [total_saja(1_160_000)], {}),
    "template, texts with dots": (
        with_dots, [revisi({code: (pagu * 1_000, 0) for code, (pagu, _) in RO.items()})], {},
    ),
    "FA Detail": (fa_detail, [AWAL], {}),
    "FA Detail, a letter beside": (lambda: fa_detail(letters=FA_SHIFTED), [AWAL], {}),
    "FA Detail, a name in two rows": (page_break, [AWAL], {}),
    "FA Detail, nothing spent on a line": (lambda: fa_detail(UNSPENT), [revisi(UNSPENT)], {}),
    "recap": (lambda: recap(REKAP), [JUMLAH], {}),
    "recap in other words": (other_words, [JUMLAH], {}),
}  # fmt: skip


def as_lists(rows: Rows) -> list[list[object]]:
    """From A to the last letter; a percentage as the fraction that is stored."""
    return [
        [_plain(row.get(letter)) for letter in list(LETTERS)[: max(map(LETTERS.get, row), default=0)]]
        for row in rows
    ]


def _plain(value: Any) -> object:
    value = value.value if isinstance(value, Percent) else value
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("write", WRITERS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", HONEST)
def test_a_file_of_a_writer(name, write):
    make, stored, minta = HONEST[name]
    assert temuan(read_workbook(write(as_lists(make()))), *stored, **minta) == []


@pytest.mark.parametrize("write", [csv, xlsx], ids=["csv", "xlsx in percent"])
@pytest.mark.parametrize("name", HONEST)
def test_a_file_as_text_and_one_with_percentages(name, write):
    make, stored, minta = HONEST[name]
    assert temuan(read_workbook(write(make())), *stored, **minta) == []


# LibreOffice 7.4 wrote these from `template()`, `fa_detail()` and `recap(REKAP)`


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
@pytest.mark.parametrize("name", ["template", "fa_detail", "rekap"])
def test_a_file_of_libreoffice(name, ending):
    workbook = read_workbook((FILES / f"libre-{name}.{ending}").read_bytes())
    plan = rencana(workbook, JUMLAH if name == "rekap" else AWAL)
    assert plan.temuan == ()
    assert plan.jumlah.realisasi_baru == (650_500 if name == "rekap" else 650_000)


def test_the_control_a_fault_is_found_whoever_wrote_it():
    rows = deepcopy(template())
    rows[11]["D"] = 80_000
    for write in WRITERS:
        assert ("kesalahan", "SISA-BEDA", "E12") in temuan(read_workbook(write(as_lists(rows))), AWAL)
