"""What the editor of a section asks for: every figure with today's value, and pasted HTML cleaned."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.policy import require
from reports.build import susun
from reports.choices import Pilihan, cari, pilihan_angka, pilihan_rujukan, pilihan_tempat
from reports.cleaning import bersihkan
from reports.figures import Figur
from reports.models import LaporanKinerja
from reports.place import laporan_or_404
from reports.queries import kumpulkan

BARIS_MAKSIMUM = 200


@require_safe
def angka(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Every figure that a text may name, searched; what the picker shows, for who writes without it."""
    laporan = laporan_or_404(request, satker, tahun)
    dicari = request.GET.get("q", "").strip()
    cocok = cari(_semua(laporan), dicari)
    context = {
        "satker": laporan.satker,
        "tahun": tahun,
        "dicari": dicari,
        "pilihan": cocok[:BARIS_MAKSIMUM],
        "jumlah": len(cocok),
        "lebih": len(cocok) > BARIS_MAKSIMUM,
    }
    return render(request, "reports/angka_list.html", context)


@never_cache
@require_safe
def angka_data(request: HttpRequest, satker: str, tahun: int) -> JsonResponse:
    """The same for the picker: {pilihan: [{jenis, kunci, teks, label, asal, url}]}."""
    return JsonResponse(
        {"pilihan": [asdict(satu) for satu in _semua(laporan_or_404(request, satker, tahun))]}
    )


@require_POST
def tempel(request: HttpRequest, satker: str, tahun: int) -> JsonResponse:
    """Pasted HTML as the markup: {isi, catatan}."""
    laporan = laporan_or_404(request, satker, tahun)
    require(request.user, Permission.COMPOSE_REPORT, laporan.satker)
    bersih = bersihkan(request.POST.get("html", ""))
    return JsonResponse({"isi": bersih.isi, "catatan": bersih.catatan})


def _semua(laporan: LaporanKinerja) -> list[Pilihan]:
    bahan = kumpulkan(laporan)
    angka = pilihan_angka(bahan, Figur(bahan))
    return [*angka, *pilihan_rujukan(susun(bahan)), *pilihan_tempat(bahan)]
