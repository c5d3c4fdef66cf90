"""A supporting table as it is typed, pasted and edited: read strictly, every fault at once, nothing lost."""

from dataclasses import replace

import pytest

from measurements.models import TabelPendukung
from reports.table_edit import Ketikan, TombolTidakDikenal, tekan
from reports.table_paste import PERBAIKI, baca_tempel, halangan_sambung, sambung
from reports.table_sheet import (
    BARIS_MAKSIMUM,
    KolomKetik,
    LembarTabel,
    baca,
    dari_kiriman,
    dari_simpanan,
    kosong,
    tempat,
)

KOLOM = (
    KolomKetik("nama", "Nama"),
    KolomKetik("baik", "Baik", "bilangan", jumlah=True),
    KolomKetik("semua", "Semua", "bilangan", jumlah=True),
    KolomKetik("bagian", "% baik", "rasio", pembilang="baik", penyebut="semua"),
)
LEMBAR = LembarTabel("Fasilitas", "Daftar barang", kolom=KOLOM, baris=(("Meja", "1.200,5", "2.401", ""),))


def one(jenis: str, teks: str) -> LembarTabel:
    return LembarTabel("Judul", kolom=(KolomKetik("x", "X", jenis),), baris=((teks,),))


def test_typed_cells_become_plain_ones_and_what_is_computed_is_computed():
    bacaan = baca(LEMBAR)
    assert (bacaan.galat, bacaan.baris) == ({}, [["Meja", "1200.5", "2401"]])
    assert [sel.teks for sel in bacaan.tabel.jumlah] == ["JUMLAH", "1.200,5", "2.401", "50%"]


@pytest.mark.parametrize(
    ("jenis", "ketik", "polos"),
    [
        ("teks", "a", "a"),
        ("bilangan", "1.234,56", "1234.56"),
        ("persen", "99,5%", "99.5"),
        ("persen", "99,5", "99.5"),
        ("rupiah", "Rp50.342.000.000", "50342000000"),
        ("tanggal", "15 januari 2024", "2024-01-15"),
        ("tanggal", "5/1/2024", "2024-01-05"),
    ],
)
def test_each_kind_reads_what_the_report_prints(jenis, ketik, polos):
    bacaan = baca(one(jenis, ketik))
    assert bacaan.baris == [[polos]]
    tabel = TabelPendukung(judul="Judul", kolom=bacaan.kolom, baris=bacaan.baris)
    assert baca(dari_simpanan(tabel)).baris == [[polos]]


