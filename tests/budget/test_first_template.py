"""The template for a satker without a DIPA: typed into, saved by a spreadsheet, uploaded.

What LibreOffice 7.4 saved stands here as values: it is not part of the tests.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from budget.models import Unggahan
from budget.snapshot import PotretDipa
from budget.template_file import isi_templat
from budget.upload_actions import check, receive
from tests.budget.books import BULAN, RO, TAHUN, tree

TERISI = sorted(tree(RO))


@pytest.fixture
def sheet(satker) -> Any:
    return load_workbook(BytesIO(isi_templat(satker, PotretDipa(satker.pk, TAHUN), BULAN))).active


def type_in(sheet: Any, codes: Iterable[str]) -> None:
    """Lines in their order, an amount on each RO alone."""
    for number, code in enumerate(codes, start=9):
        for column, value in enumerate((code, f"Uraian {code}", *RO.get(code, ())), start=1):
            sheet.cell(number, column).value = value


def uploaded(satker, sheet: Any) -> Unggahan:
    stream = BytesIO()
    sheet.parent.save(stream)
    unggahan = receive(satker, TAHUN, BULAN, "templat.xlsx", stream.getvalue(), by=None)
    check(unggahan)
    unggahan.refresh_from_db()
    return unggahan


def test_it_sums_its_ro_and_passes(satker, sheet):
    type_in(sheet, TERISI)
    ro = 'A9:A68,"*.*.*.*"'
    assert [cell.value for cell in sheet[69][2:]] == [
        f'=IF(COUNTIF({ro})=0,"",SUMIF({ro},C9:C68))',
        f'=IF(COUNTIF({ro})=0,"",SUMIF({ro},D9:D68))',
        '=IF(C69="","",C69-D69)',
        '=IF(N(C69)=0,"",D69/C69)',
    ]
    for cell, value in zip(sheet[69][2:], (1_160_000, 650_000, 510_000, 650 / 1160), strict=True):
        cell.value = value
    unggahan = uploaded(satker, sheet)
    assert (unggahan.status, unggahan.temuan) == ("diperiksa", [])


def test_with_nothing_typed_in_it_has_no_total_of_0(satker, sheet):
    for cell in sheet[69][2:]:
        cell.value, cell.data_type = "", "s"
    unggahan = uploaded(satker, sheet)
    assert [satu["code"] for satu in unggahan.temuan] == ["BARIS-DILEWATI", "TABEL-KOSONG"]


def test_saved_by_a_program_that_does_not_compute_it_says_how_to_mend_that(satker, sheet):
    type_in(sheet, TERISI)
    unggahan = uploaded(satker, sheet)
    assert [(satu["code"], satu["cell"]) for satu in unggahan.temuan] == [
        ("RUMUS-TANPA-NILAI", f"{letter}69") for letter in "CDEF"
    ]
    assert {satu["remedy"] for satu in unggahan.temuan} == {
        "Buka lalu simpan di Excel atau LibreOffice, dan unggah ulang; atau tulislah angkanya."
    }
