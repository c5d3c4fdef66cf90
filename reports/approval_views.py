"""The sign-off in the browser: one page, the steps that lead through it, the manuscript, signed versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirm import PerluKonfirmasi, require_fresh
from accounts.permissions import Permission
from accounts.place import enter, step_into
from jobs.models import Job
from kinerja.workflow import IllegalTransition
from reports import approval
from reports.approval_display import (
    berjalan,
    langkah,
    rincian_naskah,
    rincian_pengesahan,
    riwayat,
    tinjau_naskah,
    tombol,
    versi_laporan,
)
from reports.approval_forms import ReasonForm, ReopenForm, SignForm, purpose
from reports.frozen import from_json
from reports.html import render_body
from reports.manuscript import KIND_NASKAH, BelumAdaPejabat, mark_seen, request_manuscript
from reports.models import LaporanKinerja, Naskah, Pengesahan
from reports.queries import laporan_terbaru
from reports.signature import SertifikatTidakDapatDipakai
from reports.signer import penanda_terpasang
from reports.signing import BahanBerubah, BelumDapatDisahkan, sign
from reports.tasks import enqueue_manuscript

#: What a step refuses with; each is a sentence for the person.
DITOLAK = (
    PerluKonfirmasi,
    IllegalTransition,
    BelumAdaPejabat,
    SertifikatTidakDapatDipakai,
    BahanBerubah,
    ValueError,
)
TANPA_BERKAS = "Berkas PDF tidak ada lagi pada penyimpanan."
WITH_STEPS = (
    "diperiksa_oleh",
    "disahkan_oleh",
    "diterima_oleh",
    "dibuka_oleh",
    "pengesahan__naskah__penandatangan",
)


def _laporan(request: HttpRequest, satker: str, tahun: int, permission: Permission) -> LaporanKinerja:
    """The newest version of a satker in reach, with who took its steps; none is 404."""
    found = enter(request, satker, permission, tahun)
    laporan = laporan_terbaru(found, tahun)
    if laporan is None:
        raise Http404("Laporan Kinerja tidak ditemukan.")
    kini = LaporanKinerja.objects.select_related(*WITH_STEPS).get(pk=laporan.pk)
    kini.satker = found
    return kini


@require_safe
def pengesahan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Where the report stands on its way, and what can be done next."""
    laporan = _laporan(request, satker, tahun, Permission.READ_REPORT)
    return _page(request, laporan)


