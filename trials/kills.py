"""kill -9 of the web process in the middle of a save or of an autosave: nothing half, nothing taken back."""

import time
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from accounts.permissions import Peran
from accounts.trail import history
from agreements.models import Indikator
from measurements.drafts import drafts_of
from measurements.entry import Isian, isi_sekarang
from measurements.forms import baca, dari_kiriman
from measurements.models import Realisasi
from tests.factories import make_member
from tests.measurements.quarter import TRIWULAN
from tests.together import together
from trials.browser import Form, Page
from trials.campaign import Campaign, Turn
from trials.edits import new_indikator, new_satker, sheet_of, typed_by
from trials.race import Move

AUTOSAVES = 3


class State(NamedTuple):
    """Everything that a save changes together."""

    versi: int
    isi: Isian
    jejak: int
    draf: bool


def state_of(indikator: Indikator, user: User) -> State:
    """What is stored, once a transaction that died has let go of the indikator."""
    with transaction.atomic():
        Indikator.objects.select_for_update().get(pk=indikator.pk)
        kini = Realisasi.objects.get(indikator=indikator, triwulan=TRIWULAN)
        draf = drafts_of(user, [indikator], TRIWULAN)
        return State(kini.versi, isi_sekarang(kini), history(kini).count(), indikator.pk in draf)


def open_form(turn: Turn) -> tuple[Indikator, User, Move, Form]:
    """A form that somebody has opened on a stored figure and typed into; the move sends it and stays."""
    satker = new_satker()
    staf = make_member(satker, Peran.STAF)
    indikator = new_indikator(satker, saved_by=staf)
    browser = turn.web.browser(staf)
    form = browser.get(sheet_of(indikator)).form("versi").filled(**typed_by("Ani"))
    return indikator, staf, browser, form


def killed_save(turn: Turn) -> list[str]:
    """Killed somewhere in a save that takes as long as one just before took."""
    arms = ("slow", *turn.arms)
    _, _, browser, form = open_form(turn)
    start = time.monotonic()
    browser.send(form, arms, follow=False)
    wait = turn.moment * (time.monotonic() - start)
    indikator, staf, browser, form = open_form(turn)
    browser.send(autosave(form, "Draf sebelum disimpan"))
    before = state_of(indikator, staf)
    page = killed_after(turn, wait, lambda: browser.send(form, arms, follow=False))
    if browser.get(sheet_of(indikator)).status != 200:
        return ["the application did not come back"]
    isi = baca(indikator, dari_kiriman(form.fields)).isian
    after = State(before.versi + 1, isi, before.jejak + 1, False)
    now = state_of(indikator, staf)
    told = [f"half-written: {now}"] * (now not in (before, after))
    return told + ["acknowledged, but not stored"] * (page.status == 302 and now != after)


def killed_after(turn: Turn, seconds: float, send) -> Page:
    """The answer to a request whose process is killed meanwhile."""

    def kill() -> None:
        time.sleep(seconds)
        turn.web.kill_workers()

    sent, killed = together(send, kill)
    for outcome in (sent, killed):
        if outcome.error is not None:
            raise outcome.error
    return sent.value


def autosave(form: Form, penyebab: str) -> Form:
    """What the script of the sheet sends by itself."""
    return Form(f"{form.url}draf/", form.fields | {"penyebab": penyebab})


def killed_autosave(turn: Turn) -> list[str]:
    """Killed on the answer to the last of several autosaves, or somewhere in it."""
    indikator, staf, browser, form = open_form(turn)
    texts = [f"Ketikan ke-{ke}" for ke in range(AUTOSAVES)]
    start = time.monotonic()
    answers = [browser.send(autosave(form, teks)) for teks in texts[:-1]]
    took = (time.monotonic() - start) / len(answers)
    last = autosave(form, texts[-1])
    if turn.arms or turn.number % 2:
        answers.append(browser.send(last, turn.arms))
        turn.web.kill_workers()
    else:
        answers.append(killed_after(turn, turn.moment * took, lambda: browser.send(last, ("slow",))))
    acknowledged = max(ke for ke, page in enumerate(answers) if page.shows(["saved_at"]))
    page = browser.get(sheet_of(indikator))
    kept = drafts_of(staf, [indikator], TRIWULAN)[indikator.pk].isi["penyebab"]
    told = [f"{kept!r} is kept, {texts[acknowledged]!r} was acknowledged"] * (
        kept not in texts[acknowledged:]
    )
    return told + ["the page does not show the draft"] * (not page.shows([kept]))


KILLS = (
    Campaign("kill in a save", ("without-transaction",), killed_save),
    Campaign("kill in an autosave", ("committed-late",), killed_autosave),
)
