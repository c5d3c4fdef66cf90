"""The two budget tables of the LKj 2023 as they were printed: exactly their known faults, and no other."""

import csv
from pathlib import Path

from accounts.models import Satker
from importing.workbook import read_workbook
from tests.budget.books import KODE, Rows, book, template
from tests.budget.books import csv as as_csv
from tests.budget.plans import rencana

DATA = Path(__file__).resolve().parent / "data"
ERROR, WARNING, NOTE = "kesalahan", "peringatan", "catatan"
PROVINSI = Satker(pk=1, kode=KODE, nama="KPU Provinsi Lampung", nama_panjang="KPU Provinsi Lampung")


def printed(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def seed_lines(rows: list[dict[str, str]], first: int) -> dict[int, str]:
    """Row of the sheet -> line of the report."""
    return {number: row["baris_sumber"] for number, row in enumerate(rows, start=first)}


def by_line(found, lines: dict[int, str]) -> set[tuple[str, str, str, str]]:
    """(severity, code, line of the report, value seen)."""
    return {
        (satu.severity.value, satu.code, lines[int(satu.cell[1:])] if satu.cell else "", satu.seen)
        for satu in found
    }


# The 16 satker (lines 533-549)


def recap_rows() -> Rows:
    rows: Rows = [
        {"A": "Realisasi anggaran tahun 2023"},
        {"A": "No", "B": "Satker", "C": "Pagu", "D": "Realisasi", "F": "Sisa Anggaran"},
        {"D": "SP2D", "E": "%", "F": "SP2D"},
    ]
    for row in printed("satker_budget_2023.csv"):
        rows.append(
            {
                "A": f"{row['no']}.",
                "B": row["satker"],
                "C": row["pagu_tercetak"],
                "D": row["realisasi_sp2d_tercetak"],
                "E": row["persen_tercetak"],
                "F": row["sisa_tercetak"],
            }
        )
    return rows


def sixteen() -> tuple[Satker, ...]:
    return tuple(
        Satker(pk=int(row["no"]), kode=f"65{row['no']:>04}", nama=row["satker"], nama_panjang=row["satker"])
        for row in printed("satker_budget_2023.csv")
    )


KNOWN_RECAP = {
    (WARNING, "PERSEN-BEDA", "544", "99,91"),  # Pringsewu: cut off instead of rounded
    (ERROR, "SISA-BEDA", "546", "52.077.751"),  # Mesuji: pagu = realisasi
    (WARNING, "PERSEN-BEDA", "546", "99,74"),
    (NOTE, "TOTAL-TIDAK-ADA", "", ""),  # no JUMLAH is printed
}


def test_the_table_of_the_16_satker():
    satker = sixteen()
    for workbook in (book(recap_rows()), read_workbook(as_csv(recap_rows()))):
        plan = rencana(workbook, satker=satker[0], jangkauan=satker, bulan=12)
        assert by_line(plan.temuan, seed_lines(printed("satker_budget_2023.csv"), 4)) == KNOWN_RECAP
        assert len(plan.temuan) == len(KNOWN_RECAP)
        assert plan.sesudah == {}


# The tree of the province (lines 419-511)


def tree_rows() -> Rows:
    rows = template({}, satker=(KODE, PROVINSI.nama), bulan=12)[:8]
    for row in printed("budget_2023.csv"):
        amounts = {"C": row["pagu_tercetak"], "D": row["realisasi_tercetak"], "F": row["persen_tercetak"]}
        if row["level"] == "total":
            rows.append({"B": row["uraian"], **amounts})
        else:
            rows.append({"A": row["kode_lengkap"], "B": row["uraian"], **amounts})
    return rows


KNOWN_TREE = {
    (WARNING, "PERSEN-BEDA", "419", "99,52%"),  # the percentage of the total beside CQ
    (ERROR, "JUMLAH-ANAK", "447", "225,374,000"),  # digits of a child were transposed (450)
    (WARNING, "LEBIH-PAGU", "450", "88,997,800"),
    (WARNING, "PERSEN-BEDA", "450", "99,20%"),
    (ERROR, "SEL-RUSAK", "472", "526,177,00"),  # a digit is missing
    (ERROR, "SEL-RUSAK", "487", "99.72 %"),  # a percentage in place of rupiah
    # Dots between the thousands of a table of commas: both readings are shown
    (ERROR, "ANGKA-GANDA", "439", "2.000"),
    (ERROR, "ANGKA-GANDA", "449", "200.000"),
    (ERROR, "ANGKA-GANDA", "451", "200.000"),
    (ERROR, "ANGKA-GANDA", "481", "500.000"),
    (NOTE, "TANDA-STRIP", "439", "-"),
}
# Lines 449, 451 and 481 have such a text in both columns.
TWICE = 3


def test_the_tree_of_the_province():
    lines = seed_lines(printed("budget_2023.csv"), 9)
    for workbook in (book(tree_rows()), read_workbook(as_csv(tree_rows()))):
        plan = rencana(workbook, satker=PROVINSI, bulan=12)
        assert by_line(plan.temuan, lines) == KNOWN_TREE
        assert len(plan.temuan) == len(KNOWN_TREE) + TWICE
        assert plan.sesudah == {}


def test_the_title_of_the_printed_tree_names_another_year():
    rows = tree_rows()
    rows[0] = {"A": "Pengukuran Kinerja terhadap Capaian Kegiatan Tahun 2022"}
    (satu,) = rencana(book(rows), satker=PROVINSI, bulan=12).temuan
    assert (satu.code, satu.cell) == ("TAHUN-BEDA", "A1")


def test_mended_as_the_sums_say_the_tree_has_no_finding_left():
    rows = tree_rows()
    lines = {line: number for number, line in seed_lines(printed("budget_2023.csv"), 9).items()}
    mended = {
        ("419", "F"): "99,59%", ("450", "C"): "89,715,000", ("472", "C"): "526,177,000",
        ("487", "D"): "813,430,501", ("439", "C"): 2_000, ("439", "D"): 0,
        ("449", "C"): 200_000, ("449", "D"): 200_000, ("451", "C"): 200_000, ("451", "D"): 200_000,
        ("481", "C"): 500_000, ("481", "D"): 500_000,
    }  # fmt: skip
    for (line, letter), value in mended.items():
        rows[lines[line] - 1][letter] = value
    plan = rencana(book(rows), satker=PROVINSI, bulan=12)
    assert plan.temuan == ()
    assert (plan.jumlah.pagu_baru, plan.jumlah.realisasi_baru) == (50_342_000_000, 50_101_361_013)
