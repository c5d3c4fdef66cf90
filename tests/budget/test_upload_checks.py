"""One fault at a time in a file that is right otherwise: exactly its finding, at its cell, no other."""

from copy import deepcopy
from datetime import date

import pytest

from accounts.permissions import Permission
from budget.snapshot import RevisiPotret
from budget.uploads.checks import PALING_BANYAK
from budget.uploads.plan import susun
from budget.uploads.read import BukanAnggaran, baca
from importing.book import Kind, Workbook
from importing.workbook import read_workbook
from tests.budget.books import (
    FA_HEADER,
    FA_SHIFTED,
    FA_TOTAL,
    FA_VALUES,
    KODE,
    NAMA,
    RO,
    Rows,
    book,
    csv,
    fa_amounts,
    fa_detail,
    fa_title,
    recap,
    sheet,
    template,
    xlsx,
)
from tests.budget.faults import AWAL, CASES, ERROR, JUMLAH, NOTE, REKAP, WARNING, changed, put
from tests.budget.plans import HARI, SATKER, bahan, rencana, revisi, temuan, total_saja


@pytest.mark.parametrize("case", CASES)
def test_a_file_with_one_fault_has_its_finding_and_no_other(case):
    assert temuan(case.workbook, case.stored) == case.found


def test_a_hundred_and_twenty_files_are_bad():
    assert sum(case.bad for case in CASES) >= 120


def test_the_three_files_are_right_as_they_are():
    assert temuan(book(template()), AWAL) == []
    assert temuan(book(fa_detail()), AWAL) == []
    assert temuan(book(recap(REKAP)), JUMLAH) == []


@pytest.mark.parametrize(
    ("letters", "total_letters"),
    [
        (FA_VALUES, FA_TOTAL),
        (FA_VALUES, FA_VALUES),
        (FA_SHIFTED, FA_TOTAL),
        (FA_SHIFTED, FA_SHIFTED),
        (("O", "Q", "U", "V", "X", "AA", "AC"), FA_VALUES),
    ],
)
def test_values_of_an_fa_detail_may_stand_a_letter_beside_their_header(letters, total_letters):
    rows = fa_detail(letters=letters, total_letters=total_letters)
    for workbook in (book(rows), read_workbook(csv(rows)), read_workbook(xlsx(rows))):
        assert temuan(workbook, AWAL) == []


@pytest.mark.parametrize("rows", [template(), fa_detail(), recap(REKAP)])
def test_real_bytes_are_as_right_as_their_rows(rows):
    stored = JUMLAH if len(rows) < 10 else AWAL
    assert temuan(read_workbook(csv(rows)), stored) == temuan(read_workbook(xlsx(rows)), stored) == []


def with_dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def test_a_column_that_groups_by_dots_leaves_a_text_one_reading():
    ro = {"CQ.6709.QGE.001": (2_000_000, 1_500_000), "CQ.6709.QGE.004": (2_000, 1_000)}
    rows = template(ro)
    for row in rows[8:]:
        row |= {letter: with_dots(row[letter]) for letter in "CD"}
    assert temuan(book(rows), revisi(ro)) == []
    rows[11]["C"] = "2,000,000"
    assert temuan(book(rows), revisi(ro)) == [(ERROR, "ANGKA-GANDA", "C13")]


@pytest.mark.parametrize(
    ("angka", "bacaan"),
    [("90.000", "Teks pada kolom realisasi dapat berarti 90 atau 90.000."),
     ("90,000", "Teks pada kolom realisasi dapat berarti 90 atau 90.000.")],
)  # fmt: skip
def test_both_readings_are_shown(angka, bacaan):
    (satu,) = rencana(book(changed(template(), put(D12=angka))), AWAL).temuan
    assert (satu.code, satu.seen, satu.reason) == ("ANGKA-GANDA", angka, bacaan)


def test_another_hidden_sheet_is_not_read_and_said_so():
    workbook = Workbook(Kind.XLSX, (sheet(template()), sheet(template(), "Lama", hidden=True)))
    (satu,) = rencana(workbook, AWAL).temuan
    assert (satu.severity, satu.code, satu.sheet) == (NOTE, "LEMBAR-TERSEMBUNYI", "Lama")


def test_repeated_headers_and_remarks_are_skipped_and_said_so():
    rows = template()
    rows.insert(12, dict(rows[7]))
    rows.append({"A": None, "B": "Dibuat oleh Bagian Keuangan"})
    assert temuan(book(rows), AWAL) == [(NOTE, "BARIS-DILEWATI", "A13"), (NOTE, "BARIS-DILEWATI", "B23")]


