"""What is unusual about a value, held against the quarters before it."""

from decimal import Decimal

import pytest

from agreements.models import TargetTriwulan
from kinerja.capaian import Capaian
from kinerja.hasil import Hasil
from measurements.entry import pembanding, tidak_biasa
from measurements.entry_count import tahun_lalu_teks
from measurements.models import CapaianLalu
from tests.factories import make_indikator, make_pk, make_realisasi, make_sasaran, make_satker

JAUH = "Nilai jauh dari kecenderungan triwulan sebelumnya."


@pytest.mark.parametrize(
    ("target", "nilai", "sebab"),
    [
        # What is planned to grow: 25, 50 and then 75 is as it was promised.
        ((25, 50, 75), 75, []),
        ((25, 50, 75), 120, [JAUH]),
        ((50, 50, 50), 75, [JAUH]),
        # Without a target of its own a quarter counts as it is.
        ((0, 50, 50), 40, []),
    ],
)
def test_a_value_is_far_from_its_trend_in_proportion_to_the_targets(db, target, nilai, sebab):
    indikator = make_indikator(make_sasaran(make_pk(make_satker())), agregasi="jumlah")
    for triwulan, satu in enumerate(target, start=1):
        TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=satu)
    for triwulan, lalu in enumerate((25, 50), start=1):
        make_realisasi(indikator, triwulan=triwulan, nilai=Decimal(lalu))
    kini = make_realisasi(indikator, triwulan=3, nilai=Decimal(nilai))
    hasil = Hasil(kini.nilai)
    assert tidak_biasa(kini, hasil, Capaian(Decimal(100)), pembanding(kini)) == sebab


SAMA = "Nilai sama persis dengan tahun lalu."


@pytest.mark.parametrize(
    ("lalu", "capaian", "sebab"),
    [
        ({"realisasi": 90, "catatan": "Tanpa target."}, "80", [SAMA]),
        ({"realisasi": 90, "capaian": 75}, "80", [SAMA]),
        ({"realisasi": 80, "capaian": 80}, "80", []),
        # All that is known is a capaian in per cent: a value of 90 reports is not held against it.
        ({"capaian": 90}, "80", []),
        ({"capaian": 80}, "80", [SAMA]),
        # Whoever meets the target meets it again.
        ({"realisasi": 90, "capaian": 75}, "100", []),
        ({"catatan": "Tidak diukur."}, "80", []),
    ],
)
def test_a_value_like_that_of_last_year_is_held_against_its_like(db, lalu, capaian, sebab):
    indikator = make_indikator(make_sasaran(make_pk(make_satker())), satuan="Laporan")
    CapaianLalu.objects.create(indikator=indikator, tahun=indikator.sasaran.perjanjian.tahun - 1, **lalu)
    kini = make_realisasi(indikator, nilai=Decimal(90))
    assert tidak_biasa(kini, Hasil(kini.nilai), Capaian(Decimal(capaian)), pembanding(kini)) == sebab


@pytest.mark.parametrize(
    ("lalu", "teks"),
    [
        ({"realisasi": 2, "capaian": 100}, ("Tahun lalu", "2 Laporan (2022)")),
        ({"capaian": 100}, ("Capaian tahun lalu", "100% (2022)")),
        ({"catatan": "Tidak diukur."}, ("Tahun lalu", "Tidak diukur.")),
        (None, ("Tahun lalu", "Belum tercatat")),
    ],
)
def test_last_year_is_told_with_what_it_is(db, lalu, teks):
    indikator = make_indikator(make_sasaran(make_pk(make_satker(), tahun=2023)), satuan="Laporan")
    if lalu:
        CapaianLalu.objects.create(indikator=indikator, tahun=2022, **lalu)
    nama, isi = tahun_lalu_teks(indikator)
    assert (nama, isi.replace("\xa0", " ")) == teks
