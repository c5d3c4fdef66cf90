"""The Word copy of an LKj: asked for by a person, made by the worker, the file whole or not at all."""

from hashlib import sha256
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.trail import record
from jobs.actions import finish, report, still_mine
from jobs.files import write_whole
from jobs.models import Job
from jobs.running import run_job
from printing.pdf import RenderFailed
from reports.actions import KIND_WORD
from reports.build import document_of
from reports.models import LaporanKinerja
from reports.queries import WITH_PARTIES
from reports.word import available, salinan_word

TOO_LONG = "Penyusunan salinan Word dihentikan karena melebihi 10 menit."
FAILED = "Salinan Word tidak dapat disusun. Administrator dapat melihat rinciannya di log."
ABSENT = "Salinan Word tidak tersedia pada pemasangan ini. Administrator dapat memasang kelengkapan “docx”."


class SalinanTidakTersedia(Exception):
    """What makes Word copies is not installed; the message says whom to ask."""


def run_word(job_id: int) -> None:
    """Make the copy of a job, if it is still waiting; every outcome ends in the job's row."""
    run_job(
        job_id,
        _make,
        lambda job, made: keep_word(job, *made),
        told=(RenderFailed, SalinanTidakTersedia),
        too_long=TOO_LONG,
        failed=FAILED,
    )


def _make(job: Job) -> tuple[LaporanKinerja, bytes]:
    if not available():
        raise SalinanTidakTersedia(ABSENT)
    report(job, 5, "Mengumpulkan data")
    laporan = LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=job.arguments["laporan"])
    isi = salinan_word(document_of(laporan), lambda percent, step: report(job, percent, step))
    return laporan, isi


def keep_word(job: Job, laporan: LaporanKinerja, isi: bytes) -> None:
    """Store the file and finish the job together, unless another attempt has taken the job over."""
    with transaction.atomic():
        if not still_mine(job):
            return
        write_whole(word_path(job), isi)
        digest = sha256(isi).hexdigest()
        record("Salinan Word selesai", laporan, by=None, satker=laporan.satker, data={"sha256": digest})
        finish(job)


def word_path(job: Job) -> Path:
    """Where the copy of a job lies; a second attempt writes over the first."""
    return Path(default_storage.path(f"salinan/{job.arguments['tahun']}/{job.satker_id}-{job.pk}.docx"))


def word_job(laporan: LaporanKinerja) -> Job | None:
    """The job that made the last copy of an LKj."""
    arguments = {"laporan": laporan.pk, "tahun": laporan.tahun}
    return Job.objects.filter(kind=KIND_WORD, status=Job.Status.DONE, arguments=arguments).first()
