"""The LKj in the browser: preview with its contents beside it, the PDF job, downloads."""

import logging
from hashlib import file_digest

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can
from jobs.models import Job
from reports import word
from reports.actions import KIND, KIND_WORD, request_render
from reports.checked import pratinjau
from reports.models import Cetakan
from reports.place import laporan_or_404
from reports.queries import laporan_terbaru, tahun_laporan
from reports.states import TERTANDA
from reports.tasks import enqueue_render, enqueue_word
from reports.word_actions import word_job, word_path

log = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@switchable
def lkj(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The whole report as it would print, every figure a link to its source."""
    found = enter(request, satker, Permission.READ_REPORT, tahun)
    laporan = laporan_terbaru(found, tahun)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Laporan Kinerja Tahun {tahun}",
        "kosong": f"Belum ada Laporan Kinerja Tahun {tahun}",
        "laporan": laporan,
        "status": "",
        "boleh_mulai": laporan is None and can(request.user, Permission.COMPOSE_REPORT, found),
        "pemilih": switcher(request.user, found, tahun, tahun_laporan(found)),
    }
    if laporan is not None:
        isi = pratinjau(laporan)
        disahkan = laporan.status in TERTANDA
        context |= {
            "dokumen": isi.dokumen,
            "status": laporan.get_status_display(),
            "body": SafeString(isi.body),
            "temuan": isi.hasil.temuan,
            "penghalang": len(isi.hasil.penghalang),
            "boleh_cetak": not disahkan and can(request.user, Permission.RENDER_REPORT, found),
            "disahkan": disahkan,
            "boleh_salin": word.available() and can(request.user, Permission.RENDER_REPORT, found),
            "salinan": word_job(laporan),
            "cetakan": laporan.cetakan.select_related("job").first(),
        }
    return render(request, "reports/laporan_kinerja_detail.html", context)


@require_POST
def cetak(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Ask for the PDF, then show how far it is."""
    job = request_render(laporan_or_404(request, satker, tahun), enqueue_render, by=request.user)
    return redirect("reports:cetakan", pk=job.pk)


@require_safe
def data(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The document's data as JSON: what the PDF carries as its attachment."""
    laporan = laporan_or_404(request, satker, tahun)
    response = HttpResponse(pratinjau(laporan).data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="lkj-{tahun}-{satker}.json"'
    return response


@require_safe
def tabel(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Every table of the report as a workbook."""
    laporan = laporan_or_404(request, satker, tahun)
    response = HttpResponse(pratinjau(laporan).tabel, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="lkj-{tahun}-{satker}-tabel.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _job(request: HttpRequest, pk: int) -> tuple[Job, Cetakan | None]:
    """A render job of a satker in reach, and its PDF where it is done."""
    reach = Job.objects.visible_to(request.user).filter(kind=KIND)
    job = get_object_or_404(reach.select_related("satker__induk", "cetakan"), pk=pk)
    step_into(request, job.satker, Permission.READ_REPORT, job.arguments["tahun"])
    return job, getattr(job, "cetakan", None)


@require_safe
def cetakan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a PDF is; without JavaScript the page reloads itself until it is done."""
    job, hasil = _job(request, pk)
    boleh = can(request.user, Permission.RENDER_REPORT, job.satker)
    context = _progress(job, "PDF", "cetak", "cetakan_status") | {"cetakan": hasil, "boleh_ulang": boleh}
    return render(request, "reports/job_detail.html", context)


def _progress(job: Job, nama: str, ulang: str, status: str) -> dict[str, object]:
    """What the page of a file in the making shows; nama: of the file, ulang and status: URLs of `reports`."""
    tahun = job.arguments["tahun"]
    return {
        "job": job,
        "nama": nama,
        "tahun": tahun,
        "url_ulang": reverse(f"reports:{ulang}", args=[job.satker.slug, tahun]),
        "url_status": reverse(f"reports:{status}", args=[job.pk]),
    }


@require_safe
def cetakan_status(request: HttpRequest, pk: int) -> JsonResponse:
    """The same for the progress bar (static/js/job_progress.js)."""
    job, _ = _job(request, pk)
    return JsonResponse(job.progress)


@require_safe
def unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a finished job, as a download; one that is not what was made is told and not served."""
    job, hasil = _job(request, pk)
    if hasil is None:
        raise Http404("PDF belum selesai disusun.")
    try:
        isi = hasil.berkas.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas PDF tidak ada lagi. Susun PDF sekali lagi.") from None
    if file_digest(isi, "sha256").hexdigest() != hasil.sha256:
        isi.close()
        log.error("cetakan %s is not the file that was made", hasil.pk)
        return render(request, "reports/file_changed.html", {"job": job, "cetakan": hasil}, status=500)
    isi.seek(0)
    return FileResponse(isi, as_attachment=True, filename=hasil.nama, content_type="application/pdf")


@require_POST
def salin(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Ask for the Word copy, then show how far it is; 404 where the extra `docx` is not installed."""
    laporan = laporan_or_404(request, satker, tahun)
    if not word.available():
        raise Http404("Salinan Word tidak tersedia.")
    job = request_render(laporan, enqueue_word, by=request.user, kind=KIND_WORD)
    return redirect("reports:salinan", pk=job.pk)


def _job_word(request: HttpRequest, pk: int) -> Job:
    """A job of a Word copy of a satker in reach."""
    reach = Job.objects.visible_to(request.user).filter(kind=KIND_WORD)
    job = get_object_or_404(reach.select_related("satker__induk"), pk=pk)
    step_into(request, job.satker, Permission.READ_REPORT, job.arguments["tahun"])
    return job


@require_safe
def salinan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a Word copy is; without JavaScript the page reloads itself until it is done."""
    job = _job_word(request, pk)
    boleh = word.available() and can(request.user, Permission.RENDER_REPORT, job.satker)
    context = _progress(job, "Salinan Word", "salin", "salinan_status") | {"boleh_ulang": boleh}
    return render(request, "reports/word_detail.html", context)


@require_safe
def salinan_status(request: HttpRequest, pk: int) -> JsonResponse:
    """The same for the progress bar (static/js/job_progress.js)."""
    job = _job_word(request, pk)
    return JsonResponse(job.progress)


@require_safe
def unduh_salinan(request: HttpRequest, pk: int) -> FileResponse:
    """The Word copy of a finished job, as a download."""
    job = _job_word(request, pk)
    if job.status != Job.Status.DONE:
        raise Http404("Salinan Word belum selesai disusun.")
    try:
        isi = word_path(job).open("rb")
    except FileNotFoundError:
        raise Http404("Salinan Word tidak ada lagi. Susun sekali lagi.") from None
    nama = f"lkj-{job.arguments['tahun']}-{job.satker.slug}.docx"
    return FileResponse(isi, as_attachment=True, filename=nama, content_type=DOCX)
