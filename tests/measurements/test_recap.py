"""Recap indikator: each satker answers for itself, the province sees all answers and who is silent."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Jejak, Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, SkalaNilai
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from measurements.actions import Bentrok, Tertutup, verify
from measurements.entry import hasil_dan_capaian
from measurements.models import JawabanSatker, Realisasi
from measurements.recap_actions import open_recap, save_answer
from measurements.states import StatusRealisasi
from tests.factories import make_member, make_penugasan, make_pk, make_satker, make_skala_akip
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


def answer(realisasi: Realisasi, satker: Satker, nilai: int | str, by: User, versi: int = 0) -> JawabanSatker:
    return save_answer(realisasi, satker, Decimal(nilai), versi=versi, by=by, on=timezone.localdate())


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
    answer(satu, kabupaten, "66.15", operator)
    hasil, _ = hasil_dan_capaian(Realisasi.objects.get(pk=satu.pk), Decimal(100))
    assert (hasil.nilai, hasil.alasan) == (None, Alasan.SATKER_BELUM_MENJAWAB)


def test_answering_a_figure_that_others_began_asks_the_others_too(indikator, operator, kabupaten):
    satu = Realisasi.objects.create(indikator=indikator, triwulan=TRIWULAN)
    answer(satu, kabupaten, 70, operator)
    assert satu.jawaban.count() == 3


def test_an_operator_opens_answers_and_changes_the_answer(client: Client, indikator, operator, kabupaten):
    client.force_login(operator)
    tugas = client.get(reverse("tugas"))
    buka = reverse("measurements:buka_rekap", args=[indikator.pk, TRIWULAN, kabupaten.slug])
    assert buka in tugas.text
    response = client.post(buka, follow=True)
    satu = Realisasi.objects.get()
    assert response.redirect_chain == [(answer_url(satu, kabupaten), 302)]
    for versi, teks, nilai in ((0, "66,15", Decimal("66.15")), (1, "70", Decimal(70)), (2, "", None)):
        assert f'name="versi" value="{versi}"' in client.get(answer_url(satu, kabupaten)).text
        assert client.post(answer_url(satu, kabupaten), {"nilai": teks, "versi": versi}).status_code == 302
        assert JawabanSatker.objects.get(satker=kabupaten).nilai == nilai
    riwayat = client.get(answer_url(satu, kabupaten)).context["riwayat"]
    assert [(jejak.data["lama"], jejak.data["baru"]) for jejak in riwayat] == [
        ("70", None),
        ("66,15", "70"),
        (None, "66,15"),
    ]


# Two people of one satker


def test_an_answer_on_another_version_is_not_stored(indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    assert set(satu.jawaban.values_list("versi", flat=True)) == {0}
    answer(satu, kabupaten, 70, operator)
    for versi in (0, 2):
        with pytest.raises(Bentrok, match="Jawaban ini sudah diubah") as bentrok:
            answer(satu, kabupaten, 80, operator, versi)
        assert bentrok.value.terkini == JawabanSatker.objects.get(satker=kabupaten)
    assert JawabanSatker.objects.get(satker=kabupaten).nilai == 70
    assert Jejak.objects.filter(peristiwa="Rekap dijawab").count() == 1
    assert answer(satu, kabupaten, 80, operator, 1).versi == 2


def test_the_second_of_two_operators_sees_both_answers_and_chooses(client, indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    answer(satu, kabupaten, 70, make_member(kabupaten, Peran.OPERATOR, nama="Operator Lain"))
    client.force_login(operator)
    alamat = answer_url(satu, kabupaten)
    bentrok = client.post(alamat, {"nilai": "66,15", "versi": "0"})
    assert bentrok.status_code == 409
    halaman = " ".join(bentrok.text.split())
    assert "disimpan oleh Operator Lain" in halaman
    assert re.findall(r"<dt>Nilai satker</dt><dd><span>(.*?)</span>", halaman) == ["70", "66,15"]
    assert 'name="nilai" value="66,15"' in halaman
    assert f'href="{alamat}">Pakai yang tersimpan' in halaman
    assert JawabanSatker.objects.get(satker=kabupaten).nilai == 70
    versi = bentrok.context["form"]["versi"].value()
    assert client.post(alamat, {"nilai": "66,15", "versi": versi}).status_code == 302
    assert JawabanSatker.objects.get(satker=kabupaten).nilai == Decimal("66.15")


@pytest.mark.parametrize(
    ("lama", "teks", "tampak"),
    [(70, "", ["<span>70</span>", "Dikosongkan: jawaban ditarik"]), (None, "70", ["Jawaban ditarik", "70"])],
)
def test_an_answer_taken_back_clashes_too(client, indikator, operator, kabupaten, lama, teks, tampak):
    satu = opened(indikator, operator)
    answer(satu, kabupaten, 50, operator)
    save_answer(satu, kabupaten, lama, versi=1, by=operator, on=timezone.localdate())
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": teks, "versi": "1"})
    assert response.status_code == 409
    assert [kata for kata in tampak if kata not in response.text] == []


@pytest.mark.parametrize("teks", ["66,15", ""])
def test_a_button_pressed_twice_is_no_conflict(client, indikator, operator, kabupaten, teks):
    satu = opened(indikator, operator)
    client.force_login(operator)
    for _ in range(2):
        assert client.post(answer_url(satu, kabupaten), {"nilai": teks, "versi": "0"}).status_code == 302
    assert JawabanSatker.objects.get(satker=kabupaten).versi == 1
    assert Jejak.objects.filter(peristiwa="Rekap dijawab").count() == 1


def test_a_wrong_number_after_a_clash_keeps_the_version_that_was_shown(
    client, indikator, operator, kabupaten
):
    satu = opened(indikator, operator)
    answer(satu, kabupaten, 70, operator)
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": "66.15", "versi": "1"})
    assert response.status_code == 200
    assert 'name="versi" value="1"' in response.text


@pytest.mark.parametrize("teks", ["66.15", "1,234,5", "enam", "1" * 31, "0,1234567", "123456789012345"])
def test_a_number_that_is_none_is_refused_and_stays(teks, client, indikator, operator, kabupaten):
    satu = opened(indikator, operator)
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": teks})
    assert list(response.context["form"].errors) == ["nilai"]
    assert f'value="{teks}"' in response.text
    assert JawabanSatker.objects.get(satker=kabupaten).nilai is None


@pytest.mark.parametrize(
    ("teks", "diterima"), [("-3", False), ("272,5", False), ("100,01", False), ("0", True), ("100", True)]
)
def test_a_nilai_outside_its_scale_is_refused_and_stays(
    teks, diterima, client, indikator, operator, kabupaten
):
    SkalaNilai.objects.filter(nama="AA").update(atas=100)
    satu = opened(indikator, operator)
    client.force_login(operator)
    response = client.post(answer_url(satu, kabupaten), {"nilai": teks, "versi": "0"})
    kini = satu.jawaban.get(satker=kabupaten)
    assert (response.status_code, kini.versi) == ((302, 1) if diterima else (200, 0))
    if not diterima:
        sah = f"Nilai {teks} di luar skala: paling kecil 0 dan paling besar 100."
        assert sah in response.context["form"].errors["nilai"][0]
        assert f'value="{teks}"' in response.content.decode()


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
        answer(satu, lain, 70, operator)
    asing = Satker.objects.get(nama="KPU Provinsi Lain")
    luar = make_member(asing, Peran.OPERATOR)
    with pytest.raises(PermissionDenied, match="tidak menanyakan"):
        answer(satu, asing, 70, luar)
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
    assert "Belum dijawab oleh Operator dari:" in response.text
    assert (response.context["menjawab"], response.context["memenuhi"]) == (2, 1)
    assert "predikat paling rendah B (nilai di atas 60)" in response.text
    assert [satu.predikat for satu in response.context["baris"]] == ["BB", "CC", ""]
    assert re.findall(r'data-label="Nilai">([0-9,]+)<', response.text) == ["70,75", "60,00"]


def test_who_answered_does_not_verify_the_recap(indikator, provinsi):
    """The answer is a part of the figure, under whatever duty it was given."""
    both = make_member(provinsi, Peran.OPERATOR)
    make_penugasan(both, provinsi, Peran.VERIFIKATOR)
    satu = opened(indikator, make_member(provinsi, Peran.STAF))
    save_answer(satu, provinsi, Decimal(70), versi=0, by=both, on=timezone.localdate())
    Realisasi.objects.filter(pk=satu.pk).update(status=StatusRealisasi.DIAJUKAN)
    with pytest.raises(PermissionDenied, match="orang lain"):
        verify(satu, by=both)
    verify(satu, by=make_member(provinsi, Peran.VERIFIKATOR))
