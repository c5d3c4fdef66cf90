"""Supporting tables: cells read once, totals and ratios computed."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.tabel import KOSONG, Tabel, TabelRusak, susun_tabel

KOLOM = [
    {"kunci": "no", "judul": "No", "jenis": "bilangan"},
    {"kunci": "nama", "judul": "Fasilitas", "jenis": "teks"},
    {"kunci": "baik", "judul": "Baik", "jenis": "bilangan", "jumlah": True},
    {"kunci": "semua", "judul": "Jumlah", "jenis": "bilangan", "jumlah": True},
    {
        "kunci": "persen",
        "judul": "Persentase",
        "jenis": "rasio",
        "pembilang": "baik",
        "penyebut": "semua",
    },
]
BARIS = [["1", "Komputer", "94", "127"], ["2", "Kendaraan", "10", "21"]]


def tabel(kolom=KOLOM, baris=BARIS) -> Tabel:
    return susun_tabel("fasilitas", "Fasilitas", "tegak", "Berita acara", kolom, baris)


def teks(baris) -> list[str]:
    return [sel.teks for sel in baris]


def satu_kolom(jenis: str, *sel: str, jumlah: bool = False) -> Tabel:
    return tabel([{"kunci": "x", "judul": "X", "jenis": jenis, "jumlah": jumlah}], [[satu] for satu in sel])


def test_ratios_are_computed_per_row():
    assert [teks(satu) for satu in tabel().baris] == [
        ["1", "Komputer", "94", "127", "74,02%"],
        ["2", "Kendaraan", "10", "21", "47,62%"],
    ]


def test_total_row_pools_the_ratio_and_labels_the_first_text_column():
    assert teks(tabel().jumlah) == ["", "JUMLAH", "104", "148", "70,27%"]


def test_total_row_is_none_without_a_summed_column_or_without_rows():
    polos = [{"kunci": "a", "judul": "A", "jenis": "bilangan"}]
    assert (tabel(polos, [["1"]]).jumlah, tabel(KOLOM, []).jumlah) == (None, None)


def test_sums_means_and_cells_by_name():
    satu = tabel()
    assert satu.jumlah_kolom("baik") == Decimal(104)
    assert satu.jumlah_kolom("persen").quantize(Decimal("0.0001")) == Decimal("70.2703")
    assert satu.rata_rata("persen").quantize(Decimal("0.0001")) == Decimal("60.8174")
    assert satu.sel(2, "nama").nilai == "Kendaraan"


@pytest.mark.parametrize(
    ("jenis", "ketik", "nilai", "cetak"),
    [
        ("bilangan", "790125", Decimal(790125), "790.125"),
        ("bilangan", "70.75", Decimal("70.75"), "70,75"),
        ("bilangan", "-3", Decimal(-3), "-3"),
        ("rupiah", "50342000000", 50342000000, "Rp50.342.000.000"),
        ("persen", "99.524", Decimal("99.524"), "99,52%"),
        ("tanggal", "2023-02-24", date(2023, 2, 24), "24 Februari 2023"),
        ("teks", "Baik", "Baik", "Baik"),
        ("teks", "", None, KOSONG),
        ("rupiah", "", None, KOSONG),
    ],
)
def test_a_cell_holds_its_value_and_its_text(jenis, ketik, nilai, cetak):
    sel = satu_kolom(jenis, ketik).sel(1, "x")
    assert (sel.nilai, sel.teks) == (nilai, cetak)


def test_only_figures_are_set_to_the_right():
    assert [kolom.angka for kolom in tabel().kolom] == [True, False, True, True, True]


def test_unknown_cells_are_left_out_of_sums_and_means():
    satu = satu_kolom("bilangan", "4", "", "6", jumlah=True)
    assert (satu.jumlah_kolom("x"), satu.rata_rata("x"), teks(satu.jumlah)) == (10, 5, ["10"])


def test_a_column_of_unknown_cells_has_no_total():
    assert teks(satu_kolom("bilangan", "", "", jumlah=True).jumlah) == [KOSONG]


def test_ratio_over_zero_has_no_value():
    satu = tabel(baris=[["1", "Genset", "0", "0"]])
    assert satu.sel(1, "persen").teks == KOSONG
    with pytest.raises(ValueError, match="no value"):
        satu.jumlah_kolom("persen")


@pytest.mark.parametrize(
    ("jenis", "ketik"),
    [
        ("bilangan", "1.234,5"),
        ("bilangan", "NaN"),
        ("rupiah", "12.5"),
        ("tanggal", "24/02/2023"),
        ("persen", "99%"),
    ],
)
def test_a_cell_that_is_not_plain_is_refused_with_its_place(jenis, ketik):
    with pytest.raises(TabelRusak, match=f"Tabel fasilitas, baris 1, kolom “X”: “{ketik}” bukan {jenis}."):
        satu_kolom(jenis, ketik)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(TabelRusak, match="baris 1: 3 sel untuk 4 kolom"):
        tabel(baris=[["1", "Komputer", "94"]])


@pytest.mark.parametrize(
    "kolom",
    [
        [{"kunci": "x", "judul": "X", "jenis": "rasio", "pembilang": "a", "penyebut": "b"}],
        [{"kunci": "x", "judul": "X", "jenis": "angka"}],
        [{"kunci": "x", "jenis": "teks"}],
        [{"kunci": "x", "judul": "X", "jenis": "teks", "warna": "merah"}],
    ],
)
def test_a_column_that_cannot_be_understood_is_refused(kolom):
    with pytest.raises(TabelRusak):
        tabel(kolom, [])


def test_asking_for_what_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        tabel().jumlah_kolom("warna")
    with pytest.raises(IndexError):
        tabel().sel(3, "nama")
    with pytest.raises(ValueError, match="no figures"):
        tabel().rata_rata("nama")
    with pytest.raises(ValueError, match="no figure is known"):
        satu_kolom("bilangan", "").rata_rata("x")


@pytest.mark.parametrize(
    ("kolom", "baris"),
    [
        (None, []),
        ({}, []),
        ([], None),
        ([5], []),
        ([None], []),
        ([["kunci", "x"]], []),
        ([{"kunci": 1, "judul": "X", "jenis": "teks"}], []),
        ([{"kunci": "x", "judul": None, "jenis": "teks"}], []),
        ([{"kunci": "x", "judul": "X", "jenis": ["teks"]}], []),
        ([{"kunci": "x", "judul": "X", "jenis": "teks", "jumlah": True}], [["a"], ["b"]]),
        ([{"kunci": "x", "judul": "X", "jenis": "teks"}] * 2, [["a", "b"]]),
        ([{"kunci": "x", "judul": "X", "jenis": "teks"}], ["a"]),
        ([{"kunci": "x", "judul": "X", "jenis": "teks"}], [7]),
        ([{"kunci": "x", "judul": "X", "jenis": "teks"}], [[7]]),
        ([{"kunci": "x", "judul": "X", "jenis": "teks"}], [[None]]),
        ([{"kunci": "x", "judul": "X", "jenis": "rupiah"}], [["9" * 5_000]]),
        ([{"kunci": "x", "judul": "X", "jenis": "bilangan"}], [["1e999999"]]),
        ([{"kunci": "x", "judul": "X", "jenis": "bilangan"}], [["NaN"]]),
    ],
)
def test_a_stored_row_of_any_other_shape_is_refused_in_words(kolom, baris):
    with pytest.raises(TabelRusak):
        tabel(kolom, baris)
