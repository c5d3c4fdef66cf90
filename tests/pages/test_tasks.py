"""Tugas saya: what one person has to do, by when; nothing of others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Peran
from agreements import pk_signing
from agreements.models import KunciTahun
from kinerja.angka import tanggal
from measurements import actions, comment_actions
from measurements.states import KategoriPengembalian, StatusRealisasi
from measurements.tasks_queries import entry_tasks
from reports.states import StatusLkj
from tests.agreements.promise import make_draft, make_promise
from tests.factories import (
    advance_lkj,
    make_bagian,
    make_lkj,
    make_member,
    make_penugasan,
    make_pk,
    make_satker,
    make_user,
)
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
    [triwulan] = response.context["isi"]
    assert [satu["tugas"].status for satu in triwulan["tugas"]] == ["Dikembalikan", "Belum diisi"]
    assert triwulan["selesai"] == 1
    assert "Bukti belum lengkap." in response.text
    alamat = reverse("measurements:isi", args=[tw.satker.slug, TAHUN, TRIWULAN])
    assert f"{alamat}#indikator-{kembali.indikator_id}" in response.text
    assert (response.context["selesai"], response.context["jumlah"], response.context["persen"]) == (1, 3, 33)


def test_what_was_typed_and_not_saved_is_told_to_who_typed_it(client, tw):
    client.force_login(tw.staf)
    client.post(reverse("measurements:draf", args=[tw.indikator.pk, TRIWULAN]), {"versi": "0", "nilai": "75"})
    assert "Ada ketikan yang belum disimpan" in ask(client, tw.staf).text
    assert "Ada ketikan yang belum disimpan" not in ask(client, make_member(tw.satker, Peran.STAF)).text
    tw.realisasi(S.DIAJUKAN)
    assert "Ada ketikan yang belum disimpan" not in ask(client, tw.staf).text


def test_a_remark_that_waits_leads_to_where_it_is_answered(client, tw):
    satu = tw.realisasi(S.DRAF)
    selesai = comment_actions.comment(tw.indikator, TRIWULAN, "Sudah dijawab.", by=tw.verifikator)
    comment_actions.resolve(selesai, by=tw.staf)
    assert "komentar belum selesai" not in ask(client, tw.staf).text
    for triwulan in (TRIWULAN, TRIWULAN, 1):
        comment_actions.comment(tw.indikator, triwulan, "Mohon dijelaskan.", by=tw.verifikator)
    alamat = reverse("measurements:realisasi", args=[satu.pk])
    assert f'href="{alamat}#komentar">2 komentar belum selesai</a>' in ask(client, tw.staf).text


def test_a_quarter_stands_once_over_what_it_asks_for(client, tw):
    """What is handed in is counted, unless a remark on it waits for an answer."""
    pk = tw.indikator.sasaran.perjanjian
    make_jadwal(tw.satker, triwulan=1)
    make_measured(pk, triwulan=1)
    ditanya, diam = (make_complete(make_measured(pk), S.DIAJUKAN, by=tw.staf) for _ in range(2))
    comment_actions.comment(ditanya.indikator, TRIWULAN, "Mohon dijelaskan.", by=tw.verifikator)
    response = ask(client, tw.staf)
    isi = {int(satu["terbuka"].triwulan): satu for satu in response.context["isi"]}
    assert sorted(isi) == [1, TRIWULAN]
    assert [satu["tugas"].indikator for satu in isi[TRIWULAN]["tugas"]] == [tw.indikator, ditanya.indikator]
    assert (isi[1]["selesai"], isi[TRIWULAN]["selesai"]) == (0, 1)
    assert "1 indikator sudah diajukan atau diverifikasi" in response.text
    assert f"#indikator-{diam.indikator_id}" not in response.text


def test_only_the_indikator_of_the_own_bagian(client, tw):
    bagian, lain = make_bagian(tw.satker), make_bagian(tw.satker)
    milik = make_measured(tw.indikator.sasaran.perjanjian, penanggung_jawab=bagian)
    make_measured(tw.indikator.sasaran.perjanjian, penanggung_jawab=lain)
    user = make_user()
    make_penugasan(user, tw.satker, Peran.STAF, bagian=bagian)
    [triwulan] = ask(client, user).context["isi"]
    assert {satu["tugas"].indikator for satu in triwulan["tugas"]} == {tw.indikator, milik}


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
    assert (satu["terbuka"].tenggat, satu["sisa"]) == (hari, "hari ini")


def test_a_year_whose_report_is_signed_asks_for_nothing(client, tw):
    hari = timezone.localdate()
    kemarin = hari - timedelta(days=1)
    make_jadwal(tw.satker, tahun=TAHUN, triwulan=1, buka=hari - timedelta(days=9), tenggat=kemarin)
    make_measured(tw.indikator.sasaran.perjanjian, triwulan=1)
    assert ask(client, tw.staf).context["isi"]
    assert ask(client, tw.verifikator).context["terlambat"]
    KunciTahun.objects.create(
        satker=tw.satker, tahun=TAHUN, dasar="LKj versi 1", oleh=tw.verifikator, sejak=timezone.now()
    )
    assert ask(client, tw.staf).context["isi"] == []
    assert ask(client, tw.verifikator).context["terlambat"] == []


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


def test_who_uploads_is_told_the_missing_months(client, db):
    satker = make_satker()
    response = ask(client, make_member(satker, Peran.OPERATOR))
    [satu, *_] = response.context["unggahan"]
    assert f'href="{reverse("budget:unggah", args=[satker.slug, satu.tahun])}"' in response.text
    assert satu.kosong
    assert f"Belum ada anggaran tahun ini. Mulailah dengan Januari {satu.tahun}." in response.text


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


def papers(client, user) -> list[tuple[str, str, bool]]:
    kertas = ask(client, user).context["kertas"]
    return [(satu.nama, satu.perbuatan, satu.sejak is not None) for satu in kertas]


def test_a_pk_waits_for_who_takes_its_next_step_and_for_nobody_else(client, db):
    janji = make_promise()
    pk = make_draft(janji)
    orang = [janji.staf, janji.sekretaris, janji.ketua]
    orang += [make_member(make_satker(induk=janji.satker), Peran.SEKRETARIS)]
    nama = f"Perjanjian Kinerja tahun {pk.tahun}"

    def waiting() -> list[list]:
        return [papers(client, satu) for satu in orang]

    assert waiting() == [[], [], [], []]
    pk = pk_signing.submit(pk, suntingan=pk.suntingan, by=janji.staf)
    assert waiting() == [[], [(nama, "Periksa dan tanda tangani", True)], [], []]
    pk = pk_signing.sign(pk, suntingan=pk.suntingan, by=janji.sekretaris, on=pk.tanggal)
    assert waiting() == [[], [], [(nama, "Periksa dan tetapkan", True)], []]
    pk_signing.send_back(pk, "Target belum disepakati.", suntingan=pk.suntingan, by=janji.ketua)
    assert waiting() == [[(nama, "Perbaiki yang dikembalikan", True)], [], [], []]


@pytest.mark.parametrize("pengaju", ["staf", "sekretaris"])
def test_a_pk_does_not_wait_for_who_handed_it_in(client, db, pengaju):
    janji = make_promise()
    pk = make_draft(janji)
    make_penugasan(janji.sekretaris, janji.satker, Peran.STAF)
    pk_signing.submit(pk, suntingan=pk.suntingan, by=getattr(janji, pengaju))
    assert len(papers(client, janji.sekretaris)) == (pengaju == "staf")


@pytest.mark.parametrize(
    ("status", "peran", "perbuatan"),
    [
        (StatusLkj.KONSEP, Peran.VERIFIKATOR, "Periksa bila sudah lengkap"),
        (StatusLkj.DIPERIKSA, Peran.SEKRETARIS, "Baca dan sahkan"),
        (StatusLkj.DISAHKAN, Peran.KETUA, "Nyatakan diterima"),
    ],
)
def test_a_report_waits_for_who_takes_its_next_step_and_for_nobody_else(client, db, status, peran, perbuatan):
    laporan = make_lkj(make_pk(make_satker()))
    if status != StatusLkj.KONSEP:
        advance_lkj(laporan, status)
    menunggu = {satu: papers(client, make_member(laporan.satker, satu)) for satu in Peran}
    assert {satu: isi for satu, isi in menunggu.items() if isi} == {
        peran: [(f"Laporan Kinerja tahun {laporan.tahun}", perbuatan, status != StatusLkj.KONSEP)]
    }


def test_who_examined_or_signed_takes_no_second_step(client, db):
    laporan = make_lkj(make_pk(make_satker()))
    advance_lkj(laporan, StatusLkj.DISAHKAN)
    make_penugasan(laporan.disahkan_oleh, laporan.satker, Peran.KETUA)
    assert papers(client, laporan.disahkan_oleh) == []


def test_the_beranda_tells_what_was_handed_over(client, db):
    laporan = make_lkj(make_pk(make_satker()))
    advance_lkj(laporan, StatusLkj.DIPERIKSA)
    client.force_login(make_member(laporan.satker, Peran.SEKRETARIS))
    halaman = client.get(reverse("beranda", args=[laporan.satker.slug, 2030])).text
    alamat = reverse("reports:pengesahan", args=[laporan.satker.slug, laporan.tahun])
    assert f'<a href="{alamat}">Baca dan sahkan</a>' in halaman


def test_the_beranda_tells_what_waits_to_be_entered_and_by_when(client, tw):
    alamat = reverse("beranda", args=[tw.satker.slug, TAHUN])

    def told(user) -> str:
        client.force_login(user)
        satu = client.get(alamat).context["tugas"]
        return satu.kalimat if satu else ""

    lain = make_measured(tw.indikator.sasaran.perjanjian)
    [terbuka] = {satu.terbuka for satu in entry_tasks(tw.staf, timezone.localdate())}
    sampai = f"tenggat terdekat {tanggal(terbuka.tenggat)} (Triwulan IV Tahun {TAHUN})."
    assert told(tw.staf) == f"2 isian menunggu Anda; {sampai}"
    assert f'<a href="{URL}">Buka Tugas saya</a>' in client.get(alamat).text
    assert told(tw.verifikator) == ""
    for indikator in (tw.indikator, lain):
        make_complete(indikator, S.DIAJUKAN, by=tw.staf)
    assert told(tw.staf) == ""


def test_the_queries_do_not_grow_with_the_papers(client, db):
    satker = make_satker()
    sekretaris = make_member(satker, Peran.SEKRETARIS)

    def count() -> int:
        client.force_login(sekretaris)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    make_pk(satker, 2020, status="diajukan")
    satu = count()
    for tahun in range(2021, 2027):
        make_pk(satker, tahun, status="diajukan")
    assert count() == satu
