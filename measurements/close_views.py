"""Closing a quarter: what still holds it back, then the lock."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.place import enter
from kinerja.workflow import IllegalTransition
from measurements import actions
from measurements.actions import BelumLengkap, Tertutup
from measurements.calendar_views import quarter_or_404, year_or_404
from measurements.lineage import leluhur_dari
from measurements.models import Realisasi
from measurements.schedule import periode_satker
from measurements.states import StatusRealisasi
from measurements.verify_queries import belum_terverifikasi, kalimat_penguncian


@require_http_methods(["GET", "HEAD", "POST"])
def kunci(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """Close a quarter of which everything is verified; what is not is listed, as the gate lists it."""
    found = enter(request, satker, Permission.VERIFY_REALISASI, tahun)
    year_or_404(tahun)
    periode = periode_satker(found, tahun, quarter_or_404(triwulan))
    if request.method == "POST":
        try:
            actions.close_quarter(found, tahun, triwulan, by=request.user)
        except BelumLengkap:
            messages.error(request, "Triwulan belum dapat dikunci. Selesaikan dahulu indikator di bawah.")
        except (IllegalTransition, Tertutup) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{periode.triwulan} Tahun {tahun} dikunci.")
        return redirect("measurements:kunci", satker, tahun, triwulan)
    lama = leluhur_dari(periode.indikator)
    ikut = [*(satu.pk for satu in periode.indikator), *lama]
    baris = list(Realisasi.objects.filter(indikator__in=ikut, triwulan=triwulan).select_related("indikator"))
    terkunci = {satu.pk for satu in baris if satu.status == StatusRealisasi.TERKUNCI}
    isi = {lama.get(satu.indikator_id, satu.indikator_id): satu for satu in baris}
    context = {
        "satker": found,
        "periode": periode,
        "judul": f"Kunci {periode.triwulan} Tahun {tahun}",
        "kurang": [(satu, isi.get(satu.indikator.pk)) for satu in belum_terverifikasi(periode, baris, lama)],
        "jumlah": len(periode.indikator),
        "selesai": bool(baris) and len(terkunci) == len(periode.indikator),
        "dikunci_pada": kalimat_penguncian(baris),
        "tab": _quarter_tabs("measurements:kunci", satker, tahun, triwulan),
    }
    return render(request, "measurements/verify_close.html", context)


def _quarter_tabs(name: str, satker: str, tahun: int, triwulan: int) -> list[dict[str, Any]]:
    return [
        {
            "label": str(quarter_or_404(n)),
            "url": reverse(name, args=[satker, tahun, n]),
            "active": n == triwulan,
        }
        for n in (1, 2, 3, 4)
    ]
