"""Whose session ended while a page was open."""

import pytest
from django.test import Client
from django.urls import reverse

from measurements.states import StatusRealisasi
from tests.measurements.quarter import Quarter, make_quarter


@pytest.fixture
def tw(db: None) -> Quarter:
    return make_quarter()


def login_for(**headers: str) -> str:
    """Where a decision is led that is sent without a session."""
    return Client().post("/realisasi/7/verifikasi/", headers=headers).url


@pytest.mark.parametrize(
    ("asal", "kembali"),
    [
        ("http://testserver/realisasi/7/?x=1", "/realisasi/7/%3Fx%3D1"),
        ("https://lain.example/realisasi/7/", "/"),
        ("//lain.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_what_was_sent_leads_back_to_the_page_it_was_sent_from(asal, kembali, db):
    assert login_for(referer=asal) == f"{reverse('accounts:login')}?next={kembali}"


def test_a_page_that_was_asked_for_is_opened_after_the_login(db):
    assert Client().get("/tugas/").url == f"{reverse('accounts:login')}?next=/tugas/"
    assert "Sesudah masuk, Anda kembali ke halaman tadi" in Client().get("/tugas/", follow=True).text
    assert "Sesudah masuk" not in Client().get(reverse("accounts:login")).text


def test_after_the_login_there_is_a_page_to_go_on_from(tw, client):
    alamat = reverse("measurements:realisasi", args=[tw.realisasi(StatusRealisasi.DIAJUKAN).pk])
    kirim = Client().post(f"{alamat}verifikasi/", headers={"referer": f"http://testserver{alamat}"})
    client.force_login(tw.verifikator)
    assert client.get(kirim.url, follow=True).redirect_chain == [(alamat, 302)]
