"""The year's figures against sums made by hand."""

from decimal import Decimal

import pytest

from accounts.trail import history, record
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from kinerja.angka import persen
from kinerja.capaian import Polaritas
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from measurements.figures import KinerjaTahunan
from measurements.models import CapaianLalu, JawabanSatker, Komponen
from measurements.queries import figur_indikator, kinerja_lengkap, kinerja_tahunan
from measurements.states import StatusRealisasi
from tests.factories import (
    make_iku,
    make_indikator,
    make_kinerja,
    make_member,
    make_pk,
    make_predikat,
    make_realisasi,
    make_renstra,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_tahun,
)

# The LKj 2023: 9 sasaran, 14 indikator (domain: golden figures).
LAMPUNG = [[100], [100, "91.19"], [100, 100], [100], ["98.075", 100], [100], [100], [100, 100], [100, 100]]


@pytest.fixture
def satker(db):
    return make_satker()


def test_the_golden_means_of_the_example_year(satker):
    kinerja = kinerja_tahunan(make_kinerja(satker, LAMPUNG))
    assert persen(kinerja.rata.persen) == "99,40%"
    assert persen(kinerja.rata_indikator.persen) == "99,23%"
    assert (kinerja.memenuhi, kinerja.di_bawah, kinerja.tidak_terhitung) == (12, 2, 0)


def test_the_mean_follows_the_method_of_the_pk(satker):
    pk = make_kinerja(satker, [[100, 100], [70]])
    assert kinerja_tahunan(pk).rata.persen == 85
    pk.metode_rata_rata = "indikator"
    assert kinerja_tahunan(pk).rata.persen == 90


def test_the_year_s_bounds_act_in_means_alone(satker):
    make_tahun(lantai=Decimal(0), plafon=Decimal(120))
    kinerja = kinerja_tahunan(make_kinerja(satker, [[200], [-50]]))
    assert kinerja.rata.persen == 60
    assert kinerja.rata.dibatasi == 2
    assert [satu.capaian.persen for satu in kinerja.indikator] == [200, -50]


def test_the_predicate_comes_from_the_year_s_bands(satker):
    tahun = make_tahun()
    make_predikat(tahun, "Cukup", 60, 80, sementara=True)
    make_predikat(tahun, "Memuaskan", 80, 100)
    pk = make_kinerja(satker, [[80]])
    kinerja = kinerja_tahunan(pk)
    assert (kinerja.predikat.nama, kinerja.predikat_sementara) == ("Cukup", True)


def test_an_indikator_without_realisasi_is_named_and_left_out(satker):
    kinerja = kinerja_tahunan(make_kinerja(satker, [[90, None], [None]]))
    assert kinerja.rata.persen == 90
    assert (kinerja.rata.dihitung, kinerja.rata.dikecualikan) == (1, 2)
    assert kinerja.indikator[1].capaian.alasan is Alasan.BELUM_ADA_REALISASI


def indikator(satker, **isi) -> Indikator:
    return make_indikator(make_sasaran(make_pk(satker)), **isi)


def test_quarters_add_up_and_are_measured_against_their_own_target(satker):
    satu = indikator(satker, target=Decimal(4), satuan="Laporan", agregasi=Agregasi.JUMLAH)
    for triwulan, nilai in ((1, 1), (2, 2)):
        TargetTriwulan.objects.create(indikator=satu, triwulan=triwulan, nilai=1)
        make_realisasi(satu, triwulan=triwulan, nilai=nilai)
    figur = figur_indikator(satu)
    assert [triwulan.capaian.persen for triwulan in figur.triwulan] == [100, 200]
    assert (figur.hasil.nilai, figur.capaian.persen) == (3, 75)


FACILITIES = [(94, 127), (49, 82), (108, 110), (285, 292), (66, 66), (1, 1), (3, 3), (10, 21)]


@pytest.mark.parametrize(("metode", "nilai"), [("rata-rata-rasio", "84,65%"), ("rasio-gabungan", "87,75%")])
def test_facilities_of_the_example_from_their_components(satker, metode, nilai):
    satu = indikator(satker, metode=metode)
    realisasi = make_realisasi(satu)
    for urutan, (atas, bawah) in enumerate(FACILITIES):
        Komponen.objects.create(
            realisasi=realisasi, urutan=urutan, nama=str(urutan), pembilang=atas, penyebut=bawah
        )
    assert persen(figur_indikator(satu).hasil.nilai) == nilai


def test_a_recap_counts_the_satker_above_the_criterion(satker):
    satu = indikator(satker, metode=Metode.REKAP_SATKER, kriteria_nilai=Decimal(60))
    realisasi = make_realisasi(satu)
    for nilai in ("60.01", "60", "75", "59.99"):
        JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker(), nilai=Decimal(nilai))
    assert figur_indikator(satu).hasil.nilai == 50


def test_a_silent_satker_leaves_the_recap_open(satker):
    satu = indikator(satker, metode=Metode.REKAP_SATKER, kriteria_nilai=Decimal(60))
    JawabanSatker.objects.create(realisasi=make_realisasi(satu), satker=make_satker(), nilai=None)
    assert figur_indikator(satu).hasil.alasan is Alasan.SATKER_BELUM_MENJAWAB


