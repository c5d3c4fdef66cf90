"""Who has uploaded which month: satker × bulan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.place import switchable
from budget import overview_display as display
from budget.display import tahun_rekap
from budget.overview_queries import peta_unggahan
from budget.searching import halaman, saringan


@switchable
@require_safe
def peta(request: HttpRequest, tahun: int) -> HttpResponse:
    """Every satker whose budget may be read × the months of a year; narrowed as the recap is."""
    if not 2000 <= tahun <= 2100:
        raise Http404
    saring = saringan(request, tahun)
    peta = peta_unggahan(saring.satker, tahun, timezone.localdate())
    page = halaman(request, peta)
    terbaca = {satu.pk for satu in saring.terbaca}
    context = {
        "tahun": tahun,
        "judul": f"Unggahan anggaran tahun {tahun}",
        "saring": saring,
        "page": page,
        "kepala": display.kepala(tahun),
        "baris": display.baris_peta(page.object_list, tahun, terbaca),
        "hitungan": display.hitungan(peta),
        "banyak": len(peta),
        "legenda": display.legenda(),
        "ketentuan": display.KETENTUAN,
        "pemilih": tahun_rekap(saring.terbaca, tahun),
    }
    return render(request, "budget/upload_map.html", context)
