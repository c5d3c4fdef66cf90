"""Satker, people, Renstra and Perjanjian Kinerja of the example agree with each other."""

import pytest

from tests.examples.files.rows import PROVINCE, SOUTH, header, number, read

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
