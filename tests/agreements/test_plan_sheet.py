"""The grid of a rencana aksi: texts read strictly, pasted rows matched by number. No database."""

from decimal import Decimal

import pytest

from agreements.grid import apply, pasted, sent_rows
from agreements.models import Indikator
from agreements.plan_sheet import BarisRencana

SATU = Indikator(
    pk=11, nomor=1, nama="Laporan tersusun", target=Decimal(4), satuan="Laporan", agregasi="jumlah"
)
DUA = Indikator(pk=12, nomor=2, nama="Persentase", target=Decimal(100), satuan="%", agregasi="nilai-akhir")
KOSONG = ("", "", "", "")
KISI = [BarisRencana(satu, KOSONG, KOSONG) for satu in (SATU, DUA)]


def name(indikator: Indikator, ke: int, awalan: str = "t") -> str:
    return BarisRencana(indikator, KOSONG, KOSONG).name(ke, awalan)


def test_every_text_is_kept_and_every_error_told_at_once():
    data = {name(SATU, 1): "1.5", name(SATU, 2): "-1", name(SATU, 3): " 2 ", name(SATU, 1, "lama"): "1"}
    satu, dua = sent_rows(KISI, data)
    assert satu.teks == ("1.5", "-1", "2", "")
    assert satu.lama == ("1", "", "", "")
    assert ["Tulislah 1,5." in satu.galat[0], *satu.galat[1:]] == [
        True, "Angka ini kurang dari 0. Tulislah misalnya 12,5 atau 12.500.", "", "",
    ]  # fmt: skip
    assert (satu.berubah, dua.berubah, satu.pemeriksaan) == (True, False, "")


def test_the_check_says_what_the_quarters_make_now():
    [satu, _] = sent_rows(KISI, {name(SATU, 1): "1", name(SATU, 2): "2"})
    masalah = "Jumlah target triwulan tidak sama dengan target setahun."
    assert satu.pemeriksaan == f"{masalah} Sekarang 3 Laporan, target setahun 4 Laporan."


@pytest.mark.parametrize(
    "teks",
    [
        "No\tIndikator\tI\tII\tIII\tIV\n1\tLaporan tersusun\t1\t1\t1\t1\n2\tPersentase\t\t50\t\t100\n",
        "1\t1\t1\t1\t1\n2\t\t50\t\t100",
        "\n1\t 1\t1 \t1\t1\t\n\n2\t\t50\t\t100\t\t",
    ],
)
def test_rows_come_with_or_without_names_and_headings(teks):
    tempelan = pasted(teks, KISI)
    assert tempelan.dapat_dipakai
    assert [satu.teks for satu in apply(KISI, tempelan)] == [("1", "1", "1", "1"), ("", "50", "", "100")]


@pytest.mark.parametrize(
    ("teks", "masalah"),
    [
        ("9\t1\t1\t1\t1", "Tidak ada indikator nomor 9."),
        ("1\t1\t1\t1\t1\t1", "Berisi 6 kolom; paling banyak 5."),
        ("1\t1\n1\t2", "Nomor ini sudah ada di atas."),
    ],
)
def test_what_cannot_come_into_the_grid_says_why(teks, masalah):
    tempelan = pasted(teks, KISI)
    assert not tempelan.dapat_dipakai
    assert tempelan.baris[-1].masalah == (masalah,)


def test_a_wrong_number_comes_into_the_grid_with_its_error():
    tempelan = pasted("1\t12.5\t1\t1\t1", KISI)
    assert (tempelan.dapat_dipakai, len(tempelan.baris[0].masalah)) == (True, 1)
    baris = apply(KISI, tempelan)[0]
    assert (baris.teks[0], "12,5" in baris.galat[0]) == ("12.5", True)


@pytest.mark.parametrize("salah", ["x", "1o", "tidak diukur"])
def test_a_word_in_place_of_a_figure_moves_no_figure(salah):
    tempelan = pasted(f"1\t{salah}\t2\t3\t4\n2\t5\t6\t7\t8", KISI)
    assert [satu.teks for satu in tempelan.baris] == [(salah, "2", "3", "4"), ("5", "6", "7", "8")]


def test_nothing_pasted_and_too_much_pasted_cannot_be_used():
    assert not pasted("  \n", KISI[:1]).dapat_dipakai
    panjang = pasted("1\t1\t1\t1\t1" + "\t" * 20_000, KISI[:1])
    assert not panjang.dapat_dipakai
    assert "terlalu panjang" in panjang.baris[-1].masalah[0]
