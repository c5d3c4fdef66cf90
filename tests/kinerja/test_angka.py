"""One strict grammar reads numbers; what is printed can be read again."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.angka import (
    AngkaTidakSah,
    bersatuan,
    bulan,
    bulatkan,
    desimal_kolom,
    format_angka,
    parse_angka,
    parse_rupiah,
    persen,
    romawi,
    rupiah,
    tanggal,
)

D = Decimal


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("12.500", "12500"),
        ("-3,5", "-3.5"),
        ("1,234", "1.234"),
        ("0,125", "0.125"),
        ("98,0750", "98.0750"),
        ("0", "0"),
        ("-0", "0"),
        ("-0,00", "0.00"),
        ("50.342.000.000", "50342000000"),
        (" \t12,5\n", "12.5"),
        ("\u00a0\u200912,5\u3000", "12.5"),
        ("9" * 30, "9" * 30),
    ],
)
def test_parse_angka(teks, harapan):
    assert str(parse_angka(teks)) == harapan


@pytest.mark.parametrize(
    ("teks", "saran"),
    [
        ("12.5", ("12,5",)),
        ("0.125", ("0,125",)),
        ("-12.50", ("-12,50",)),
        ("1,234,567", ("1.234.567",)),
        ("12,500.00", ("12.500,00",)),
        ("50,342,000,000", ("50.342.000.000",)),
        (",5", ("0,5",)),
        ("+5", ("5",)),
        ("\N{MINUS SIGN}5", ("-5",)),
        ("99,52%", ("99,52",)),
        ("99.52 %", ("99,52",)),
        ("1.2.3", ()),
        ("526,177,00", ()),
        ("1.23", ("1,23",)),
        ("1234.567", ("1234,567",)),
        ("0.125.000", ()),
        ("007", ()),
        ("5,", ()),
        ("1 234", ()),
        ("1\u00a0234", ()),
        ("- 5", ()),
        ("--5", ()),
        ("1e3", ()),
        ("NaN", ()),
        ("Rp5", ()),
        ("1_000", ()),
        ("٥", ()),
        ("１２", ()),
        ("½", ()),
        ("12\n5", ()),
    ],
)
def test_parse_angka_refuses_and_suggests(teks, saran):
    with pytest.raises(AngkaTidakSah) as galat:
        parse_angka(teks)
    bentuk = " atau ".join(saran) if saran else "misalnya 12,5 atau 12.500"
    assert galat.value.saran == saran
    assert galat.value.teks == teks
    assert str(galat.value) == f"“{teks}” bukan angka yang sah. Tulislah {bentuk}."


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", "Angka belum diisi. Tulislah misalnya 12,5 atau 12.500."),
        (" \u00a0", "Angka belum diisi. Tulislah misalnya 12,5 atau 12.500."),
        ("1" * 31, "Angka tidak boleh lebih dari 30 digit. Tulislah misalnya 12,5 atau 12.500."),
        ("x" * 41, f"“{'x' * 39}…” bukan angka yang sah. Tulislah misalnya 12,5 atau 12.500."),
    ],
)
def test_parse_angka_says_what_is_wrong(teks, kalimat):
    with pytest.raises(AngkaTidakSah) as galat:
        parse_angka(teks)
    assert str(galat.value) == kalimat


@pytest.mark.parametrize("baca", [parse_angka, parse_rupiah])
@pytest.mark.parametrize("nilai", [None, 5, 5.0, D(5), b"5"])
def test_only_text_is_parsed(baca, nilai):
    with pytest.raises(TypeError):
        baca(nilai)


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("50.342.000.000", 50_342_000_000),
        ("Rp50.342.000.000", 50_342_000_000),
        ("Rp 1.000", 1000),
        ("Rp. 1.000", 1000),
        ("Rp\u00a01.000", 1000),
        ("-Rp1.000", -1000),
        ("-1.000", -1000),
        (" 1000 ", 1000),
        ("0", 0),
        ("-Rp0", 0),
    ],
)
def test_parse_rupiah(teks, harapan):
    assert parse_rupiah(teks) == harapan


@pytest.mark.parametrize(
    ("teks", "bentuk"),
    [
        ("50,342,000,000", "50.342.000.000"),
        ("50,342,000,000.00", "50.342.000.000"),
        ("Rp1.000,00", "Rp1.000"),
        ("1000,0", "1000"),
        ("1,234", "1.234"),
        ("12,5", "misalnya Rp12.500"),
        ("12.5", "misalnya Rp12.500"),
        ("526,177,00", "misalnya Rp12.500"),
        ("Rp-1.000", "misalnya Rp12.500"),
        ("Rp", "misalnya Rp12.500"),
        ("99.72 %", "misalnya Rp12.500"),
        ("1 juta", "misalnya Rp12.500"),
    ],
)
def test_parse_rupiah_refuses_and_suggests(teks, bentuk):
    with pytest.raises(AngkaTidakSah) as galat:
        parse_rupiah(teks)
    assert str(galat.value) == f"“{teks}” bukan jumlah rupiah bulat yang sah. Tulislah {bentuk}."


def test_an_empty_amount_shows_an_amount():
    with pytest.raises(AngkaTidakSah) as galat:
        parse_rupiah(" ")
    assert str(galat.value) == "Angka belum diisi. Tulislah misalnya Rp12.500."


@pytest.mark.parametrize(
    ("nilai", "desimal", "harapan"),
    [
        (D("1234.56"), 2, "1.234,56"),
        (D("98.075"), 2, "98,08"),
        (D("98.075"), None, "98,075"),
        (D("98.075000"), None, "98,075"),
        (D("100.00"), None, "100"),
        (D("1E+3"), None, "1.000"),
        (D("1E+3"), 2, "1.000,00"),
        (D("0.005"), 2, "0,01"),
        (D("-0.005"), 2, "-0,01"),
        (D("-0.001"), 2, "0,00"),
        (D("-1234567.891"), 1, "-1.234.567,9"),
        (D("2.5"), 0, "3"),
        (2, 0, "2"),
        (-1000, None, "-1.000"),
        (D("99.004999999999999999999999999999999999999999999999"), 2, "99,01"),
        (D("99.0049"), 2, "99,00"),
    ],
)
def test_format_angka(nilai, desimal, harapan):
    assert format_angka(nilai, desimal) == harapan


@pytest.mark.parametrize("cetak", [format_angka, persen])
@pytest.mark.parametrize("nilai", [1.5, True, "1", None])
def test_only_exact_numbers_are_printed(cetak, nilai):
    with pytest.raises(TypeError):
        cetak(nilai)


def test_what_is_not_finite_is_not_printed():
    with pytest.raises(ValueError, match="finite"):
        format_angka(D("NaN"))


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [
        ("100", "100%"),
        ("99.4036111", "99,40%"),
        ("99.522", "99,52%"),
        ("198.58", "198,58%"),
        ("-50", "-50%"),
        ("0", "0%"),
        ("1000", "1.000%"),
        ("91.1925", "91,19%"),
        ("90.155", "90,16%"),
        ("99.996", "100,00%"),
    ],
)
def test_persen(nilai, harapan):
    assert persen(D(nilai)) == harapan


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [(50_342_000_000, "Rp50.342.000.000"), (0, "Rp0"), (-1000, "-Rp1.000"), (999, "Rp999")],
)
def test_rupiah(nilai, harapan):
    assert rupiah(nilai) == harapan


@pytest.mark.parametrize("nilai", [D(1), True, 1.0, "1"])
def test_rupiah_is_a_plain_int(nilai):
    with pytest.raises(TypeError):
        rupiah(nilai)


def test_bulatkan_goes_away_from_zero_at_the_half():
    assert [bulatkan(D(satu), 2) for satu in ("0.125", "-0.125", "0.135")] == [
        D("0.13"),
        D("-0.13"),
        D("0.14"),
    ]


def test_tanggal():
    assert tanggal(date(2024, 1, 15)) == "15 Januari 2024"


@pytest.mark.parametrize("hari", [datetime(2024, 1, 15), "2024-01-15", None])
def test_tanggal_is_a_date(hari):
    with pytest.raises(TypeError):
        tanggal(hari)


def test_bulan_names_all_twelve():
    assert " ".join(bulan(n)[:3] for n in range(1, 13)) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"


@pytest.mark.parametrize("nomor", [0, 13, -1])
def test_bulan_out_of_range(nomor):
    with pytest.raises(ValueError, match="1-12"):
        bulan(nomor)


@pytest.mark.parametrize(
    ("nomor", "harapan"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2024, "MMXXIV")]
)
def test_romawi(nomor, harapan):
    assert romawi(nomor) == harapan


@pytest.mark.parametrize("nomor", [0, 4000])
def test_romawi_out_of_range(nomor):
    with pytest.raises(ValueError, match="1-3999"):
        romawi(nomor)


@given(st.decimals(-(10**12), 10**12, places=6, allow_nan=False))
def test_a_printed_number_is_read_again(nilai):
    assert parse_angka(format_angka(nilai, None)) == nilai


@given(st.decimals(-(10**12), 10**12, places=6, allow_nan=False), st.integers(0, 4))
def test_a_rounded_number_is_read_again_within_half_a_step(nilai, desimal):
    terbaca = parse_angka(format_angka(nilai, desimal))
    assert terbaca == bulatkan(nilai, desimal)
    assert abs(terbaca - nilai) <= D(5).scaleb(-desimal - 1)


@given(st.integers(-(10**20), 10**20))
def test_a_printed_amount_is_read_again(nilai):
    assert parse_rupiah(rupiah(nilai)) == nilai


@given(st.text(max_size=12) | st.text("0123456789.,-+ Rp%", max_size=12))
def test_any_text_is_read_or_refused_with_forms_that_can_be_read(teks):
    for baca in (parse_angka, parse_rupiah):
        try:
            baca(teks)
        except AngkaTidakSah as galat:
            for bentuk in galat.saran:
                baca(bentuk)


@pytest.mark.parametrize(
    ("nilai", "satuan", "harapan"),
    [
        ("98.075", "%", "98,075%"),
        ("100.000000", "%", "100%"),
        ("2.000000", "Laporan", "2 Laporan"),
        ("4.5", "Indeks", "4,5 Indeks"),
        ("1234", "", "1.234"),
        ("0.123456", "Indeks", "0,123456 Indeks"),
        ("66.66666666666666666666666666", "%", "66,67%"),
        ("-0.005", "%", "-0,005%"),
    ],
)
def test_bersatuan(nilai, satuan, harapan):
    assert bersatuan(D(nilai), satuan) == harapan


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [([], 2), (["70"], 2), (["63.1", "64.15"], 2), (["63.1", "60.004000"], 3), (["60.123456"], 6)],
)
def test_a_column_has_the_decimals_of_its_longest_number(nilai, harapan):
    assert desimal_kolom(D(satu) for satu in nilai) == harapan