# What is refused as a whole, before anything else


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ([sheet([{"A": "Halo"}])], "BUKAN-BERKAS-ANGGARAN"),
        ([], "BUKAN-BERKAS-ANGGARAN"),
        ([sheet(template(), "Satu"), sheet(template(), "Dua")], "LEMBAR-GANDA"),
        ([sheet(changed(template(), put(D8="Terpakai")))], "KOLOM-TIDAK-ADA"),
        ([sheet(changed(template(), put(E8="Realisasi")))], "KOLOM-GANDA"),
    ],
)
def test_no_table(sheets, code):
    with pytest.raises(BukanAnggaran) as caught:
        baca(Workbook(Kind.XLSX, tuple(sheets)))
    assert [satu.code for satu in caught.value.temuan] == [code]


def test_a_file_of_another_satker_is_refused_without_going_into_its_faults():
    broken = changed(template(), put(B2="111111", B3="KPU Kab. Lain", D12="rusak", E13=1))
    assert temuan(book(broken), AWAL) == [(ERROR, "SATKER-BEDA", "B2")]


def test_a_file_in_thousands_is_known_by_the_pagu():
    ro = {code: (pagu // 1000, nyata // 1000) for code, (pagu, nyata) in RO.items()}
    assert temuan(book(template(ro)), AWAL) == [(ERROR, "SKALA-RIBUAN", "C12")]


@pytest.mark.parametrize(
    ("rows", "boleh", "found"),
    [
        (template(), {Permission.UPLOAD_BUDGET}, []),
        (template(), {Permission.UPLOAD_RECAP}, [(ERROR, "TIDAK-BERWENANG", "")]),
        (recap(REKAP), {Permission.UPLOAD_RECAP}, []),
        (recap(REKAP), {Permission.UPLOAD_BUDGET}, [(ERROR, "TIDAK-BERWENANG", "")]),
    ],
)
def test_the_kind_of_file_asks_for_a_permission(rows, boleh, found):
    assert temuan(book(rows), JUMLAH if len(rows) < 10 else AWAL, boleh=boleh) == found


def test_sums_of_an_fa_detail_hold_when_a_page_breaks_a_row():
    rows = fa_detail()
    rows.insert(16, {"H": "521211", "M": "dan lainnya", **fa_amounts(FA_VALUES, 100_000, 90_000)})
    rows.insert(13, {"K": "nama yang panjang"})
    rows.insert(14, {"A": "*Lock Pagu adalah jumlah pagu yang sedang diusulkan."})
    rows[15:15] = [*fa_title((KODE, NAMA), "Periode Juni 2023"), *deepcopy(FA_HEADER)]
    bahan_ = bahan(book(rows), AWAL)
    assert {satu.code for satu in susun(bahan_).temuan} == {"BARIS-DILEWATI"}
    uraian = {satu.kode: satu.uraian for satu in bahan_.isi.baris}
    assert uraian["CQ.6709.QGE.001"] == "Uraian CQ.6709.QGE.001 nama yang panjang"
    assert uraian["CQ.6709.QGE.001.051.051.0A.521211"] == "Belanja Bahan dan lainnya"


def test_an_empty_realisasi_is_nought_only_where_the_sisa_proves_it():
    ro = RO | {"CQ.6710.QGE.001": (10_000, 0)}
    rows = fa_detail(ro)
    assert all(row.pop("Y", 0) == 0 for row in rows if row.get("P") == 10_000)
    assert temuan(book(rows), revisi(ro)) == []
    for row in rows:
        if row.get("P") == 10_000:
            row["AD"] = None
    found = temuan(book(rows), revisi(ro))
    assert [code for _, code, _ in found] == ["SEL-KOSONG"]


# Against the DIPA


NEW = RO | {"CQ.6710.QGE.001": (20_000, 10_000)}
DROPPED = {code: amounts for code, amounts in RO.items() if code != "CQ.6710.QGE.001"}


@pytest.mark.parametrize(
    ("ro", "stored", "minta", "found"),
    [
        # A first upload makes DIPA awal
        (RO, [], {}, []),
        (RO, [RevisiPotret(0), RevisiPotret(1, date(2023, 2, 24))], {}, []),
        # Pagu
        (NEW, [AWAL], {}, [(ERROR, "PAGU-BEDA", "C16")]),
        (NEW, [AWAL], {"revisi": 1, "tanggal": HARI}, []),
        (NEW, [AWAL], {"revisi": 1}, [(ERROR, "REVISI-TANPA-TANGGAL", "")]),
        (RO, [AWAL, revisi(NEW, 1)], {"revisi": 0}, []),
        (RO, [AWAL, revisi(NEW, 1)], {}, [(ERROR, "PAGU-BEDA", "C16")]),
        # Which revision
        (NEW, [AWAL, RevisiPotret(1, date(2023, 8, 1))], {"revisi": 2, "tanggal": HARI},
         [(ERROR, "REVISI-TIDAK-URUT", "")]),
        (NEW, [AWAL, RevisiPotret(2, date(2023, 5, 1))], {"revisi": 1, "tanggal": HARI},
         [(ERROR, "REVISI-TIDAK-URUT", "")]),
        (NEW, [AWAL, RevisiPotret(1, HARI)], {"revisi": 2, "tanggal": HARI}, []),
        (NEW, [AWAL, RevisiPotret(1, HARI)], {"revisi": 1}, []),
        (NEW, [AWAL, RevisiPotret(1, HARI)], {"revisi": 1, "tanggal": date(2023, 7, 2)},
         [(ERROR, "REVISI-SUDAH-ADA", "")]),
        (NEW, [AWAL], {"revisi": 5, "tanggal": HARI}, [(WARNING, "REVISI-MELOMPAT", "")]),
        (NEW, [revisi(RO, 0, {9: {"CQ.6709.QGE.001": 1}})], {"revisi": 1, "tanggal": HARI},
         [(ERROR, "BULAN-MENDAHULUI", ""), (WARNING, "REALISASI-TURUN", "D12")]),
        # Lines that vanish
        (DROPPED, [AWAL], {}, [(ERROR, "BARIS-HILANG", "")]),
        (DROPPED, [AWAL], {"revisi": 1, "tanggal": HARI}, [(NOTE, "BARIS-HILANG", "")]),
        (DROPPED, [revisi(RO, 0, {5: {"CQ.6710.QGE.001": 5_000}})], {"revisi": 1, "tanggal": HARI},
         [(WARNING, "BARIS-HILANG", "")]),
        # Months before and after
        (RO, [revisi(RO, 0, {5: {"CQ.6709.QGE.001": 90_000}})], {}, []),
        (RO, [revisi(RO, 0, {5: {"CQ.6709.QGE.001": 90_001}})], {}, [(WARNING, "REALISASI-TURUN", "D12")]),
        (RO, [revisi(RO, 0, {4: {"CQ.6709.QGE.001": 90_001}, 5: {"CQ.6709.QGE.001": 1}})], {}, []),
        (RO, [revisi(RO, 0, {7: {"CQ.6709.QGE.001": 89_999}})], {}, [(WARNING, "REALISASI-TURUN", "D12")]),
        (RO, [revisi(RO, 0, {6: {"CQ.6709.QGE.001": 99_000}})], {}, []),
        # Known by its total: detail takes its place
        (RO, [total_saja(1_160_000)], {}, [(NOTE, "RINCIAN-MENGGANTI-JUMLAH", "")]),
        (RO, [total_saja(1_160_000, {3: 1, 6: 1})], {}, [(WARNING, "RINCIAN-MENGGANTI-JUMLAH", "")]),
        (RO, [total_saja(1_160_001)], {},
         [(ERROR, "PAGU-BEDA", "C21"), (NOTE, "RINCIAN-MENGGANTI-JUMLAH", "")]),
        # Spent above the pagu, paid back, never below it
        ({**RO, "CQ.6710.QGE.001": (10_000, 10_001)}, [AWAL], {}, [(WARNING, "LEBIH-PAGU", "D16")]),
        ({**RO, "CQ.6710.QGE.001": (10_000, -1)}, [AWAL], {},
         [(WARNING, "NEGATIF", f"D{row}") for row in (14, 15, 16)]),
    ],
)  # fmt: skip
def test_against_the_dipa(ro, stored, minta, found):
    rows = template(ro, revisi=rencana(book(template(ro)), *stored, **minta).revisi or 0)
    assert temuan(book(rows), *stored, **minta) == sorted(found)


def test_a_negative_pagu_is_an_error():
    rows = changed(template(), put(C12=-100_000, E12=-190_000, F12=None))
    assert (ERROR, "NEGATIF", "C12") in temuan(book(rows), AWAL)


def total_only(pagu: int, nyata: int) -> Rows:
    rows = template()[:8]
    return [*rows, {"B": "JUMLAH", "C": pagu, "D": nyata, "E": pagu - nyata}]


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ([], []),
        ([total_saja(1_000, {5: 900})], []),
        ([total_saja(1_000, {5: 901})], [(WARNING, "REALISASI-TURUN", "D9")]),
        ([total_saja(999)], [(ERROR, "PAGU-BEDA", "C9")]),
        ([AWAL], [(ERROR, "PAGU-BEDA", "C9"), (ERROR, "RINCIAN-HILANG", "")]),
    ],
)
def test_a_template_with_a_total_alone(stored, found):
    assert temuan(book(total_only(1_000, 900)), *stored) == sorted(found)


