"""The audit trail: random tampers by who has the database's own rights, and events at one moment."""

from collections.abc import Sequence
from contextlib import ExitStack

from django.db import transaction

from accounts.models import Jejak, Satker
from accounts.trail import record, verify
from tests.accounts.tampers import undetected
from tests.factories import make_user
from tests.together import together
from trials.arms import ARMS
from trials.campaign import Campaign, Turn
from trials.edits import new_satker

#: So that the twenty trials of a campaign make a thousand tampers.
TAMPERS = 50
AT_ONCE, EACH = 4, 8


def tampered_trail(turn: Turn) -> list[str]:
    """Fifty tampers, one after another; those that `verify_trail` does not find."""
    first = turn.number * TAMPERS
    with under(turn.arms):
        return undetected(range(first, first + TAMPERS), new_satker(), make_user())


def events_at_once(turn: Turn) -> list[str]:
    """Four writers of eight events each."""
    return lost_events(new_satker(), *turn.arms)


def lost_events(satker: Satker, *arms: str) -> list[str]:
    """What became of events that several threads record at one moment, each in its own transaction."""

    def write() -> None:
        # The arms in the thread itself: each has a connection of its own.
        with under(arms):
            for ke in range(EACH):
                with transaction.atomic():
                    record("Diubah", satker, by=None, satker=satker, data={"ke": ke})

    outcomes = together(*[write] * AT_ONCE)
    told = [f"an event was refused: {satu.error}" for satu in outcomes if satu.error is not None]
    missing = AT_ONCE * EACH - Jejak.objects.filter(satker=satker).count()
    told += [f"{missing} events are missing"] * bool(missing)
    return told + [satu for satu in [verify().kerusakan] if satu]


def under(arms: Sequence[str]) -> ExitStack:
    """The arms, taken up one after another."""
    stack = ExitStack()
    for arm in arms:
        stack.enter_context(ARMS[arm]())
    return stack


CHAIN = (
    Campaign("tampered trail", ("thin-chain",), tampered_trail),
    Campaign("events at one moment", ("without-chain-lock",), events_at_once),
)
