"""What was reached under an older version of a PK is neither lost nor orphaned when the PK changes."""

import re
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from agreements.pk_begin import begin_change
from agreements.states import JenisPerubahan, StatusPK
from measurements import actions, comment_actions
from measurements.drafts import save_draft
from measurements.entry import Isian
from measurements.entry_sheet import susun
from measurements.evidence_actions import remove_evidence
from measurements.forms import Ketikan, dari_json
from measurements.models import CapaianLalu, Draf, Realisasi, TabelPendukung
from measurements.overview_queries import pengisian
from measurements.queries import figur_indikator, kinerja_lengkap, kinerja_tahunan
from measurements.schedule import periode_satker
from measurements.states import StatusRealisasi
from measurements.tasks_queries import entry_tasks
from measurements.verify_queries import lengkap, tinjau
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_pk,
    make_sasaran,
    make_satker,
    sign_pk,
)
from tests.measurements.quarter import (
    TAHUN,
    Quarter,
    make_complete,
    make_exception,
    make_measured,
    make_quarter,
)

S = StatusRealisasi
across_versions = import_module("measurements.migrations.0008_kunci_lintas_versi")


def change(pk: PerjanjianKinerja, by) -> PerjanjianKinerja:
    """The PK changed and both versions signed as they are in life; each indikator has a successor."""
    if pk.status != StatusPK.DITETAPKAN:
        sign_pk(pk)
    return put_in_force(begin_change(pk, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=by), pk)


def put_in_force(baru: PerjanjianKinerja, lama: PerjanjianKinerja) -> PerjanjianKinerja:
    baru.tanggal, baru.pihak_pertama, baru.pihak_kedua = lama.tanggal, lama.pihak_pertama, lama.pihak_kedua
    sign_pk(baru, StatusPK.DITANDATANGANI)
    sign_pk(lama, StatusPK.DIGANTIKAN)
    return sign_pk(baru)


@pytest.fixture
def tw(db: None) -> Quarter:
    """An indikator measured in the first quarter, locked, and in the fourth, drafted."""
    tw = make_quarter()
    TargetTriwulan.objects.create(indikator=tw.indikator, triwulan=1, nilai=Decimal(50))
    make_complete(tw.indikator, S.TERKUNCI, by=tw.staf, triwulan=1)
    make_complete(tw.indikator, S.DRAF, by=tw.staf)
    CapaianLalu.objects.create(indikator=tw.indikator, tahun=TAHUN - 1, capaian=Decimal(88))
    TabelPendukung.objects.create(
        indikator=tw.indikator, kunci="a", urutan=1, judul="Tabel", baris=[["x"]],
        kolom=[{"kunci": "a", "judul": "A", "jenis": "teks"}],
    )  # fmt: skip
    return tw


def heir(indikator: Indikator) -> Indikator:
    return Indikator.objects.select_related("sasaran__perjanjian__satker__induk").get(asal=indikator)


@pytest.mark.parametrize("kali", [1, 2])
def test_the_figures_of_the_year_are_those_entered_before_the_change(tw, kali):
    sebelum = kinerja_tahunan(tw.indikator.sasaran.perjanjian)
    pk, satu = tw.indikator.sasaran.perjanjian, tw.indikator
    for _ in range(kali):
        pk, satu = change(pk, tw.staf), heir(satu)
    for sesudah in (kinerja_tahunan(pk), kinerja_lengkap(pk)):
        [figur], [lama] = sesudah.indikator, sebelum.indikator
        assert figur.capaian == lama.capaian
        assert [ini.hasil for ini in figur.triwulan] == [ini.hasil for ini in lama.triwulan]
        assert figur.lalu.capaian == Decimal(88)
    figur = figur_indikator(satu)
    assert [ini.realisasi.triwulan for ini in figur.triwulan] == [1, 4]
    assert [tabel.judul for tabel in figur.indikator.tabel_pendukung.all()] == ["Tabel"]


