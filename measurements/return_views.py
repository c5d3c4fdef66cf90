"""Steps that need a reason: a return, a verification that is undone, a locked figure that is opened again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from measurements import actions
from measurements.actions import Bentrok
from measurements.models import Realisasi
from measurements.queue import Saringan, giliran
from measurements.schedule import periode_satker
from measurements.states import ALUR, StatusRealisasi
from measurements.verify_forms import ReopenForm, ReturnForm, UndoForm
from measurements.verify_queries import Tinjauan, lengkap, tinjau
from measurements.verify_views import DITOLAK, figure_in_reach, figure_url, go_on, why_refused


@dataclass(frozen=True)
class HalamanAlasan:
    """The page of a step that asks for a reason: its title, its button, its name in the workflow table."""

    judul: str
    tombol: str
    langkah: str


@require_http_methods(["GET", "HEAD", "POST"])
def kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Return one with a category and what is to be mended."""
    found = figure_in_reach(request, pk, Permission.VERIFY_REALISASI)
    form = ReturnForm(request.POST if request.method == "POST" else None, initial={"versi": found.versi})
    halaman = HalamanAlasan("Kembalikan realisasi", "Kembalikan", "kembalikan")
    langkah = partial(actions.send_back, found, by=request.user)
    antre = giliran(request.user, Saringan.read(request.GET), found)
    if page := _with_reason(request, found, form, halaman, langkah):
        return page
    return go_on(request, found, antre, "Realisasi dikembalikan kepada pengisi.")


@require_http_methods(["GET", "HEAD", "POST"])
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a verification back, with a reason."""
    found = figure_in_reach(request, pk, Permission.VERIFY_REALISASI)
    form = UndoForm(request.POST if request.method == "POST" else None)
    halaman = HalamanAlasan("Batalkan verifikasi", "Batalkan verifikasi", "batalkan")
    langkah = partial(actions.undo_verify, found, by=request.user)
    if page := _with_reason(request, found, form, halaman, langkah):
        return page
    messages.success(request, "Verifikasi dibatalkan; realisasi kembali menunggu.")
    return redirect(figure_url(found, Saringan.read(request.GET)))


@require_http_methods(["GET", "HEAD", "POST"])
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked one again under an exception, with a reason."""
    found = figure_in_reach(request, pk, Permission.SET_CALENDAR)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    halaman = HalamanAlasan("Buka kembali realisasi terkunci", "Buka kembali", "buka")
    langkah = partial(actions.reopen, found, by=request.user, on=timezone.localdate())
    if page := _with_reason(request, found, form, halaman, langkah):
        return page
    messages.success(request, "Realisasi dibuka kembali dan menunggu perbaikan.")
    return redirect("measurements:realisasi", found.pk)


def _with_reason(
    request: HttpRequest,
    found: Realisasi,
    form: forms.Form,
    halaman: HalamanAlasan,
    langkah: Callable[..., Any],
) -> HttpResponse | None:
    """Take a step with what was typed: None. Not taken, its page, with the typed reason still on it."""
    if not form.is_valid():
        return _reason_page(request, found, form, halaman)
    try:
        langkah(**form.cleaned_data)
    except DITOLAK as error:
        form.add_error(None, why_refused(error, found))
        kini = get_object_or_404(lengkap(Realisasi.objects.all()), pk=found.pk)
        if isinstance(error, Bentrok):
            form.take_over(kini.versi)
        return _reason_page(request, kini, form, halaman, status=409)
    return None


def _reason_page(
    request: HttpRequest, found: Realisasi, form: forms.Form, halaman: HalamanAlasan, status: int = 200
) -> HttpResponse:
    [tinjauan] = tinjau([found])
    boleh = any(satu.name == halaman.langkah for satu in ALUR.available(StatusRealisasi(found.status)))
    context = {
        "t": tinjauan,
        "satker": tinjauan.satker,
        "url_realisasi": figure_url(found, Saringan.read(request.GET)),
        "form": form,
        "halaman": halaman,
        "boleh": boleh,
        "url_pengecualian": _exception_needed(tinjauan) if halaman.langkah == "buka" else "",
        "diketik": form["alasan"].value() if form.is_bound else "",
    }
    return render(request, "measurements/return_form.html", context, status=status)


def _exception_needed(tinjauan: Tinjauan) -> str:
    """Where the exception is given that a locked figure is opened under; empty while one holds."""
    satker, tahun, triwulan = tinjauan.satker, tinjauan.tahun, tinjauan.realisasi.triwulan
    sampai = periode_satker(satker, tahun, triwulan).pengecualian
    if sampai is not None and sampai >= timezone.localdate():
        return ""
    query = {"satker": satker.slug, "triwulan": triwulan}
    return reverse("measurements:pengecualian", args=[satker.slug, tahun], query=query)
