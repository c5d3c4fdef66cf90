"""Rendering as background work: asked for once, kept whole, every outcome told."""

import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from accounts.models import Jejak
from accounts.permissions import Peran
from importing.confined_process import without_collector
from jobs.actions import begin
from jobs.models import Job
from printing.pdf import Pdf
from reports import actions, pdf
from reports.actions import FAILED, KIND, TOO_LONG, keep, request_render, run_render
from reports.models import Cetakan
from reports.tasks import enqueue_render
from tests.factories import make_indikator, make_lkj, make_member, make_pk, make_sasaran, make_satker

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the closing of its colour profile to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]
ISI = b"%PDF-1.7 kecil"
KECIL = Pdf(ISI, 1, sha256(ISI).hexdigest())


@pytest.fixture
def laporan():
    """The report of a satker with nothing but a PK: small, so quick to render."""
    pk = make_pk(make_satker())
    make_indikator(make_sasaran(pk))
    return make_lkj(pk, tanggal=date(2024, 1, 15))


@pytest.fixture
def staf(laporan):
    return make_member(laporan.satker, Peran.STAF)


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# Asking


def test_asking_twice_gives_one_job(laporan, staf):
    other = make_member(laporan.satker, Peran.SEKRETARIS)
    satu = request_render(laporan, enqueue_render, by=staf)
    dua = request_render(laporan, enqueue_render, by=other)
    assert satu == dua
    assert (satu.kind, satu.arguments) == (KIND, {"laporan": laporan.pk, "tahun": 2023})
    assert DBTaskResult.objects.count() == 1
    assert [(jejak.oleh, jejak.data) for jejak in Jejak.objects.all()] == [(staf, {"job": satu.pk})]


@pytest.mark.parametrize(
    ("status", "same"),
    [("waiting", True), ("running", True), ("done", False), ("failed", False)],
)
def test_only_a_job_that_has_not_ended_is_given_again(laporan, staf, status, same):
    job = request_render(laporan, enqueue_render, by=staf)
    Job.objects.update(status=status, finished_at=None if same else job.requested_at)
    assert (request_render(laporan, enqueue_render, by=staf) == job) is same


def test_each_report_has_a_job_of_its_own(laporan, staf):
    dua = make_lkj(laporan.perjanjian, versi=2)
    jobs = {request_render(satu, enqueue_render, by=staf) for satu in (laporan, dua)}
    assert len(jobs) == 2


@pytest.mark.parametrize(
    "peran", [Peran.PEMBACA, Peran.KETUA, Peran.PEREVIU, Peran.OPERATOR, Peran.ADMINISTRATOR]
)
def test_who_may_not_render_leaves_nothing(laporan, peran):
    with pytest.raises(PermissionDenied):
        request_render(laporan, enqueue_render, by=make_member(laporan.satker, peran))
    assert (Job.objects.count(), DBTaskResult.objects.count(), Jejak.objects.count()) == (0, 0, 0)


def test_a_staf_of_another_satker_may_not_render(laporan):
    with pytest.raises(PermissionDenied):
        request_render(laporan, enqueue_render, by=make_member(make_satker(), Peran.STAF))


# Keeping


def running(laporan, staf) -> Job:
    return begin(request_render(laporan, enqueue_render, by=staf).pk)


def test_file_row_and_end_of_the_job_come_together(laporan, staf, media):
    job = running(laporan, staf)
    cetakan = keep(job, laporan, KECIL)
    job.refresh_from_db()
    assert (job.status, job.percent) == ("done", 100)
    assert (cetakan.sha256, cetakan.halaman, cetakan.ukuran) == (KECIL.sha256, 1, len(ISI))
    assert files(media) == [f"cetakan/2023/{laporan.satker.slug}-{job.pk}.pdf"]
    assert cetakan.berkas.read() == ISI
    cetakan.berkas.close()
    assert Jejak.objects.order_by("pk").last().data == {"sha256": KECIL.sha256}


def test_an_attempt_that_was_taken_over_keeps_nothing(laporan, staf, media):
    job = running(laporan, staf)
    Job.objects.update(attempt=2)
    assert keep(job, laporan, KECIL) is None
    assert (Cetakan.objects.count(), files(media)) == (0, [])
    assert Job.objects.get().status == "running"


@pytest.mark.parametrize("step", ["record", "finish"])
def test_when_a_step_fails_no_row_tells_of_the_file(laporan, staf, media, monkeypatch, step):
    job = running(laporan, staf)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(actions, step, broken)
    with pytest.raises(OSError, match="disk full"):
        keep(job, laporan, KECIL)
    assert Cetakan.objects.count() == 0
    assert Job.objects.get().status == "running"


def test_when_the_file_cannot_be_written_no_row_tells_of_it(laporan, staf, media):
    job = running(laporan, staf)
    media.mkdir()
    (media / "cetakan").write_text("in the way")
    with pytest.raises(OSError, match="cetakan"):
        keep(job, laporan, KECIL)
    assert Cetakan.objects.count() == 0
    assert Job.objects.get().status == "running"


# Rendering


def test_a_job_ends_in_a_file_whose_hash_is_told(laporan, staf, media):
    job = request_render(laporan, enqueue_render, by=staf)
    run_render(job.pk)
    job.refresh_from_db()
    assert (job.status, job.percent, job.attempt, job.message) == ("done", 100, 1, "Selesai")
    cetakan = job.cetakan
    isi = (media / cetakan.berkas.name).read_bytes()
    assert isi.startswith(b"%PDF-1.7")
    assert (cetakan.sha256, cetakan.ukuran) == (sha256(isi).hexdigest(), len(isi))
    run_render(job.pk)
    assert Cetakan.objects.count() == 1


@pytest.mark.parametrize("arguments", [{"laporan": 0, "tahun": 2023}, {}])
def test_a_fault_of_the_system_is_told_without_its_details(laporan, staf, media, arguments, caplog):
    job = request_render(laporan, enqueue_render, by=staf)
    Job.objects.update(arguments=arguments)
    run_render(job.pk)
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", FAILED)
    assert [record.getMessage() for record in caplog.records] == [f"job {job.pk} failed"]
    assert (Cetakan.objects.count(), files(media)) == (0, [])


def test_a_source_that_is_not_allowed_is_told_in_a_sentence(laporan, staf, media, monkeypatch):
    html = '<!doctype html><html lang="id"><title>x</title><img src="file:///etc/hostname">'
    monkeypatch.setattr(pdf, "render_part", lambda *_: html)
    job = request_render(laporan, enqueue_render, by=staf)
    run_render(job.pk)
    job.refresh_from_db()
    assert (job.status, job.percent) == ("failed", 20)
    assert job.message.startswith("Dokumen memuat sumber luar yang tidak diperbolehkan: file:///etc/hostname")
    assert (Cetakan.objects.count(), files(media)) == (0, [])


@pytest.mark.parametrize(("seconds", "status"), [(0.05, "failed"), (60, "done")])
def test_a_rendering_that_does_not_come_to_an_end_is_stopped(
    laporan, staf, media, monkeypatch, seconds, status
):
    def render(*_):
        for _ in range(60):
            time.sleep(0.01)
        return KECIL

    monkeypatch.setattr(actions, "render_pdf", render)
    monkeypatch.setattr("jobs.running.LIMIT", timedelta(seconds=seconds))
    job = request_render(laporan, enqueue_render, by=staf)
    with without_collector():  # Hypothesis counts its time in a callback, where the end of the time is lost
        run_render(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == (status, TOO_LONG if status == "failed" else "")
    assert Cetakan.objects.count() == (status == "done")
