"""The supporting tables of the example: columns as declared, totals as printed."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.examples.files.rows import FOLDER, header, number, read, realised, total, two_decimals

TABLES = sorted(path.stem for path in (FOLDER / "tabel").glob("*.csv"))


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
