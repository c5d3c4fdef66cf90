"""The example data of Lampung 2023 adds up: pure checks on the CSV files, no database."""

import csv
import re
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "lampung-2023"
PROVINCE = "kpu-provinsi-lampung"
SOUTH = "kpu-kab-lampung-selatan"
YEAR = "2023"

ROWS = {
    "satker": 16,
    "bagian": 12,
    "pejabat": 9,
    "pengguna": 9,
    "tahun_kinerja": 3,
    "predikat_capaian": 6,
    "skala_nilai": 7,
    "renstra": 2,
    "misi": 6,
    "tujuan": 6,
    "sasaran_strategis": 9,
    "keputusan_iku": 1,
    "iku": 15,
    "target_iku": 1,
    "pk": 1,
    "sasaran_kegiatan": 9,
    "indikator": 14,
    "target_triwulan": 44,
    "anggaran_program": 2,
    "realisasi": 14,
    "jawaban_satker": 16,
    "capaian_lalu": 14,
    "bukti": 29,
    "dipa": 16,
    "revisi_dipa": 29,
    "baris_dipa": 107,
    "anggaran_cetak": 45,
    "tabel": 13,
    "tabel_kolom": 57,
    "tabel/aplikasi-lokal": 5,
    "tabel/dpt": 15,
    "tabel/dptb": 15,
    "tabel/fasilitas": 8,
    "tabel/fasilitas-rincian": 39,
    "tabel/kegiatan-kompetensi": 3,
    "tabel/keputusan-2023": 7,
    "tabel/logistik-kebutuhan": 15,
    "tabel/logistik-surat-suara": 15,
    "tabel/nilai-bmn": 2,
    "tabel/pegawai-bagian": 4,
    "tabel/rute-logistik": 15,
    "tabel/sosialisasi": 23,
    "lkj": 1,
}
FILES = sorted(ROWS)
TABLES = [name.removeprefix("tabel/") for name in FILES if name.startswith("tabel/")]

SOURCE_TOKEN = re.compile(r"([LD])([1-9]\d*)(?:-([1-9]\d*))?|umum|contoh")
LAST_LINE = {"L": 1259, "D": 116}


def read(name):
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def header(name):
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def number(text):
    return Decimal(text)


def total(rows, column):
    return sum(number(row[column]) for row in rows)


def slugs():
    return {row["slug"] for row in read("satker")}


