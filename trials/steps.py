"""The campaigns of the states: two people take steps of one figure, or of one quarter, at one moment."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Peran
from accounts.trail import history
from measurements import actions
from measurements.drafts import drafts_of
from measurements.models import Analisis, Pengembalian, Realisasi
from measurements.states import KategoriPengembalian, StatusRealisasi
from tests.factories import make_member
from tests.measurements.quarter import TAHUN, TRIWULAN, Quarter, make_complete, make_measured, make_quarter
from trials.browser import Browser, Page
from trials.campaign import Arms, Campaign, Turn
from trials.edits import new_satker, sheet_of
from trials.race import Move, posted_together, sending

S = StatusRealisasi
VERIFIED = "Realisasi diverifikasi."
RETURNED = "Realisasi dikembalikan kepada pengisi."
WITHDRAWN = "ditarik kembali."
UNDONE = "Verifikasi dibatalkan; realisasi kembali menunggu."
LOCKED = f"Tahun {TAHUN} dikunci."
ALASAN = "Pembilang berbeda dengan laporan yang dilampirkan."
TYPED = "Sebab yang diketik pada halaman lama"


def quarter(*statuses: str) -> tuple[Quarter, list[Realisasi]]:
    """An open quarter with one complete realisasi per state."""
    tw = make_quarter(new_satker())
    indikator = [tw.indikator]
    indikator += [make_measured(tw.indikator.sasaran.perjanjian) for _ in statuses[1:]]
    tw.in_force()
    return tw, [
        make_complete(satu, status, by=tw.staf) for satu, status in zip(indikator, statuses, strict=True)
    ]


def button(turn: Turn, user: User, page: str, args: Sequence[object], action: str = "", **typed: str) -> Move:
    """Somebody opens a page now and sends its form at the moment of the trial."""
    browser = turn.web.browser(user)
    form = browser.get(reverse(f"measurements:{page}", args=args)).form(action=action)
    return sending(browser, form.filled(**typed))


def verifying(turn: Turn, user: User, satu: Realisasi) -> Move:
    return button(turn, user, "realisasi", [satu.pk], f"/{satu.pk}/verifikasi/")


def closing(turn: Turn, user: User, tw: Quarter) -> Move:
    return button(turn, user, "kunci", [tw.satker.slug, TAHUN, TRIWULAN])


# What may not be


def faults(pages: Sequence[Page]) -> list[str]:
    return [f"an answer was {page.status}" for page in pages if page.status not in (200, 409)]


def state_of(realisasi: Realisasi) -> str:
    return Realisasi.objects.get(pk=realisasi.pk).status


def events(realisasi: Realisasi) -> list[str]:
    """What the trail says happened, oldest first."""
    return list(history(realisasi).order_by("pk").values_list("peristiwa", flat=True))


def one_of(satu: Realisasi, pages: Sequence[Page], steps: Sequence[tuple[str, str, str]]) -> list[str]:
    """That one of two steps was taken, and that only who took it was told so.

    steps: in the order of the pages (sentence of success, event in the trail, state that it leads to).
    """
    told = faults(pages)
    done = [said for page, (said, _, _) in zip(pages, steps, strict=True) if page.shows([said])]
    taken = [(said, state) for said, event, state in steps if event in events(satu)]
    if [(said, state_of(satu)) for said in done] != taken:
        told.append(f"told {done}; the trail has {taken}; the state is {state_of(satu)}")
    return told + [f"{len(taken)} of two steps were taken"] * (len(taken) != 1)


# Two steps of one figure


def verify_and_return(turn: Turn) -> list[str]:
    tw, [satu] = quarter(S.DIAJUKAN)
    lain = make_member(tw.satker, Peran.VERIFIKATOR)
    typed = {"kategori": KategoriPengembalian.ANGKA.value, "alasan": ALASAN}
    moves = [verifying(turn, tw.verifikator, satu), button(turn, lain, "kembalikan", [satu.pk], **typed)]
    pages = posted_together(turn, moves)
    steps = [
        (VERIFIED, "Realisasi diverifikasi", S.TERVERIFIKASI),
        (RETURNED, "Realisasi dikembalikan", S.DIKEMBALIKAN),
    ]
    told = one_of(satu, pages, steps)
    stored = Pengembalian.objects.filter(realisasi=satu, alasan=ALASAN).exists()
    return told + ["the reason is neither stored nor shown"] * (not stored and not pages[1].shows([ALASAN]))


def withdraw_and_verify(turn: Turn) -> list[str]:
    tw, [satu] = quarter(S.DIAJUKAN)
    staf = turn.web.browser(tw.staf)
    moves = [
        sending(staf, staf.get(sheet_of(satu.indikator)).form(action="/tarik/")),
        verifying(turn, tw.verifikator, satu),
    ]
    steps = [
        (WITHDRAWN, "Pengajuan ditarik kembali", S.DRAF),
        (VERIFIED, "Realisasi diverifikasi", S.TERVERIFIKASI),
    ]
    return one_of(satu, posted_together(turn, moves), steps)


# A quarter is closed


def two_closes(turn: Turn) -> list[str]:
    tw, semua = quarter(S.TERVERIFIKASI, S.TERVERIFIKASI, S.TERVERIFIKASI)
    lain = make_member(tw.satker, Peran.VERIFIKATOR)
    pages = posted_together(turn, [closing(turn, tw.verifikator, tw), closing(turn, lain, tw)])
    told = faults(pages) + ["a close was refused"] * any(not page.shows([LOCKED]) for page in pages)
    for satu in semua:
        kini = Realisasi.objects.get(pk=satu.pk)
        if (kini.status, kini.versi, events(satu)) != (S.TERKUNCI, satu.versi + 1, ["Triwulan dikunci"]):
            told.append(f"{kini.status} in version {kini.versi} after {events(satu)}")
    return told


def undo_and_close(turn: Turn) -> list[str]:
    tw, semua = quarter(S.TERVERIFIKASI, S.TERVERIFIKASI, S.TERVERIFIKASI)
    lain = make_member(tw.satker, Peran.VERIFIKATOR)
    satu = semua[turn.number % 3]
    moves = [button(turn, lain, "batalkan", [satu.pk], alasan=ALASAN), closing(turn, tw.verifikator, tw)]
    steps = [(UNDONE, "Verifikasi dibatalkan", S.DIAJUKAN), (LOCKED, "Triwulan dikunci", S.TERKUNCI)]
    told = one_of(satu, posted_together(turn, moves), steps)
    return told + ["the quarter is locked in part"] * (
        len({state_of(lainnya) == S.TERKUNCI for lainnya in semua}) > 1
    )


def save_and_close(turn: Turn) -> list[str]:
    """The page that closes was opened when all was verified; one figure has been returned since."""
    tw, semua = quarter(S.TERVERIFIKASI, S.TERVERIFIKASI, S.TERVERIFIKASI)
    satu = semua[turn.number % 3]
    moves = [closing(turn, tw.verifikator, tw)]
    actions.undo_verify(satu, ALASAN, by=tw.verifikator)
    actions.send_back(satu, KategoriPengembalian.ANGKA, ALASAN, by=tw.verifikator)
    staf = turn.web.browser(tw.staf)
    moves.append(sending(staf, staf.get(sheet_of(satu.indikator)).form("versi").filled(penyebab=TYPED)))
    pages = posted_together(turn, moves)
    told = faults(pages) + ["the quarter is closed"] * pages[0].shows([LOCKED])
    return told + ["the text is not stored"] * (penyebab(satu) != TYPED)


def penyebab(realisasi: Realisasi) -> str:
    return Analisis.objects.get(realisasi=realisasi).penyebab


# A text that was typed on an older page


def stale_save_and_verify(turn: Turn) -> list[str]:
    tw, [satu] = quarter(S.DRAF)
    saving = stale_saving(turn, satu)
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    return after_a_stale_save(turn, satu, saving, verifying(turn, tw.verifikator, satu), S.TERVERIFIKASI)


def stale_save_and_close(turn: Turn) -> list[str]:
    tw, [satu] = quarter(S.DRAF)
    saving = stale_saving(turn, satu)
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    actions.verify(satu, by=tw.verifikator)
    return after_a_stale_save(turn, satu, saving, closing(turn, tw.verifikator, tw), S.TERKUNCI)


def stale_saving(turn: Turn, satu: Realisasi) -> tuple[User, Move]:
    """A colleague opens the sheet and types."""
    staf = make_member(satu.indikator.sasaran.perjanjian.satker, Peran.STAF)
    browser = turn.web.browser(staf)
    return staf, sending(browser, browser.get(sheet_of(satu.indikator)).form("versi").filled(penyebab=TYPED))


def after_a_stale_save(
    turn: Turn, satu: Realisasi, saving: tuple[User, Move], other: Move, state: str
) -> list[str]:
    semula = penyebab(satu)
    staf, move = saving
    pages = posted_together(turn, [move, other])
    told = faults(pages) + [f"the state is {state_of(satu)}"] * (state_of(satu) != state)
    if penyebab(satu) != semula:
        told.append(f"{state}, but not as it was handed in")
    elif not pages[0].shows([f"Indikator {satu.indikator.nomor} belum disimpan."]):
        told.append("the text was not saved, and nobody said so")
    return told + ["the text is neither stored nor kept"] * (
        TYPED not in (penyebab(satu), kept_by(staf, satu))
    )


def kept_by(user: User, satu: Realisasi) -> str:
    draf = drafts_of(user, [satu.indikator], TRIWULAN).get(satu.indikator_id)
    return draf.isi["penyebab"] if draf else ""


def replace_and_verify(turn: Turn) -> list[str]:
    """A figure is withdrawn, changed and handed in again while its old page is open to be verified.

    How many of the three steps are taken before the moment changes from turn to turn, all of them first.
    """
    tw, [satu] = quarter(S.DIAJUKAN)
    semula, verify = penyebab(satu), verifying(turn, tw.verifikator, satu)
    browser = turn.web.browser(tw.staf)
    steps = (withdraw, change, hand_in)
    before = 3 - turn.number % 4
    for step in steps[:before]:
        step(browser, satu, ())
    page, _ = posted_together(
        turn, [verify, lambda arms: [step(browser, satu, arms) for step in steps[before:]]]
    )
    told, verified = faults([page]), state_of(satu) == S.TERVERIFIKASI
    if verified and penyebab(satu) != semula:
        told.append("what was verified is not what the page showed")
    if page.shows([VERIFIED]) != verified:
        told.append(f"told of success: {page.shows([VERIFIED])}, the state is {state_of(satu)}")
    return told


def withdraw(browser: Browser, satu: Realisasi, arms: Arms) -> None:
    for form in browser.get(sheet_of(satu.indikator)).forms(action="/tarik/"):
        browser.send(form, arms)


def change(browser: Browser, satu: Realisasi, arms: Arms) -> None:
    for form in browser.get(sheet_of(satu.indikator)).forms("versi"):
        browser.send(form.filled(penyebab=TYPED), arms)


def hand_in(browser: Browser, satu: Realisasi, arms: Arms) -> None:
    slug = satu.indikator.sasaran.perjanjian.satker.slug
    page = browser.get(reverse("measurements:ajukan", args=[slug, TAHUN, TRIWULAN]))
    for form in page.forms(action="/ajukan/kirim/"):
        browser.send(form, arms)


STEPS = (
    Campaign("verify, and return", ("without-locks",), verify_and_return),
    Campaign("withdraw, and verify", ("without-locks",), withdraw_and_verify),
    Campaign("two closes", ("without-locks",), two_closes),
    Campaign("undo, and close", ("without-locks",), undo_and_close),
    Campaign("save, and close", ("without-gate",), save_and_close),
    Campaign("old save, and verify", ("without-version-realisasi", "without-state"), stale_save_and_verify),
    Campaign("old save, and close", ("without-version-realisasi", "without-state"), stale_save_and_close),
    Campaign("replace, and verify", ("without-version-verifikasi",), replace_and_verify),
)
