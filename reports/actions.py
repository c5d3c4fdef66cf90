"""Rendering an LKj: asked for by a person, done by the worker, the file whole or not at all."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from jobs.actions import Enqueue, finish, report, request_job, still_mine
from jobs.files import write_whole
from jobs.models import Job
from jobs.running import run_job
from printing.pdf import Pdf, RenderFailed
from reports.build import susun
from reports.models import Cetakan, LaporanKinerja
from reports.pdf import render_pdf
from reports.queries import WITH_PARTIES, kumpulkan

KIND, KIND_WORD = "cetak-lkj", "salin-word"
DIMINTA = {KIND: "PDF diminta", KIND_WORD: "Salinan Word diminta"}
TOO_LONG = (
    "Penyusunan PDF dihentikan karena melebihi 10 menit. Kurangi isi yang sangat panjang, lalu susun ulang."
)
FAILED = (
    "PDF tidak dapat disusun karena kesalahan pada sistem. Administrator dapat melihat rinciannya di log."
)


def request_render(laporan: LaporanKinerja, enqueue: Enqueue, *, by: User, kind: str = KIND) -> Job:
    """Ask for the PDF of an LKj, or for the file that another kind of job makes of it.

    The job that is waiting or running for it already is returned instead. PermissionDenied: the person may
    not render reports at this satker.
    """
    require(by, Permission.RENDER_REPORT, laporan.satker)
    arguments = {"laporan": laporan.pk, "tahun": laporan.tahun}
    with transaction.atomic():
        LaporanKinerja.objects.select_for_update().get(pk=laporan.pk)
        berjalan = Job.objects.filter(
            kind=kind,
            arguments=arguments,
            status__in=[Job.Status.WAITING, Job.Status.RUNNING],
        ).first()
        if berjalan is not None:
            return berjalan
        job = request_job(kind, laporan.satker, arguments, enqueue, by=by)
        record(DIMINTA[kind], laporan, by=by, satker=laporan.satker, data={"job": job.pk})
    return job


def run_render(job_id: int) -> None:
    """Render the PDF of a job, if it is still waiting; every outcome ends in the job's row."""
    run_job(
        job_id,
        _render,
        lambda job, made: keep(job, *made),
        told=(RenderFailed,),
        too_long=TOO_LONG,
        failed=FAILED,
    )


def _render(job: Job) -> tuple[LaporanKinerja, Pdf]:
    report(job, 5, "Mengumpulkan data")
    laporan = LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=job.arguments["laporan"])
    pdf = render_pdf(susun(kumpulkan(laporan)), lambda percent, step: report(job, percent, step))
    return laporan, pdf


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