def test_a_quarter_goes_on_where_it_stood(tw):
    baru = change(tw.indikator.sasaran.perjanjian, tw.staf)
    hari = timezone.localdate()
    periode = periode_satker(tw.satker, TAHUN, 4)
    [lembar] = susun(periode, tw.staf, hari).lembar
    assert (lembar.realisasi.status, lembar.indikator.sasaran.perjanjian) == (S.DRAF, baru)
    [tugas] = [t for t in entry_tasks(tw.staf, hari) if t.terbuka.triwulan == 4]
    assert tugas.status == "Draf"
    versi = lembar.realisasi.versi
    actions.save_realisasi(heir(tw.indikator), 4, Isian(nilai=Decimal(97)), versi=versi, by=tw.staf, on=hari)
    assert list(Realisasi.objects.filter(triwulan=4).values_list("indikator", "nilai")) == [
        (tw.indikator.pk, Decimal(97))
    ]


def test_what_was_typed_and_not_saved_is_gone_on_with_under_the_new_version(tw):
    versi = Realisasi.objects.get(triwulan=4).versi
    typed = Ketikan(nilai="9x")
    save_draft(tw.indikator, 4, typed, versi=versi, by=tw.staf)
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    [ketikan] = {t.ketikan for t in entry_tasks(tw.staf, timezone.localdate()) if t.terbuka.triwulan == 4}
    assert ketikan
    baru = heir(tw.indikator)

    def shown() -> str | None:
        [lembar] = susun(periode_satker(tw.satker, TAHUN, 4), tw.staf, timezone.localdate()).lembar
        return lembar.draf and dari_json(lembar.draf.isi).nilai

    assert shown() == "9x"
    save_draft(baru, 4, replace(typed, nilai="98"), versi=versi, by=tw.staf)
    assert (shown(), Draf.objects.count()) == ("98", 1)
    isian = Isian(nilai=Decimal(98))
    actions.save_realisasi(baru, 4, isian, versi=versi, by=tw.staf, on=timezone.localdate())
    assert (shown(), Draf.objects.count()) == (None, 0)


def test_a_quarter_is_closed_with_what_was_entered_before(tw):
    Realisasi.objects.filter(triwulan=4).delete()
    make_complete(tw.indikator, S.TERVERIFIKASI, by=tw.staf)
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    assert actions.close_quarter(tw.satker, TAHUN, 4, by=tw.verifikator) == 1
    assert set(Realisasi.objects.values_list("status", flat=True)) == {S.TERKUNCI}
    client = Client()
    client.force_login(tw.verifikator)
    halaman = client.get(reverse("measurements:kunci", args=[tw.satker.slug, TAHUN, 4])).content.decode()
    assert "Belum diisi" not in halaman


