"""An indikator that is measured in an open quarter; its files in a folder of the test."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.permissions import Peran
from agreements.models import Indikator, TargetTriwulan
from measurements.models import JadwalTriwulan
from tests.factories import make_indikator, make_member, make_pk, make_sasaran, make_satker
from tests.measurements.evidence.keeping import TAHUN, TW
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with strict_templates():
        yield


@pytest.fixture
def indikator(db) -> Indikator:
    """An indikator that is measured in an open quarter."""
    satker, hari = make_satker("KPU Provinsi Uji"), timezone.localdate()
    JadwalTriwulan.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TW,
        buka=hari - timedelta(9), tenggat=hari, toleransi=hari, tutup=hari,
    )  # fmt: skip
    found = make_indikator(make_sasaran(make_pk(satker, TAHUN)))
    TargetTriwulan.objects.create(indikator=found, triwulan=TW, nilai=100)
    return found


@pytest.fixture
def staf(indikator):
    return make_member(indikator.sasaran.perjanjian.satker, Peran.STAF, username="rina")


@pytest.fixture
def masuk(client, staf) -> Client:
    client.force_login(staf)
    return client
