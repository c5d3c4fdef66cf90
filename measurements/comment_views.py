"""Remarks on an indikator in a quarter: written, resolved, and back to where one was."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.place import step_into
from accounts.policy import can
from agreements.models import Indikator
from measurements import comment_actions
from measurements.calendar_views import quarter_or_404
from measurements.lineage import realisasi_dari
from measurements.models import Komentar
from measurements.policy import milik
from measurements.verify_forms import CommentForm


def may_comment(request: HttpRequest, indikator: Indikator) -> bool:
    """Whether the user writes and resolves remarks on an indikator: who enters it, and who verifies."""
    satker = indikator.sasaran.perjanjian.satker
    return milik(request.user, indikator) or can(request.user, Permission.VERIFY_REALISASI, satker)


@require_POST
def komentar(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Write a remark on an indikator in a quarter; back to where it was written."""
    reach = Indikator.objects.visible_to(request.user)
    found = get_object_or_404(
        reach.select_related("sasaran__perjanjian__satker__induk", "penanggung_jawab"), pk=pk
    )
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    quarter_or_404(triwulan)
    form = CommentForm(request.POST)
    if not may_comment(request, found):
        raise PermissionDenied("Komentar ditulis oleh pengisi indikator ini dan oleh Verifikator.")
    if not form.is_valid():
        context = {
            "form": form,
            "indikator": found,
            "satker": perjanjian.satker,
            "triwulan": quarter_or_404(triwulan),
        }
        return render(request, "measurements/comment_form.html", context, status=422)
    comment_actions.comment(found, triwulan, form.cleaned_data["isi"], by=request.user)
    messages.success(request, "Komentar disimpan.")
    return _back(request, found, triwulan)


@require_POST
def komentar_selesai(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a remark as dealt with."""
    reach = Indikator.objects.visible_to(request.user)
    satu = get_object_or_404(
        Komentar.objects.filter(indikator__in=reach).select_related(
            "indikator__sasaran__perjanjian__satker__induk", "indikator__penanggung_jawab"
        ),
        pk=pk,
    )
    perjanjian = satu.indikator.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    comment_actions.resolve(satu, by=request.user)
    messages.success(request, "Komentar ditandai selesai.")
    return _back(request, satu.indikator, satu.triwulan)


def _back(request: HttpRequest, indikator: Indikator, triwulan: int) -> HttpResponseRedirect:
    """To the page that the form named if it is of this site, else to the figure."""
    kembali = request.POST.get("kembali", "")
    if url_has_allowed_host_and_scheme(kembali, {request.get_host()}, require_https=request.is_secure()):
        # Not `redirect`, which takes what is no address for the name of a view.
        return HttpResponseRedirect(kembali)
    satu = realisasi_dari(indikator, triwulan)
    if satu is None:
        return redirect("measurements:indikator", indikator.pk)
    return redirect(f"{reverse('measurements:realisasi', args=[satu.pk])}#komentar")
