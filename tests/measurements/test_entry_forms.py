"""What a person types is read strictly, all errors at once, and comes back as it was typed."""

from decimal import Decimal

import pytest

from agreements.models import Indikator
from kinerja.angka import AngkaTidakSah, parse_angka
from kinerja.metode import Metode
from measurements.entry import Isian, IsianKomponen
from measurements.forms import (
    BARIS_MAKSIMUM,
    TEKS_MAKSIMUM,
    BarisKomponen,
    Ketikan,
    baca,
    dari_isian,
    dari_json,
    dari_kiriman,
    label,
)
from measurements.paste import TERPOTONG, baca_tempel

TIDAK_SAH = [
    "12.5",
    "0.125",
    "1.2.3",
    "526,177,00",
    "007",
    "+5",
    ",5",
    "5,",
    "1e5",
    "١٢",
    "abc",
    "12 5",
    "--1",
]
TERLALU_BESAR = ["123456789012345", "0,1234567"]
DIGIT = "Angka paling banyak 14 digit di depan koma dan 6 digit di belakang koma."


def indikator(metode: Metode) -> Indikator:
    return Indikator(pk=1, metode=metode, skala="akip")


def galat(metode: Metode, **isi) -> dict[str, str]:
    return baca(indikator(metode), Ketikan(**isi), ("A", "B")).galat


def kalimat(teks: str) -> str:
    with pytest.raises(AngkaTidakSah) as salah:
        parse_angka(teks)
    return str(salah.value)


@pytest.mark.parametrize("teks", TIDAK_SAH)
@pytest.mark.parametrize(
    ("metode", "bidang", "isi"),
    [
        (Metode.LANGSUNG, "nilai", lambda teks: {"nilai": teks}),
        (Metode.RASIO, "pembilang", lambda teks: {"pembilang": teks, "penyebut": "2"}),
        (Metode.RASIO, "penyebut", lambda teks: {"pembilang": "2", "penyebut": teks}),
        (
            Metode.RATA_RATA_RASIO,
            "komponen-0-pembilang",
            lambda teks: {"komponen": (BarisKomponen("a", teks, "1"),)},
        ),
        (
            Metode.RASIO_GABUNGAN,
            "komponen-1-penyebut",
            lambda teks: {"komponen": (BarisKomponen(), BarisKomponen("a", "1", teks))},
        ),
    ],
)
def test_a_bad_number_is_refused_with_the_sentence_of_the_grammar(metode, bidang, isi, teks):
    assert galat(metode, **isi(teks)) == {bidang: kalimat(teks)}


@pytest.mark.parametrize("teks", TERLALU_BESAR)
def test_a_number_that_the_database_does_not_hold_is_refused(teks):
    assert galat(Metode.LANGSUNG, nilai=teks) == {"nilai": f"{DIGIT} Tulislah misalnya 12,5 atau 12.500."}


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("", None),
        ("  ", None),
        ("1.234,56", "1234.56"),
        ("1,234", "1.234"),
        ("12.500", "12500"),
        ("-3,5", "-3.5"),
    ],
)
def test_a_good_number_is_read(teks, nilai):
    bacaan = baca(indikator(Metode.LANGSUNG), Ketikan(nilai=teks))
    assert (bacaan.galat, bacaan.isian.nilai) == ({}, None if nilai is None else Decimal(nilai))


@pytest.mark.parametrize(
    ("metode", "isi", "harapan"),
    [
        (
            Metode.RASIO,
            {"pembilang": "2"},
            {"penyebut": "Penyebut belum diisi. Isi keduanya atau kosongkan keduanya."},
        ),
        (
            Metode.RASIO,
            {"pembilang": "2", "penyebut": "-1"},
            {"penyebut": "Angka ini kurang dari 0. Tulislah misalnya 12,5 atau 12.500."},
        ),
        (
            Metode.RATA_RATA_RASIO,
            {"komponen": (BarisKomponen(nama="Meja"),)},
            {
                "komponen-0-pembilang": "Pembilang belum diisi.",
                "komponen-0-penyebut": "Penyebut belum diisi.",
            },
        ),
        (
            Metode.RASIO_GABUNGAN,
            {"komponen": (BarisKomponen("", "1", "2"),)},
            {"komponen-0-nama": "Nama komponen belum diisi."},
        ),
        (
            Metode.RASIO_GABUNGAN,
            {"komponen": (BarisKomponen("x" * 201, "1", "2"),)},
            {"komponen-0-nama": "Nama komponen paling panjang 200 huruf."},
        ),
        (
            Metode.RASIO_GABUNGAN,
            {"komponen": (BarisKomponen("a", "1", "2"),) * (BARIS_MAKSIMUM + 1)},
            {"komponen": "Komponen paling banyak 200 baris."},
        ),
        (
            Metode.PREDIKAT,
            {"predikat": "Z"},
            {"predikat": "“Z” tidak ada dalam skala. Pilih salah satu predikat."},
        ),
        (
            Metode.LANGSUNG,
            {"tidak_diukur": True},
            {"alasan_tidak_diukur": "Alasan tidak diukur wajib diisi."},
        ),
        (Metode.REKAP_SATKER, {}, {}),
        (Metode.PREDIKAT, {"predikat": "B"}, {}),
    ],
)
def test_what_else_is_refused(metode, isi, harapan):
    assert galat(metode, **isi) == harapan


