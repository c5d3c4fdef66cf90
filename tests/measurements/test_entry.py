"""What is unusual about a value, held against the quarters before it."""

from decimal import Decimal

import pytest

from agreements.models import TargetTriwulan
from kinerja.capaian import Capaian
from kinerja.hasil import Hasil
from measurements.entry import pembanding, tidak_biasa
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
