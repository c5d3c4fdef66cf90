"""What an Administrator may do to people: inviting, duties, closing accounts, the last Administrator."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, permissions, policy
from accounts.actions import Bentrok, Ditolak, Tugas
from accounts.models import Jejak, Penugasan, Satker, Undangan, User
from accounts.permissions import Peran
from kinerja.angka import tanggal
from outbox.models import SuratKeluar
from tests.factories import (
    PASSWORD,
    logs_in,
    make_bagian,
    make_member,
    make_penugasan,
    make_satker,
    make_user,
)


@pytest.fixture
def provinsi(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def kabupaten(provinsi: Satker) -> Satker:
    return make_satker("KPU Kab. Uji", induk=provinsi)


@pytest.fixture
def admin(provinsi: Satker) -> User:
    return make_member(provinsi, Peran.ADMINISTRATOR, username="admin")


def hari_ini() -> date:
    return timezone.localdate()


def invite(admin: User, satker: Satker, peran: Peran = Peran.STAF, **isi: str):
    dasar = {"nama": "Rina Putri", "username": "rina", "email": "rina@uji.invalid"} | isi
    return actions.invite(**dasar, tugas=Tugas(satker, peran, hari_ini()), by=admin)


# Inviting


def test_an_invited_person_has_a_duty_a_mail_and_no_way_in_yet(admin, kabupaten):
    tautan = invite(admin, kabupaten)
    user = User.objects.get(username="rina")
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert [(d.satker, d.peran) for d in user.penugasan.all()] == [(kabupaten, "staf")]
    surat = SuratKeluar.objects.get()
    assert (surat.kepada, surat.rahasia, tautan.url in surat.isi) == ("rina@uji.invalid", True, True)
    assert list(Jejak.objects.values_list("peristiwa", flat=True)) == [
        "Pengguna diundang",
        "Penugasan diberikan",
    ]


def test_a_taken_username_is_refused_whatever_its_case(admin, kabupaten):
    make_user("Rina")
    with pytest.raises(Ditolak, match="sudah dipakai") as refusal:
        invite(admin, kabupaten)
    assert refusal.value.isian == "username"
    assert not Undangan.objects.exists()


@pytest.mark.parametrize(
    ("tempel", "dikenal"),
    [("\ufb01tri", "fitri"), ("\uff52ina", "rina"), ("andre\u0301", "andr\u00e9")],
    ids=["ligature", "wide letter", "accent apart"],
)
def test_letters_that_look_alike_are_one_username_and_let_in(tempel, dikenal, admin, kabupaten):
    user = invite(admin, kabupaten, username=tempel).undangan.user
    user.is_active = True
    user.set_password(PASSWORD)
    user.save()
    assert (user.username, logs_in(tempel, PASSWORD), logs_in(dikenal, PASSWORD)) == (dikenal, True, True)
    with pytest.raises(Ditolak, match="sudah dipakai"):
        invite(admin, kabupaten, username=dikenal)


def test_nobody_invites_to_a_satker_out_of_reach(kabupaten, provinsi):
    di_bawah = make_member(kabupaten, Peran.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        invite(di_bawah, provinsi)


@pytest.mark.parametrize("peran", [peran for peran in Peran if peran != Peran.ADMINISTRATOR])
def test_only_an_administrator_invites(provinsi, peran):
    with pytest.raises(PermissionDenied):
        invite(make_member(provinsi, peran), provinsi)


def test_a_role_wider_than_one_s_own_reach_is_refused(admin, provinsi, kabupaten, monkeypatch):
    sempit = permissions.Role(permissions.ROLES[Peran.ADMINISTRATOR].permissions, permissions.Reach.OWN)
    monkeypatch.setitem(policy.ROLES, Peran.ADMINISTRATOR, sempit)
    with pytest.raises(Ditolak, match="lebih luas"):
        invite(admin, provinsi, Peran.VERIFIKATOR)
    assert invite(admin, provinsi, Peran.OPERATOR).undangan.user.username == "rina"


# Duties


def test_a_duty_ended_today_ends_at_once(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    client = Client()
    client.force_login(user)
    halaman = reverse("accounts:people_satker", args=[kabupaten.slug])
    assert client.get(reverse("satker", args=[kabupaten.slug])).status_code == 302
    actions.end_duty(user.penugasan.get(), hari_ini(), lama=None, by=admin, on=hari_ini())
    assert client.get(reverse("satker", args=[kabupaten.slug])).status_code == 404
    assert client.get(halaman).status_code == 404


def test_a_duty_begun_today_can_be_ended_today(admin, kabupaten):
    user = make_user()
    duty = make_penugasan(user, kabupaten, Peran.STAF, mulai=hari_ini())
    actions.end_duty(duty, hari_ini(), lama=None, by=admin, on=hari_ini())
    assert not user.penugasan.in_force(hari_ini()).exists()


def test_a_duty_ended_later_holds_through_its_last_day(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    besok = hari_ini() + timedelta(days=1)
    actions.end_duty(user.penugasan.get(), besok, lama=None, by=admin, on=hari_ini())
    assert user.penugasan.in_force(besok).exists()
    assert not user.penugasan.in_force(besok + timedelta(days=1)).exists()


def test_a_duty_ended_at_once_still_held_the_days_before(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    actions.end_duty(user.penugasan.get(), hari_ini(), lama=None, by=admin, on=hari_ini())
    assert user.penugasan.in_force(hari_ini() - timedelta(days=1)).exists()


@pytest.mark.parametrize("lama", [None, 3])
def test_who_saw_another_last_day_ends_nothing(admin, kabupaten, lama):
    hari = [hari_ini() + timedelta(days=n) for n in range(4)]
    duty = make_penugasan(make_user(), kabupaten, Peran.STAF, selesai=hari[2])
    with pytest.raises(Bentrok) as bentrok:
        actions.end_duty(duty, hari[1], lama=lama and hari[lama], by=admin, on=hari[0])
    assert (bentrok.value.terkini, bentrok.value.nilai) == (tanggal(hari[2]), hari[2].isoformat())
    duty.refresh_from_db()
    assert (duty.selesai, duty.diakhiri_pada, Jejak.objects.count()) == (hari[2], None, 0)
    actions.end_duty(duty, hari[1], lama=hari[2], by=admin, on=hari[0])
    assert Penugasan.objects.get(pk=duty.pk).selesai == hari[1]


def test_what_has_ended_is_not_ended_again(admin, kabupaten):
    akhir = date(2021, 1, 1)
    duty = make_penugasan(make_user(), kabupaten, Peran.STAF, selesai=akhir)
    with pytest.raises(Ditolak, match="sudah berakhir pada 1 Januari 2021"):
        actions.end_duty(duty, hari_ini(), lama=akhir, by=admin, on=hari_ini())


def test_the_past_is_not_rewritten(admin, kabupaten):
    duty = make_penugasan(make_user(), kabupaten, Peran.STAF)
    with pytest.raises(Ditolak, match="tidak boleh sebelum hari ini"):
        actions.end_duty(duty, hari_ini() - timedelta(days=1), lama=None, by=admin, on=hari_ini())


def test_the_same_duty_twice_is_refused_with_a_sentence(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    tugas = Tugas(kabupaten, Peran.STAF, user.penugasan.get().mulai)
    with pytest.raises(Ditolak, match="sudah ada"):
        actions.add_duty(user, tugas, by=admin)
    assert user.penugasan.count() == 1


def test_a_bagian_of_another_satker_is_refused(admin, provinsi, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    tugas = Tugas(kabupaten, Peran.STAF, hari_ini(), make_bagian(provinsi))
    with pytest.raises(Ditolak, match="tidak berada pada satker"):
        actions.add_duty(user, tugas, by=admin)


def test_nobody_gives_duties_to_themselves(admin, provinsi):
    with pytest.raises(Ditolak, match="diri sendiri"):
        actions.add_duty(admin, Tugas(provinsi, Peran.VERIFIKATOR, hari_ini()), by=admin)


def test_a_stranger_is_given_no_duty(admin, kabupaten):
    orang_lain = make_member(make_satker("KPU Provinsi Lain"), Peran.STAF)
    with pytest.raises(PermissionDenied):
        actions.add_duty(orang_lain, Tugas(kabupaten, Peran.STAF, hari_ini()), by=admin)


# Closing an account


def test_closing_an_account_ends_its_sessions_and_links_at_once(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    client, lain = Client(), Client()
    client.force_login(user)
    lain.force_login(admin)
    actions.renew_invitation(user, by=admin, on=hari_ini())
    actions.deactivate(user, by=admin, on=hari_ini())
    assert Session.objects.count() == 1
    assert client.get("/akun/").status_code == 302
    assert lain.get("/akun/").status_code == 200
    assert not Undangan.objects.open().exists()
    assert not SuratKeluar.objects.exists()


def test_who_knows_the_password_of_a_closed_account_is_told_that_it_is_closed(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    actions.deactivate(user, by=admin, on=hari_ini())
    masuk = reverse("accounts:login")
    benar = Client().post(masuk, {"username": user.username, "password": PASSWORD})
    assert "Akun ini tidak aktif. Hubungi Administrator" in benar.text
    salah = Client().post(masuk, {"username": user.username, "password": "salah"})
    assert "tidak aktif" not in salah.text


def test_an_account_is_opened_again_with_its_password(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    actions.deactivate(user, by=admin, on=hari_ini())
    actions.reactivate(user, by=admin, on=hari_ini())
    assert logs_in(user.username, PASSWORD)


def test_an_account_that_was_never_used_is_not_opened_without_an_invitation(admin, kabupaten):
    user = invite(admin, kabupaten).undangan.user
    with pytest.raises(Ditolak, match="undangan baru"):
        actions.reactivate(user, by=admin, on=hari_ini())


def test_an_account_that_serves_elsewhere_too_is_left_to_who_is_above(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    make_penugasan(user, make_satker("KPU Provinsi Lain"))
    for step in (actions.deactivate, actions.reactivate, actions.renew_invitation, actions.revoke_invitation):
        with pytest.raises(Ditolak, match="di luar jangkauan"):
            step(user, by=admin, on=hari_ini())


def test_nobody_closes_the_own_account(admin, provinsi):
    make_member(provinsi, Peran.ADMINISTRATOR)
    with pytest.raises(Ditolak, match="akun sendiri"):
        actions.deactivate(admin, by=admin, on=hari_ini())


# The last Administrator


def test_the_last_administrator_keeps_the_duty(admin):
    with pytest.raises(Ditolak, match="Administrator aktif terakhir"):
        actions.end_duty(admin.penugasan.get(), hari_ini(), lama=None, by=admin, on=hari_ini())
    assert admin.penugasan.in_force(hari_ini()).exists()


def test_the_last_administrator_is_not_closed_by_the_one_who_is_about_to_go(admin, provinsi):
    kedua = make_member(provinsi, Peran.ADMINISTRATOR)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    with pytest.raises(Ditolak, match="Administrator aktif terakhir"):
        # `admin` was read before it was closed: the authority is old, the count is not.
        actions.deactivate(kedua, by=admin, on=hari_ini())


def test_a_second_administrator_lets_the_first_go(admin, provinsi):
    kedua = make_member(provinsi, Peran.ADMINISTRATOR)
    actions.end_duty(admin.penugasan.get(), hari_ini(), lama=None, by=admin, on=hari_ini())
    assert not admin.penugasan.in_force(hari_ini()).exists()
    with pytest.raises(Ditolak, match="terakhir"):
        actions.end_duty(kedua.penugasan.get(), hari_ini(), lama=None, by=kedua, on=hari_ini())


def test_a_successor_who_leaves_before_is_none(admin, provinsi):
    besok, lusa = (hari_ini() + timedelta(days=n) for n in (1, 2))
    make_penugasan(make_user(), provinsi, Peran.ADMINISTRATOR, selesai=besok)
    with pytest.raises(Ditolak, match="terakhir"):
        actions.end_duty(admin.penugasan.get(), lusa, lama=None, by=admin, on=hari_ini())


def test_an_invited_administrator_is_no_successor_before_accepting(admin, provinsi):
    invite(admin, provinsi, Peran.ADMINISTRATOR)
    with pytest.raises(Ditolak, match="terakhir"):
        actions.end_duty(admin.penugasan.get(), hari_ini(), lama=None, by=admin, on=hari_ini())


def test_an_administrator_above_is_a_successor(admin, kabupaten):
    di_bawah = make_member(kabupaten, Peran.ADMINISTRATOR)
    actions.deactivate(di_bawah, by=admin, on=hari_ini())
    assert not User.objects.get(pk=di_bawah.pk).is_active


def test_every_step_is_in_the_trail(admin, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    actions.add_duty(user, Tugas(kabupaten, Peran.PEMBACA, hari_ini()), by=admin)
    actions.end_duty(
        Penugasan.objects.get(peran=Peran.PEMBACA), hari_ini(), lama=None, by=admin, on=hari_ini()
    )
    actions.deactivate(user, by=admin, on=hari_ini())
    actions.reactivate(user, by=admin, on=hari_ini())
    assert list(Jejak.objects.order_by("pk").values_list("peristiwa", "oleh")) == [
        ("Penugasan diberikan", admin.pk),
        ("Penugasan diakhiri", admin.pk),
        ("Pengguna dinonaktifkan", admin.pk),
        ("Pengguna diaktifkan kembali", admin.pk),
    ]
