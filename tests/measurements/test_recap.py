"""Recap indikator: each satker answers for itself, the province sees all answers and who is silent."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from measurements.actions import Tertutup, save_answer
from measurements.entry import hasil_dan_capaian
from measurements.models import JawabanSatker, Realisasi
from measurements.recap_actions import open_recap
from measurements.states import StatusRealisasi
from tests.factories import make_member, make_pk, make_satker, make_skala_akip
from tests.measurements.quarter import TRIWULAN, make_jadwal, make_measured
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def provinsi(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def kabupaten(provinsi: Satker) -> Satker:
    return make_satker("KPU Kab. Satu", induk=provinsi)


@pytest.fixture
def operator(kabupaten: Satker) -> User:
    return make_member(kabupaten, Peran.OPERATOR)


@pytest.fixture
def indikator(provinsi: Satker, kabupaten: Satker) -> Indikator:
    make_satker("KPU Kab. Dua", induk=provinsi)
    make_satker("KPU Provinsi Lain")
    make_skala_akip()
    make_jadwal(provinsi)
    return make_measured(
        make_pk(provinsi), metode=Metode.REKAP_SATKER, kriteria="B", kriteria_nilai=Decimal(60), skala="akip"
    )


def opened(indikator: Indikator, by: User) -> Realisasi:
    satker = by.penugasan.get().satker
    return open_recap(indikator, TRIWULAN, by=by, on=timezone.localdate(), satker=satker)


def answer_url(realisasi: Realisasi, satker: Satker) -> str:
    return reverse("measurements:jawab", args=[realisasi.pk, satker.slug])


def test_opening_asks_every_satker_of_the_tree_once(indikator, operator, provinsi):
    satu = opened(indikator, operator)
    assert opened(indikator, make_member(provinsi, Peran.STAF)) == satu
    assert [jawaban.satker.nama for jawaban in satu.jawaban.all()] == [
        "KPU Provinsi Uji",
        "KPU Kab. Satu",
        "KPU Kab. Dua",
    ]
    assert {jawaban.nilai for jawaban in satu.jawaban.all()} == {None}


def test_a_silent_satker_holds_the_figure_back(indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    save_answer(satu, kabupaten, Decimal("66.15"), by=operator, on=timezone.localdate())
    hasil, _ = hasil_dan_capaian(Realisasi.objects.get(pk=satu.pk), Decimal(100))
    assert (hasil.nilai, hasil.alasan) == (None, Alasan.SATKER_BELUM_MENJAWAB)


def test_answering_a_figure_that_others_began_asks_the_others_too(indikator, operator, kabupaten):
    satu = Realisasi.objects.create(indikator=indikator, triwulan=TRIWULAN)
    save_answer(satu, kabupaten, Decimal(70), by=operator, on=timezone.localdate())
    assert satu.jawaban.count() == 3


def test_an_operator_opens_answers_and_changes_the_answer(client: Client, indikator, operator, kabupaten):
    client.force_login(operator)
    tugas = client.get(reverse("measurements:tugas"))
    buka = reverse("measurements:buka_rekap", args=[indikator.pk, TRIWULAN, kabupaten.slug])
    assert buka in tugas.text
    response = client.post(buka, follow=True)
    satu = Realisasi.objects.get()
    assert response.redirect_chain == [(answer_url(satu, kabupaten), 302)]
    for teks, nilai in (("66,15", Decimal("66.15")), ("70", Decimal(70)), ("", None)):
        assert client.post(answer_url(satu, kabupaten), {"nilai": teks}).status_code == 302
        assert JawabanSatker.objects.get(satker=kabupaten).nilai == nilai
    riwayat = client.get(answer_url(satu, kabupaten)).context["riwayat"]
    assert [(jejak.data["lama"], jejak.data["baru"]) for jejak in riwayat] == [
        ("70", None),
        ("66,15", "70"),
        (None, "66,15"),
    ]


@pytest.mark.parametrize("teks", ["66.15", "1,234,5", "enam", "1" * 31, "0,1234567", "123456789012345"])
def test_a_number_that_is_none_is_refused_and_stays(teks, client, indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": teks})
    assert list(response.context["form"].errors) == ["nilai"]
    assert f'value="{teks}"' in response.text
    assert JawabanSatker.objects.get(satker=kabupaten).nilai is None


@pytest.mark.parametrize("status", sorted(set(StatusRealisasi) - {"draf", "dikembalikan"}))
def test_an_answer_is_fixed_once_the_province_has_submitted(status, client, indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    siapa = make_member(kabupaten)
    Realisasi.objects.filter(pk=satu.pk).update(
        status=status, diverifikasi_oleh=siapa, diverifikasi_pada=timezone.now()
    )
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": "70"})
    assert response.context["form"].non_field_errors()
    assert "sudah menyampaikan rekap ini" in response.context["tertutup"]
    assert JawabanSatker.objects.get(satker=kabupaten).nilai is None


def test_nobody_answers_for_another_satker(client, indikator, operator, provinsi):
    satu = opened(indikator, operator)
    lain = Satker.objects.get(nama="KPU Kab. Dua")
    with pytest.raises(PermissionDenied):
        save_answer(satu, lain, Decimal(70), by=operator, on=timezone.localdate())
    asing = Satker.objects.get(nama="KPU Provinsi Lain")
    luar = make_member(asing, Peran.OPERATOR)
    with pytest.raises(PermissionDenied, match="tidak menanyakan"):
        save_answer(satu, asing, Decimal(70), by=luar, on=timezone.localdate())
    client.force_login(luar)
    assert client.get(answer_url(satu, asing)).status_code == 404
    assert client.get(answer_url(satu, lain)).status_code == 404


def test_a_closed_quarter_is_not_opened(indikator, operator, provinsi):
    provinsi.jadwal.all().delete()
    with pytest.raises(Tertutup, match="belum ditetapkan"):
        opened(indikator, operator)
    assert not Realisasi.objects.exists()


def test_only_a_recap_indikator_is_opened(indikator, operator):
    biasa = make_measured(indikator.sasaran.perjanjian)
    with pytest.raises(ValueError, match="tidak direkap"):
        opened(biasa, operator)


def test_the_province_sees_answers_criterion_share_and_who_is_silent(client, indikator, operator, provinsi):
    satu = opened(indikator, operator)
    nilai = iter((Decimal("70.75"), Decimal(60)))
    for jawaban in satu.jawaban.all()[:2]:
        JawabanSatker.objects.filter(pk=jawaban.pk).update(nilai=next(nilai))
    client.force_login(make_member(provinsi, Peran.VERIFIKATOR))
    response = client.get(reverse("measurements:rekap", args=[satu.pk]))
    assert response.context["diam"] == ["KPU Kab. Dua"]
    assert (response.context["menjawab"], response.context["memenuhi"]) == (2, 1)
    assert "predikat paling rendah B (nilai di atas 60)" in response.text
    assert [satu["predikat"] for satu in response.context["baris"]] == ["BB", "CC", ""]