@pytest.mark.parametrize(
    ("metode", "isi"),
    [
        (Metode.LANGSUNG, {"nilai": "1"}),
        (Metode.RASIO, {"pembilang": "1", "penyebut": "2"}),
        (Metode.RASIO_GABUNGAN, {"komponen": (BarisKomponen("a", "1", "2"),)}),
        (Metode.PREDIKAT, {"predikat": "A"}),
    ],
)
def test_not_measured_and_a_value_contradict_each_other(metode, isi):
    assert list(galat(metode, tidak_diukur=True, alasan_tidak_diukur="Belum mulai", **isi)) == [
        "tidak_diukur"
    ]
    assert list(galat(metode, alasan_tidak_diukur="Belum mulai", **isi)) == ["tidak_diukur"]


def test_all_errors_come_at_once_in_the_order_of_the_page():
    salah = galat(
        Metode.RATA_RATA_RASIO,
        komponen=(BarisKomponen("a", "1.5", "x"), BarisKomponen("", "1", "")),
        tidak_diukur=True,
        catatan="x" * 20_001,
    )
    assert list(salah) == [
        "komponen-0-pembilang",
        "komponen-0-penyebut",
        "komponen-1-nama",
        "komponen-1-penyebut",
        "tidak_diukur",
        "alasan_tidak_diukur",
        "catatan",
    ]
    assert label("komponen-1-penyebut") == "Komponen baris 2, penyebut"
    assert salah["catatan"] == "Catatan atas nilai yang tidak biasa paling panjang 20.000 huruf."


ISIAN = {
    Metode.LANGSUNG: Isian(nilai=Decimal("1234.500000"), keterangan="Dihitung"),
    Metode.RASIO: Isian(pembilang=Decimal("12500"), penyebut=Decimal("-0.5").copy_abs()),
    Metode.RATA_RATA_RASIO: Isian(komponen=(IsianKomponen("Meja", Decimal("10"), Decimal("21.25")),)),
    Metode.RASIO_GABUNGAN: Isian(komponen=(IsianKomponen("Meja", Decimal("10"), Decimal("21.25")),)),
    Metode.REKAP_SATKER: Isian(penyebab="Satu.\nDua."),
    Metode.PREDIKAT: Isian(predikat="A", upaya="Tiga."),
}


@pytest.mark.parametrize("metode", list(Metode))
def test_what_is_stored_comes_back_as_it_was(metode):
    ketikan = dari_isian(ISIAN[metode])
    assert baca(indikator(metode), ketikan, ("A",)).isian == ISIAN[metode]
    assert dari_json(ketikan.sebagai_json()) == ketikan


def test_a_submitted_form_is_read_row_by_row_without_nul():
    data = {"nilai": "1\x002", "catatan": "a\r\nb", "tidak_diukur": "1"}
    data |= {"komponen-0-nama": "Meja", "komponen-0-pembilang": "1.5", "komponen-2-nama": "lewat"}
    ketikan = dari_kiriman(data)
    assert (ketikan.nilai, ketikan.catatan, ketikan.tidak_diukur) == ("12", "a\nb", True)
    assert ketikan.komponen == (BarisKomponen("Meja", "1.5", ""),)


# Pasted rows


def test_rows_of_a_spreadsheet_are_read_and_a_heading_is_told():
    tempelan = baca_tempel(
        'Nama\tPembilang\tPenyebut\r\nMeja  kerja\t1.234\t2.000\r\n\r\n"Kursi\nlipat"\t3,5\t4\t\n'
    )
    assert tempelan.dipakai == (
        BarisKomponen("Meja kerja", "1.234", "2.000"),
        BarisKomponen("Kursi lipat", "3,5", "4"),
    )
    assert tempelan.baris[0].judul
    assert (tempelan.dapat_dipakai, tempelan.bermasalah) == (True, 0)


def test_a_wrong_number_of_columns_cannot_be_applied():
    tempelan = baca_tempel("Meja\t1\t2\nKursi\t1\n")
    assert not tempelan.dapat_dipakai
    assert tempelan.baris[1].masalah == ("Berisi 2 kolom; diperlukan 3: nama, pembilang, penyebut.",)


def test_a_wrong_number_may_come_into_the_grid_where_it_is_shown():
    tempelan = baca_tempel("Meja\t1,234.50\t2")
    assert tempelan.dapat_dipakai
    assert tempelan.baris[0].masalah == (kalimat("1,234.50"),)


def test_nothing_pasted_cannot_be_applied():
    assert not baca_tempel(" \n\t\t\n").dapat_dipakai
    assert not baca_tempel("a\t1\t2\n" * 201).dapat_dipakai


def test_a_paste_that_is_too_long_to_be_read_whole_is_not_applied():
    """Cut anywhere, its last row would still look like one: 1.000 would become 1."""
    baris = "Meja" * 40 + "\t1\t1000\n"
    muat = TEKS_MAKSIMUM // len(baris)
    assert baca_tempel(baris * muat).dapat_dipakai
    tempelan = baca_tempel(baris * (muat + 1))
    assert not tempelan.dapat_dipakai
    assert tempelan.baris[-1].masalah == (TERPOTONG,)
    pas = "a\t1\t10000\n" * (TEKS_MAKSIMUM // 10)
    assert len(pas) == TEKS_MAKSIMUM
    assert TERPOTONG not in baca_tempel(pas).baris[-1].masalah
