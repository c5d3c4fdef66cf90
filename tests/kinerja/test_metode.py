"""How a realisasi is counted, held to the facilities and the SAKIP recap of the LKj 2023."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.angka import persen
from kinerja.hasil import Alasan, Hasil
from kinerja.metode import (
    HasilRekap,
    Pecahan,
    SkalaPredikat,
    Tingkat,
    langsung,
    predikat,
    rasio,
    rasio_gabungan,
    rata_rata_rasio,
    rekap_satker,
)

D = Decimal
#: Units in good order / all units, 8 kinds of facilities (fasilitas_ringkasan.csv; L620-726).
FASILITAS = [(94, 127), (49, 82), (108, 110), (285, 292), (3, 3), (14, 14), (10, 21), (53, 53)]
AKIP = SkalaPredikat.dari_nama("AA", "A", "BB", "B", "CC", "C", "D")
OPINI = SkalaPredikat([Tingkat("WTP"), Tingkat("WDP", D(75)), Tingkat("TW"), Tingkat("TMP", D(0))])

pecahan_penuh = st.builds(
    Pecahan,
    st.integers(0, 10**6).map(Decimal),
    st.integers(1, 10**6).map(Decimal),
)


def pecahan(*pasangan):
    return [Pecahan(D(a), D(b)) for a, b in pasangan]


def test_langsung_keeps_the_value_as_typed():
    assert langsung(D("70.75")) == Hasil(D("70.75"))
    assert langsung(None) == Hasil(None, Alasan.BELUM_ADA_REALISASI)


@pytest.mark.parametrize(
    ("pasangan", "harapan"),
    [
        *zip(
            FASILITAS, ["74,02%", "59,76%", "98,18%", "97,60%", "100%", "100%", "47,62%", "100%"], strict=True
        )
    ],
)
def test_rasio_of_one_facility(pasangan, harapan):
    assert persen(rasio(*pecahan(pasangan)).nilai) == harapan


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ((None, D(1)), Alasan.KOMPONEN_BELUM_LENGKAP),
        ((D(1), None), Alasan.KOMPONEN_BELUM_LENGKAP),
        ((D(1), D(0)), Alasan.PENYEBUT_NOL),
        ((D(0), D(0)), Alasan.PENYEBUT_NOL),
    ],
)
def test_rasio_not_computable(isi, alasan):
    assert rasio(Pecahan(*isi)) == Hasil(None, alasan)


def test_facilities_as_mean_of_ratios_and_as_pooled_ratio():
    assert persen(rata_rata_rasio(pecahan(*FASILITAS)).nilai) == "84,65%"
    assert persen(rasio_gabungan(pecahan(*FASILITAS)).nilai) == "87,75%"
    assert rasio_gabungan(pecahan(*FASILITAS)) == rasio(*pecahan((616, 702)))


def test_facilities_as_printed_need_all_vehicles_in_good_order():
    cetak = [(21, 21) if satu == (10, 21) else satu for satu in FASILITAS]
    assert persen(rata_rata_rasio(pecahan(*cetak)).nilai) == "91,19%"


@pytest.mark.parametrize(
    ("komponen", "rata", "gabungan"),
    [
        ([], Alasan.BELUM_ADA_REALISASI, Alasan.BELUM_ADA_REALISASI),
        ([(1, 2), (0, 0)], Alasan.PENYEBUT_NOL, None),
        ([(0, 0)], Alasan.PENYEBUT_NOL, Alasan.PENYEBUT_NOL),
        ([(1, 2), (None, 5)], Alasan.KOMPONEN_BELUM_LENGKAP, Alasan.KOMPONEN_BELUM_LENGKAP),
        ([(1, 0), (None, 5)], Alasan.PENYEBUT_NOL, Alasan.KOMPONEN_BELUM_LENGKAP),
    ],
)
def test_no_component_is_dropped_silently(komponen, rata, gabungan):
    isi = [Pecahan(None if a is None else D(a), D(b)) for a, b in komponen]
    assert (rata_rata_rasio(isi).alasan, rasio_gabungan(isi).alasan) == (rata, gabungan)


def test_a_penyebut_below_zero_is_refused():
    with pytest.raises(ValueError, match="penyebut"):
        Pecahan(D(1), D(-1))


@pytest.mark.parametrize("isi", [(1, D(1)), (D(1), 1.0), (True, None)])
def test_a_component_that_is_no_decimal_is_refused(isi):
    with pytest.raises(TypeError):
        Pecahan(*isi)


@given(st.lists(pecahan_penuh, min_size=1, max_size=8))
def test_both_ratios_lie_between_the_components(komponen):
    bagian = [rasio(satu).nilai for satu in komponen]
    for hasil in (rata_rata_rasio(komponen), rasio_gabungan(komponen)):
        assert min(bagian) <= hasil.nilai <= max(bagian)


@pytest.mark.parametrize(
    ("jawaban", "diam_gugur", "harapan"),
    [
        ([True] * 16, False, HasilRekap(D(100), None, 16, 0, 0)),
        ([True] * 12 + [False] * 4, False, HasilRekap(D(75), None, 12, 4, 0)),
        ([True] * 12 + [None] * 4, False, HasilRekap(None, Alasan.SATKER_BELUM_MENJAWAB, 12, 0, 4)),
        ([True] * 12 + [None] * 4, True, HasilRekap(D(75), None, 12, 0, 4)),
        ([None], True, HasilRekap(D(0), None, 0, 0, 1)),
        ([], True, HasilRekap(None, Alasan.TIDAK_ADA_SATKER, 0, 0, 0)),
    ],
)
def test_rekap_satker(jawaban, diam_gugur, harapan):
    hasil = rekap_satker(jawaban, diam_gugur=diam_gugur)
    assert hasil == harapan
    assert hasil.jumlah == len(jawaban)


def test_rekap_of_the_previous_year():
    assert persen(rekap_satker([True] * 10 + [False] * 5).nilai) == "66,67%"


@pytest.mark.parametrize("jawaban", [1, 0, "ya"])
def test_rekap_refuses_other_answers(jawaban):
    with pytest.raises(TypeError):
        rekap_satker([True, jawaban])


@pytest.mark.parametrize(
    ("skala", "nilai", "target", "harapan"),
    [
        (AKIP, "B", "B", Hasil(D(100))),
        (AKIP, "AA", "B", Hasil(D(100))),
        (AKIP, "CC", "B", Hasil(None, Alasan.PREDIKAT_TIDAK_BERNILAI)),
        (AKIP, None, "B", Hasil(None, Alasan.BELUM_ADA_REALISASI)),
        (OPINI, "WTP", "WTP", Hasil(D(100))),
        (OPINI, "WDP", "WTP", Hasil(D(75))),
        (OPINI, "WDP", "WDP", Hasil(D(100))),
        (OPINI, "TMP", "WTP", Hasil(D(0))),
        (OPINI, "TW", "WTP", Hasil(None, Alasan.PREDIKAT_TIDAK_BERNILAI)),
    ],
)
def test_predikat(skala, nilai, target, harapan):
    assert predikat(nilai, target, skala) == harapan


@pytest.mark.parametrize(("nilai", "target"), [("b", "B"), ("B", "E"), (None, "E")])
def test_predikat_off_the_scale_is_refused_with_the_names(nilai, target):
    salah = "E" if target == "E" else "b"
    with pytest.raises(ValueError, match="skala") as galat:
        predikat(nilai, target, AKIP)
    assert str(galat.value) == (
        f"Predikat “{salah}” tidak ada dalam skala. Pilihlah salah satu dari: AA, A, BB, B, CC, C, D."
    )


@pytest.mark.parametrize("nama", [(), ("A", "A"), ("A", " ")])
def test_a_faulty_scale_is_refused(nama):
    with pytest.raises(ValueError, match="predikat"):
        SkalaPredikat.dari_nama(*nama)
