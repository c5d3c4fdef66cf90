"""Two people on one PK at one moment: nothing is lost, and what is signed is what was seen."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from agreements import pk_actions, pk_begin, pk_signing
from agreements.models import Indikator, PerjanjianKinerja
from agreements.pk_actions import LembarBentrok, save_indikator
from agreements.pk_lock import Terkunci
from agreements.pk_sheet import lembar_indikator, sidik
from agreements.pk_signing import Berubah, submit
from agreements.states import JenisPerubahan, StatusPK
from tests.agreements.promise import TAHUN, Promise, make_draft, make_promise, signed
from tests.together import together

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="In memory, SQLite is one connection"),
]


@pytest.fixture
def janji(race_db: None) -> Promise:
    return make_promise()


def two_saves(janji: Promise) -> tuple[list, Indikator]:
    """Two people save the sheet that both of them opened."""
    make_draft(janji)
    indikator = Indikator.objects.select_related("sasaran__perjanjian__satker").get()
    lembar = lembar_indikator(indikator)
    lama = sidik(lembar)
    hasil = together(
        *(
            lambda nama=nama: save_indikator(indikator, replace(lembar, nama=nama), lama=lama, by=janji.staf)
            for nama in ("Kata pertama", "Kata kedua")
        )
    )
    return hasil, indikator


def test_of_two_savings_of_one_sheet_the_second_is_told(janji):
    hasil, _ = two_saves(janji)
    galat = [satu.error for satu in hasil if satu.error]
    assert [type(satu) for satu in galat] == [LembarBentrok]
    [beda] = galat[0].beda
    assert {beda.kiri, beda.kanan} == {"Kata pertama", "Kata kedua"}
    assert Indikator.objects.get().nama == beda.kiri


def test_the_control_loses_a_text_without_the_comparison(janji, monkeypatch):
    monkeypatch.setattr(pk_actions, "_require_seen", lambda *seen: None)
    hasil, _ = two_saves(janji)
    assert [satu.error for satu in hasil] == [None, None]
    assert Indikator.objects.count() == 1  # one of the two texts is nowhere


def sign_against_edit(janji: Promise) -> tuple[list, PerjanjianKinerja]:
    """The Sekretaris signs while a Staf, who has withdrawn it, saves other words and hands it in again."""
    pk = make_draft(janji)
    pk = submit(pk, suntingan=0, by=janji.staf)
    dilihat = pk.suntingan
    indikator = Indikator.objects.select_related("sasaran__perjanjian__satker").get()
    lembar = lembar_indikator(indikator)

    def edit() -> None:
        pk_signing.withdraw(pk, by=janji.staf)
        save_indikator(indikator, replace(lembar, nama="Kata lain"), lama=sidik(lembar), by=janji.staf)
        kini = PerjanjianKinerja.objects.get(pk=pk.pk)
        submit(pk, suntingan=kini.suntingan, by=janji.staf)

    def sign() -> None:
        pk_signing.sign(pk, suntingan=dilihat, by=janji.sekretaris, on=date(TAHUN, 12, 31))

    return together(edit, sign), pk


def test_what_is_signed_is_what_was_seen(janji):
    hasil, pk = sign_against_edit(janji)
    kini = PerjanjianKinerja.objects.get(pk=pk.pk)
    nama = Indikator.objects.get().nama
    edit, sign = hasil
    if kini.status == StatusPK.DITANDATANGANI:
        assert (nama != "Kata lain", type(edit.error)) == (True, Berubah)
    else:
        assert isinstance(sign.error, Berubah)
        assert nama == "Kata lain" or isinstance(edit.error, Berubah | Terkunci)


def test_the_control_signs_what_nobody_saw_without_the_count(janji, monkeypatch):
    """One after the other, so that it happens every time."""
    pk = submit(make_draft(janji), suntingan=0, by=janji.staf)
    dilihat = pk.suntingan
    pk_signing.withdraw(pk, by=janji.staf)
    Indikator.objects.update(nama="Kata lain")
    submit(pk, suntingan=dilihat + 1, by=janji.staf)
    with pytest.raises(Berubah):
        pk_signing.sign(pk, suntingan=dilihat, by=janji.sekretaris, on=date(TAHUN, 12, 31))
    pk_signing.sign(pk, suntingan=None, by=janji.sekretaris, on=date(TAHUN, 12, 31))
    assert PerjanjianKinerja.objects.get().status == StatusPK.DITANDATANGANI


def test_of_two_beginnings_one_year_has_one_pk(janji):
    hasil = together(*[lambda: pk_begin.begin_from_renstra(janji.satker, TAHUN, by=janji.staf)] * 2)
    assert sum(satu.error is None for satu in hasil) == 1
    assert PerjanjianKinerja.objects.count() == 1


def test_of_two_changes_of_one_pk_one_begins(janji):
    pk = signed(make_draft(janji))
    mulai = lambda: pk_begin.begin_change(  # noqa: E731
        pk, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=janji.staf
    )
    hasil = together(mulai, mulai)
    assert sum(satu.error is None for satu in hasil) == 1
    assert PerjanjianKinerja.objects.count() == 2
