"""The budget tables of the LKj come from what was uploaded: a month more, and every one of them has moved."""

import pytest

from accounts.models import Satker
from budget.restore_actions import restore
from kinerja.angka import rupiah
from reports.build import build_document
from tests.budget.books import RO, TAHUN, template, total, tree
from tests.budget.stored import NAIK, applied
from tests.factories import make_lkj, make_pk, make_satker
from tests.reports.test_tables import cells, table

TABLES = ("satker-wilayah", "program", "kegiatan", "rincian-anggaran")


@pytest.fixture
def satker(db, settings, tmp_path) -> Satker:
    settings.DATA_DIR = tmp_path
    satker = make_satker()
    make_satker(induk=satker)
    make_lkj(make_pk(satker))
    return satker


def totals(satker: Satker) -> list[list[str]]:
    """The last three figures but the percentage of the total row of each table: pagu, realisasi, sisa."""
    dokumen = build_document(satker, TAHUN)
    rows = [cells(table(dokumen, kunci).baris[-1]) for kunci in TABLES]
    return [[row[-4], row[-3], row[-1]] for row in rows]


def printed(ro: dict[str, tuple[int, int]]) -> list[list[str]]:
    pagu, nyata = total(ro)
    return [[rupiah(satu).removeprefix("Rp") for satu in (pagu, nyata, pagu - nyata)]] * len(TABLES)


def test_an_uploaded_month_moves_every_budget_table_and_going_back_moves_them_back(satker):
    of_satker = {"satker": (satker.kode, satker.nama)}
    applied(satker, template(RO, **of_satker))
    assert totals(satker) == printed(RO)
    juli = applied(satker, template(NAIK, bulan=7, **of_satker), bulan=7)
    assert totals(satker) == printed(NAIK) != printed(RO)
    lines = table(build_document(satker, TAHUN), "rincian-anggaran").baris[:-1]
    assert [cells(satu)[3] for satu in lines] == [
        rupiah(nyata).removeprefix("Rp") for _, nyata in tree(NAIK).values()
    ]
    restore(juli, by=None)
    assert totals(satker) == printed(RO)
