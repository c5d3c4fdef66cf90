"""A province with an Operator and a Verifikator, its kabupaten, and a folder of its own for uploads."""

import pickle
from functools import lru_cache

import pytest

from accounts.models import Satker
from accounts.permissions import Peran
from budget import upload_downloads, upload_plan
from importing.confined import confined
from tests.budget.books import KODE, NAMA
from tests.factories import make_member, make_satker


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@lru_cache(maxsize=64)
def _answer(function, content: bytes) -> bytes:
    return pickle.dumps(confined(function, content))


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """What a file holds depends on its bytes alone: the confined process starts once for each of them."""

    def once(function, content: bytes):
        return pickle.loads(_answer(function, content))

    for module in (upload_plan, upload_downloads):
        monkeypatch.setattr(module, "confined", once)


@pytest.fixture
def satker(db) -> Satker:
    return make_satker(NAMA, kode=KODE)


@pytest.fixture
def operator(satker):
    return make_member(satker, Peran.OPERATOR)


@pytest.fixture
def kab(satker) -> list[Satker]:
    return [make_satker(f"KPU Kab. {nama}", induk=satker) for nama in ("Satu", "Dua", "Tiga")]


@pytest.fixture
def verifikator(satker):
    return make_member(satker, Peran.VERIFIKATOR)
