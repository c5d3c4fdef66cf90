"""Uploads as background work: asked for by a person, read by the worker, applied whole or not at all."""

import logging
from collections.abc import Callable, Mapping
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from agreements.frozen import Dibekukan
from budget.models import Unggahan
from budget.states import ALUR_UNGGAHAN, StatusUnggahan
from budget.upload_actions import (
    BelumDijelaskan,
    Bentrok,
    PratinjauLama,
    TidakDapatDiterapkan,
    apply_read,
    check_read,
    require_preview,
    require_uploader,
)
from budget.upload_plan import Bacaan, read_stored
from importing.findings import Finding, warnings
from jobs.actions import Enqueue, finish, report, request_job, still_mine
from jobs.models import Job
from jobs.running import run_job
from jobs.storage import BerkasBerubah, BerkasHilang
from kinerja.workflow import IllegalTransition

log = logging.getLogger(__name__)
PERIKSA = "periksa-unggahan"
TERAPKAN = "terapkan-unggahan"
FAILED = (
    "Berkas tidak dapat diolah karena kesalahan pada sistem. Administrator dapat melihat rinciannya di log."
)
TOO_LONG = "Berkas tidak selesai diolah dalam 10 menit. Pecah berkasnya, lalu unggah ulang."
GONE = "Berkas unggahan tidak ada lagi atau berubah di penyimpanan. Unggah ulang berkasnya."


class TidakUtuh(Exception):
    """The file of an upload is not what was uploaded."""


TOLD = (
    Dibekukan, Bentrok, PratinjauLama, TidakDapatDiterapkan, BelumDijelaskan, TidakUtuh, IllegalTransition,
    PermissionDenied,
)  # fmt: skip


def request_check(unggahan: Unggahan, enqueue: Enqueue, *, by: User) -> Job:
    """Ask for an upload to be read and checked; the job that is at it already is returned instead.

    PermissionDenied, IllegalTransition.
    """
    return _request(PERIKSA, "periksa", unggahan, {}, enqueue, by=by)


def request_apply(
    unggahan: Unggahan,
    alasan: Mapping[str, str],
    enqueue: Enqueue,
    *,
    by: User,
    pratinjau: str | None = None,
) -> Job:
    """Ask for an upload to be applied; the job that is at it already is returned instead.

    alasan: the key of every warning -> why it is right. BelumDijelaskan: some lack one. pratinjau: the
    preview that the person saw (`cap_pratinjau`). PratinjauLama: there is a newer one. Both are looked at
    again when it is applied. PermissionDenied, IllegalTransition.
    """
    require_preview(unggahan, pratinjau)
    kurang = [
        satu
        for satu in warnings(map(Finding.from_json, unggahan.temuan))
        if not alasan.get(satu.key, "").strip()
    ]
    if kurang and not unggahan.ringkasan.get("tanpa_perubahan"):
        raise BelumDijelaskan(kurang)
    tambahan = {"alasan": dict(alasan), "pratinjau": pratinjau}
    return _request(TERAPKAN, "terapkan", unggahan, tambahan, enqueue, by=by)


@transaction.atomic
def _request(
    kind: str, langkah: str, unggahan: Unggahan, tambahan: dict[str, object], enqueue: Enqueue, *, by: User
) -> Job:
    require_uploader(by, unggahan.satker)
    kini = Unggahan.objects.select_for_update().get(pk=unggahan.pk)
    ALUR_UNGGAHAN.find(StatusUnggahan(kini.status), langkah)
    berjalan = job_of(unggahan, kind)
    if berjalan is not None and not berjalan.is_finished:
        return berjalan
    arguments = {"unggahan": unggahan.pk, "tahun": unggahan.tahun} | tambahan
    return request_job(kind, unggahan.satker, arguments, enqueue, by=by)


def job_of(unggahan: Unggahan, kind: str) -> Job | None:
    """The newest job of a kind for an upload."""
    return Job.objects.filter(kind=kind, arguments__unggahan=unggahan.pk).order_by("-pk").first()


def run_check(job_id: int) -> None:
    """Read and check the upload of a job, if it is still waiting; every outcome ends in the job's row."""
    _run(job_id, lambda job, unggahan, bacaan: check_read(unggahan, bacaan))


def run_apply(job_id: int) -> None:
    """Apply the upload of a job, if it is still waiting; every outcome ends in the job's row."""
    _run(
        job_id,
        lambda job, unggahan, bacaan: apply_read(
            unggahan,
            bacaan,
            by=job.requested_by,
            alasan=job.arguments["alasan"],
            # A job that was asked for before this was kept has none.
            pratinjau=job.arguments.get("pratinjau"),
        ),
    )


def _run(job_id: int, langkah: Callable[[Job, Unggahan, Bacaan], object]) -> None:
    run_job(
        job_id,
        _read,
        lambda job, terbaca: _finish(job, partial(langkah, job, *terbaca)),
        told=TOLD,
        too_long=TOO_LONG,
        failed=FAILED,
    )


def _read(job: Job) -> tuple[Unggahan, Bacaan]:
    unggahan = Unggahan.objects.select_related("satker__induk").get(pk=job.arguments["unggahan"])
    report(job, 10, "Membaca berkas")
    try:
        bacaan = read_stored(unggahan)
    except (BerkasHilang, BerkasBerubah) as galat:
        log.exception("the file of job %s is not what was uploaded", job.pk)
        raise TidakUtuh(GONE) from galat
    report(job, 70, "Memeriksa dan mencocokkan")
    return unggahan, bacaan


@transaction.atomic
def _finish(job: Job, langkah: Callable[[], object]) -> None:
    """What was done and the end of the job, together; nothing when another attempt has taken the job over."""
    if still_mine(job):
        langkah()
        finish(job)
