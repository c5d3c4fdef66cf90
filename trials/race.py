"""Two people save one thing at one moment: who is stored, and what became of the other's text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.together import together
from trials.browser import Browser, Form, Page
from trials.campaign import Arms, Turn

#: What a person does at the moment of the trial, under some arms; the last answer.
Move = Callable[[Arms], Page]


@dataclass(frozen=True)
class Side:
    """One of two people with an edit form that was opened before either of them saves.

    typed: the words as their own page shows them again; printed: as any page prints them once stored.
    is_stored: whether all that they typed is stored. is_kept: whether all of it is in their draft.
    """

    who: str
    browser: Browser
    form: Form
    typed: tuple[str, ...]
    printed: tuple[str, ...]
    is_stored: Callable[[], bool]
    is_kept: Callable[[], bool] = lambda: False


def race(turn: Turn, sides: Sequence[Side], refusal: str) -> list[str]:
    """Both save at one moment; what was lost. `refusal`: the sentence for who was not stored."""
    pages = posted_together(turn, [sending(side.browser, side.form) for side in sides])
    stored = [side for side in sides if side.is_stored()]
    told = [
        f"{side.who} was answered {page.status}"
        for side, page in zip(sides, pages, strict=True)
        if not _answered(page)
    ]
    if len(stored) != 1:
        told.append(f"the text of {len(stored)} of {len(sides)} is stored")
    for side, page in zip(sides, pages, strict=True):
        if side in stored:
            told += [f"{side.who} is told that it was not saved, but it was"] * page.shows([refusal])
        else:
            told += _fate(side, page, refusal, stored)
    return told


def posted_together(turn: Turn, moves: Sequence[Move]) -> list[Page]:
    """The answers to what is sent at one moment."""
    outcomes = together(*[lambda move=move: move(turn.paced) for move in moves])
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return [outcome.value for outcome in outcomes]


def sending(browser: Browser, form: Form) -> Move:
    """The move of who sends a form."""
    return lambda arms: browser.send(form, arms)


def _answered(page: Page) -> bool:
    return page.status in (200, 409)


def _fate(side: Side, page: Page, refusal: str, stored: Sequence[Side]) -> list[str]:
    """What is wrong with how a text ended that is not stored."""
    if not page.shows([refusal]):
        return [f"{side.who} is not told that {side.typed[0]!r} was not saved"]
    if not side.is_kept() and not page.shows(side.typed):
        return [f"{side.typed[0]!r} of {side.who} is neither stored nor kept nor shown"]
    return [
        f"{side.who} does not see what {other.who} saved" for other in stored if not page.shows(other.printed)
    ]
