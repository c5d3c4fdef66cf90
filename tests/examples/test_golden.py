"""The example year through the rules: the figures of the printed report, or what its sums prove."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import PerjanjianKinerja
from budget.queries import anggaran_satker, rekap_satker, riwayat_dipa
from examples.loader import load_example
from examples.people import PASSWORD
from examples.reader import Example
from kinerja import angka
from kinerja.serapan import Serapan, jumlah
from measurements.figures import KinerjaTahunan
from measurements.queries import kinerja_tahunan
from tests.conftest import EXAMPLE

TAHUN = 2023


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The example's rows, for all tests of this module."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        load_example(Example(EXAMPLE))
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def provinsi(rows: None, db: None) -> Satker:
    return Satker.objects.get(induk=None)


@pytest.fixture
def kinerja(provinsi: Satker) -> KinerjaTahunan:
    return kinerja_tahunan(PerjanjianKinerja.objects.get())


def test_the_mean_of_the_sasaran_is_99_40_and_of_the_indikator_99_23(kinerja):
    assert angka.persen(kinerja.rata.persen) == "99,40%"
    assert angka.persen(kinerja.rata_indikator.persen) == "99,23%"
    assert kinerja.perjanjian.metode_rata_rata == "sasaran"


def test_nine_sasaran_and_fourteen_indikator_of_which_two_fall_short(kinerja):
    counts = (len(kinerja.sasaran), len(kinerja.indikator), kinerja.memenuhi, kinerja.di_bawah)
    assert counts == (9, 14, 12, 2)
    short = {satu.indikator.nomor: angka.persen(satu.capaian.persen) for satu in kinerja.indikator
             if not satu.capaian.memenuhi}  # fmt: skip
    assert short == {3: "91,19%", 7: "98,08%"}
    assert kinerja.tidak_terhitung == 0
    assert (kinerja.predikat.nama, kinerja.predikat.teks) == ("Memuaskan", ">80–100")


def test_every_indikator_of_the_year_is_verified(kinerja):
    assert [satu.indikator.nomor for satu in kinerja.indikator if not satu.terverifikasi] == []


def test_the_budget_is_spent_to_99_52_percent(provinsi):
    serapan = anggaran_satker(provinsi, TAHUN).serapan
    assert serapan == Serapan(50_342_000_000, 50_101_361_013)
    assert (angka.persen(serapan.persen), serapan.sisa) == ("99,52%", 240_638_987)


def test_the_dipa_was_revised_thirteen_times(provinsi):
    riwayat = riwayat_dipa(provinsi, TAHUN)
    assert [satu.nomor for satu in riwayat.perubahan] == list(range(1, 14))
    assert riwayat.pagu_awal == 21_477_726_000


def test_sixteen_satker_add_up(provinsi):
    rekap = list(rekap_satker([provinsi, *provinsi.bawahan.all()], TAHUN))
    assert len(rekap) == 16
    assert jumlah(satu.serapan for satu in rekap) == Serapan(553_497_880_695, 551_242_399_483)


def test_mesuji_is_what_the_sums_prove(provinsi):
    mesuji = Satker.objects.get(slug="kpu-kab-mesuji")
    serapan = next(iter(rekap_satker([mesuji], TAHUN))).serapan
    assert serapan.sisa == 52_077_751
    assert serapan.realisasi == serapan.pagu - 52_077_751


def test_every_role_has_an_account_that_opens_with_the_example_s_password(provinsi):
    users = {user.penugasan.get().peran: user for user in User.objects.exclude(username="operator-mesuji")}
    assert set(users) == set(Peran)
    assert users[Peran.STAF].check_password(PASSWORD)
