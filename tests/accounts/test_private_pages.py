"""What a browser and what lies before it may keep of the pages of a person."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_member, make_satker


@pytest.fixture
def masuk(db) -> Client:
    client = Client()
    client.force_login(make_member(make_satker()))
    return client


def test_a_page_is_for_one_person_and_one_that_is_kept_nowhere_says_so_itself(masuk):
    assert masuk.get(reverse("accounts:me"))["Cache-Control"] == "private"
    assert "no-store" in masuk.get(reverse("accounts:kode"))["Cache-Control"]


def test_signed_out_the_browser_forgets_the_pages_of_before(masuk):
    response = masuk.post(reverse("accounts:logout"))
    assert response["Clear-Site-Data"] == '"cache"'
    assert reverse("accounts:login") in masuk.get(reverse("accounts:me")).url
