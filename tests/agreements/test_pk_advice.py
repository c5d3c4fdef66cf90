"""Advice while a PK is written, by table; no database."""

from decimal import Decimal

import pytest

from agreements.pk_advice import IkuDiuji, IndikatorDiuji, LaluDiuji, saran


def satu(**isi) -> IndikatorDiuji:
    dasar = {
        "pk": 1, "nomor": 1, "nama": "Persentase pegawai yang hadir", "target": Decimal(95), "satuan": "%",
        "polaritas": "maksimasi", "metode": "rasio", "cara_perhitungan": "Yang hadir dibagi semua pegawai",
        "agregasi": "nilai-akhir", "rencana": Decimal(95), "triwulan": (None, None, None, Decimal(95)),
    }  # fmt: skip
    return IndikatorDiuji(**(dasar | isi))


@pytest.mark.parametrize(
    ("isi", "kunci"),
    [
        ({}, []),
        ({"nama": "Persentase sengketa yang diajukan"}, ["polaritas:1"]),
        ({"nama": "Jumlah satker yang tidak melapor"}, ["polaritas:1"]),
        ({"nama": "Sisa anggaran"}, ["polaritas:1"]),
        ({"nama": "Sisa anggaran", "polaritas": "minimasi"}, []),
        ({"nama": "Meningkatnya kepatuhan", "polaritas": "minimasi"}, ["polaritas:1"]),
        ({"nama": "Peningkatan penyelesaian sengketa"}, []),
        ({"nama": "Persentase tidaklah"}, []),
        ({"target": Decimal(0)}, ["target:1"]),
        ({"target": Decimal("100.01")}, ["target:1"]),
        ({"target": Decimal(100)}, []),
        ({"target": Decimal(250), "satuan": "Orang"}, []),
        ({"target": None}, []),
        ({"cara_perhitungan": "Daftar hadir pegawai"}, ["cara:1"]),
        ({"cara_perhitungan": "Daftar hadir pegawai", "metode": "langsung"}, []),
        ({"cara_perhitungan": "Hadir / semua × 100"}, []),
        ({"rencana": Decimal("97.5")}, ["rencana:1"]),
        ({"rencana": Decimal("97.5"), "triwulan": (None,) * 4}, []),
        ({"rencana": None}, []),
    ],
)
def test_one_indikator(isi, kunci):
    assert [s.kunci for s in saran([satu(**isi)])] == kunci


def test_quarters_that_do_not_make_the_year_are_told_with_both_figures():
    [hasil] = saran([satu(rencana=Decimal("97.5"), triwulan=(None, None, None, Decimal(100)))])
    kalimat = "Target triwulan terakhir tidak sama dengan target setahun."
    assert hasil.kalimat == f"{kalimat} Sekarang 100%, target setahun 97,5%."


def test_two_alike_are_told_apart_by_words_alone():
    kembar = [satu(), satu(pk=2, nomor=2, nama="PERSENTASE pegawai  yang hadir."), satu(pk=3, nama="Lain")]
    [hasil] = saran(kembar)
    assert (hasil.kunci, hasil.indikator) == ("kembar:2", 2)
    assert hasil.kalimat == "Rumusannya sama dengan indikator 1. Pastikan keduanya berbeda."


def test_an_iku_that_nothing_serves_is_named():
    iku = [IkuDiuji(5, "Indeks kepuasan"), IkuDiuji(6, "Nilai SAKIP")]
    [hasil] = saran([satu(iku=6)], iku)
    assert (hasil.kunci, hasil.indikator) == ("iku:5", None)
    assert "“Indeks kepuasan”" in hasil.kalimat


@pytest.mark.parametrize(
    ("kini", "lalu", "kunci"),
    [
        ({"garis": 1}, {"garis": 9}, ["lanjutan:1"]),
        ({"garis": 9}, {"garis": 9}, []),
        ({"garis": 1, "nama": "Yang lain"}, {"garis": 9}, []),
        ({"garis": 1}, {"garis": 9, "nama": "persentase PEGAWAI yang hadir."}, ["lanjutan:1"]),
    ],
    ids=["same words", "goes on", "other words", "words alone count"],
)
def test_one_that_is_worded_as_last_years_and_goes_on_with_none(kini, lalu, kunci):
    dulu = LaluDiuji(**({"nomor": 3, "nama": "Persentase pegawai yang hadir"} | lalu))
    assert [s.kunci for s in saran([satu(**kini)], lalu=[dulu])] == kunci


def test_one_whose_line_another_goes_on_with_is_not_offered_again():
    dulu = LaluDiuji(3, "Persentase pegawai yang hadir", 9)
    assert saran([satu(garis=1), satu(pk=2, nama="Yang lain", garis=9)], lalu=[dulu]) == []
