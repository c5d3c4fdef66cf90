"""The realisasi of the example give the printed capaian."""

from collections import defaultdict
from decimal import Decimal

import pytest

from tests.examples.files.rows import achieved, number, read, slugs, two_decimals


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
