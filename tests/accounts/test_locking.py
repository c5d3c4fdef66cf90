"""Too many failed logins: who is held, for how long, and who is not."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts import invitations
from accounts.locking import client_address
from tests.factories import PASSWORD, make_member, make_satker, make_user
from tests.strict import strict_templates

MASUK = reverse("accounts:login")
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def attempt(username: str, password: str, address: str = OFFICE):
    with strict_templates():
        return Client(REMOTE_ADDR=address).post(MASUK, {"username": username, "password": password})


def fail(username: str, times: int = settings.AXES_FAILURE_LIMIT) -> list[int]:
    return [attempt(username, f"salah-{ke}").status_code for ke in range(times)]


def test_the_tenth_failure_holds_the_account_from_that_address(db):
    make_member(make_satker(), username="rina")
    assert fail("rina") == [200] * 9 + [429]
    held = attempt("rina", PASSWORD)
    sampai = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
    assert (held.status_code, held.context["sampai"], held.context["batas"]) == (429, sampai, 10)
    assert (held["Retry-After"], held["Cache-Control"]) == ("900", "no-store")


def test_an_office_behind_one_address_is_not_held_by_one_person(db):
    for username in ("rina", "budi"):
        make_user(username)
    fail("rina")
    assert attempt("budi", PASSWORD).status_code == 302
    assert attempt("rina", PASSWORD, ELSEWHERE).status_code == 302
    assert attempt("rina", PASSWORD).status_code == 429


@override_settings(AXES_LOCKOUT_PARAMETERS=["ip_address"])
def test_by_address_alone_the_office_would_be_held(db):
    """The control."""
    for username in ("rina", "budi"):
        make_user(username)
    fail("rina")
    assert attempt("budi", PASSWORD).status_code == 429


def test_neither_another_address_of_the_same_computer_nor_another_browser_helps(db):
    """IPv6 gives a computer 2^64 addresses; a browser calls itself what it likes."""
    make_user("rina")
    for ke in range(9):
        assert attempt("rina", f"salah-{ke}", f"2001:db8::{ke:x}").status_code == 200
    client = Client(REMOTE_ADDR="2001:db8::ffff", HTTP_USER_AGENT="Lain")
    assert client.post(MASUK, {"username": "rina", "password": "salah"}).status_code == 429
    assert attempt("rina", PASSWORD, "2001:db8:0:1::1").status_code == 302


def test_waiting_ends_it_and_trying_meanwhile_makes_it_no_longer(db):
    make_user("rina")
    fail("rina")
    lama = AccessAttempt.objects.get().attempt_time
    fail("rina", 3)
    assert AccessAttempt.objects.get().attempt_time == lama
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert attempt("rina", PASSWORD).status_code == 302


def test_a_success_forgets_the_failures(db):
    make_user("rina")
    for _ in range(2):
        fail("rina", 9)
        assert attempt("rina", PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_name_that_nobody_has_is_held_alike(db):
    assert fail("tidak-ada") == [200] * 9 + [429]


class CountingHasher(MD5PasswordHasher):
    """How often a password was hashed: what the time of an answer tells."""

    times = 0

    def encode(self, password, salt):
        CountingHasher.times += 1
        return super().encode(password, salt)


def test_the_time_of_an_answer_tells_no_account(db, settings):
    make_user("rina")
    make_user("budi", is_active=False)
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    dihitung = []
    for username in ("rina", "budi", "tidak-ada"):
        CountingHasher.times = 0
        assert attempt(username, "salah").status_code == 200
        dihitung.append(CountingHasher.times)
    assert dihitung == [1, 1, 1]


def test_a_new_password_ends_it(db):
    user = make_user("rina")
    fail("rina")
    tautan = invitations.issue(user, by=None)
    baru = "padi-menguning-2027"
    response = Client().post(
        tautan.url.removeprefix(settings.SITE_URL), {"new_password1": baru, "new_password2": baru}
    )
    # The link does not log in: it leads to the page where one does.
    assert (response.status_code, response.url) == (302, MASUK)
    assert attempt("rina", baru).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.9:4711", None),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "::1", "::"),
    ],
)
def test_what_a_client_writes_into_the_header_is_worth_nothing(proxies, forwarded, address):
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(request) == address
