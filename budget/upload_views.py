"""Uploading a budget file: its page from the first look to the confirmation, and what becomes of it later."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from agreements.frozen import Dibekukan, alasan_beku
from budget import upload_display as display
from budget.models import Dipa, Unggahan
from budget.queries import tahun_dipa
from budget.restore_actions import TidakDapatDipulihkan, restore
from budget.states import BELUM_SELESAI, JenisUnggahan, StatusUnggahan
from budget.upload_actions import (
    BelumDijelaskan,
    Bentrok,
    PratinjauLama,
    cancel,
    cap_pratinjau,
    declare,
    receive,
    require_uploader,
)
from budget.upload_forms import PernyataanForm, UnggahForm
from budget.upload_jobs import PERIKSA, TERAPKAN, job_of, request_apply, request_check
from budget.upload_tasks import enqueue_apply, enqueue_check
from importing.findings import Finding
from jobs.models import Job
from jobs.storage import BerkasDitolak
from kinerja.workflow import IllegalTransition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@switchable
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Choose a file, its month and its revision; below, every upload of the year."""
    found = satker_or_404(request, satker, tahun)
    if request.method == "POST":
        require_uploader(request.user, found)
    berikut = _bulan_berikut(found, tahun)
    form = (
        UnggahForm(request.POST, request.FILES)
        if request.method == "POST"
        else UnggahForm(initial={"bulan": berikut})
    )
    beku = alasan_beku(found, tahun)
    if beku and request.method == "POST":
        form.add_error(None, beku)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            unggahan = receive(
                found, tahun, nama=berkas.name, content=berkas.read(), by=request.user, **form.pernyataan
            )
        except BerkasDitolak as galat:
            form.add_error("berkas", str(galat))
        else:
            request_check(unggahan, enqueue_check, by=request.user)
            return redirect("budget:unggahan", unggahan.pk)
    tahun_ada = tahun_dipa(found)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Unggah anggaran (pagu dan realisasi) tahun {tahun}",
        "form": form,
        "bulan_berikut": berikut,
        "ada_dipa": tahun in tahun_ada,
        "boleh": display.boleh_mengunggah(request.user, found),
        "beku": beku,
        "riwayat": display.riwayat(found, tahun),
        "pemilih": switcher(request.user, found, tahun, [*tahun_ada, timezone.localdate().year]),
    }
    return render(request, "budget/upload_form.html", context, status=422 if form.errors else 200)


def satker_or_404(request: HttpRequest, slug: str, tahun: int) -> Satker:
    """The satker of a page. Http404: out of reach, or a year that a DIPA cannot have."""
    if not 2000 <= tahun <= 2100:
        raise Http404
    return enter(request, slug, Permission.READ_BUDGET, tahun)


def _bulan_berikut(satker: Satker, tahun: int) -> int:
    """The month after the last one applied, in a new year the first."""
    akhir = Unggahan.objects.filter(satker=satker, tahun=tahun, status=StatusUnggahan.DITERAPKAN).order_by(
        "-bulan"
    )
    terakhir = akhir.values_list("bulan", flat=True).first() or 0
    return min(terakhir + 1, 12)


def unggahan_or_404(request: HttpRequest, pk: int) -> Unggahan:
    """An upload of a satker in reach whose budget the person may read."""
    reach = Unggahan.objects.visible_to(request.user)
    found = get_object_or_404(
        reach.select_related(
            "satker__induk", "diunggah_oleh", "diterapkan_oleh", "dibatalkan_oleh", "memulihkan"
        ),
        pk=pk,
    )
    step_into(request, found.satker, Permission.READ_BUDGET, found.tahun)
    return found


def _pekerjaan(unggahan: Unggahan) -> Job | None:
    """The job that is at an upload now, or the last one when it failed."""
    jobs = [job for kind in (PERIKSA, TERAPKAN) if (job := job_of(unggahan, kind))]
    return max(jobs, key=lambda satu: satu.pk, default=None)


