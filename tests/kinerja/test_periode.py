"""Years and quarters are ordered; quarters make a year by one of four ways."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.hasil import Alasan, Hasil
from kinerja.periode import Agregasi, Periode, Tahun, Triwulan, agregasikan

D = Decimal
T2023 = Tahun(2023)
nilai_wajar = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
empat = st.lists(nilai_wajar, min_size=1, max_size=4)


def test_tahun_knows_its_days_and_neighbours():
    assert (str(T2023), int(T2023)) == ("2023", 2023)
    assert (T2023.awal, T2023.akhir) == (date(2023, 1, 1), date(2023, 12, 31))
    assert (T2023.sebelumnya, T2023.berikutnya) == (Tahun(2022), Tahun(2024))
    assert sorted([Tahun(2024), T2023, Tahun(2022)]) == [Tahun(2022), T2023, Tahun(2024)]


@pytest.mark.parametrize(
    ("nilai", "galat"), [(23, ValueError), (9999, ValueError), (True, TypeError), ("2023", TypeError)]
)
def test_tahun_refuses_what_is_no_year(nilai, galat):
    with pytest.raises(galat):
        Tahun(nilai)


@pytest.mark.parametrize(
    ("nomor", "teks", "awal", "akhir"),
    [
        (1, "Triwulan I", date(2024, 1, 1), date(2024, 3, 31)),
        (2, "Triwulan II", date(2024, 4, 1), date(2024, 6, 30)),
        (3, "Triwulan III", date(2024, 7, 1), date(2024, 9, 30)),
        (4, "Triwulan IV", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_triwulan_has_a_name_and_days(nomor, teks, awal, akhir):
    triwulan = Triwulan(nomor)
    periode = Periode(Tahun(2024), triwulan)
    assert (str(triwulan), f"{triwulan}") == (teks, teks)
    assert (triwulan.awal(Tahun(2024)), triwulan.akhir(Tahun(2024))) == (awal, akhir)
    assert (periode.awal, periode.akhir) == (awal, akhir)
    assert str(periode) == f"{teks} Tahun 2024"


def test_a_fifth_triwulan_is_refused():
    with pytest.raises(ValueError, match="5"):
        Triwulan(5)


def test_periode_of_a_whole_year():
    tahun = Periode(T2023)
    assert str(tahun) == "Tahun 2023"
    assert (tahun.awal, tahun.akhir) == (T2023.awal, T2023.akhir)
    assert (tahun.sebelumnya, tahun.berikutnya) == (Periode(Tahun(2022)), Periode(Tahun(2024)))


def test_a_year_sorts_after_its_quarters_and_before_the_next():
    urut = [*T2023.periode, Periode(T2023), Periode(Tahun(2024), Triwulan.I)]
    assert sorted([urut[3], urut[5], urut[4], urut[0], urut[2], urut[1]]) == urut


def test_a_periode_is_no_number():
    with pytest.raises(TypeError):
        _ = Periode(T2023) < 2024


@pytest.mark.parametrize("isi", [(2023, Triwulan.I), (T2023, 1)])
def test_periode_refuses_bare_numbers(isi):
    with pytest.raises(TypeError):
        Periode(*isi)


@given(st.dates(date(1946, 1, 1), date(9997, 12, 31)))
def test_every_day_has_one_quarter_and_quarters_touch(hari):
    periode = Periode.dari_tanggal(hari)
    assert periode.awal <= hari <= periode.akhir
    assert periode.berikutnya.awal == periode.akhir + timedelta(days=1)
    assert periode.berikutnya.sebelumnya == periode == periode.sebelumnya.berikutnya
    assert periode.sebelumnya < periode < periode.berikutnya


def test_quarter_of_a_datetime_is_refused():
    with pytest.raises(TypeError):
        Periode.dari_tanggal(datetime(2023, 12, 31, 23, 0))


@pytest.mark.parametrize(
    ("agregasi", "nilai", "harapan"),
    [
        ("jumlah", ["1", "0", "2.5", "3"], "6.5"),
        ("jumlah", ["1", "2", None, None], "3"),
        ("rata-rata", ["1", "2", "6"], "3"),
        ("rata-rata", ["1", "2", None, None], "1.5"),
        ("nilai-akhir", ["50", None, "75", None], "75"),
        ("nilai-akhir", ["50"], "50"),
        ("tahunan", [None, None, None, "98.075"], "98.075"),
    ],
)
def test_agregasikan(agregasi, nilai, harapan):
    isi = [None if satu is None else D(satu) for satu in nilai]
    assert agregasikan(Agregasi(agregasi), isi) == Hasil(D(harapan))


@pytest.mark.parametrize("agregasi", list(Agregasi))
@pytest.mark.parametrize("nilai", [[], [None] * 4])
def test_nothing_known_is_a_reason(agregasi, nilai):
    assert agregasikan(agregasi, nilai) == Hasil(None, Alasan.BELUM_ADA_REALISASI)


@pytest.mark.parametrize("agregasi", [Agregasi.JUMLAH, Agregasi.RATA_RATA])
@pytest.mark.parametrize("nilai", [[None, D(1)], [D(1), None, D(1)]])
def test_an_unknown_quarter_before_a_known_one_is_not_zero(agregasi, nilai):
    assert agregasikan(agregasi, nilai) == Hasil(None, Alasan.TRIWULAN_TERLEWAT)


def test_measured_once_means_once():
    assert agregasikan(Agregasi.TAHUNAN, [D(1), D(1)]) == Hasil(None, Alasan.TAHUNAN_LEBIH_DARI_SEKALI)


def test_a_fifth_quarter_is_refused():
    with pytest.raises(ValueError, match="four"):
        agregasikan(Agregasi.JUMLAH, [None] * 5)


@pytest.mark.parametrize(("nilai", "galat"), [(1.0, TypeError), (1, TypeError), (D("NaN"), ValueError)])
def test_agregasikan_refuses_what_is_no_number(nilai, galat):
    with pytest.raises(galat):
        agregasikan(Agregasi.JUMLAH, [nilai])


@given(empat)
def test_jumlah_is_the_sum(nilai):
    assert agregasikan(Agregasi.JUMLAH, nilai).nilai == sum(nilai)


@given(empat)
def test_rata_rata_lies_between_the_quarters(nilai):
    assert min(nilai) <= agregasikan(Agregasi.RATA_RATA, nilai).nilai <= max(nilai)
