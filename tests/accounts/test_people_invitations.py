"""Invitation links: guessing, using twice, expiry, revoking, what is stored; and the first Administrator."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, invitations
from accounts.actions import Tugas
from accounts.invitations import Keadaan, TidakBerlaku
from accounts.models import Undangan, User
from accounts.permissions import Peran
from outbox.actions import ERASED, send_waiting
from outbox.models import SuratKeluar
from tests.factories import PASSWORD, logs_in, make_member, make_satker

BARU = "rahasia-panjang-2026"
ISI = {"new_password1": BARU, "new_password2": BARU}


@pytest.fixture
def admin(db: None) -> User:
    return make_member(make_satker("KPU Provinsi Uji"), Peran.ADMINISTRATOR, username="admin")


@pytest.fixture
def tautan(admin: User) -> invitations.Tautan:
    satker = admin.penugasan.get().satker
    tugas = Tugas(satker, Peran.STAF, timezone.localdate())
    return actions.invite("Rina Putri", "rina", "rina@uji.invalid", tugas, by=admin)


def path(tautan: invitations.Tautan) -> str:
    return tautan.url.removeprefix("http://127.0.0.1:8000")


def token(tautan: invitations.Tautan) -> str:
    return tautan.url.rstrip("/").rpartition("/")[2]


def reason(token: str, now=None) -> Keadaan:
    with pytest.raises(TidakBerlaku) as refusal:
        invitations.find(token, now or timezone.now())
    return refusal.value.keadaan


def test_accepting_sets_the_password_and_lets_in(tautan):
    client = Client()
    assert "Rina Putri" in client.get(path(tautan)).text
    response = client.post(path(tautan), ISI)
    assert (response.status_code, response.url) == (302, reverse("accounts:login"))
    assert logs_in("rina", BARU)


def test_the_token_is_stored_nowhere_but_in_the_waiting_mail(tautan):
    undangan = Undangan.objects.get()
    assert len(token(tautan)) >= 43
    assert token(tautan) not in {str(nilai) for nilai in vars(undangan).values()}
    assert undangan.token_sha256 == invitations.digest(token(tautan))
    send_waiting()
    assert SuratKeluar.objects.get().isi == ERASED


def test_a_link_is_used_once(tautan):
    Client().post(path(tautan), ISI)
    again = Client().post(
        path(tautan), {"new_password1": "lain-sekali-2026", "new_password2": "lain-sekali-2026"}
    )
    assert again.status_code == 410
    assert Keadaan.SUDAH_DIPAKAI.value in again.text
    assert logs_in("rina", BARU)


@pytest.mark.parametrize("guess", ["a", "x" * 43, "%00", "é", "x" * 5000])
def test_a_guess_is_not_found_and_told_whom_to_ask(tautan, guess):
    response = Client().get(reverse("accounts:undangan", args=[guess]))
    assert response.status_code == 404
    assert "Administrator satuan kerja" in response.text


def test_one_wrong_character_opens_nothing(tautan):
    benar = token(tautan)
    assert reason(("b" if benar[0] == "a" else "a") + benar[1:]) is Keadaan.TIDAK_DIKENAL
    assert reason(invitations.digest(benar)) is Keadaan.TIDAK_DIKENAL


def test_a_link_ends_after_seven_days(tautan):
    batas = Undangan.objects.get().berlaku_sampai
    assert timedelta(days=6, hours=23) < batas - timezone.now() <= timedelta(days=7)
    assert invitations.find(token(tautan), batas - timedelta(seconds=1)).user.username == "rina"
    assert reason(token(tautan), batas) is Keadaan.KEDALUWARSA


def test_an_expired_link_says_so_on_its_page(tautan):
    Undangan.objects.update(berlaku_sampai=timezone.now())
    response = Client().post(path(tautan), ISI)
    assert (response.status_code, Keadaan.KEDALUWARSA.value in response.text) == (410, True)
    assert not User.objects.get(username="rina").is_active


def test_a_new_link_makes_the_old_one_void_and_takes_back_its_mail(tautan, admin):
    baru = actions.renew_invitation(tautan.undangan.user, by=admin, on=timezone.localdate())
    assert reason(token(tautan)) is Keadaan.DICABUT
    assert [baru.url in surat.isi for surat in SuratKeluar.objects.all()] == [True]


def test_a_revoked_link_opens_nothing(tautan, admin):
    actions.revoke_invitation(tautan.undangan.user, by=admin, on=timezone.localdate())
    assert reason(token(tautan)) is Keadaan.DICABUT
    with pytest.raises(actions.Ditolak, match="Tidak ada tautan"):
        actions.revoke_invitation(tautan.undangan.user, by=admin, on=timezone.localdate())


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        ({"new_password1": "pendek", "new_password2": "pendek"}, "terlalu pendek"),
        ({"new_password1": "123456789012", "new_password2": "123456789012"}, "seluruhnya terdiri dari angka"),
        ({"new_password1": BARU, "new_password2": "tidak-sama-2026"}, "Kedua kata sandi tidak sama"),
        ({}, "Wajib diisi."),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays_good(tautan, isi, sentence):
    response = Client().post(path(tautan), isi)
    assert response.status_code == 200
    assert sentence in response.text
    assert invitations.find(token(tautan), timezone.now()).user.username == "rina"


def test_every_fault_of_a_password_is_told_at_once(tautan):
    response = Client().post(path(tautan), {"new_password1": "123", "new_password2": "124"})
    galat = response.context["form"].errors
    assert {nama: len(kalimat) for nama, kalimat in galat.items()} == {"new_password1": 3, "new_password2": 1}


def test_a_link_for_an_active_person_replaces_the_password_and_ends_sessions(admin):
    user = make_member(admin.penugasan.get().satker, Peran.STAF)
    client = Client()
    client.force_login(user)
    tautan = actions.renew_invitation(user, by=admin, on=timezone.localdate())
    assert logs_in(user.username, PASSWORD)
    Client().post(path(tautan), ISI)
    assert client.get("/akun/").status_code == 302
    assert logs_in(user.username, BARU)


def test_a_closed_account_is_not_opened_by_an_old_link(admin):
    user = make_member(admin.penugasan.get().satker, Peran.STAF)
    tautan = actions.renew_invitation(user, by=admin, on=timezone.localdate())
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(TidakBerlaku):
        invitations.accept(token(tautan), BARU, now=timezone.now())


# The first Administrator

ARGUMENTS = {"username": "pertama", "nama": "Admin Pertama", "email": "a@uji.invalid", "satker": "kpu-uji"}


def create_admin(**change: str) -> str:
    printed = StringIO()
    call_command("create_admin", stdout=printed, stderr=StringIO(), **(ARGUMENTS | change))
    return printed.getvalue().strip()


def test_create_admin_prints_a_link_that_lets_in(db):
    satker = make_satker(slug="kpu-uji")
    Client().post(create_admin().removeprefix("http://127.0.0.1:8000"), ISI)
    client = Client()
    assert logs_in("pertama", BARU)
    client.force_login(User.objects.get(username="pertama"))
    assert client.get(reverse("accounts:people_satker", args=[satker.slug])).status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"satker": "tidak-ada"}, "Satker “tidak-ada” tidak ditemukan."),
        ({"username": "ADA"}, "Nama pengguna “ADA” sudah dipakai."),
        ({"email": "bukan-surel"}, "email yang valid"),
        ({"username": "dua kata"}, "nama pengguna"),
    ],
)
def test_create_admin_refuses_with_exit_code_2(db, change, sentence):
    make_member(make_satker(slug="kpu-uji"), username="ada")
    with pytest.raises(CommandError) as refusal:
        create_admin(**change)
    assert refusal.value.returncode == 2
    assert sentence in str(refusal.value)
    assert not Undangan.objects.exists()
