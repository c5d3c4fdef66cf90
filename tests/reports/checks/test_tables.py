"""The checks of typed tables; a bound cell is never looked at."""

from dataclasses import replace

import pytest

from reports.checks import tabel
from reports.checks.naskah import BagianNaskah, TabelNaskah
from reports.checks.tabel import baca_kisi, kisi_ketikan
from reports.document import Angka, Baris, Kolom, Sel, Tabel, Teks

ANGGARAN = ("Kode", "Pagu", "Realisasi", "% Realisasi", "Sisa")


def table(judul: tuple[str, ...], *baris: tuple[str, ...], terikat: bool = False) -> TabelNaskah:
    jenis = Angka if terikat else Teks
    isi = tuple(
        Baris(tuple(Sel((Angka("", satu) if jenis is Angka else Teks(satu),)) for satu in sel))
        for sel in baris
    )
    return TabelNaskah("bab3.keuangan", "Tabel 3.9", "", Tabel("uji", "Uji", tuple(map(Kolom, judul)), isi))


def found(periksa, judul, *baris) -> list[tuple[str, str]]:
    """Cell and expected value of each finding."""
    return [(satu.ada, satu.seharusnya) for satu in periksa(baca_kisi(table(judul, *baris)))]


@pytest.mark.parametrize(
    ("baris", "sisa", "persen", "lebih"),
    [
        (("CQ", "1.000.000", "990.000", "99,00", "10.000"), [], [], []),
        (("CQ", "1,000,000", "990,000", "99%", "10,000"), [], [], []),
        (("CQ", "1.000.000", "990.000", "98,99", "1.000"), [("1.000", "10.000")], [("98,99", "99%")], []),
        (("CQ", "3.000.000", "2.000.000", "66,66%", "1.000.000"), [], [("66,66%", "66,67%")], []),
        (("CQ", "1.000.000", "1.100.000", "110", "-100.000"), [], [],
         [("1.100.000", "paling banyak 1.000.000")]),
        (("CQ", "0", "0", "–", "0"), [], [], []),
    ],
)  # fmt: skip
def test_sisa_percentage_and_ceiling_of_a_row(baris, sisa, persen, lebih):
    assert found(tabel.sisa_beda, ANGGARAN, baris) == sisa
    assert found(tabel.persen_beda, ANGGARAN, baris) == persen
    assert found(tabel.lebih_pagu, ANGGARAN, baris) == lebih


@pytest.mark.parametrize(
    ("sel", "temuan"),
    [
        ("526,177,00", [("526,177,00", "")]),
        ("99.72 %", [("99.72 %", "")]),
        ("sedang dihitung", [("sedang dihitung", "")]),
        ("200.000", []),
        ("-", []),
        ("", []),
        ("Rp1.500.000", []),
    ],
)
def test_cells_in_a_column_of_amounts(sel, temuan):
    baris = [(f"CQ.{ke}", satu) for ke, satu in enumerate(("1,000,000", "2,500,000", "3,000,000", sel))]
    assert found(tabel.sel_rusak, ("Kode", "Pagu"), *baris) == temuan


def test_a_column_of_results_is_no_column_of_amounts():
    judul, baris = ("Indikator", "Realisasi"), [("Satu", "98,075%"), ("Dua", "2 Laporan"), ("Tiga", "B")]
    assert found(tabel.sel_rusak, judul, *baris) == []


@pytest.mark.parametrize(
    ("jumlah", "temuan"),
    [("6.000", []), ("2.000", []), ("6.001", [("6.001", "6.000")]), ("–", [])],
)
def test_a_total_row_is_the_sum_or_the_mean(jumlah, temuan):
    baris = [("Satu", "1.000"), ("Dua", "2.000"), ("Tiga", "3.000"), ("JUMLAH", jumlah)]
    assert found(tabel.jumlah_anak, ("Uraian", "Unit"), *baris) == temuan


def test_a_parent_is_the_sum_of_what_stands_right_under_it():
    baris = [
        ("CQ", "900"), ("CQ.1", "500"), ("CQ.1.A", "200"), ("CQ.1.B", "300"), ("CQ.2", "300"), ("WA", "7"),
        ("Jumlah", "807"),
    ]  # fmt: skip
    assert found(tabel.jumlah_anak, ("Kode", "Pagu"), *baris) == [("900", "800")]


@pytest.mark.parametrize(
    ("judul", "baris", "temuan"),
    [
        (("Indikator", "Capaian 2022", "Capaian 2023"), ("Satu", "2 Laporan", "100%"),
         [("2 Laporan", "satuan %")]),
        (("Indikator", "Capaian 2022", "Capaian 2023"), ("Satu", "91,19%", "100%"), []),
        (("Indikator", "Target", "Capaian 2023"), ("Satu", "2 Laporan", "100%"), []),
        (("Indikator", "Target", "Realisasi"), ("Satu", "2 Laporan", "100%"), [("2 Laporan", "satuan %")]),
        (("Indikator", "Capaian 2022", "Capaian 2023"), ("Satu", "-", "100%"), []),
    ],
)  # fmt: skip
def test_units_in_one_comparison(judul, baris, temuan):
    assert found(tabel.satuan_campur, judul, baris) == temuan


def test_a_table_bound_to_the_data_is_not_read():
    isi = table(ANGGARAN, ("CQ", "1.000.000", "990.000", "1,00", "1"), terikat=True)
    assert list(kisi_ketikan(BagianNaskah("bab3.keuangan", "BAB III C", (), (isi,)))) == []
    assert list(tabel.sisa_beda(baca_kisi(isi))) == []


def test_the_cells_of_a_table_are_read_once_wherever_it_stands():
    isi = table(ANGGARAN, ("CQ", "1.000.000", "990.000", "99,00", "10.000"))
    lain = replace(isi, tempat="Tabel 3.10")
    assert baca_kisi(lain).baris is baca_kisi(isi).baris
    assert baca_kisi(lain).asal is lain