def two_decimals(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


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


def realised():
    """The realisasi of each indikator as a number; indikator 4 is the recap of the 16 answers."""
    values = {}
    for row in read("realisasi"):
        if row["nilai"]:
            values[row["indikator"]] = number(row["nilai"])
        elif row["penyebut"]:
            values[row["indikator"]] = number(row["pembilang"]) / number(row["penyebut"]) * 100
    criterion = number(next(row["kriteria_nilai"] for row in read("indikator") if row["nomor"] == "4"))
    answers = [number(row["nilai"]) for row in read("jawaban_satker")]
    values["4"] = Decimal(sum(nilai > criterion for nilai in answers)) / len(answers) * 100
    return values


def achieved():
    values = realised()
    return {row["nomor"]: values[row["nomor"]] / number(row["target"]) * 100 for row in read("indikator")}


# Files


@pytest.mark.parametrize("name", FILES)
def test_file_has_its_rows(name):
    assert len(read(name)) == ROWS[name]


def test_source_document_lists_every_file_with_its_rows():
    text = (FOLDER / "SUMBER.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)\.csv` \| (\d+) \|", text, re.MULTILINE)
    assert {name: int(count) for name, count in listed} == ROWS


@pytest.mark.parametrize("name", FILES)
def test_file_is_plain_utf8_with_newlines(name):
    raw = (FOLDER / f"{name}.csv").read_bytes()
    raw.decode("utf-8")
    assert (raw[:3] == b"\xef\xbb\xbf", b"\r" in raw, raw[-1:]) == (False, False, b"\n")


@pytest.mark.parametrize("name", FILES)
def test_cells_are_trimmed_and_no_word_is_doubled(name):
    cells = [cell for row in read(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []
    doubled = re.compile(r"\b([A-Za-z]{3,}) \1\b", re.IGNORECASE)
    assert [cell for cell in cells if doubled.search(cell)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_row_names_its_source(name):
    assert header(name)[-1] == "sumber"
    for row in read(name):
        for token in row["sumber"].split("; "):
            match = SOURCE_TOKEN.fullmatch(token)
            assert match, (name, row)
            if match[1]:
                first, last = int(match[2]), int(match[3] or match[2])
                assert first <= last <= LAST_LINE[match[1]], (name, token)


@pytest.mark.parametrize("name", [*FILES, "SUMBER.md"])
def test_no_personal_number(name):
    path = FOLDER / (name if name.endswith(".md") else f"{name}.csv")
    assert re.findall(r"\d{15,}", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "name", [name for name in FILES if not name.startswith("tabel/") and "satker" in header(name)]
)
def test_satker_is_known(name):
    assert {row["satker"] for row in read(name)} - slugs() == set()


@pytest.mark.parametrize("name", FILES)
def test_dates_are_iso(name):
    dated = [column for column in header(name) if column in {"tanggal", "tanggal_posting_span", "mulai"}]
    for row in read(name):
        for column in dated:
            assert row[column] == "" or date.fromisoformat(row[column]).isoformat() == row[column]


# Satker, people, settings


def test_satker_are_one_province_two_kota_thirteen_kabupaten():
    rows = read("satker")
    kinds = [row["jenis"] for row in rows]
    assert [kinds.count(kind) for kind in ("provinsi", "kota", "kabupaten")] == [1, 2, 13]
    assert [row["induk"] for row in rows] == ["", *[PROVINCE] * 15]
    assert [row["urutan"] for row in rows] == [str(n) for n in range(1, 17)]


@pytest.mark.parametrize("column", ["kode", "nama", "slug", "kode_wilayah", "nama_panjang", "wilayah"])
def test_satker_column_is_unique(column):
    assert len({row[column] for row in read("satker")}) == 16


def test_satker_names_follow_one_pattern():
    for row in read("satker"):
        assert row["slug"] == row["nama"].lower().replace(".", "").replace(" ", "-")
        assert row["nama_panjang"] == f"Komisi Pemilihan Umum {row['wilayah']}"
        assert row["nama"].replace("Kab.", "Kabupaten") == f"KPU {row['wilayah']}"


def test_bagian_are_four_with_two_subbagian_each():
    rows = read("bagian")
    top = [row["kode"] for row in rows if not row["induk"]]
    assert len(top) == 4
    assert [[row["induk"] for row in rows].count(kode) for kode in top] == [2, 2, 2, 2]
    assert all(row["nama"].startswith("Subbagian " if row["induk"] else "Bagian ") for row in rows)


def test_users_cover_every_role_and_carry_no_password():
    rows = read("pengguna")
    roles = {"administrator", "staf", "verifikator", "sekretaris", "ketua", "operator", "pereviu", "pembaca"}
    assert {row["peran"] for row in rows} == roles
    assert header("pengguna") == ["username", "nama", "satker", "bagian", "peran", "sumber"]
    assert all(row["nama"].endswith("(contoh)") for row in rows)
    assert {row["bagian"] for row in rows} - {row["kode"] for row in read("bagian")} == {""}


@pytest.mark.parametrize("name", ["predikat_capaian", "skala_nilai"])
def test_bands_meet_without_gap_or_overlap(name):
    rows = sorted(read(name), key=lambda row: number(row["atas"] or "Infinity"))
    assert rows[0]["bawah"] == ""
    assert [row["bawah"] for row in rows[1:]] == [row["atas"] for row in rows[:-1]]


def test_only_the_printed_predicate_is_no_placeholder():
    known = [row for row in read("predikat_capaian") if row["placeholder"] == "0"]
    assert [(row["bawah"], row["atas"], row["nama"]) for row in known] == [("80", "100", "Memuaskan")]


# Renstra and IKU


@pytest.mark.parametrize(("satker", "tujuan", "sasaran", "iku"), [(PROVINCE, 3, 4, 1), (SOUTH, 3, 5, 14)])
def test_renstra_counts(satker, tujuan, sasaran, iku):
    counts = [
        [row["satker"] for row in read(name)].count(satker) for name in ("tujuan", "sasaran_strategis", "iku")
    ]
    assert counts == [tujuan, sasaran, iku]


@pytest.mark.parametrize("satker", [PROVINCE, SOUTH])
def test_iku_stands_under_a_sasaran_of_a_tujuan(satker):
    tujuan = {row["urutan"] for row in read("tujuan") if row["satker"] == satker}
    sasaran = [row for row in read("sasaran_strategis") if row["satker"] == satker]
    assert {row["tujuan"] for row in sasaran} == tujuan
    keys = {f"{row['tujuan']}.{row['urutan']}" for row in sasaran}
    assert {row["sasaran"] for row in read("iku") if row["satker"] == satker} - keys == set()


def test_only_iku_nine_of_south_lampung_is_lower_is_better():
    assert [(row["satker"], row["urutan"]) for row in read("iku") if row["polaritas"] == "minimasi"] == [
        (SOUTH, "9")
    ]


def test_target_iku_names_an_iku_of_a_renstra_year():
    iku = {(row["satker"], row["urutan"]) for row in read("iku")}
    years = {row["satker"]: (row["tahun_mulai"], row["tahun_selesai"]) for row in read("renstra")}
    for row in read("target_iku"):
        first, last = years[row["satker"]]
        assert (row["satker"], row["urutan_iku"]) in iku
        assert first <= row["tahun"] <= last


# Perjanjian Kinerja


def test_pk_has_nine_sasaran_and_fourteen_indikator():
    assert [row["urutan"] for row in read("sasaran_kegiatan")] == [str(n) for n in range(1, 10)]
    assert [row["nomor"] for row in read("indikator")] == [str(n) for n in range(1, 15)]
    assert [row["sasaran"] for row in read("indikator")] == list("12233455678899")


def test_sasaran_kegiatan_links_to_a_sasaran_strategis_of_the_province():
    known = {row["urutan"] for row in read("sasaran_strategis") if row["satker"] == PROVINCE}
    assert {row["sasaran_strategis"] for row in read("sasaran_kegiatan")} == known


def test_indikator_belongs_to_a_bagian():
    top = {row["kode"] for row in read("bagian") if not row["induk"]}
    assert {row["penanggung_jawab"] for row in read("indikator")} == top


def test_indikator_seven_measures_the_iku_of_the_province():
    assert [(row["nomor"], row["iku"]) for row in read("indikator") if row["iku"]] == [("7", "1")]


def test_criterion_is_the_lower_bound_of_its_grade():
    row = next(row for row in read("indikator") if row["kriteria"])
    grade = next(band for band in read("skala_nilai") if band["nama"] == row["kriteria"])
    assert (row["nomor"], row["metode"], row["skala"]) == ("4", "rekap-satker", grade["skala"])
    assert row["kriteria_nilai"] == grade["bawah"]


@pytest.mark.parametrize("indikator", read("indikator"), ids=lambda row: row["nomor"])
def test_quarter_targets_agree_with_the_year(indikator):
    quarters = {
        row["triwulan"]: number(row["nilai"])
        for row in read("target_triwulan")
        if row["indikator"] == indikator["nomor"]
    }
    target = number(indikator["target"])
    assert set(quarters) <= set("1234")
    if indikator["agregasi"] == "jumlah":
        assert sum(quarters.values()) == target
    elif indikator["agregasi"] == "tahunan":
        assert quarters == {"4": target}
    else:
        assert quarters["4"] == target
        assert list(quarters.values()) == sorted(quarters.values())


def test_pk_budget_is_the_printed_one():
    assert [(row["kode"], row["nilai"]) for row in read("anggaran_program")] == [
        ("CQ", "16469408000"),
        ("WA", "10399791000"),
    ]


# Realisasi


@pytest.mark.parametrize("indikator", read("indikator"), ids=lambda row: row["nomor"])
def test_realisasi_fits_its_method(indikator):
    (row,) = [row for row in read("realisasi") if row["indikator"] == indikator["nomor"]]
    filled = tuple(column for column in ("nilai", "pembilang", "penyebut") if row[column])
    expected = {"langsung": ("nilai",), "rasio": ("pembilang", "penyebut"), "rekap-satker": ()}
    assert filled == expected[indikator["metode"]]
    assert (row["triwulan"], row["status"]) == ("4", "terverifikasi")
    if row["penyebut"]:
        assert 0 < number(row["pembilang"]) <= number(row["penyebut"])


def test_capaian_gives_the_printed_mean_of_the_sasaran():
    capaian, groups = achieved(), defaultdict(list)
    for row in read("indikator"):
        groups[row["sasaran"]].append(capaian[row["nomor"]])
    means = [sum(group) / len(group) for group in groups.values()]
    assert two_decimals(sum(means) / len(means)) == Decimal("99.40")
    assert two_decimals(sum(capaian.values()) / len(capaian)) == Decimal("99.23")


def test_every_satker_has_one_score_that_matches_its_grade():
    bands = read("skala_nilai")
    rows = read("jawaban_satker")
    assert {row["satker"] for row in rows} == slugs()
    for row in rows:
        nilai = number(row["nilai"])
        grades = [
            band["nama"] for band in bands if number(band["bawah"] or "-1") < nilai <= number(band["atas"])
        ]
        assert grades == [row["predikat"]]


def test_scores_stand_in_the_printed_order():
    scores = [number(row["nilai"]) for row in read("jawaban_satker")]
    assert scores == sorted(scores, reverse=True)


def test_capaian_lalu_is_computed_or_printed():
    rows = read("capaian_lalu")
    assert [row["indikator"] for row in rows] == [row["nomor"] for row in read("indikator")]
    for row in rows:
        if row["target"]:
            assert number(row["realisasi"]) / number(row["target"]) * 100 == number(row["capaian"])
    assert [(row["indikator"], row["catatan"]) for row in rows if not row["capaian"]] == [
        ("6", "tidak diukur")
    ]


def test_evidence_names_a_known_indikator_once():
    rows = read("bukti")
    assert {row["indikator"] for row in rows} <= {row["nomor"] for row in read("indikator")}
    keys = [(row["indikator"], row["judul"], row["nomor"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_decrees_of_the_table_are_the_evidence_of_indikator_nine():
    evidence = [(row["nomor"], row["tanggal"]) for row in read("bukti") if row["indikator"] == "9"]
    assert evidence == [(row["nomor"], row["tanggal"]) for row in read("tabel/keputusan-2023")]


# DIPA


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


# Supporting tables


@pytest.mark.parametrize("kunci", TABLES)
def test_table_has_the_columns_it_declares(kunci):
    columns = [row for row in read("tabel_kolom") if row["kunci"] == kunci]
    stored = [row["kolom"] for row in columns if row["jenis"] != "rasio"]
    assert header(f"tabel/{kunci}") == [*stored, "sumber"]
    for row in columns:
        parts = {row["pembilang"], row["penyebut"]}
        assert parts == {""} if row["jenis"] != "rasio" else parts <= set(stored)


@pytest.mark.parametrize("kunci", TABLES)
def test_table_numbers_are_whole(kunci):
    kinds = {row["kolom"]: row["jenis"] for row in read("tabel_kolom") if row["kunci"] == kunci}
    for row in read(f"tabel/{kunci}"):
        for column, kind in kinds.items():
            if kind in {"bilangan", "rupiah"}:
                assert re.fullmatch(r"0|[1-9]\d*", row[column]), row


def test_tables_belong_to_an_indikator():
    rows = read("tabel")
    assert sorted(row["kunci"] for row in rows) == TABLES
    assert {row["indikator"] for row in rows} <= {row["nomor"] for row in read("indikator")}
    assert {row["orientasi"] for row in rows} <= {"tegak", "mendatar"}


@pytest.mark.parametrize(
    "kunci", ["dpt", "dptb", "logistik-surat-suara", "logistik-kebutuhan", "rute-logistik"]
)
def test_table_lists_the_fifteen_kabupaten_kota(kunci):
    expected = {row["wilayah"].removeprefix("Kabupaten ") for row in read("satker") if row["induk"]}
    names = [row["kab_kota"] for row in read(f"tabel/{kunci}")]
    assert (set(names), len(names)) == (expected, 15)


@pytest.mark.parametrize(
    ("kunci", "printed"),
    [
        (
            "dpt",
            {"kec": 229, "kel_desa": 2651, "tps": 25825, "l": 3326334, "p": 3212794, "lp": 6539128},
        ),
        (
            "dptb",
            {
                "masuk_l": 425,
                "masuk_p": 481,
                "masuk_lp": 906,
                "keluar_l": 859,
                "keluar_p": 872,
                "keluar_lp": 1731,
            },
        ),
        (
            "logistik-surat-suara",
            {
                "kec": 229,
                "tps": 25825,
                "dpt": 6539128,
                "dpt_cadangan": 6680976,
                "per_jenis": 6680976,
                "jumlah": 33404880,
            },
        ),
        (
            "logistik-kebutuhan",
            {
                "kotak_suara": 129804,
                "bilik_suara": 103300,
                "tinta": 51650,
                "segel": 2539794,
                "segel_plastik": 722550,
            },
        ),
        ("nilai-bmn", {"nilai": 13266790239}),
        ("fasilitas", {"baik": 616, "jumlah": 702}),
        ("fasilitas-rincian", {"jumlah": 702}),
        ("pegawai-bagian", {"sesuai": 44, "jumlah": 45}),
    ],
)
def test_summed_columns_give_the_total(kunci, printed):
    summed = [row["kolom"] for row in read("tabel_kolom") if row["kunci"] == kunci and row["jumlah"] == "1"]
    rows = read(f"tabel/{kunci}")
    assert {column: total(rows, column) for column in summed} == printed


def test_voters_add_up_in_every_row():
    for row in read("tabel/dpt"):
        assert number(row["l"]) + number(row["p"]) == number(row["lp"])
    for row in read("tabel/dptb"):
        for way in ("masuk", "keluar"):
            assert number(row[f"{way}_l"]) + number(row[f"{way}_p"]) == number(row[f"{way}_lp"])


def test_ballot_table_agrees_with_the_voter_list():
    voters = {row["kab_kota"]: (row["kec"], row["tps"], row["lp"]) for row in read("tabel/dpt")}
    rows = read("tabel/logistik-surat-suara")
    assert {row["kab_kota"]: (row["kec"], row["tps"], row["dpt"]) for row in rows} == voters


def test_ballots_are_voters_with_two_percent_rounded_up_per_tps():
    for row in read("tabel/logistik-surat-suara"):
        least = number(row["dpt"]) * Decimal("1.02")
        assert least <= number(row["dpt_cadangan"]) < least + number(row["tps"])
        assert row["per_jenis"] == row["dpt_cadangan"]
        assert number(row["jumlah"]) == 5 * number(row["per_jenis"])


def test_booths_and_ink_follow_the_number_of_tps():
    tps = {row["kab_kota"]: number(row["tps"]) for row in read("tabel/dpt")}
    for row in read("tabel/logistik-kebutuhan"):
        assert number(row["bilik_suara"]) == 4 * tps[row["kab_kota"]]
        assert number(row["tinta"]) == 2 * tps[row["kab_kota"]]


def test_facility_details_give_the_summary():
    details = defaultdict(lambda: [Decimal(), Decimal()])
    for row in read("tabel/fasilitas-rincian"):
        details[row["kelompok"]][0] += number(row["jumlah"]) if row["kondisi"] == "Baik" else 0
        details[row["kelompok"]][1] += number(row["jumlah"])
    summary = {
        row["kelompok"]: [number(row["baik"]), number(row["jumlah"])] for row in read("tabel/fasilitas")
    }
    assert details == summary


def test_facility_components_differ_from_the_printed_realisasi_as_documented():
    ratios = [number(row["baik"]) / number(row["jumlah"]) * 100 for row in read("tabel/fasilitas")]
    assert two_decimals(sum(ratios) / len(ratios)) == Decimal("84.65")
    assert two_decimals(Decimal(616) / Decimal(702) * 100) == Decimal("87.75")
    assert realised()["3"] == Decimal("91.19")


def test_bagian_of_the_staff_table_carry_their_official_names():
    names = {row["nama"] for row in read("bagian") if not row["induk"]}
    assert {row["bagian"] for row in read("tabel/pegawai-bagian")} == names


def test_ratio_parts_never_exceed_the_whole():
    for row in read("tabel_kolom"):
        if row["jenis"] == "rasio":
            for cells in read(f"tabel/{row['kunci']}"):
                assert 0 <= number(cells[row["pembilang"]]) <= number(cells[row["penyebut"]])
                assert number(cells[row["penyebut"]]) > 0


def test_only_the_implausible_travel_time_is_empty():
    empty = [row["kab_kota"] for row in read("tabel/rute-logistik") if not row["waktu"]]
    assert empty == ["Kota Bandar Lampung"]


@pytest.mark.parametrize("row", read("tabel/sosialisasi"), ids=lambda row: row["sumber"])
def test_event_falls_on_the_weekday_it_names(row):
    weekdays = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    months = {"Mei": 5, "Juni": 6, "Juli": 7, "September": 9, "Oktober": 10, "November": 11, "Desember": 12}
    pattern = r"(\w+)(?: s\.d\. \w+)?, (\d+)(?:–\d+)? (\w+) (2023)"
    weekday, day, month, year = re.match(pattern, row["waktu_tempat"]).groups()
    assert weekdays[date(int(year), months[month], int(day)).weekday()] == weekday


# Repairs: what is loaded instead of what is printed (SUMBER.md, part 2)


@pytest.mark.parametrize(
    ("name", "source", "column", "value"),
    [
        ("baris_dipa", "L450", "pagu", "89715000"),
        ("baris_dipa", "L487", "realisasi", "813430501"),
        ("baris_dipa", "L546", "realisasi", "18006803249"),
        ("anggaran_cetak", "L472", "pagu", "526177000"),
        ("tabel/dpt", "L1085", "lp", "223066"),
        ("tabel/logistik-surat-suara", "L839", "dpt", "128370"),
        ("tabel/logistik-surat-suara", "L843", "dpt_cadangan", "840724"),
        ("tabel/logistik-surat-suara", "L843", "per_jenis", "840724"),
        ("tabel/logistik-surat-suara", "L843", "jumlah", "4203620"),
        ("tabel/rute-logistik", "L812", "waktu", ""),
    ],
)
def test_repair_is_loaded_and_documented(name, source, column, value):
    assert [row[column] for row in read(name) if row["sumber"] == source] == [value]
    document = (FOLDER / "SUMBER.md").read_text(encoding="utf-8")
    shown = f"{int(value):,}".replace(",", ".") if value else "kosong"
    repairs = [line for line in document.splitlines() if line.startswith(f"| `{name}.csv` | {source} |")]
    assert any(f"| {shown} |" in line for line in repairs)


def test_duplicate_notebook_row_is_left_out():
    assert "L613" not in {row["sumber"] for row in read("tabel/fasilitas-rincian")}
