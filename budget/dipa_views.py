"""One satker's budget over time: month by month, and revision by revision."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import switchable, switcher
from budget import monthly_display, revision_display
from budget.monthly_queries import bulanan as per_bulan
from budget.overview_display import KETENTUAN
from budget.queries import RiwayatDipa, revisi_berlaku, riwayat_dipa, tahun_dipa
from budget.upload_queries import banding_revisi
from budget.upload_views import satker_or_404


@switchable
@require_safe
def bulanan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Realisasi up to each month and of each month alone, and its trend."""
    found = satker_or_404(request, satker, tahun)
    isi = per_bulan(found, tahun, timezone.localdate())
    terbaca = Satker.objects.visible_to(request.user, Permission.READ_BUDGET).values_list("pk", flat=True)
    context = _dasar(request, found, tahun) | {
        "judul": f"Realisasi per bulan tahun {tahun}",
        "ada": any(satu.serapan for satu in isi),
        "baris": monthly_display.baris_bulan(isi, set(terbaca)),
        "bagan": monthly_display.tren_serapan(isi),
        "ketentuan": KETENTUAN,
        "tanpa_bulan_lalu": monthly_display.TANPA_BULAN_LALU,
    }
    return render(request, "budget/dipa_monthly.html", context)


@switchable
@require_safe
def revisi(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The revisions, the one in force on ?pada=, and ?dari= beside ?ke= line by line."""
    found = satker_or_404(request, satker, tahun)
    riwayat, hari = riwayat_dipa(found, tahun), _pada(request.GET.get("pada"), tahun)
    context = _dasar(request, found, tahun) | {
        "judul": f"Revisi DIPA tahun {tahun}",
        "pada": hari.isoformat(),
        "revisi": [],
        "banding": None,
    }
    if riwayat:
        berlaku = revisi_berlaku(riwayat.revisi, hari)
        context |= {
            "revisi": revision_display.baris_revisi(riwayat, berlaku),
            "kalimat": revision_display.kalimat_berlaku(berlaku, hari),
            "banding": _banding(request, found, tahun, riwayat),
        }
    return render(request, "budget/dipa_revisions.html", context)


def _dasar(request: HttpRequest, satker: Satker, tahun: int) -> dict[str, Any]:
    return {
        "satker": satker,
        "tahun": tahun,
        "pemilih": switcher(request.user, satker, tahun, tahun_dipa(satker)),
    }


def _pada(teks: str | None, tahun: int) -> date:
    """The day asked for; else today within the year, or its last day."""
    try:
        return date.fromisoformat(teks or "")
    except ValueError:
        return max(min(timezone.localdate(), date(tahun, 12, 31)), date(tahun, 1, 1))


def _banding(request: HttpRequest, satker: Satker, tahun: int, riwayat: RiwayatDipa) -> dict[str, Any] | None:
    """Two revisions with lines; None where no revision has any."""
    dari = revision_display.terpilih(riwayat, request.GET.get("dari"), 0)
    ke = revision_display.terpilih(riwayat, request.GET.get("ke"), -1)
    if dari is None or ke is None:
        return None
    berbeda = request.GET.get("berbeda") == "1"
    baris = banding_revisi(satker, tahun, dari.nomor, ke.nomor)
    return {
        "dari": revision_display.pilihan_revisi(riwayat, dari.nomor),
        "ke": revision_display.pilihan_revisi(riwayat, ke.nomor),
        "nama": [revision_display.nama_revisi(satu.nomor) for satu in (dari, ke)],
        "berbeda": berbeda,
        "baris": revision_display.baris_banding(baris, berbeda=berbeda),
        "jumlah": revision_display.jumlah_banding(riwayat.pagu[dari.pk], riwayat.pagu[ke.pk]),
    }
