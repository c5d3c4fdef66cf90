"""Two Administrators at one time, where two transactions may run (SQLite runs one after another)."""

from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts import actions, invitations
from accounts.actions import Ditolak
from accounts.invitations import TidakBerlaku
from accounts.models import User
from accounts.permissions import Peran
from tests.factories import make_member, make_satker
from tests.together import END_SECONDS, together, wait_until_one_waits

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
    ),
]
TRIALS = 20


def test_two_administrators_who_close_each_other_leave_one():
    hari = timezone.localdate()
    for _ in range(TRIALS):
        satker = make_satker()
        satu, dua = (make_member(satker, Peran.ADMINISTRATOR) for _ in range(2))
        outcomes = together(
            lambda satu=satu, dua=dua: actions.deactivate(User.objects.get(pk=dua.pk), by=satu, on=hari),
            lambda satu=satu, dua=dua: actions.deactivate(User.objects.get(pk=satu.pk), by=dua, on=hari),
        )
        assert sorted(type(satu.error).__name__ for satu in outcomes) == ["Ditolak", "NoneType"]
        assert User.objects.filter(pk__in=[satu.pk, dua.pk], is_active=True).count() == 1


def test_a_link_is_used_once_even_by_two_at_one_time():
    satker = make_satker()
    admin = make_member(satker, Peran.ADMINISTRATOR)
    for _ in range(TRIALS):
        user = make_member(satker)
        tautan = actions.renew_invitation(user, by=admin, on=timezone.localdate())
        token = tautan.url.rstrip("/").rpartition("/")[2]
        outcomes = together(
            lambda token=token: invitations.accept(token, "pertama-2026-x", now=timezone.now()),
            lambda token=token: invitations.accept(token, "kedua-2026-xyz", now=timezone.now()),
        )
        assert sorted(type(satu.error).__name__ for satu in outcomes) == ["NoneType", TidakBerlaku.__name__]


def test_a_link_that_is_opened_while_another_is_made_waits_without_holding_it():
    """Whoever makes a link has the person and comes for the older link: who opens that must not have it."""
    satker = make_satker()
    admin, user = make_member(satker, Peran.ADMINISTRATOR), make_member(satker)
    tautan = actions.renew_invitation(user, by=admin, on=timezone.localdate())
    token = tautan.url.rstrip("/").rpartition("/")[2]
    person_is_held = Event()

    def renewing() -> None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            person_is_held.set()
            wait_until_one_waits()
            invitations.issue(user, by=admin)

    def accepting() -> None:
        person_is_held.wait(END_SECONDS)
        invitations.accept(token, "pertama-2026-x", now=timezone.now())

    renewed, accepted = together(renewing, accepting)
    assert renewed.error is None
    assert type(accepted.error) is TidakBerlaku


def test_two_links_at_one_time_leave_one_open():
    satker = make_satker()
    admin = make_member(satker, Peran.ADMINISTRATOR)
    user = make_member(satker)
    hari = timezone.localdate()
    for _ in range(TRIALS):
        outcomes = together(*[lambda: actions.renew_invitation(user, by=admin, on=hari)] * 2)
        assert [error for _, error in outcomes if error is not None and not isinstance(error, Ditolak)] == []
        assert user.undangan.open().count() == 1
