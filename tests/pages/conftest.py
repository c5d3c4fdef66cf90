"""Every page test: undefined variables raise; a logged-in client at a satker."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.models import Satker
from accounts.permissions import Peran
from tests.factories import make_member, make_satker
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with strict_templates():
        yield


@pytest.fixture
def provinsi(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def masuk(client: Client) -> Callable[..., Client]:
    """Log in as a new member of a satker."""

    def log_in(satker: Satker, peran: Peran = Peran.PEMBACA) -> Client:
        client.force_login(make_member(satker, peran))
        return client

    return log_in