@pytest.mark.parametrize(("diperoleh", "hasil"), [("A", 100), ("B", 100), ("CC", None)])
def test_a_predicate_is_met_or_not(satker, diperoleh, hasil):
    make_skala_akip()
    satu = indikator(
        satker, metode=Metode.PREDIKAT, skala="akip", target=None, target_predikat="B", satuan="Predikat"
    )
    make_realisasi(satu, predikat=diperoleh)
    assert figur_indikator(satu).capaian.persen == hasil


def test_last_year_and_the_renstra_stand_beside_the_year(satker):
    iku = make_iku(make_renstra(satker).tujuan.get().sasaran_strategis.get(), target=Decimal(95))
    satu = indikator(satker, iku=iku)
    CapaianLalu.objects.create(indikator=satu, tahun=2021, capaian=Decimal(1))
    CapaianLalu.objects.create(indikator=satu, tahun=2022, capaian=Decimal("66.67"))
    figur = figur_indikator(satu)
    assert (figur.capaian_lalu.persen, figur.target_renstra) == (Decimal("66.67"), 95)


def test_verified_means_every_quarter_with_a_figure(satker):
    satu = indikator(satker)
    make_realisasi(satu, triwulan=1, nilai=1)
    assert figur_indikator(satu).terverifikasi
    make_realisasi(satu, triwulan=2, nilai=1, status=StatusRealisasi.DRAF)
    assert not figur_indikator(satu).terverifikasi


def every_metode(pk: PerjanjianKinerja) -> None:
    """One indikator per metode and way of adding quarters up, in three sasaran, one of them empty."""
    berskala = {"skala": "akip", "target": None, "target_predikat": "B", "satuan": "Predikat"}
    isi = {
        Metode.LANGSUNG: {"nilai": Decimal("81.5")},
        Metode.RASIO: {"pembilang": 2, "penyebut": 3},
        Metode.PREDIKAT: {"predikat": "B"},
    }
    pertama, kedua, _ = (make_sasaran(pk) for _ in range(3))
    for metode in Metode:
        lain = berskala if metode is Metode.PREDIKAT else {"kriteria_nilai": Decimal(60)}
        satu = make_indikator(pertama, metode=metode, **lain)
        CapaianLalu.objects.create(indikator=satu, tahun=2021, capaian=Decimal(1))
        CapaianLalu.objects.create(indikator=satu, tahun=2022, capaian=Decimal(90))
        realisasi = make_realisasi(satu, triwulan=4, **isi.get(metode, {}))
        Komponen.objects.create(realisasi=realisasi, urutan=1, nama="Satu", pembilang=1, penyebut=3)
        JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker(), nilai=Decimal(70))
    for agregasi in Agregasi:
        satu = make_indikator(kedua, agregasi=agregasi, polaritas=Polaritas.MINIMASI)
        for triwulan in (1, 2, 3):
            TargetTriwulan.objects.create(indikator=satu, triwulan=triwulan, nilai=10 * triwulan)
        make_realisasi(satu, triwulan=1, nilai=10, status=StatusRealisasi.DRAF)
        make_realisasi(satu, triwulan=2, nilai=15)
        make_realisasi(satu, triwulan=3, alasan_tidak_diukur="Belum ada data")
    make_indikator(kedua)


def told(kinerja: KinerjaTahunan) -> list:
    """Every figure of a year."""
    return [
        (kinerja.rata, kinerja.rata_indikator, kinerja.predikat, kinerja.memenuhi, kinerja.di_bawah),
        [(satu.sasaran.urutan, satu.sasaran.uraian, satu.rata, satu.rata_lalu) for satu in kinerja.sasaran],
        [
            (satu.indikator.nomor, satu.hasil, satu.capaian, satu.capaian_lalu, satu.terverifikasi)
            for satu in kinerja.indikator
        ],
        [
            (satu.triwulan, satu.target, satu.hasil, satu.capaian, satu.realisasi and satu.realisasi.status)
            for figur in kinerja.indikator
            for satu in figur.triwulan
        ],
    ]


def test_plain_rows_give_the_figures_of_the_report(satker):
    make_predikat(make_tahun(lantai=Decimal(0), plafon=Decimal(120)), "Cukup", None, 100)
    make_skala_akip()
    pk = make_pk(satker)
    every_metode(pk)
    every_metode(make_pk(make_satker()))
    assert told(kinerja_tahunan(pk)) == told(kinerja_lengkap(pk))
    assert len(told(kinerja_tahunan(pk))[2]) == len(Metode) + len(Agregasi) + 1


def test_history_holds_the_indikator_and_its_realisasi(satker):
    satu = indikator(satker)
    realisasi = make_realisasi(satu)
    record("target-diubah", satu, by=None)
    record("diverifikasi", realisasi, by=None)
    record("lain", satker, by=None)
    assert [jejak.peristiwa for jejak in history(satu, realisasi)] == ["diverifikasi", "target-diubah"]


def test_indikator_of_another_satker_are_not_visible(satker):
    user = make_member(satker)
    satu = indikator(satker)
    indikator(make_satker())
    assert list(Indikator.objects.visible_to(user)) == [satu]
