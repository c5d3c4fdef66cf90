"""Password and code asked again: fresh for five minutes, for one purpose, once, back when the act fails."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from accounts.confirm import FRESH, KonfirmasiForm, PerluKonfirmasi, give, require_fresh
from accounts.models import Konfirmasi, User
from accounts.permissions import Peran
from tests.accounts.test_second_step import code, forget_waiting
from tests.factories import PASSWORD, make_member, make_satker, make_totp

TUJUAN = "sahkan:7"


@pytest.fixture
def user(db) -> User:
    return make_member(make_satker(), Peran.SEKRETARIS)


def asking(user: User, **session: object) -> HttpRequest:
    request = RequestFactory().post("/")
    request.user, request.session = user, dict(session)
    return request


def form(request: HttpRequest, password: str, kode: str) -> KonfirmasiForm:
    return KonfirmasiForm({"password": password, "kode": kode}, request=request, keperluan=TUJUAN)


def refused(request: HttpRequest, keperluan: str = TUJUAN, **when: object) -> bool:
    try:
        require_fresh(request, keperluan, **when)
    except PerluKonfirmasi:
        return True
    return False


def test_password_and_code_confirm_one_purpose_once(user):
    request, device = asking(user), make_totp(user)
    assert refused(request)
    assert form(request, PASSWORD, code(device)).is_valid()
    assert refused(request, "sahkan:8")
    assert not refused(request)
    assert refused(request)


def test_five_minutes_and_not_a_moment_more(user):
    request = asking(user)
    give(request, TUJUAN)
    diberikan = Konfirmasi.objects.get().diberikan_pada
    assert refused(request, now=diberikan + FRESH)
    assert not refused(request, now=diberikan + FRESH - timedelta(microseconds=1))


def test_a_clock_that_was_put_back_makes_it_no_longer(user):
    request = asking(user)
    give(request, TUJUAN)
    assert refused(request, now=timezone.now() - timedelta(hours=1))
    assert not refused(request)


def test_another_session_and_another_person_have_nothing_of_it(user):
    request = asking(user)
    give(request, TUJUAN)
    lain = make_member(make_satker(), Peran.SEKRETARIS)
    assert refused(asking(user))
    assert refused(asking(lain, **request.session))


def test_an_act_that_fails_does_not_spend_it(user):
    request = asking(user)
    give(request, TUJUAN)
    with transaction.atomic():
        require_fresh(request, TUJUAN)
        transaction.set_rollback(True)
    assert not refused(request)


def test_a_wrong_password_counts_as_a_failed_login_and_spends_no_code(user):
    request, device = asking(user), make_totp(user)
    salah = form(request, "salah", code(device))
    assert salah.errors == {"password": ["Kata sandi tidak sesuai."]}
    assert AccessAttempt.objects.get().username == user.username
    assert form(request, PASSWORD, code(device)).is_valid()


def test_a_wrong_code_confirms_nothing(user):
    request, device = asking(user), make_totp(user)
    assert list(form(request, PASSWORD, "12345").errors) == ["kode"]
    assert list(form(request, PASSWORD, "").errors) == ["kode"]
    assert refused(request)
    forget_waiting(device)
    assert form(request, PASSWORD, code(device)).is_valid()
    assert Konfirmasi.objects.get().diberikan_pada <= timezone.now()


def test_who_has_no_app_cannot_confirm(user):
    assert "belum ada aplikasi autentikator" in form(asking(user), PASSWORD, "123456").errors["kode"][0]
