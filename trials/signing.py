"""Attacks on a signature: an edit of the same moment, kill -9 at every labelled step, bits and additions.

An edit is in the hash or refused; a report is signed whole or not at all; a file that was touched is found.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Peran
from accounts.trail import history
from agreements.models import Indikator, KunciTahun
from budget.models import BarisDipa
from importing.refused import FileRefused
from measurements.models import Realisasi
from reports import approval, signing
from reports.frozen import to_json
from reports.manuscript import Ketentuan, mark_seen, susun_naskah
from reports.models import LaporanKinerja, Narasi, Naskah, Pengesahan
from reports.signature import Pkcs12, inspect
from reports.signing import LANGKAH, BahanBerubah, sign
from tests.factories import make_dipa, make_lkj, make_member, make_naskah, make_pk, make_rich_indikator
from tests.reports.ready import ready_to_sign
from tests.reports.signed import KETERANGAN, signer, small_pdf
from tests.together import together
from trials.arms import ARMS
from trials.campaign import Arms, Campaign, Turn
from trials.edits import new_satker

#: How long an edit stays uncommitted, within how long it begins, when the signature begins.
HELD_SECONDS, WITHIN_SECONDS, SIGN_SECONDS = 0.08, 0.16, 0.05
FLIPS, ADDED = 50, 3
#: The steps at which a few are killed, the first of them in the control too; how often a race is tried.
FEW_STEPS, FEW_EDITS, CONTROL_EDITS = ("laporan ditandai", "berkas ditulis", "dicatat"), 4, 30
WHOLE, NOTHING = "signed whole", "not signed"


def penanda() -> Pkcs12:
    """A signer of this place."""
    return signer(Path(os.environ["LKJ_DATA_DIR"]))


def ready() -> tuple[Naskah, User]:
    """A manuscript of an examined report that the Sekretaris has opened."""
    satker = new_satker()
    make_dipa(satker)
    pk = make_pk(satker)
    make_rich_indikator(pk)
    laporan = make_lkj(pk)
    Narasi.objects.create(laporan=laporan, kunci="bab4.saran", isi="<p>Semula.</p>")
    ready_to_sign(laporan)
    approval.examine(laporan, by=make_member(satker, Peran.VERIFIKATOR))
    sekretaris = make_member(satker, Peran.SEKRETARIS)
    naskah = make_naskah(laporan, small_pdf(), sertifikat=penanda().sertifikat.sidik)
    mark_seen(naskah, by=sekretaris)
    return naskah, sekretaris


# An edit of the same moment


def edits(laporan: LaporanKinerja) -> list[Callable[[], object]]:
    """An edit of each kind of material, below every form."""
    pk = laporan.perjanjian_id
    return [
        lambda: Narasi.objects.filter(laporan=laporan).update(isi="<p>Diubah.</p>"),
        lambda: Indikator.objects.filter(sasaran__perjanjian=pk).update(nama="Nama yang diubah"),
        lambda: Realisasi.objects.filter(indikator__sasaran__perjanjian=pk).update(nilai=55),
        lambda: BarisDipa.objects.filter(revisi__dipa__satker=laporan.satker_id).update(pagu=5_000),
    ]


def raced_edit(turn: Turn) -> list[str]:
    """Somebody writes while the Sekretaris signs."""
    naskah, sekretaris = ready()
    edit = edits(naskah.laporan)[turn.number % 4]
    tanda = penanda()

    def write() -> None:
        time.sleep(turn.moment * WITHIN_SECONDS)
        with transaction.atomic():
            edit()
            time.sleep(HELD_SECONDS)

    def confirm() -> None:
        time.sleep(SIGN_SECONDS)
        sign(naskah, tanda, by=sekretaris, on=timezone.localdate())

    with ExitStack() as stack:
        for name in turn.arms:
            stack.enter_context(ARMS[name]())
        signed, written = together(confirm, write)
    told = [
        f"{what}: {outcome.error!r}"
        for what, outcome, refusal in (("sign", signed, BahanBerubah), ("edit", written, IntegrityError))
        if outcome.error is not None and not isinstance(outcome.error, refusal)
    ]
    if signed.error is None and to_json(susun_naskah(naskah.laporan, Ketentuan.of(naskah))) != naskah.dokumen:
        told.append("an edit is neither in the hash nor refused")
    if signed.error is not None and written.error is not None:
        told.append("both were refused")
    return told


# kill -9


def killed_signing(turn: Turn) -> list[str]:
    """Killed at one labelled step; what is left is whole or nothing, and can be signed then."""
    naskah, sekretaris = ready()
    langkah = LANGKAH[turn.number % len(LANGKAH)]
    connections.close_all()
    child = os.fork()
    if not child:
        _sign_and_die(naskah, sekretaris, langkah, turn.arms)
    os.waitpid(child, 0)
    told = [] if (kini := state(naskah)) in (WHOLE, NOTHING) else [f"killed at {langkah}: {kini}"]
    if kini == NOTHING:
        sign(naskah, penanda(), by=sekretaris, on=timezone.localdate())
        told += [f"signed after {langkah}: {state(naskah)}"] * (state(naskah) != WHOLE)
    return told


def _sign_and_die(naskah: Naskah, by: User, langkah: str, arms: Arms) -> None:
    def at(kini: str) -> None:
        if kini == langkah:
            os.kill(os.getpid(), signal.SIGKILL)

    signing.at = at
    try:
        with ExitStack() as stack:
            for name in arms:
                stack.enter_context(ARMS[name]())
            sign(naskah, penanda(), by=by, on=timezone.localdate())
    finally:
        os._exit(1)


def state(naskah: Naskah) -> str:
    """What is stored of a signature: all of it, nothing, or which parts."""
    laporan = LaporanKinerja.objects.get(pk=naskah.laporan_id)
    sah = Pengesahan.objects.filter(naskah=naskah).first()
    parts = {
        "status": laporan.status == "disahkan",
        "who": laporan.disahkan_oleh_id is not None,
        "proof": sah is not None,
        "lock": KunciTahun.objects.filter(satker=laporan.satker_id, tahun=laporan.tahun).exists(),
        "trail": history(laporan).filter(peristiwa="LKj disahkan").exists(),
        "file": sah is not None
        and sha256(Path(default_storage.path(sah.berkas)).read_bytes()).hexdigest() == sah.sha256,
    }
    if all(parts.values()):
        return WHOLE
    return str([name for name, there in parts.items() if there]) if any(parts.values()) else NOTHING


# Bits and additions


def touched_file(turn: Turn) -> list[str]:
    """Bits of a signed file are flipped and pages added; the control knows no hash."""
    acak = random.Random(turn.number)
    berkas = penanda().sign(small_pdf(), KETERANGAN)
    return [
        f"{what} is not found"
        for what, isi in [*_flipped(berkas, acak), *_added(berkas, acak)]
        if _passes(isi) and (turn.arms or sha256(isi).digest() == sha256(berkas).digest())
    ]


def _flipped(berkas: bytes, acak: random.Random) -> list[tuple[str, bytes]]:
    hasil = []
    for _ in range(FLIPS):
        letak, bit = acak.randrange(len(berkas)), acak.randrange(8)
        isi = bytearray(berkas)
        isi[letak] ^= 1 << bit
        hasil.append((f"bit {bit} of byte {letak}", bytes(isi)))
    return hasil


def _added(berkas: bytes, acak: random.Random) -> list[tuple[str, bytes]]:
    hasil = []
    for ke in range(ADDED):
        with pikepdf.open(BytesIO(berkas)) as pdf:
            pdf.add_blank_page(page_size=(100, 100 + acak.randrange(100)))
            aliran = BytesIO()
            pdf.save(aliran)
        hasil.append((f"page {ke}", (aliran.getvalue(), berkas + aliran.getvalue(), berkas + b"\n")[ke % 3]))
    return hasil


def _passes(isi: bytes) -> bool:
    try:
        return inspect(isi).sah
    except FileRefused:
        return False


def _race_control() -> Arms:
    """The guard that the race is about: the lock; SQLite has one writer, so there it is the comparison."""
    return ("without-year-lock",) if connection.vendor == "postgresql" else ("without-fingerprint",)


SIGNING = (
    Campaign("edit in a signature", _race_control(), raced_edit),
    Campaign("kill in a signature", ("without-transaction",), killed_signing),
    Campaign("touched signed file", ("without-hash",), touched_file),
)


def few() -> dict[str, tuple[list[str], list[str]]]:
    """What the race and the kill lost, played a few times, and what their controls lost: for the suite."""
    race, kill, _ = SIGNING
    killed = [killed_signing(Turn(None, LANGKAH.index(satu), 0.5, ())) for satu in FEW_STEPS]
    harmed = killed_signing(Turn(None, LANGKAH.index(FEW_STEPS[0]), 0.5, kill.control))
    return {
        race.name: (
            _all(race.play(None, FEW_EDITS)),
            _all(race.play(None, CONTROL_EDITS, control=True, small=True)),
        ),
        kill.name: (_all(killed), harmed),
    }


def _all(told: list[list[str]]) -> list[str]:
    return [satu for lost in told for satu in lost]