@require_POST
def sahkan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Sign the manuscript that the page showed, after password and code were given once more."""
    laporan = _laporan(request, satker, tahun, Permission.SIGN_REPORT)
    pk = request.POST.get("naskah", "")
    naskah = laporan.naskah.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if naskah is None:
        messages.error(request, "Naskah yang akan disahkan tidak ditemukan. Periksa keadaannya di bawah.")
        return redirect("reports:pengesahan", satker, tahun)
    form = SignForm(request.POST, request=request, naskah=naskah)
    if not form.is_valid():
        return _page(request, laporan, form, status=400)
    try:
        with transaction.atomic():
            require_fresh(request, purpose(naskah))
            sign(naskah, penanda_terpasang(), by=request.user, on=timezone.localdate())
    except BelumDapatDisahkan as error:
        for kalimat in error.kekurangan:
            form.add_error(None, kalimat)
        return _page(request, laporan, form, status=409)
    except DITOLAK as error:
        form.add_error(None, str(error))
        return _page(request, laporan, form, status=409)
    messages.success(request, f"{laporan} versi {laporan.versi} disahkan. Data tahun ini dibekukan.")
    return redirect("reports:pengesahan", satker, tahun)


def _page(
    request: HttpRequest, laporan: LaporanKinerja, form: SignForm | None = None, status: int = 200
) -> HttpResponse:
    boleh = tombol(laporan, request.user)
    job = berjalan(laporan) if laporan.status == "diperiksa" else None
    context = {
        "satker": laporan.satker,
        "tahun": laporan.tahun,
        "laporan": laporan,
        "judul": "Pengesahan Laporan Kinerja",
        "langkah": langkah(laporan),
        "boleh": boleh,
        "menunggu": _whose_turn(laporan, boleh),
        "job": job,
        "versi": versi_laporan(laporan),
        "riwayat": riwayat(laporan),
        "form": form,
        "pengesahan": None,
        "tinjauan": None,
        "sertifikat": None,
        "galat_sertifikat": "",
    }
    if sah := getattr(laporan, "pengesahan", None):
        context |= {"pengesahan": sah, "rincian_pengesahan": rincian_pengesahan(sah)}
    elif "sahkan" in boleh and (job is None or job.is_finished):
        context |= _manuscript(request, laporan, form)
    return render(request, "reports/approval_detail.html", context, status=status)


def _manuscript(request: HttpRequest, laporan: LaporanKinerja, form: SignForm | None) -> dict[str, Any]:
    """The part of the page that who signs sees."""
    try:
        sertifikat = penanda_terpasang().sertifikat
    except SertifikatTidakDapatDipakai as error:
        return {"galat_sertifikat": str(error)}
    naskah = laporan.naskah.select_related("penandatangan", "laporan__satker").first()
    if naskah is None:
        return {"sertifikat": sertifikat}
    tinjauan = tinjau_naskah(naskah, sertifikat, by=request.user, on=timezone.localdate())
    return {
        "sertifikat": sertifikat,
        "tinjauan": tinjauan,
        "rincian_naskah": rincian_naskah(naskah),
        "form": form or SignForm(request=request, naskah=naskah),
    }


def _whose_turn(laporan: LaporanKinerja, boleh: set[str]) -> str:
    """Whom the report waits for and for what, when it is not the reader."""
    giliran = {
        "konsep": ("periksa", "Verifikator", "menyatakan laporan diperiksa"),
        "diperiksa": ("sahkan", "Sekretaris", "mengesahkan laporan yang sudah diperiksa"),
        "disahkan": ("terima", "Ketua", "menerima laporan yang sudah disahkan"),
    }
    nama, peran, langkah = giliran.get(laporan.status, ("", "", ""))
    return f"{peran} {laporan.satker.nama} {langkah}." if peran and nama not in boleh else ""


@require_POST
def periksa(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Say that the report is examined."""
    laporan = _laporan(request, satker, tahun, Permission.EXAMINE_REPORT)
    return _taken(request, laporan, approval.examine, "Laporan dinyatakan diperiksa dan menunggu pengesahan.")


