"""The menu, the switcher, the home page: where one is and where one can go."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Peran
from tests.factories import make_dipa, make_member, make_pk, make_satker, make_user


def labels(response) -> list[str]:
    return [item["label"] for item in response.context["nav"]["items"]]


def active(response) -> list[str]:
    return [item["label"] for item in response.context["nav"]["items"] if item["active"]]


def test_home_leads_to_the_newest_year_of_one_s_own_satker(masuk, provinsi):
    make_pk(provinsi, 2022)
    make_dipa(provinsi, tahun=2024)
    response = masuk(provinsi).get("/", follow=True)
    assert response.redirect_chain[-1][0] == reverse("beranda", args=[provinsi.slug, 2024])


def test_a_draft_of_the_next_year_does_not_take_one_away_from_the_year_in_force(masuk, provinsi):
    make_pk(provinsi, 2022, status="ditetapkan")
    make_pk(provinsi, 2023)
    make_dipa(provinsi, tahun=2023)
    response = masuk(provinsi).get("/", follow=True)
    assert response.redirect_chain[-1][0] == reverse("beranda", args=[provinsi.slug, 2022])


def test_home_without_a_duty_says_whom_to_ask(client, db):
    client.force_login(make_user())
    response = client.get("/")
    assert response.status_code == 200
    assert "Administrator satuan kerja" in response.text
    assert labels(response) == ["Satker", "Akun saya"]


def test_a_duty_that_has_ended_is_no_duty(client, provinsi):
    user = make_member(provinsi)
    user.penugasan.update(selesai=date(2020, 12, 31))
    client.force_login(user)
    assert client.get(reverse("satker", args=[provinsi.slug])).status_code == 404


def test_a_satker_without_data_opens_this_year(masuk, provinsi):
    response = masuk(provinsi).get("/", follow=True)
    assert response.status_code == 200
    assert "Belum ada Perjanjian Kinerja" in response.text


def test_the_menu_stays_at_the_satker_of_the_page(masuk, provinsi):
    kabupaten = make_satker(induk=provinsi)
    make_dipa(kabupaten, tahun=2022)
    response = masuk(provinsi).get(reverse("budget:satker", args=[kabupaten.slug, 2022]))
    urls = {item["label"]: item["url"] for item in response.context["nav"]["items"]}
    assert urls["Perjanjian Kinerja"] == reverse("agreements:pk", args=[kabupaten.slug, 2022])
    assert active(response) == ["Anggaran"]


def test_a_page_that_is_not_found_shows_one_s_own_menu(masuk, provinsi):
    lain = make_satker("KPU Provinsi Lain")
    make_pk(provinsi, 2023)
    response = masuk(provinsi).get(reverse("beranda", args=[lain.slug, 2023]))
    assert response.status_code == 404
    assert active(response) == []
    assert "KPU Provinsi Lain" not in response.text
    assert reverse("beranda", args=[provinsi.slug, 2023]) in response.text


def test_an_unknown_address_is_answered_to_strangers_too(client, db):
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.text


@pytest.mark.parametrize("name", ["beranda", "agreements:pk", "measurements:capaian", "budget:satker"])
def test_the_switcher_leads_to_the_same_page_elsewhere(masuk, provinsi, name):
    kabupaten = make_satker(induk=provinsi)
    asked = reverse(name, args=[provinsi.slug, 2023]) + f"?satker={kabupaten.slug}&tahun=2022"
    response = masuk(provinsi).get(asked)
    assert (response.status_code, response.url) == (302, reverse(name, args=[kabupaten.slug, 2022]))


@pytest.mark.parametrize("query", ["tahun=dua", "satker=../rahasia", "tahun=-1"])
def test_a_nonsensical_choice_is_not_found(masuk, provinsi, query):
    response = masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023]) + f"?{query}")
    assert response.status_code == 404


def test_the_switcher_offers_only_what_one_may_see(masuk, provinsi):
    kabupaten = make_satker("KPU Kab. Bawahan", induk=provinsi)
    make_satker("KPU Provinsi Lain")
    make_pk(provinsi, 2022)
    make_pk(provinsi, 2023)
    response = masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023]))
    pilihan = {f["name"]: [c["value"] for c in f["choices"]] for f in response.context["pemilih"]}
    assert pilihan == {"satker": [provinsi.slug, kabupaten.slug], "tahun": [2023, 2022]}


def test_an_operator_has_nothing_to_choose(masuk, provinsi):
    kabupaten = make_satker(induk=provinsi)
    response = masuk(kabupaten, Peran.OPERATOR).get(reverse("agreements:pk", args=[kabupaten.slug, 2023]))
    assert response.context["pemilih"] == []


def test_logging_in_and_out(client: Client, provinsi):
    user = make_member(provinsi, username="rina")
    masuk = reverse("accounts:login")
    salah = client.post(masuk, {"username": "rina", "password": "salah"})
    assert "Nama pengguna atau kata sandi tidak sesuai" in salah.text
    benar = client.post(masuk, {"username": user.username, "password": "kata-sandi-uji-2023"})
    assert (benar.status_code, benar.url) == (302, "/")
    assert client.get(masuk).status_code == 302
    assert client.post(reverse("accounts:logout")).url == masuk
    assert client.get("/").status_code == 302


def test_login_leads_back_to_the_page_asked_for_but_never_off_the_site(client: Client, provinsi):
    make_member(provinsi, username="rina")
    data = {"username": "rina", "password": "kata-sandi-uji-2023"}
    masuk = reverse("accounts:login")
    assert client.post(masuk, data | {"next": "/akun/"}).url == "/akun/"
    client.post(reverse("accounts:logout"))
    assert client.post(masuk, data | {"next": "https://jahat.invalid/"}).url == "/"


@pytest.mark.parametrize("tahun", [0, 99_999, 10**20])
@pytest.mark.parametrize("name", ["beranda", "agreements:pk", "measurements:capaian", "budget:satker"])
def test_an_impossible_year_is_an_empty_one(masuk, provinsi, name, tahun):
    assert masuk(provinsi).get(reverse(name, args=[provinsi.slug, tahun])).status_code == 200


def test_an_impossible_number_is_not_found(masuk, provinsi):
    client = masuk(provinsi)
    for name in ("measurements:indikator", "agreements:keputusan_iku"):
        assert client.get(reverse(name, args=[10**30])).status_code == 404
    assert client.get(reverse("budget:rekap", args=[10**20])).status_code == 200


def test_a_search_with_a_null_character_finds_all(masuk, provinsi):
    response = masuk(provinsi).get(reverse("accounts:satker_list"), {"q": "\x00"})
    assert response.status_code == 200