@pytest.mark.parametrize(
    ("jenis", "ketik"),
    [
        ("bilangan", "12.5"), ("bilangan", "526,177,00"), ("persen", "9%9"), ("rupiah", "99,72%"),
        ("tanggal", "31-2-2024"), ("tanggal", "2024-01-15"), ("teks", "a" * 401),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_of_its_kind_is_a_fault_at_its_place(jenis, ketik):
    assert list(baca(one(jenis, ketik)).galat) == ["sel-0-0"]


def test_every_fault_is_told_at_once_with_row_and_column():
    lembar = LembarTabel(
        "",
        kolom=(KolomKetik("a", ""), KolomKetik("b", "Pagu", "rupiah"), KolomKetik("c", "R", "rasio")),
        baris=(("x", "1,5", ""), ("Jumlah", "9", ""), ("y", "12.5", "")),
    )
    galat = baca(lembar).galat
    assert [tempat(lembar, nama) for nama in galat] == [
        "Judul tabel", "Kolom 1", "Kolom “R”", "Baris 1, kolom “Pagu”", "Baris 2, kolom 1",
        "Baris 3, kolom “Pagu”",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lembar", "bidang"),
    [
        (replace(LEMBAR, baris=()), "sel-0-0"),
        (replace(LEMBAR, kolom=(), baris=()), "judul"),
        (replace(LEMBAR, kolom=(replace(KOLOM[0], jumlah=True), *KOLOM[1:])), "kolom-0-jenis"),
        (replace(LEMBAR, kolom=(*KOLOM[:3], replace(KOLOM[3], penyebut="baik"))), "kolom-3-pembilang"),
    ],
)
def test_what_cannot_be_printed_is_not_saved(lembar, bidang):
    assert bidang in baca(lembar).galat


def test_a_total_in_other_words_is_a_row_like_any():
    assert baca(one("teks", "Jumlah pemilih")).galat == {}


def test_a_form_brings_back_what_it_showed():
    kiriman = {"judul": "Fasilitas", "sumber_data": "Daftar barang", "orientasi": "tegak"}
    for ke, satu in enumerate(KOLOM):
        kiriman |= {f"kolom-{ke}-{nama}": getattr(satu, nama) for nama in ("kunci", "judul", "jenis")}
        kiriman |= {f"kolom-{ke}-pembilang": satu.pembilang, f"kolom-{ke}-penyebut": satu.penyebut}
        kiriman |= {f"kolom-{ke}-jumlah": "on"} if satu.jumlah else {}
    sel = ("Meja", "1.200,5", "2.401")
    kiriman |= {f"sel-0-{ke}": teks for ke, teks in enumerate(sel)}
    kiriman |= {f"sel-1-{ke}": " \x00" for ke in range(3)}
    assert dari_kiriman(kiriman) == LEMBAR
    assert LembarTabel.from_json(LEMBAR.as_json()) == LEMBAR


@pytest.mark.parametrize(
    ("kolom", "baris"),
    [(None, None), ({}, {}), ([5, {"jenis": "x"}], [5, ["a"], [None, "b"]]), ([{"kunci": 1}], [["1e99999"]])],
)
def test_a_broken_stored_table_opens_to_be_mended(kolom, baris):
    lembar = dari_simpanan(TabelPendukung(judul="Rusak", kolom=kolom, baris=baris))
    assert lembar.judul == "Rusak"
    assert all(len(satu) == len(lembar.kolom) for satu in lembar.baris)


# Pasted


def test_a_pasted_table_proposes_heads_kinds_and_leaves_numbers_and_totals_to_the_application():
    isi = baca_tempel(
        "No\tKegiatan\tPagu\tSerapan\n1\tSosialisasi\tRp1.000\t50%\n2\tRapat\tRp500\t99,5%\n"
        "Jumlah\t\tRp1.600\t\n"
    )
    assert [(satu.judul, satu.jenis, satu.jumlah) for satu in isi.kolom] == [
        ("Kegiatan", "teks", False), ("Pagu", "rupiah", True), ("Serapan", "persen", False),
    ]  # fmt: skip
    assert isi.baris == (("Sosialisasi", "Rp1.000", "50%"), ("Rapat", "Rp500", "99,5%"))
    assert isi.catatan == (
        "Kolom nomor tidak dipakai: nomor baris dicetak oleh aplikasi.",
        "Baris jumlah tidak dipakai: jumlah dihitung oleh aplikasi.",
        "Jumlah kolom “Pagu” tertulis Rp1.600, sedangkan barisnya berjumlah 1.500.",
    )


def test_a_number_written_as_elsewhere_is_told_and_nothing_is_guessed():
    isi = baca_tempel("Nama\tNilai\na\t1.000\nb\t12.5")
    assert ([satu.jenis for satu in isi.kolom], isi.baris) == (
        ["teks", "bilangan"],
        (("a", "1.000"), ("b", "12.5")),
    )
    assert isi.catatan == (
        "Baris 2, kolom “Nilai”: “12.5” bukan angka yang sah. Tulislah 12,5.",
        PERBAIKI,
    )


def test_a_column_of_which_one_cell_is_no_number_is_text():
    isi = baca_tempel("Nama\tNilai\na\t1.000\nb\tbaik")
    assert ([satu.jenis for satu in isi.kolom], isi.catatan) == (["teks", "teks"], ())


@pytest.mark.parametrize(
    ("teks", "halangan"),
    [
        ("\n\n", "Tempelan tidak berisi baris."),
        ("\t".join("abcdefghijklm"), "13 kolom; paling banyak 12"),
        ("a\n" * 72, "paling banyak 70 baris"),
        ("a" * 40_001, "terlalu panjang"),
    ],
)
def test_what_is_too_large_to_paste_says_so(teks, halangan):
    assert halangan in baca_tempel(teks).halangan


def test_pasted_rows_go_under_the_others_past_the_computed_column():
    tempelan = baca_tempel("Kursi\t3\t4")
    assert sambung(LEMBAR, tempelan).baris == (*LEMBAR.baris, ("Kursi", "3", "4", ""))
    assert "2 kolom, sedangkan tabel ini 3" in halangan_sambung(LEMBAR, baca_tempel("Kursi\t3"))


# The buttons of the grid


def test_every_change_of_rows_and_columns_is_taken_back_and_done_again():
    awal = Ketikan(replace(LEMBAR, baris=(*LEMBAR.baris, ("Kursi", "1", "2", ""))))
    sesudah = awal
    for aksi in ("tambah-kolom", "kiri-kolom:4", "hapus-kolom:0", "naik-baris:1", "hapus-baris:0"):
        sesudah = tekan(sesudah, aksi)
    assert [satu.kunci for satu in sesudah.kini.kolom] == ["baik", "semua", "k1", "bagian"]
    assert sesudah.kini.baris == (("1.200,5", "2.401", "", ""),)
    kembali = sesudah
    for _ in range(5):
        kembali = tekan(kembali, "urung")
    assert kembali.kini == awal.kini
    assert tekan(kembali, "urung") == kembali
    for _ in range(5):
        kembali = tekan(kembali, "ulang")
    assert kembali.kini == sesudah.kini
    assert Ketikan.from_json(sesudah.as_json()) == sesudah


def test_a_paste_is_taken_back_too():
    awal = Ketikan(replace(LEMBAR, tempel="A\tB\nx\t1"))
    sesudah = tekan(awal, "ganti")
    assert (sesudah.kini.baris, sesudah.kini.tempel) == ((("x", "1"),), "")
    assert tekan(sesudah, "urung").kini == LEMBAR
    assert tekan(awal, "sambung") == awal
    assert tekan(awal, "batal-tempel").kini == LEMBAR


def test_the_grid_does_not_outgrow_its_form_and_knows_its_buttons():
    penuh = replace(kosong(), baris=(("", ""),) * BARIS_MAKSIMUM)
    assert len(tekan(Ketikan(penuh), "tambah-baris").kini.baris) == BARIS_MAKSIMUM
    ketikan = Ketikan(kosong())
    for _ in range(20):
        ketikan = tekan(ketikan, "tambah-kolom")
    assert len({satu.kunci for satu in ketikan.kini.kolom}) == 12
    for aksi in ("hapus", "hapus-baris:x", "urut"):
        with pytest.raises(TombolTidakDikenal):
            tekan(ketikan, aksi)