@pytest.mark.parametrize("rows", [template()[:8], fa_detail()[:9]])
def test_a_table_without_lines(rows):
    assert (ERROR, "TABEL-KOSONG", "") in temuan(book(rows))


def test_every_line_goes_down_to_ro():
    rows = [row for row in template() if row.get("A") != "CQ.6710.QGE.001"]
    assert (ERROR, "TIDAK-DIRINCI", "A15") in temuan(book(rows), AWAL)


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("CQ.6709.QGE.001", True),
        ("CQ.6709.QGE.1", False),
        ("CQ.67.QGE.001", False),
        ("C.6709.QGE.001", False),
    ],
)
def test_new_codes_have_the_form_that_sakti_prints(code, good):
    codes = [code for _, code, _ in temuan(book(template({code: (1_000, 0)})))]
    assert ("KODE-TIDAK-DIKENAL" in codes) is not good


@pytest.mark.parametrize(
    ("bawahan", "found"),
    [
        ({}, []),
        ({2: total_saja(500, {5: 200})}, []),
        ({2: total_saja(500, {5: 201})}, [(WARNING, "REALISASI-TURUN", "D5")]),
        ({2: total_saja(501)}, [(ERROR, "PAGU-BEDA", "C5")]),
        # One with a tree is only compared
        ({2: revisi({"CQ.1.A.1": (500, 0)}, 0, {6: {"CQ.1.A.1": 200}})}, []),
        ({2: revisi({"CQ.1.A.1": (501, 0)}, 0, {6: {"CQ.1.A.1": 200}})}, [(WARNING, "PAGU-BEDA", "C5")]),
        ({2: revisi({"CQ.1.A.1": (500, 0)}, 0, {6: {"CQ.1.A.1": 199}})}, [(WARNING, "REALISASI-BEDA", "D5")]),
        ({2: revisi({"CQ.1.A.1": (500, 0)})}, [(NOTE, "BELUM-MENGUNGGAH", "D5")]),
    ],
)
def test_a_recap_against_the_dipa_of_its_satker(bawahan, found):
    assert temuan(book(recap(REKAP)), JUMLAH, bawahan=bawahan) == found


