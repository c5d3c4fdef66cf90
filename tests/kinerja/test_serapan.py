"""Budget realised, held to the budget of the LKj 2023."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.angka import persen, rupiah
from kinerja.hasil import Alasan
from kinerja.serapan import Efisiensi, Serapan, efisiensi, jumlah

D = Decimal
LKJ_2023 = Serapan(50_342_000_000, 50_101_361_013)

serapan_wajar = st.builds(Serapan, st.integers(0, 10**15), st.integers(-(10**15), 10**15))
baris_wajar = st.tuples(
    st.integers(1, 10**12), st.decimals("0.01", 300, places=2, allow_nan=False), st.integers(0, 10**12)
)


def test_the_budget_of_2023():
    assert (persen(LKJ_2023.persen), persen(LKJ_2023.persen_sisa)) == ("99,52%", "0,48%")
    assert (LKJ_2023.sisa, rupiah(LKJ_2023.sisa)) == (240_638_987, "Rp240.638.987")
    assert not LKJ_2023.lebih_pagu


def test_more_spent_than_granted_is_shown_as_it_is():
    lebih = Serapan(79_386_700, 88_997_800)
    assert (lebih.sisa, persen(lebih.persen), lebih.lebih_pagu) == (-9_611_100, "112,11%", True)
    assert persen(lebih.persen_sisa) == "-12,11%"


@pytest.mark.parametrize("realisasi", [0, 5])
def test_a_pagu_of_zero_has_no_percentage(realisasi):
    kosong = Serapan(0, realisasi)
    assert (kosong.persen, kosong.persen_sisa, kosong.sisa) == (None, None, -realisasi)


@pytest.mark.parametrize("isi", [(True, 0), (1, False), (D(1), 0), (1, D(1)), (1.0, 0), ("1", 0)])
def test_amounts_are_plain_ints(isi):
    with pytest.raises(TypeError):
        Serapan(*isi)


def test_a_pagu_below_zero_is_refused():
    with pytest.raises(ValueError, match="pagu"):
        Serapan(-1, 0)


def test_jumlah_of_nothing():
    assert jumlah([]) == Serapan(0, 0)


@given(st.lists(serapan_wajar))
def test_jumlah_adds_pagu_realisasi_and_sisa(baris):
    total = jumlah(iter(baris))
    assert total == Serapan(sum(s.pagu for s in baris), sum(s.realisasi for s in baris))
    assert total.sisa == sum(s.sisa for s in baris)


@pytest.mark.parametrize(
    ("baris", "batas", "harapan"),
    [
        ([(1000, D(100), 900)], "20", ("10", "10", "75")),
        ([(1000, D(100), 1000)], "20", ("0", "0", "50")),
        ([(1000, D(100), 500)], "20", ("50", "20", "100")),
        ([(1000, D(50), 1000)], "20", ("-100", "-20", "0")),
        ([(1000, D(100), 950), (1000, D(50), 400)], "20", ("10", "10", "75")),
        ([(1000, D(100), 900)], "10", ("10", "10", "100")),
    ],
)
def test_efisiensi_shows_the_raw_and_the_clipped_figure(baris, batas, harapan):
    e, terbatas, nilai = map(D, harapan)
    hasil = efisiensi(baris, D(batas))
    assert hasil == Efisiensi(e, terbatas, nilai, None, len(baris), 0)
    assert hasil.dibatasi == (e != terbatas)


@pytest.mark.parametrize(
    ("baris", "alasan", "dihitung", "dikecualikan"),
    [
        ([], Alasan.BELUM_ADA_REALISASI, 0, 0),
        ([(1000, None, 900)], Alasan.BELUM_ADA_REALISASI, 0, 1),
        ([(0, D(100), 0)], Alasan.PEMBANDING_TIDAK_POSITIF, 1, 0),
        ([(1000, D(-5), 900)], Alasan.PEMBANDING_TIDAK_POSITIF, 1, 0),
    ],
)
def test_efisiensi_not_computable(baris, alasan, dihitung, dikecualikan):
    assert efisiensi(baris) == Efisiensi(None, None, None, alasan, dihitung, dikecualikan)


def test_an_uncomputable_row_is_left_out_with_its_realisasi():
    assert efisiensi([(1000, D(100), 900), (500, None, 500)]) == Efisiensi(D(10), D(10), D(75), None, 1, 1)


@pytest.mark.parametrize("batas", ["0", "-20"])
def test_a_clip_that_is_not_positive_is_refused(batas):
    with pytest.raises(ValueError, match="batas"):
        efisiensi([], D(batas))


@pytest.mark.parametrize("baris", [(1000.0, D(1), 1), (1000, 100, 1), (1000, D(1), D(1))])
def test_efisiensi_refuses_other_types(baris):
    with pytest.raises(TypeError):
        efisiensi([baris])


@pytest.mark.parametrize("isi", [(D(1), None, D(1), None), (None, None, None, None), (D(1),) * 3 + ("x",)])
def test_efisiensi_is_figures_or_a_reason(isi):
    with pytest.raises(ValueError, match="reason"):
        Efisiensi(*isi, 1, 0)


@given(st.lists(baris_wajar, min_size=1, max_size=6))
def test_value_of_efficiency_stays_within_the_scale(baris):
    hasil = efisiensi(baris)
    assert 0 <= hasil.nilai <= 100
    assert -20 <= hasil.e_dibatasi <= 20
    assert hasil.dibatasi == (not -20 <= hasil.e <= 20)