def execute(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def slip_in(satu: Realisasi, indikator: Indikator, triwulan: int) -> None:
    """A copy of a realisasi for another indikator and quarter, by SQL alone."""
    isi = {f.column: f.column for f in Realisasi._meta.concrete_fields if f.column != "id"}
    isi |= {"indikator_id": str(indikator.pk), "triwulan": str(triwulan), "status": "'draf'"}
    table = Realisasi._meta.db_table
    kolom, nilai = ", ".join(isi), ", ".join(isi.values())
    execute(f"INSERT INTO {table} ({kolom}) SELECT {nilai} FROM {table} WHERE id = %s", satu.pk)


def move(satu: Realisasi, triwulan: int) -> None:
    execute("UPDATE measurements_realisasi SET triwulan = %s WHERE id = %s", triwulan, satu.pk)


@pytest.mark.parametrize("loosened", [False, True], ids=["locked", "control"])
def test_a_quarter_closed_under_an_older_version_takes_nothing_new(tw, loosened):
    """By SQL on both engines; the control shows what happens with the lock of one version alone."""
    lama = tw.indikator.sasaran.perjanjian
    sign_pk(lama)
    baru = begin_change(lama, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=tw.staf)
    tambahan = make_indikator(make_sasaran(baru))
    tahun_lain = make_indikator(make_sasaran(make_pk(tw.satker, TAHUN + 1)))
    terbuka = Realisasi.objects.get(indikator=tw.indikator, triwulan=4)
    slip_in(terbuka, tambahan, 4)
    slip_in(terbuka, tahun_lain, 1)
    baris = Realisasi.objects.get(indikator=tambahan)
    if loosened:
        across_versions.loosen(None, SimpleNamespace(connection=connection, execute=execute))
        move(baris, 1)
        slip_in(terbuka, heir(tw.indikator), 1)
        assert Realisasi.objects.filter(triwulan=1, indikator__sasaran__perjanjian=baru).count() == 2
        return
    for change_it in (lambda: slip_in(terbuka, heir(tw.indikator), 1), lambda: move(baris, 1)):
        with pytest.raises(DatabaseError, match="sudah dikunci"):
            change_it()
    assert not Realisasi.objects.filter(triwulan=1, indikator__sasaran__perjanjian=baru).exists()
    make_exception(tw.satker, tw.administrator, triwulan=1)
    slip_in(terbuka, heir(tw.indikator), 1)


def test_what_lives_on_counts_once_in_the_overview(tw):
    hari = timezone.localdate()
    [sebelum] = pengisian([tw.satker], TAHUN, hari)
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    [sesudah] = pengisian([tw.satker], TAHUN, hari)
    assert sesudah == sebelum


def test_an_indikator_that_was_dropped_keeps_its_figures_under_its_version_alone(tw):
    pk = tw.indikator.sasaran.perjanjian
    sign_pk(pk)
    baru = begin_change(pk, JenisPerubahan.PRIORITAS, "Prioritas berubah.", by=tw.staf)
    Indikator.objects.filter(sasaran__perjanjian=baru).delete()
    make_indikator(make_sasaran(baru))
    [figur] = kinerja_tahunan(baru).indikator
    assert figur.triwulan == ()
    assert len(kinerja_tahunan(pk).indikator[0].triwulan) == 2


def test_queries_do_not_grow_with_what_is_inherited(db):
    def queries(rows: int) -> int:
        tw = make_quarter(make_satker(f"KPU Provinsi {rows}"))
        pk = tw.indikator.sasaran.perjanjian
        for _ in range(rows):
            make_complete(make_measured(pk), S.DRAF, by=tw.staf)
        baru = change(pk, tw.staf)
        with CaptureQueriesContext(connection) as seen:
            kinerja_tahunan(baru)
            kinerja_lengkap(baru)
            susun(periode_satker(tw.satker, TAHUN, 4), tw.staf, timezone.localdate())
        return len(seen)

    assert queries(1) == queries(12)


def compared(satu: Realisasi) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Target, the quarter before and the capaian of last year, as the Verifikator sees them."""
    [tinjauan] = tinjau(lengkap(Realisasi.objects.filter(pk=satu.pk)))
    return tinjauan.target, tinjauan.banding.triwulan_lalu, tinjauan.banding.capaian_lalu


def test_a_figure_is_held_against_what_was_entered_under_an_older_version(tw):
    """One begun before the change and gone on with after it, and one that was begun after it."""
    TargetTriwulan.objects.create(indikator=tw.indikator, triwulan=3, nilai=Decimal(70))
    sebelum = Realisasi.objects.get(triwulan=4)
    assert compared(sebelum) == (100, 95, 88)
    lama = tw.indikator.sasaran.perjanjian
    sign_pk(lama)
    draf = begin_change(lama, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=tw.staf)
    TargetTriwulan.objects.filter(indikator=heir(tw.indikator), triwulan=4).update(nilai=Decimal(120))
    assert compared(sebelum) == (100, 95, 88)
    put_in_force(draf, lama)
    baru = make_complete(heir(tw.indikator), S.DRAF, by=tw.staf, triwulan=3)
    assert compared(baru) == (70, 95, 88)
    Realisasi.objects.filter(pk=baru.pk).update(nilai=Decimal(60))
    assert compared(sebelum) == (120, 60, 88)


def test_what_is_unusual_asks_for_a_note_across_versions(tw):
    """At the gate of a submission too: the quarter before was entered under the older version."""
    Realisasi.objects.filter(triwulan=4).delete()
    pk = change(tw.indikator.sasaran.perjanjian, tw.staf)
    satu = make_complete(heir(tw.indikator), S.DRAF, by=tw.staf)
    Realisasi.objects.filter(pk=satu.pk).update(nilai=Decimal(20), catatan="")
    satu.refresh_from_db()
    with pytest.raises(actions.BelumLengkap) as galat:
        actions.submit(satu, by=tw.staf, on=timezone.localdate())
    assert [ini.bidang for ini in galat.value.kekurangan if "triwulan sebelumnya (95" in ini.kalimat] == [
        "catatan"
    ]
    assert Realisasi.objects.get(pk=satu.pk).indikator.sasaran.perjanjian == pk


def test_a_remark_made_before_the_change_is_read_after_it(tw):
    comment_actions.comment(tw.indikator, 4, "Mohon dijelaskan.", by=tw.verifikator)
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    comment_actions.comment(heir(tw.indikator), 4, "Masih menunggu.", by=tw.verifikator)
    [tinjauan] = tinjau(lengkap(Realisasi.objects.filter(triwulan=4)))
    assert [satu.isi for satu in tinjauan.indikator.komentar.all()] == [
        "Mohon dijelaskan.",
        "Masih menunggu.",
    ]


def test_a_step_on_an_inherited_figure_leaves_it_where_it_was_entered(tw):
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    satu = Realisasi.objects.get(triwulan=4)
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    satu.refresh_from_db()
    assert (satu.status, satu.indikator_id) == (S.DIAJUKAN, tw.indikator.pk)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_was_saved_before_the_change_is_handed_in_after_it_as_it_was_read(tw):
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    client, alamat = logged_in(tw.staf), [tw.satker.slug, TAHUN, 4]
    halaman = client.get(reverse("measurements:ajukan", args=alamat)).text
    versi = dict(re.findall(r'name="(versi-\d+)" value="(\d+)"', halaman))
    assert versi == {f"versi-{heir(tw.indikator).pk}": "1"}
    client.post(reverse("measurements:kirim", args=alamat), dict.fromkeys(versi, "7"))
    assert Realisasi.objects.get(triwulan=4).status == S.DRAF
    client.post(reverse("measurements:kirim", args=alamat), versi)
    assert Realisasi.objects.get(triwulan=4).status == S.DIAJUKAN


def test_the_bagian_that_the_change_names_goes_on_and_the_former_one_does_not(tw):
    dulu, kini = (in_bagian(tw.satker) for _ in range(2))
    Indikator.objects.update(penanggung_jawab=dulu.penugasan.get().bagian)
    lama = tw.indikator.sasaran.perjanjian
    sign_pk(lama)
    draf = begin_change(lama, JenisPerubahan.PRIORITAS, "Tugas berpindah.", by=tw.staf)
    Indikator.objects.filter(sasaran__perjanjian=draf).update(penanggung_jawab=kini.penugasan.get().bagian)
    put_in_force(draf, lama)
    satu, hari = Realisasi.objects.get(triwulan=4), timezone.localdate()
    komentar = comment_actions.comment(tw.indikator, 4, "Mohon dijelaskan.", by=tw.verifikator)
    steps = (
        lambda by: comment_actions.resolve(komentar, by=by),
        lambda by: actions.submit(satu, by=by, on=hari),
        lambda by: actions.withdraw(satu, by=by),
        lambda by: remove_evidence(satu.bukti.get(), by=by, on=hari),
    )
    for step in steps:
        with pytest.raises(PermissionDenied):
            step(dulu)
        step(kini)
    form = reverse("measurements:simpan", args=[tw.indikator.pk, 4])
    assert logged_in(dulu).post(form, {"versi": "3", "nilai": "1"}).status_code == 403


def in_bagian(satker: Satker) -> User:
    """A Staf of a Bagian of their own."""
    user = make_member(satker, Peran.STAF)
    user.penugasan.update(bagian=make_bagian(satker))
    return user


def test_a_form_that_was_open_when_the_pk_changed_hides_no_text(tw):
    """The colleague has begun the quarter under the newer version; the older form is told, not lost."""
    Realisasi.objects.filter(triwulan=4).delete()
    change(tw.indikator.sasaran.perjanjian, tw.staf)
    baru, hari = heir(tw.indikator), timezone.localdate()
    actions.save_realisasi(baru, 4, Isian(nilai=Decimal(97)), versi=0, by=tw.staf, on=hari)
    lain = make_member(tw.satker, Peran.STAF)
    form = reverse("measurements:simpan", args=[tw.indikator.pk, 4])
    halaman = logged_in(lain).post(form, {"versi": "0", "nilai": "12"}, follow=True).text
    assert "sudah diubah oleh orang lain" in halaman
    assert list(Realisasi.objects.filter(triwulan=4).values_list("indikator", "nilai")) == [(baru.pk, 97)]
    assert Draf.objects.get().isi["nilai"] == "12"