def test_a_recap_without_a_total_is_said_so_and_one_of_a_satker_alone_is_refused():
    rows = recap(REKAP, jumlah=False)
    assert temuan(book(rows), JUMLAH) == [(NOTE, "TOTAL-TIDAK-ADA", "")]
    alone = temuan(book(rows), JUMLAH, jangkauan=(SATKER,))
    assert alone == [(ERROR, "REKAP-TANPA-BAWAHAN", "")]


def test_thousands_of_one_fault_are_told_once():
    ro = {f"CQ.6709.QGE.{number:03d}": (1_000, 0) for number in range(PALING_BANYAK + 50)}
    rows = template(ro)
    for row in rows[11:-1]:
        row |= {"D": "x", "E": None, "F": None}
    found = rencana(book(rows), revisi(ro)).temuan
    assert len(found) == PALING_BANYAK + 1
    assert (found[-1].code, found[-1].seen) == ("SEL-RUSAK", "+50")


def test_the_same_bytes_again_are_said_so():
    (satu,) = rencana(book(template()), AWAL, sama="pada 1 Juli 2023").temuan
    assert (satu.severity, satu.code) == (NOTE, "BERKAS-SAMA")


def test_every_finding_says_why_and_how_to_mend():
    broken = changed(template(), put(D12=None, C13="1.000", F14="x", B5=None, A5=None))
    for satu in rencana(book(broken), AWAL).temuan:
        assert satu.reason.endswith(".")
        assert satu.remedy.endswith(".")
