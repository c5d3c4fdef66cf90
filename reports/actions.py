"""Rendering an LKj: asked for by a person, done by the worker, the file whole or not at all."""

import gc
import logging
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from jobs.actions import Enqueue, Heartbeat, begin, fail, finish, report, request_job, still_mine
from jobs.files import write_whole
from jobs.models import Job
from reports.build import susun
from reports.models import Cetakan, LaporanKinerja
from reports.pdf import Pdf, RenderFailed, render_pdf
from reports.queries import WITH_PARTIES, kumpulkan

log = logging.getLogger(__name__)
KIND = "cetak-lkj"
FAILED = (
    "PDF tidak dapat disusun karena kesalahan pada sistem. Administrator dapat melihat rinciannya di log."
)


def request_render(laporan: LaporanKinerja, enqueue: Enqueue, *, by: User) -> Job:
    """Ask for the PDF of an LKj; the job that is waiting or running for it already is returned instead.

    PermissionDenied: the person may not render reports at this satker.
    """
    require(by, Permission.RENDER_REPORT, laporan.satker)
    arguments = {"laporan": laporan.pk, "tahun": laporan.tahun}
    with transaction.atomic():
        LaporanKinerja.objects.select_for_update().get(pk=laporan.pk)
        berjalan = Job.objects.filter(
            kind=KIND,
            arguments=arguments,
            status__in=[Job.Status.WAITING, Job.Status.RUNNING],
        ).first()
        if berjalan is not None:
            return berjalan
        job = request_job(KIND, laporan.satker, arguments, enqueue, by=by)
        record("PDF diminta", laporan, by=by, satker=laporan.satker, data={"job": job.pk})
    return job


def run_render(job_id: int) -> None:
    """Render the PDF of a job, if it is still waiting; every outcome ends in the job's row."""
    job = begin(job_id)
    if job is None:
        return
    try:
        laporan = LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=job.arguments["laporan"])
        with Heartbeat(job):
            report(job, 5, "Mengumpulkan data")
            dokumen = susun(kumpulkan(laporan))
            pdf = render_pdf(dokumen, lambda percent, step: report(job, percent, step))
        keep(job, laporan, pdf)
    except RenderFailed as galat:
        fail(job, str(galat))
    except Exception:
        log.exception("job %s failed", job.pk)
        fail(job, FAILED)
    finally:
        gc.collect()  # the layout's tree is all circles; free it once the person has the file


def keep(job: Job, laporan: LaporanKinerja, pdf: Pdf) -> Cetakan | None:
    """Store the file and finish the job together; None when another attempt has taken the job over."""
    with transaction.atomic():
        if not still_mine(job):
            return None
        # The job's number in the name: a second attempt writes over the first, never beside it.
        berkas = f"cetakan/{laporan.tahun}/{laporan.satker.slug}-{job.pk}.pdf"
        write_whole(Path(default_storage.path(berkas)), pdf.isi)
        cetakan = Cetakan.objects.create(
            laporan=laporan,
            job=job,
            berkas=berkas,
            sha256=pdf.sha256,
            halaman=pdf.halaman,
            ukuran=len(pdf.isi),
        )
        record("PDF selesai", laporan, by=None, satker=laporan.satker, data={"sha256": pdf.sha256})
        finish(job)
    return cetakan
