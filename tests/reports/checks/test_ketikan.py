"""Numbers read in prose: what counts as one, with its sign, words and noun; nothing is guessed."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.angka import bulatkan, format_angka, rupiah, tanggal
from reports.checks.ketikan import Jenis, baca_ketikan
from ui.words import jumlah_kata, terbilang


@pytest.mark.parametrize(
    ("teks", "jenis", "nilai"),
    [
        ("sebesar Rp50.342.000.000.", Jenis.RUPIAH, "50342000000"),
        ("bernilai Rp13.266.790.239,- saja", Jenis.RUPIAH, "13266790239"),
        ("sekitar Rp 50,34 miliar lebih", Jenis.RUPIAH, "50340000000"),
        ("yakni 13 juta rupiah", Jenis.RUPIAH, "13000000"),
        ("mencapai 99,40%, lalu", Jenis.PERSEN, "99.40"),
        ("mencapai 99,5 persen dari", Jenis.PERSEN, "99.5"),
        ("turun -3,5% dari", Jenis.PERSEN, "-3.5"),
        ("sebanyak 6.539.128 pemilih", Jenis.BANYAK, "6539128"),
        ("terdapat 2024 pemilih baru", Jenis.BANYAK, "2024"),
        ("jumlah indikator sebanyak 11", Jenis.BANYAK, "11"),
        ("dengan empat belas indikator", Jenis.BANYAK, "14"),
    ],
)
def test_a_typed_number_is_read(teks, jenis, nilai):
    (satu,) = baca_ketikan(teks)
    assert (satu.jenis, satu.jumlah) == (jenis, Decimal(nilai))


@pytest.mark.parametrize(
    "teks",
    [
        "pada 29 Mei 2023 dan bulan Maret 2022", "tanggal 13/11/2023", "Renstra 2020–2024 dan 2020-2024",
        "Undang-Undang Nomor 7 Tahun 2017", "5/PR.03-1-Kpt/03/KPU/I/2018", "UU 7/2017", "Pasal 3 ayat (2)",
        "revisi ke-8", "Sasaran 2 dan indikator 7", "Tabel 3.1, Gambar 2", "CQ.6709.QGE.004", "D-III dan S-1",
        "NIP 19650101 200012 1 002", "196501012000121002", "pukul 09.00 WIB", "Triwulan 4", "Pemilu 2024",
        "salah satu indikator", "satu indikator", "Tahun 2023",
    ],
)  # fmt: skip
def test_dates_codes_and_labels_are_no_figures(teks):
    assert baca_ketikan(teks) == ()


@pytest.mark.parametrize("teks", ["12.5 orang", "526,177,00 rupiah", "0.125%", "1.2.3"])
def test_what_the_grammar_refuses_has_no_value(teks):
    assert [satu.nilai for satu in baca_ketikan(teks)] == [None]


def test_a_number_knows_its_words_its_noun_and_whether_it_is_bound():
    teks = "menuju 9 (sembilan) sasaran kegiatan, diukur oleh 11 (sebelas) indikator kinerja"
    sasaran, indikator = baca_ketikan(teks, ((7, 19),))
    assert (sasaran.terikat, sasaran.benda.startswith("sasaran kegiatan")) == (True, True)
    assert (indikator.terikat, indikator.kata, indikator.nilai_kata) == (False, "sebelas", 11)
    assert teks[indikator.awal : indikator.akhir] == indikator.teks == "11"


def test_a_fraction_has_both_numbers():
    satu, *_ = baca_ketikan("(285 / 292) × 100% = 97,60%")
    assert (satu.jenis, satu.nilai, satu.bawah) == (Jenis.PECAHAN, 285, 292)


@given(st.integers(0, 10**14))
def test_every_amount_that_the_house_prints_is_read_back(jumlah):
    (satu,) = baca_ketikan(f"Pagu sebesar {rupiah(jumlah)} ({terbilang(jumlah)} rupiah), lalu direvisi.")
    assert (satu.jenis, satu.jumlah, satu.nilai_kata) == (Jenis.RUPIAH, jumlah, jumlah)
    assert satu.cocok(Decimal(jumlah))


@given(st.decimals(0, 999, places=6, allow_nan=False), st.integers(0, 6))
def test_a_percentage_matches_what_it_was_rounded_from(nilai, desimal):
    (satu,) = baca_ketikan(f"Capaiannya {format_angka(nilai, desimal)}% pada akhir tahun.")
    assert satu.jenis is Jenis.PERSEN
    assert satu.nilai == bulatkan(nilai, desimal)
    assert satu.cocok(nilai)


@given(st.integers(2, 999))
def test_a_count_is_read_in_digits_and_in_words_alone(jumlah):
    (satu,) = baca_ketikan(f"memuat {jumlah_kata(jumlah)} indikator")
    (kata,) = baca_ketikan(f"memuat {terbilang(jumlah)} indikator")
    assert satu.nilai == satu.nilai_kata == kata.nilai == jumlah


@given(st.dates(date(1000, 1, 1), date(2100, 12, 31)))
def test_a_printed_date_is_no_figure(hari):
    assert baca_ketikan(f"ditetapkan pada {tanggal(hari)} di ibu kota") == ()


@given(st.text(st.sampled_from("0123456789.,%Rp/()- abZ–"), max_size=40))
def test_any_text_is_read_without_an_error_and_in_order(teks):
    semua = baca_ketikan(teks)
    assert [teks[satu.awal : satu.akhir] for satu in semua] == [satu.teks for satu in semua]
    assert all(satu.akhir <= lain.awal for satu, lain in pairwise(semua))


@pytest.mark.parametrize("potongan", ["1-", "1/", "a.", "satu ", "Rp ", "9 ", "1 (", "Nomor "])
def test_a_text_of_nothing_but_pieces_of_numbers_takes_as_long_as_it_is(potongan):
    """Eight times the text: eight times as long; the square would be 64 times."""

    def seconds(panjang: int) -> float:
        mulai = process_time()
        baca_ketikan((potongan * panjang)[:panjang])
        return process_time() - mulai

    seconds(100)
    # A text that was read is kept: each is one letter longer than the one before.
    short, long = (min(seconds(panjang + ke) for ke in range(3)) for panjang in (2_000, 16_000))
    assert long < 30 * max(short, 0.001)
