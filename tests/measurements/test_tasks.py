"""Tugas saya: what one person has to do, by when; nothing of others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Peran
from measurements import actions
from measurements.states import KategoriPengembalian, StatusRealisasi
from tests.factories import make_bagian, make_member, make_penugasan, make_pk, make_satker, make_user
from tests.measurements.quarter import (
    TAHUN,
    TRIWULAN,
    Quarter,
    make_complete,
    make_exception,
    make_jadwal,
    make_measured,
    make_quarter,
)
from tests.strict import strict_templates

S = StatusRealisasi
URL = "/tugas/"


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def tw(db: None) -> Quarter:
    return make_quarter()


def ask(client: Client, user):
    client.force_login(user)
    response = client.get(URL)
    assert response.status_code == 200
    return response


def test_what_was_returned_stands_first_with_its_reason(client, tw):
    kembali = make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN, by=tw.staf)
    actions.send_back(kembali, KategoriPengembalian.BUKTI, "Bukti belum lengkap.", by=tw.verifikator)
    make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN, by=tw.staf)
    response = ask(client, tw.staf)
    assert [satu["tugas"].status for satu in response.context["isi"]] == [
        "Dikembalikan",
        "Belum diisi",
        "Diajukan",
    ]
    assert "Bukti belum lengkap." in response.text
    alamat = reverse("measurements:isi", args=[tw.satker.slug, TAHUN, TRIWULAN])
    assert f"{alamat}#indikator-{kembali.indikator_id}" in response.text
    assert (response.context["selesai"], response.context["jumlah"], response.context["persen"]) == (1, 3, 33)


def test_only_the_indikator_of_the_own_bagian(client, tw):
    bagian, lain = make_bagian(tw.satker), make_bagian(tw.satker)
    milik = make_measured(tw.indikator.sasaran.perjanjian, penanggung_jawab=bagian)
    make_measured(tw.indikator.sasaran.perjanjian, penanggung_jawab=lain)
    user = make_user()
    make_penugasan(user, tw.satker, Peran.STAF, bagian=bagian)
    isi = ask(client, user).context["isi"]
    assert {satu["tugas"].indikator for satu in isi} == {tw.indikator, milik}


@pytest.mark.parametrize(
    ("geser", "terbuka"),
    [((1, 5, 6, 9), False), ((-9, 0, 3, 5), True), ((-9, -6, 0, 5), True), ((-9, -6, -1, 5), False)],
)
def test_only_quarters_that_are_open_today(geser, terbuka, client, db):
    satker = make_satker()
    hari = timezone.localdate()
    nama = ("buka", "tenggat", "toleransi", "tutup")
    make_jadwal(satker, **{n: hari + timedelta(days=d) for n, d in zip(nama, geser, strict=True)})
    make_measured(make_pk(satker))
    isi = ask(client, make_member(satker, Peran.STAF)).context["isi"]
    assert bool(isi) == terbuka


def test_an_exception_opens_a_closed_quarter_until_its_end(client, db):
    satker = make_satker()
    hari = timezone.localdate()
    make_jadwal(satker, **dict.fromkeys(("buka", "tenggat", "toleransi", "tutup"), hari - timedelta(days=9)))
    make_measured(make_pk(satker))
    staf = make_member(satker, Peran.STAF)
    assert ask(client, staf).context["isi"] == []
    make_exception(satker, make_member(satker, Peran.ADMINISTRATOR), sampai=hari)
    [satu] = ask(client, staf).context["isi"]
    assert (satu["tugas"].terbuka.tenggat, satu["sisa"]) == (hari, "hari ini")


def test_a_verifikator_sees_the_queue_by_satker_and_who_is_late(client, tw):
    hari = timezone.localdate()
    tahun = hari.year
    kabupaten = make_satker("KPU Kab. Lambat", induk=tw.satker)
    make_measured(make_pk(kabupaten, tahun))
    make_jadwal(
        tw.satker,
        tahun=tahun,
        tenggat=hari - timedelta(days=1),
        buka=hari - timedelta(days=9),
    )
    tw.realisasi(S.DIAJUKAN)
    response = ask(client, tw.verifikator)
    assert [(satu.satker, satu.jumlah) for satu in response.context["menunggu"]] == [(tw.satker.nama, 1)]
    assert [(baris.satker, tahun) for baris, tahun, _ in response.context["terlambat"]] == [
        (kabupaten, tahun)
    ]
    assert "KPU Kab. Lambat" in response.text


@pytest.mark.parametrize("peran", list(Peran))
def test_nothing_to_do_is_said(peran, client, db):
    response = ask(client, make_member(make_satker(), peran))
    assert response.context["jumlah"] == 0


def test_the_menu_names_the_tasks_of_who_has_some(client, tw):
    def labels(user) -> list[str]:
        return [item["label"] for item in ask(client, user).context["nav"]["items"]]

    assert "Tugas saya" in labels(tw.staf)
    assert "Verifikasi" not in labels(tw.staf)
    assert {"Tugas saya", "Verifikasi"} <= set(labels(tw.verifikator))
    assert "Tugas saya" not in labels(make_member(tw.satker, Peran.PEMBACA))


@pytest.mark.parametrize("peran", ["staf", "verifikator"])
def test_the_queries_do_not_grow(peran, client, tw):
    def count() -> int:
        client.force_login(tw.person(peran))
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    pk = tw.indikator.sasaran.perjanjian
    actions.send_back(
        tw.realisasi(S.DIAJUKAN), KategoriPengembalian.ANGKA, "Perbaiki angka.", by=tw.verifikator
    )
    make_complete(make_measured(pk), S.DIAJUKAN)
    satu = count()
    for _ in range(12):
        kembali = make_complete(make_measured(pk), S.DIAJUKAN)
        actions.send_back(kembali, KategoriPengembalian.ANGKA, "Perbaiki angka.", by=tw.verifikator)
        make_quarter(make_satker(induk=tw.satker)).realisasi(S.DIAJUKAN)
    assert count() == satu
