"""What the database itself refuses about realisasi and earlier years."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from measurements.models import CapaianLalu, JawabanSatker
from measurements.states import StatusRealisasi
from tests.factories import make_indikator, make_pk, make_realisasi, make_sasaran, make_satker, make_user

DRAF = StatusRealisasi.DRAF


@pytest.fixture
def indikator(db):
    return make_indikator(make_sasaran(make_pk(make_satker())))


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("name", "isi"),
    [
        ("realisasi_triwulan_1_4", {"triwulan": 5}),
        ("realisasi_status_dikenal", {"status": "selesai"}),
        ("realisasi_pecahan_utuh", {"pembilang": Decimal(1)}),
        ("realisasi_pecahan_utuh", {"penyebut": Decimal(1)}),
        ("realisasi_tidak_diukur_tanpa_nilai", {"alasan_tidak_diukur": "Belum", "nilai": Decimal(1)}),
        ("realisasi_tidak_diukur_tanpa_nilai", {"alasan_tidak_diukur": "Belum", "predikat": "B"}),
        (
            "realisasi_verifikasi_tercatat",
            {"status": StatusRealisasi.TERVERIFIKASI, "diverifikasi_oleh": None},
        ),
        ("realisasi_verifikasi_tercatat", {"status": StatusRealisasi.TERKUNCI, "diverifikasi_pada": None}),
    ],
)
def test_a_realisasi_is_whole(indikator, name, isi):
    with refused(name), transaction.atomic():
        make_realisasi(indikator, **({"status": DRAF} | isi))


def test_nobody_verifies_the_own_figure(indikator):
    user = make_user()
    with refused("realisasi_verifikator_bukan_pengisi"), transaction.atomic():
        make_realisasi(indikator, diisi_oleh=user, diverifikasi_oleh=user)
    make_realisasi(indikator, diisi_oleh=make_user(), diverifikasi_oleh=user)


def test_a_quarter_has_one_realisasi(indikator):
    make_realisasi(indikator)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_realisasi(indikator)


def test_an_earlier_year_without_capaian_says_why(indikator):
    with refused("capaian_lalu_kosong_beralasan"), transaction.atomic():
        CapaianLalu.objects.create(indikator=indikator, tahun=2022)
    CapaianLalu.objects.create(indikator=indikator, tahun=2022, catatan="tidak diukur")


def test_a_satker_answers_once(indikator):
    realisasi, satker = make_realisasi(indikator), make_satker()
    JawabanSatker.objects.create(realisasi=realisasi, satker=satker, nilai=Decimal(70))
    with pytest.raises(IntegrityError), transaction.atomic():
        JawabanSatker.objects.create(realisasi=realisasi, satker=satker, nilai=Decimal(60))