@require_POST
def terima(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Say that the signed report was received."""
    laporan = _laporan(request, satker, tahun, Permission.RECEIVE_REPORT)
    return _taken(request, laporan, approval.receive, "Laporan dinyatakan diterima.")


def _taken(
    request: HttpRequest, laporan: LaporanKinerja, step: Callable[..., object], berhasil: str
) -> HttpResponse:
    """Take a step that asks for nothing, then show where the report stands."""
    try:
        step(laporan, by=request.user)
    except IllegalTransition as error:
        messages.error(request, str(error))
    else:
        messages.success(request, berhasil)
    return redirect("reports:pengesahan", laporan.satker.slug, laporan.tahun)


@require_http_methods(["GET", "HEAD", "POST"])
def tarik(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Take the own examination back, with a reason."""
    laporan = _laporan(request, satker, tahun, Permission.EXAMINE_REPORT)
    return _with_reason(request, laporan, ReasonForm, "tarik", approval.withdraw)


@require_http_methods(["GET", "HEAD", "POST"])
def kembalikan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Return the report instead of signing it, with a reason."""
    laporan = _laporan(request, satker, tahun, Permission.SIGN_REPORT)
    return _with_reason(request, laporan, ReasonForm, "kembalikan", approval.send_back)


@require_http_methods(["GET", "HEAD", "POST"])
def buka(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Open a signed report again, with a reason of some length."""
    laporan = _laporan(request, satker, tahun, Permission.SIGN_REPORT)
    return _with_reason(request, laporan, ReopenForm, "buka", approval.reopen)


#: Step -> title and button of its page, and what is said before the reason.
ALASAN = {
    "tarik": ("Tarik pemeriksaan", "Laporan kembali menjadi konsep dan dapat diubah lagi."),
    "kembalikan": ("Kembalikan ke konsep", "Laporan tidak disahkan dan kembali kepada penyusunnya."),
    "buka": (
        "Buka kembali laporan",
        "Versi yang disahkan tetap dapat dibaca dan ditandai digantikan. Data tahun ini dapat diubah lagi,"
        " dan versi berikutnya harus diperiksa serta disahkan kembali.",
    ),
}


def _with_reason(
    request: HttpRequest,
    laporan: LaporanKinerja,
    kind: type[ReasonForm],
    nama: str,
    step: Callable[..., object],
) -> HttpResponse:
    """Take a step that needs a reason; refused, the page comes back with the typed reason still on it."""
    form = kind(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            step(laporan, form.cleaned_data["alasan"], by=request.user)
        except DITOLAK as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, f"{laporan} kini berstatus konsep.")
            return redirect("reports:pengesahan", laporan.satker.slug, laporan.tahun)
    judul, keterangan = ALASAN[nama]
    context = {
        "satker": laporan.satker, "tahun": laporan.tahun, "laporan": laporan, "form": form, "judul": judul,
        "keterangan": keterangan, "bisa": nama in tombol(laporan, request.user),
    }  # fmt: skip
    return render(request, "reports/approval_reason.html", context, status=status)


@require_POST
def siapkan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Ask for a new manuscript; the page shows how far it is."""
    laporan = _laporan(request, satker, tahun, Permission.SIGN_REPORT)
    try:
        request_manuscript(laporan, enqueue_manuscript, by=request.user)
    except DITOLAK as error:
        messages.error(request, str(error))
    return redirect("reports:pengesahan", satker, tahun)


@require_safe
def naskah_status(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a manuscript is, for the progress bar (static/js/job_progress.js)."""
    reach = Job.objects.visible_to(request.user).filter(kind=KIND_NASKAH).select_related("satker__induk")
    job = get_object_or_404(reach, pk=pk)
    step_into(request, job.satker, Permission.READ_REPORT, job.arguments["tahun"])
    return JsonResponse(job.progress)


@require_safe
def naskah(request: HttpRequest, pk: int) -> FileResponse:
    """The manuscript's PDF, shown by the browser."""
    found = _naskah(request, pk, Permission.RENDER_REPORT)
    laporan = found.laporan
    nama = f"naskah-lkj-{laporan.tahun}-{laporan.satker.slug}.pdf"
    return _file(found.berkas, nama, "unduh" in request.GET)


@require_POST
def buka_naskah(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that who signs opens the manuscript, then show it."""
    found = _naskah(request, pk, Permission.SIGN_REPORT)
    if not default_storage.exists(found.berkas):
        raise Http404(TANPA_BERKAS)
    mark_seen(found, by=request.user)
    query = {"unduh": ""} if "unduh" in request.POST else None
    return redirect(reverse("reports:naskah", args=[pk], query=query))


def _naskah(request: HttpRequest, pk: int, permission: Permission) -> Naskah:
    """A manuscript in reach of who has the permission at its satker."""
    reach = Naskah.objects.filter(laporan__in=LaporanKinerja.objects.visible_to(request.user))
    found = get_object_or_404(reach.select_related("laporan__satker__induk"), pk=pk)
    step_into(request, found.laporan.satker, permission, found.laporan.tahun)
    return found


@require_safe
def versi(request: HttpRequest, satker: str, tahun: int, versi: int) -> HttpResponse:
    """A signed version as it was frozen, whatever became of the figures since."""
    sah = _signed(request, satker, tahun, versi)
    dokumen = from_json(sah.naskah.dokumen)
    context = {
        "satker": sah.laporan.satker,
        "tahun": tahun,
        "laporan": sah.laporan,
        "pengesahan": sah,
        "rincian": rincian_pengesahan(sah),
        "dokumen": dokumen,
        "body": render_body(dokumen, links=False),
    }
    return render(request, "reports/version_detail.html", context)


@require_safe
def unduh_sah(request: HttpRequest, satker: str, tahun: int, versi: int) -> FileResponse:
    """The signed PDF of a version, byte for byte as it was signed."""
    sah = _signed(request, satker, tahun, versi)
    return _file(sah.berkas, sah.nama, True)


def _signed(request: HttpRequest, satker: str, tahun: int, versi: int) -> Pengesahan:
    found = enter(request, satker, Permission.READ_REPORT, tahun)
    semua = Pengesahan.objects.select_related("naskah__penandatangan", "laporan")
    sah = get_object_or_404(semua, laporan__satker=found, laporan__tahun=tahun, laporan__versi=versi)
    sah.laporan.satker = found
    return sah


def _file(berkas: str, nama: str, attachment: bool) -> FileResponse:
    try:
        isi = default_storage.open(berkas, "rb")
    except FileNotFoundError:
        raise Http404(TANPA_BERKAS) from None
    return FileResponse(isi, as_attachment=attachment, filename=nama, content_type="application/pdf")
