"""A satker, its Staf, and the client of this Staf."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import Satker, User
from accounts.permissions import Peran
from tests.factories import make_member, make_satker, make_skala_akip
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    make_skala_akip()
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def staf(satker: Satker) -> User:
    return make_member(satker, Peran.STAF, username="staf-satu", nama="Staf Satu")


@pytest.fixture
def halaman(satker: Satker, staf: User, client: Client) -> Client:
    client.force_login(staf)
    return client
