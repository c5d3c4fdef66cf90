"""Events at one moment: one chain, nobody waits for ever; without the lock events are lost.

SQLite in memory has other locks than SQLite in a file: that one is tried by `make trials`.
"""

from contextlib import nullcontext
from threading import Event
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts import actions, trail
from accounts.models import Satker, User
from accounts.permissions import Peran
from accounts.trail import record, verify
from tests.factories import make_member, make_satker
from tests.together import together
from trials.chain import lost_events

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a writer of SQLite is alone from its BEGIN"),
]
WAIT_SECONDS = 60


def test_events_at_one_moment_make_one_chain():
    assert lost_events(make_satker()) == []


def test_without_the_lock_events_are_lost():
    """The control: two events take one number, and the database refuses the second."""
    assert lost_events(make_satker(), "without-chain-lock") != []


@pytest.mark.parametrize("guarded", [True, False])
def test_who_has_the_chain_waits_for_nobody(guarded):
    """An event of a person whose account is being closed: its foreign key waits for that row at the commit.

    The control takes the chain's lock alone, and PostgreSQL has to end one of the two.
    """
    satker = make_satker()
    admin, orang = make_member(satker, Peran.ADMINISTRATOR), make_member(satker, Peran.ADMINISTRATOR)
    row_is_held, chain_is_held = Event(), Event()

    def closing() -> None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=orang.pk)
            row_is_held.set()
            # The guarded one never has the chain while the row is held: it is given a moment to try.
            chain_is_held.wait(0.5 if guarded else WAIT_SECONDS)
            actions.deactivate(orang, by=admin, on=timezone.localdate())

    def acting() -> None:
        with transaction.atomic():
            row_is_held.wait(WAIT_SECONDS)
            record("ubah", satker, by=orang, satker=satker)
            chain_is_held.set()

    with nullcontext() if guarded else patch.object(trail, "_wait_for_chain", lock_alone):
        outcomes = together(closing, acting)
    deadlocks = [satu.error for satu in outcomes if "deadlock" in str(satu.error)]
    assert len(deadlocks) == (0 if guarded else 1)
    assert verify().kerusakan == ""


def lock_alone(by: User | None, satker: Satker | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [trail.CHAIN_LOCK])
