"""The DIPA of the example: leaves add up to every printed line."""

from collections import defaultdict
from decimal import Decimal

import pytest

from tests.examples.files.rows import PROVINCE, number, read, slugs, total


def lines(satker, revisi):
    return [row for row in read("baris_dipa") if (row["satker"], row["revisi"]) == (satker, revisi)]


def rolled_up(rows, column):
    """Sum the leaves of a DIPA revision into every line above them, by code."""
    parent = {row["kode"]: row["induk"] for row in rows}
    sums = defaultdict(Decimal)
    for row in rows:
        kode = row["kode"] if row[column] else ""
        while kode:
            sums[kode] += number(row[column])
            kode = parent[kode]
    return sums


def test_every_satker_has_one_dipa():
    assert {row["satker"] for row in read("dipa")} == slugs()


def test_province_has_thirteen_revisions_in_order():
    rows = [row for row in read("revisi_dipa") if row["satker"] == PROVINCE]
    assert [row["revisi"] for row in rows] == [str(n) for n in range(14)]
    dates = [row["tanggal"] for row in rows[1:]]
    assert dates == sorted(dates)
    assert all(row["tanggal"] <= row["tanggal_posting_span"] for row in rows[1:])
    assert dates == [row["tanggal"] for row in read("bukti") if row["indikator"] == "5"]


def test_lines_belong_to_a_revision():
    revisions = {(row["satker"], row["tahun"], row["revisi"]) for row in read("revisi_dipa")}
    used = {(row["satker"], row["tahun"], row["revisi"]) for row in read("baris_dipa")}
    assert used <= revisions
    assert {satker for satker, _, _ in used} == slugs()


def test_final_revision_has_ninety_lines_with_parents_first():
    rows = lines(PROVINCE, "13")
    levels = [row["level"] for row in rows]
    assert len(rows) == 90
    assert {level: levels.count(level) for level in set(levels)} == {
        "total": 1,
        "program": 2,
        "kegiatan": 20,
        "kro": 22,
        "ro": 45,
    }
    seen = {""}
    for row in rows:
        assert row["induk"] in seen
        assert row["kode"] not in seen
        seen.add(row["kode"])


def test_final_revision_codes_extend_their_parent():
    above = {"ro": "kro", "kro": "kegiatan", "kegiatan": "program"}
    level = {row["kode"]: row["level"] for row in lines(PROVINCE, "13")}
    for row in lines(PROVINCE, "13"):
        if row["level"] in above:
            assert row["kode"].rpartition(".")[0] == row["induk"]
            assert level[row["induk"]] == above[row["level"]]


def test_only_leaves_carry_money():
    for row in lines(PROVINCE, "13"):
        assert (row["pagu"] != "", row["realisasi"] != "") == (row["level"] == "ro",) * 2


@pytest.mark.parametrize("row", read("anggaran_cetak"), ids=lambda row: row["kode"])
def test_printed_parent_is_the_sum_of_its_leaves(row):
    rows = lines(PROVINCE, "13")
    assert rolled_up(rows, "pagu")[row["kode"]] == number(row["pagu"])
    assert rolled_up(rows, "realisasi")[row["kode"]] == number(row["realisasi"])


def test_every_parent_has_a_printed_value():
    parents = [row["kode"] for row in lines(PROVINCE, "13") if row["level"] != "ro"]
    assert [row["kode"] for row in read("anggaran_cetak")] == parents


def test_final_totals_are_the_printed_ones():
    rows = [row for row in lines(PROVINCE, "13") if row["pagu"]]
    assert (total(rows, "pagu"), total(rows, "realisasi")) == (50342000000, 50101361013)


def test_first_dipa_is_two_programs_without_realisasi():
    rows = lines(PROVINCE, "0")
    assert [(row["kode"], row["pagu"], row["realisasi"]) for row in rows] == [
        ("CQ", "11065851000", ""),
        ("WA", "10411875000", ""),
    ]
    assert total(rows, "pagu") == 21477726000


def test_no_leaf_spends_more_than_its_pagu():
    rows = [row for row in read("baris_dipa") if row["realisasi"]]
    assert [row for row in rows if number(row["realisasi"]) > number(row["pagu"])] == []


def test_sixteen_satker_leave_the_printed_sisa():
    last = {satker: "13" if satker == PROVINCE else "0" for satker in slugs()}
    rows = [row for row in read("baris_dipa") if row["pagu"] and row["revisi"] == last[row["satker"]]]
    pagu, realisasi = total(rows, "pagu"), total(rows, "realisasi")
    assert (pagu, realisasi, pagu - realisasi) == (553497880695, 551242399483, 2255481212)