@never_cache
@require_safe
def unggahan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an upload is; what is wrong in it; what it would change or has changed."""
    return _halaman(request, unggahan_or_404(request, pk))


def _halaman(
    request: HttpRequest,
    found: Unggahan,
    *,
    peringatan: list[display.Peringatan] | None = None,
    form: PernyataanForm | None = None,
) -> HttpResponse:
    peringatan = peringatan or display.peringatan(found)
    galat = [satu for satu in peringatan if satu.galat]
    if form is None and found.status in BELUM_SELESAI:
        form = PernyataanForm(initial=_dinyatakan(found))
    context = {
        "satker": found.satker,
        "tahun": found.tahun,
        "unggahan": found,
        "judul": f"Unggahan nomor {found.pk}",
        "status": found.get_status_display(),
        "identitas": display.identitas(found),
        "cap": cap_pratinjau(found),
        "kelompok": display.kelompok(map(Finding.from_json, found.temuan)),
        "tanpa_perubahan": found.ringkasan.get("tanpa_perubahan"),
        "peringatan": [] if found.ringkasan.get("tanpa_perubahan") else peringatan,
        "alasan": display.alasan(found),
        "galat": [
            {"text": f"Peringatan {satu.ke}: {satu.galat}", "url": f"#{satu.nama_alasan}"} for satu in galat
        ],
        "pratinjau": display.pratinjau(found, request.GET.get("tampil"), request.GET.get("page")),
        "rekap": found.jenis == JenisUnggahan.REKAP,
        "beku": alasan_beku(found.satker, found.tahun),
        "form": form,
        **_tindakan(request.user, found),
    }
    kode = 422 if galat or (form is not None and form.errors) else 200
    return render(request, "budget/upload_detail.html", context, status=kode)


def _tindakan(user: User, found: Unggahan) -> dict[str, Any]:
    """What the person may do with an upload now, and what the worker is at."""
    job = _pekerjaan(found)
    menunggu = job is not None and not job.is_finished
    terbuka = found.status in BELUM_SELESAI
    gagal = job is not None and job.status == Job.Status.FAILED and terbuka
    mengunggah = display.boleh_mengunggah(user, found.satker)
    diperiksa = found.status == StatusUnggahan.DIPERIKSA
    return {
        "job": job,
        "menunggu": menunggu,
        "gagal": job.message if job and gagal else "",
        "boleh": mengunggah and terbuka and not menunggu,
        "menerapkan": diperiksa and not menunggu and display.boleh_menerapkan(user, found),
        "dapat_dipulihkan": mengunggah and found.status == StatusUnggahan.DITERAPKAN and bool(found.sebelum),
    }


def _dinyatakan(found: Unggahan) -> dict[str, Any]:
    return {
        "bulan": found.bulan,
        "revisi": found.revisi,
        "tanggal": found.revisi_tanggal,
        "tanggal_posting_span": found.revisi_tanggal_span,
    }


@never_cache
@require_safe
def unggahan_status(request: HttpRequest, pk: int) -> JsonResponse:
    """For the progress bar (static/js/job_progress.js)."""
    job = _pekerjaan(unggahan_or_404(request, pk))
    if job is None:
        return JsonResponse({"percent": 100, "message": "", "finished": True})
    return JsonResponse(job.progress)


@require_POST
def nyatakan(request: HttpRequest, pk: int) -> HttpResponse:
    """Another month or revision for the same file; it is checked anew."""
    found = unggahan_or_404(request, pk)
    require_uploader(request.user, found.satker)
    form = PernyataanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, found, form=form)

    def langkah() -> None:
        declare(found, by=request.user, **form.pernyataan)
        request_check(found, enqueue_check, by=request.user)

    return _lakukan(request, found, langkah)


@require_POST
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm: every warning ticked with its reason, then the worker applies the file as a whole."""
    found = unggahan_or_404(request, pk)
    require_uploader(request.user, found.satker)
    if not display.boleh_menerapkan(request.user, found) and found.jenis:
        raise PermissionDenied(
            f"Peran Anda tidak mencakup kewenangan menerapkan berkas ini di {found.satker}."
        )
    dijawab = display.peringatan(found, request.POST)
    alasan = {satu.temuan.key: satu.alasan for satu in dijawab if not satu.galat}
    try:
        dilihat = request.POST.get("pratinjau", "")
        request_apply(found, alasan, enqueue_apply, by=request.user, pratinjau=dilihat)
    except BelumDijelaskan:
        return _halaman(request, found, peringatan=dijawab)
    except (PratinjauLama, IllegalTransition) as galat:
        messages.error(request, str(galat))
    return redirect("budget:unggahan", pk)


@require_POST
def batalkan_unggahan(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an upload aside."""
    found = unggahan_or_404(request, pk)

    def langkah() -> None:
        cancel(found, by=request.user)
        messages.info(request, "Unggahan dibatalkan; anggaran tidak berubah.")

    return _lakukan(request, found, langkah)


def _lakukan(request: HttpRequest, found: Unggahan, langkah: Callable[[], None]) -> HttpResponseRedirect:
    """Do it, or say why it cannot be done now."""
    try:
        langkah()
    except IllegalTransition as galat:
        messages.error(request, str(galat))
    return redirect("budget:unggahan", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pulihkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a DIPA is really to go back to before an upload; then do it."""
    found = unggahan_or_404(request, pk)
    require_uploader(request.user, found.satker)
    sendiri = set(found.sebelum) == {str(found.satker_id)}
    kini = Dipa.objects.filter(satker=found.satker, tahun=found.tahun).first()
    if request.method == "POST":
        versi = request.POST.get("versi", "")
        sesudah = request.POST.get("ke") == "sesudah"
        try:
            pulih = restore(
                found, by=request.user, sesudah=sesudah,
                versi=int(versi) if sendiri and versi.isdecimal() and len(versi) < 10 else None,
            )  # fmt: skip
        except (TidakDapatDipulihkan, Bentrok, Dibekukan) as galat:
            messages.error(request, str(galat))
            return redirect("budget:unggahan", pk)
        messages.success(request, "Keadaan anggaran dipulihkan.")
        return redirect("budget:unggahan", pulih.pk)
    context = {
        "satker": found.satker,
        "tahun": found.tahun,
        "unggahan": found,
        "versi": kini.versi if kini else 0,
        "sesudahnya": _sesudahnya(found),
        "sendiri": sendiri,
    }
    return render(request, "budget/upload_restore.html", context)


def _sesudahnya(found: Unggahan) -> list[display.BarisRiwayat]:
    """What was applied after an upload, and is undone too when one goes back to before it."""
    return [
        satu
        for satu in display.riwayat(found.satker, found.tahun)
        if satu.unggahan.pk > found.pk and satu.unggahan.status == StatusUnggahan.DITERAPKAN
    ]
