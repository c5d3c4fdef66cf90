"""What the database itself refuses about the promise."""

from copy import copy
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from agreements.models import Renstra, TahunKinerja, TargetTriwulan
from agreements.states import StatusPK
from tests.factories import (
    make_anggaran_program,
    make_indikator,
    make_pejabat,
    make_pk,
    make_predikat,
    make_renstra,
    make_sasaran,
    make_satker,
    make_tahun,
    sign_pk,
)

SIGNED = [StatusPK.DITANDATANGANI, StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN]


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def pk(db):
    return make_pk(make_satker())


@pytest.mark.parametrize(
    ("name", "isi"),
    [
        ("tahun_plafon_di_atas_lantai", {"plafon": Decimal(0)}),
        ("tahun_batas_efisiensi_positif", {"batas_efisiensi": Decimal(0)}),
    ],
)
def test_the_rules_of_a_year_are_possible(db, name, isi):
    with refused(name), transaction.atomic():
        make_tahun(**isi)
    assert not TahunKinerja.objects.exists()


def test_a_band_is_not_upside_down(db):
    with refused("predikat_atas_di_atas_bawah"), transaction.atomic():
        make_predikat(make_tahun(), "Memuaskan", 100, 80)


def test_a_renstra_does_not_end_before_it_begins(db):
    with refused("renstra_selesai_setelah_mulai"), transaction.atomic():
        make_renstra(make_satker(), tahun_mulai=2024, tahun_selesai=2020)
    assert not Renstra.objects.exists()


def test_a_year_has_one_pk_in_force(pk):
    sign_pk(pk)
    baru = make_pk(pk.satker, versi=2, status=StatusPK.DITANDATANGANI)
    with pytest.raises(IntegrityError), transaction.atomic():
        sign_pk(copy(baru))
    sign_pk(pk, StatusPK.DIGANTIKAN)
    sign_pk(baru)


def test_a_pk_has_a_known_state(pk):
    pk.status = "selesai"
    with refused("pk_status_dikenal"), transaction.atomic():
        pk.save()


@pytest.mark.parametrize("status", SIGNED)
@pytest.mark.parametrize("kosong", ["tanggal", "pihak_pertama", "pihak_kedua"])
def test_a_signed_pk_has_its_date_and_both_parties(db, status, kosong):
    with refused("pk_ditandatangani_lengkap"), transaction.atomic():
        make_pk(make_satker(), status=status, **{kosong: None})


@pytest.mark.parametrize("isi", [{"alasan_perubahan": ""}, {"menggantikan": None}])
def test_a_changed_pk_says_why_and_what_it_replaces(pk, isi):
    with refused("pk_perubahan_beralasan"), transaction.atomic():
        make_pk(pk.satker, versi=2, status=StatusPK.DRAF, **isi)


@pytest.mark.parametrize(
    ("name", "isi"),
    [
        ("indikator_satu_target", {"target": None}),
        ("indikator_satu_target", {"target_predikat": "B"}),
        ("indikator_target_tidak_negatif", {"target": Decimal(-1)}),
        ("indikator_metode_dikenal", {"metode": "tebakan"}),
        ("indikator_agregasi_dikenal", {"agregasi": "acak"}),
        ("indikator_polaritas_dikenal", {"polaritas": "netral"}),
    ],
)
def test_an_indikator_is_countable(pk, name, isi):
    with refused(name), transaction.atomic():
        make_indikator(make_sasaran(pk), **isi)


@pytest.mark.parametrize("triwulan", [0, 5])
def test_a_year_has_four_quarters(pk, triwulan):
    indikator = make_indikator(make_sasaran(pk))
    with refused("target_triwulan_1_4"), transaction.atomic():
        TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=1)


def test_a_programme_s_budget_is_not_negative(pk):
    with refused("anggaran_program_tidak_negatif"), transaction.atomic():
        make_anggaran_program(pk, "CQ", -1)


def test_an_official_in_a_pk_cannot_be_deleted(pk):
    pejabat = make_pejabat(pk.satker)
    pk.pihak_pertama = pejabat
    pk.save()
    with pytest.raises(IntegrityError):
        pejabat.delete()
