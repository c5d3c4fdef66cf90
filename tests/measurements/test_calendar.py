"""The calendar of a year: set by the province for its tree, every day to its end in WIB; exceptions."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Jejak, Satker
from accounts.permissions import Peran
from kinerja.angka import tanggal
from kinerja.jadwal import Jadwal, Keadaan, boleh_isi, usulan
from kinerja.periode import Periode, Tahun, Triwulan
from measurements.calendar_actions import JadwalBentrok, grant_exception, set_calendar
from measurements.models import JadwalTriwulan, Pengecualian
from measurements.schedule import periode_satker
from tests.factories import make_member, make_satker
from tests.measurements.quarter import TAHUN, make_exception, make_jadwal
from tests.strict import strict_templates

BUKA, TENGGAT, TOLERANSI, TUTUP = date(2023, 3, 1), date(2023, 4, 10), date(2023, 4, 15), date(2023, 4, 25)
JADWAL = Jadwal(BUKA, TENGGAT, TOLERANSI, TUTUP)
HARI = timedelta(days=1)


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def provinsi(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def admin(client: Client, provinsi: Satker) -> Client:
    client.force_login(make_member(provinsi, Peran.ADMINISTRATOR))
    return client


def url(satker: Satker, name: str = "jadwal", tahun: int = TAHUN) -> str:
    return reverse(f"measurements:{name}", args=[satker.slug, tahun])


def typed(**change: Any) -> dict[str, str]:
    """The proposal as a browser sends it back."""
    data = {}
    for periode in Tahun(TAHUN).periode:
        ke, jadwal = periode.triwulan.value, usulan(periode)
        for nama in ("buka", "tenggat", "toleransi", "tutup"):
            data[f"{nama}_{ke}"] = getattr(jadwal, nama).isoformat()
        data[f"versi_{ke}"] = "0"
    return data | change


@pytest.mark.parametrize(
    ("hari", "keadaan"),
    [
        (BUKA - HARI, Keadaan.BELUM_DIBUKA),
        (BUKA, Keadaan.TERBUKA),
        (TENGGAT, Keadaan.TERBUKA),
        (TENGGAT + HARI, Keadaan.TERLAMBAT),
        (TOLERANSI, Keadaan.TERLAMBAT),
        (TOLERANSI + HARI, Keadaan.DIVERIFIKASI),
        (TUTUP, Keadaan.DIVERIFIKASI),
        (TUTUP + HARI, Keadaan.DITUTUP),
    ],
)
def test_every_named_day_counts_to_its_end(hari, keadaan):
    assert JADWAL.keadaan(hari) == keadaan


@pytest.mark.parametrize(
    ("saat", "hari"),
    [
        (datetime(2023, 4, 15, 16, 59, 59), TOLERANSI),
        (datetime(2023, 4, 15, 17, 0, 0), TOLERANSI + HARI),
    ],
)
def test_a_day_ends_at_midnight_in_wib_not_in_utc(saat, hari):
    saat = saat.replace(tzinfo=ZoneInfo("UTC"))
    assert timezone.localdate(saat) == hari
    assert boleh_isi(JADWAL.keadaan(timezone.localdate(saat)), hari, None) == (hari == TOLERANSI)


@pytest.mark.parametrize(
    ("hari", "sampai", "terbuka"),
    [
        (BUKA - HARI, TUTUP, False),
        (TOLERANSI + HARI, None, False),
        (TOLERANSI + HARI, TOLERANSI + HARI, True),
        (TUTUP + 9 * HARI, TUTUP + 9 * HARI, True),
        (TUTUP + 10 * HARI, TUTUP + 9 * HARI, False),
    ],
)
def test_an_exception_opens_only_what_was_open_before(hari, sampai, terbuka):
    assert boleh_isi(JADWAL.keadaan(hari), hari, sampai) == terbuka


@pytest.mark.parametrize(
    ("triwulan", "buka", "tenggat", "toleransi", "tutup"),
    [
        (1, date(2023, 3, 1), date(2023, 4, 10), date(2023, 4, 15), date(2023, 4, 25)),
        (4, date(2023, 12, 1), date(2024, 1, 10), date(2024, 1, 15), date(2024, 1, 25)),
    ],
)
def test_the_proposal(triwulan, buka, tenggat, toleransi, tutup):
    assert usulan(Periode(Tahun(2023), Triwulan(triwulan))) == Jadwal(buka, tenggat, toleransi, tutup)


def test_an_empty_year_shows_a_proposal_that_is_not_saved(admin, provinsi):
    response = admin.get(url(provinsi))
    assert "hanya usulan" in response.text
    assert 'value="2023-04-10"' in response.text
    assert '<span class="hari-tertulis">10 April 2023</span>' in response.text
    assert not JadwalTriwulan.objects.exists()
    assert not periode_satker(provinsi, TAHUN, 1).terbuka(TENGGAT)


def test_saving_sets_the_whole_tree_and_keeps_old_and_new(admin, provinsi):
    kabupaten = make_satker(induk=provinsi)
    assert admin.post(url(provinsi), typed()).status_code == 302
    assert periode_satker(kabupaten, TAHUN, 1).jadwal == JADWAL
    versi = {f"versi_{ke}": "1" for ke in (1, 2, 3, 4)}
    assert admin.post(url(provinsi), typed(**versi, tutup_1="2023-04-30")).status_code == 302
    assert periode_satker(kabupaten, TAHUN, 1).jadwal.tutup == date(2023, 4, 30)
    jejak = Jejak.objects.filter(peristiwa="Jadwal ditetapkan")
    assert jejak.count() == 5
    data = jejak.first().data
    assert (data["lama"]["tutup"], data["baru"]["tutup"], data["versi"]) == ("2023-04-25", "2023-04-30", 2)


def test_every_error_is_shown_at_once_and_what_was_typed_stays(admin, provinsi):
    salah = typed(buka_1="", tenggat_2="bukan tanggal", toleransi_3="2023-01-01", tutup_4="2023-01-02")
    response = admin.post(url(provinsi), salah)
    assert set(response.context["form"].errors) == {"buka_1", "tenggat_2", "toleransi_3", "tutup_4"}
    assert "Tidak boleh sebelum tanggal tenggat (10 Oktober 2023)." in response.text
    assert 'value="bukan tanggal"' in response.text
    assert not JadwalTriwulan.objects.exists()


def test_a_clash_shows_both_and_saves_nothing_until_chosen(admin, provinsi):
    admin.post(url(provinsi), typed())
    response = admin.post(url(provinsi), typed(tutup_1="2023-05-01"))
    assert response.status_code == 409
    assert "sudah diubah oleh orang lain" in response.text
    assert 'value="2023-05-01"' in response.text
    assert '<span class="hari-tertulis">1 Mei 2023</span>' in response.text
    assert "Tersimpan: 25 April 2023" in response.text
    assert JadwalTriwulan.objects.get(triwulan=1).tutup == TUTUP
    nyata = {f"versi_{ke}": response.context["form"].data[f"versi_{ke}"] for ke in (1, 2, 3, 4)}
    assert admin.post(url(provinsi), typed(tutup_1="2023-05-01", **nyata)).status_code == 302
    assert JadwalTriwulan.objects.get(triwulan=1).tutup == date(2023, 5, 1)


def test_a_stale_version_is_refused_by_the_action(provinsi):
    administrator = make_member(provinsi, Peran.ADMINISTRATOR)
    set_calendar(provinsi, TAHUN, {1: JADWAL}, versi={1: 0}, by=administrator)
    with pytest.raises(JadwalBentrok):
        set_calendar(provinsi, TAHUN, {1: JADWAL}, versi={1: 0}, by=administrator)
    assert set_calendar(provinsi, TAHUN, {1: JADWAL}, versi={1: 1}, by=administrator) == 0


def test_a_kabupaten_sets_neither_its_calendar_nor_its_exception(client, provinsi):
    kabupaten = make_satker(induk=provinsi)
    sendiri = make_member(kabupaten, Peran.ADMINISTRATOR)
    with pytest.raises(PermissionDenied, match="ditetapkan oleh"):
        set_calendar(kabupaten, TAHUN, {1: JADWAL}, versi={}, by=sendiri)
    with pytest.raises(PermissionDenied):
        grant_exception(kabupaten, TAHUN, 1, timezone.localdate(), "Alasan yang panjang.", by=sendiri)
    client.force_login(sendiri)
    assert client.get(url(kabupaten)).context["form"] is None
    assert client.post(url(kabupaten), typed()).status_code == 403
    assert client.get(url(kabupaten, "pengecualian")).status_code == 403


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.ADMINISTRATOR}))
def test_only_the_administrator_sets_the_calendar(peran, client, provinsi):
    client.force_login(make_member(provinsi, peran))
    assert client.get(url(provinsi)).context["form"] is None
    assert client.post(url(provinsi), typed()).status_code == 403


@pytest.mark.parametrize("tahun", [0, 1999, 2101, 10**20])
def test_a_year_that_cannot_be_is_not_found(tahun, admin, provinsi):
    assert admin.get(url(provinsi, tahun=tahun)).status_code == 404


def test_an_exception_is_given_and_shown_with_who_and_when(admin, provinsi):
    kabupaten = make_satker(induk=provinsi)
    isi = {
        "satker": kabupaten.slug,
        "triwulan": "2",
        "sampai": (timezone.localdate() + HARI).isoformat(),
        "alasan": "Laporan dari lapangan terlambat.",
    }
    response = admin.post(url(provinsi, "pengecualian"), isi, follow=True)
    assert "Laporan dari lapangan terlambat." in response.text
    sampai = tanggal(timezone.localdate() + HARI)
    [pesan] = response.context["messages"]
    assert str(pesan) == f"Pengecualian {kabupaten} untuk Triwulan II berlaku sampai dengan {sampai}."
    satu = Pengecualian.objects.get()
    assert (satu.satker, satu.triwulan) == (kabupaten, 2)
    assert str(satu.diberikan_oleh) in response.text
    assert Jejak.objects.filter(peristiwa="Pengecualian diberikan", satker=kabupaten).exists()


def test_of_a_whole_tree_the_satker_of_an_exception_is_chosen_not_assumed(admin, provinsi):
    kabupaten = make_satker(induk=provinsi)

    def chosen(satker, query: str = "") -> dict:
        return admin.get(url(satker, "pengecualian") + query).context["form"].initial

    assert chosen(provinsi) == {}
    assert chosen(kabupaten) == {"satker": kabupaten.slug}
    assert chosen(provinsi, f"?satker={kabupaten.slug}&triwulan=2") == {
        "satker": kabupaten.slug,
        "triwulan": "2",
    }


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        (
            {"satker": "", "triwulan": "", "sampai": "", "alasan": ""},
            {"satker", "triwulan", "sampai", "alasan"},
        ),
        ({"satker": "kpu-provinsi-lain"}, {"satker"}),
        ({"triwulan": "5"}, {"triwulan"}),
        ({"sampai": "2020-01-01"}, {"sampai"}),
        ({"alasan": "sembilan."}, {"alasan"}),
    ],
)
def test_an_exception_names_all_its_errors(ubah, bidang, admin, provinsi):
    make_satker("KPU Provinsi Lain")
    isi = {
        "satker": provinsi.slug,
        "triwulan": "2",
        "sampai": timezone.localdate().isoformat(),
        "alasan": "Alasan yang cukup.",
    }
    response = admin.post(url(provinsi, "pengecualian"), isi | ubah)
    assert set(response.context["form"].errors) == bidang
    assert not Pengecualian.objects.exists()


def test_the_latest_end_of_several_exceptions_holds(provinsi):
    administrator = make_member(provinsi, Peran.ADMINISTRATOR)
    make_jadwal(provinsi, 1, buka=BUKA, tenggat=TENGGAT, toleransi=TOLERANSI, tutup=TUTUP)
    for sampai in (TUTUP + 5 * HARI, TUTUP + 2 * HARI):
        make_exception(provinsi, administrator, sampai=sampai, triwulan=1)
    assert periode_satker(provinsi, TAHUN, 1).terbuka(TUTUP + 5 * HARI)
    assert not periode_satker(provinsi, TAHUN, 1).terbuka(TUTUP + 6 * HARI)


@pytest.mark.parametrize("lebih", [0, -1])
def test_an_exception_that_would_change_nothing_is_refused_with_the_day_that_holds(lebih, admin, provinsi):
    """It was said to hold, while the longer one went on holding."""
    besok = timezone.localdate() + HARI
    isi = {"satker": provinsi.slug, "triwulan": "1", "alasan": "Alasan yang cukup."}
    admin.post(url(provinsi, "pengecualian"), isi | {"sampai": besok.isoformat()})
    response = admin.post(url(provinsi, "pengecualian"), isi | {"sampai": (besok + lebih * HARI).isoformat()})
    assert f"sudah berlaku sampai dengan {tanggal(besok)}" in response.text
    assert Pengecualian.objects.count() == 1
    lain = isi | {"triwulan": "2", "sampai": timezone.localdate().isoformat()}
    admin.post(url(provinsi, "pengecualian"), lain)
    admin.post(url(provinsi, "pengecualian"), isi | {"sampai": (besok + HARI).isoformat()})
    assert Pengecualian.objects.count() == 3


def test_the_queries_do_not_grow_with_the_exceptions(admin, provinsi):
    administrator = make_member(provinsi, Peran.ADMINISTRATOR)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(url(provinsi)).status_code == 200
        return len(queries)

    make_exception(provinsi, administrator)
    satu = count()
    for _ in range(10):
        make_exception(make_satker(induk=provinsi), administrator)
    assert count() == satu
