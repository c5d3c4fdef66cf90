"""The LKj in the browser: preview with its contents beside it, the PDF job, downloads."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can
from jobs.models import Job
from reports.actions import KIND, request_render
from reports.build import susun
from reports.document import Dokumen
from reports.html import render_body
from reports.models import Cetakan, LaporanKinerja
from reports.pdf import data_json
from reports.queries import kumpulkan, laporan_terbaru, tahun_laporan
from reports.tasks import enqueue_render


def _laporan(request: HttpRequest, satker: str, tahun: int) -> LaporanKinerja:
    """The newest version of a satker in reach; none is 404."""
    laporan = laporan_terbaru(enter(request, satker, Permission.READ_REPORT, tahun), tahun)
    if laporan is None:
        raise Http404("Laporan Kinerja tidak ditemukan.")
    return laporan


def _dokumen(laporan: LaporanKinerja) -> Dokumen:
    return susun(kumpulkan(laporan))


@require_GET
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
        "pemilih": switcher(request.user, found, tahun, tahun_laporan(found)),
    }
    if laporan is not None:
        dokumen = _dokumen(laporan)
        context |= {
            "dokumen": dokumen,
            "status": dokumen.status,
            "body": render_body(dokumen, links=True),
            "boleh_cetak": can(request.user, Permission.RENDER_REPORT, found),
            "cetakan": laporan.cetakan.select_related("job").first(),
        }
    return render(request, "reports/laporan_kinerja_detail.html", context)


@require_POST
def cetak(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Ask for the PDF, then show how far it is."""
    job = request_render(_laporan(request, satker, tahun), enqueue_render, by=request.user)
    return redirect("reports:cetakan", pk=job.pk)


@require_GET
def data(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The document's data as JSON: what the PDF carries as its attachment."""
    laporan = _laporan(request, satker, tahun)
    response = HttpResponse(data_json(_dokumen(laporan)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="lkj-{tahun}-{satker}.json"'
    return response


def _job(request: HttpRequest, pk: int) -> tuple[Job, Cetakan | None]:
    """A render job of a satker in reach, and its PDF where it is done."""
    reach = Job.objects.visible_to(request.user).filter(kind=KIND)
    job = get_object_or_404(reach.select_related("satker__induk", "cetakan"), pk=pk)
    step_into(request, job.satker, Permission.READ_REPORT, job.arguments["tahun"])
    return job, getattr(job, "cetakan", None)


@require_GET
def cetakan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a PDF is; without JavaScript the page reloads itself until it is done."""
    job, hasil = _job(request, pk)
    context = {
        "job": job,
        "cetakan": hasil,
        "tahun": job.arguments["tahun"],
        "selesai": job.is_finished,
        "boleh_cetak": can(request.user, Permission.RENDER_REPORT, job.satker),
    }
    return render(request, "reports/job_detail.html", context)


@require_GET
def cetakan_status(request: HttpRequest, pk: int) -> JsonResponse:
    """The same for the progress bar (static/js/job_progress.js)."""
    job, _ = _job(request, pk)
    return JsonResponse({"percent": job.percent, "message": job.message, "finished": job.is_finished})


@require_GET
def unduh(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF of a finished job, as a download."""
    _, hasil = _job(request, pk)
    if hasil is None:
        raise Http404("PDF belum selesai disusun.")
    try:
        isi = hasil.berkas.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas PDF tidak ada lagi. Susun PDF sekali lagi.") from None
    return FileResponse(isi, as_attachment=True, filename=hasil.nama, content_type="application/pdf")
