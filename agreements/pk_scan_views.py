"""The scan of a signed PK in the browser: attached, replaced, downloaded through the permission check."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import Ditolak
from accounts.permissions import Permission
from accounts.place import step_into
from agreements.models import PindaianPK
from agreements.pk_forms import ScanForm
from agreements.pk_pages import PIHAK_DAN_LANGKAH, locked_page, pk_in_reach, pk_url
from agreements.pk_scan import attach_scan, may_attach, open_scan, why_no_scan
from agreements.pk_views import judul
from importing.filekinds.jenis import Jenis
from jobs.serving import send_stored
from jobs.storage import BerkasDitolak

READ = Permission.READ_AGREEMENT


@require_http_methods(["GET", "HEAD", "POST"])
def pindaian(request: HttpRequest, pk: int) -> HttpResponse:
    """Every scan of a PK, and for who keeps its paper the form for another."""
    perjanjian = pk_in_reach(request, pk, READ)
    boleh, alasan = may_attach(request.user, perjanjian), why_no_scan(perjanjian)
    form = ScanForm()
    if request.method == "POST":
        if not boleh:
            raise PermissionDenied("Salinan basah dilampirkan oleh penyusun atau Sekretaris satker ini.")
        if alasan:
            return locked_page(request, perjanjian, alasan)
        form = ScanForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                attach_scan(perjanjian, form.cleaned_data["berkas"], by=request.user)
                messages.success(request, "Salinan basah tersimpan.")
                return redirect("agreements:pk_pindaian", perjanjian.pk)
            except Ditolak as galat:
                form.refuse(galat)
            except BerkasDitolak as galat:
                form.add_error("berkas", str(galat))
    konteks = {
        "perjanjian": perjanjian,
        "satker": perjanjian.satker,
        "lead": f"{judul(perjanjian)}, versi {perjanjian.versi}",
        "url_pk": pk_url(perjanjian),
        "form": form,
        "boleh": boleh and not alasan,
        "alasan": alasan,
        "pindaian": list(perjanjian.pindaian.select_related("diunggah_oleh")),
    }
    return render(request, "agreements/pk_scan.html", konteks, status=422 if form.errors else 200)


@require_safe
def unduh_pindaian(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A scan as a download, byte for byte as it was uploaded."""
    jalur = [f"perjanjian__{nama}" for nama in PIHAK_DAN_LANGKAH]
    reach = PindaianPK.objects.visible_to(request.user).select_related("diunggah_oleh", *jalur)
    found = get_object_or_404(reach, pk=pk)
    perjanjian = found.perjanjian
    step_into(request, perjanjian.satker, READ, perjanjian.tahun)
    return send_stored(
        request,
        found,
        partial(open_scan, found),
        mime=Jenis(found.jenis).mime,
        above=partial(reverse, "agreements:pk_pindaian", args=[perjanjian.pk]),
    )
