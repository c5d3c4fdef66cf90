"""Beginning the LKj of a year, and filling its empty sections with what the application offers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.place import enter
from accounts.policy import require
from reports.beginning import TidakDapatDimulai, awal, begin_lkj, fill_offers
from reports.narrative_actions import NarasiTerkunci
from reports.place import laporan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def mulai(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """From last year's texts or empty, on the PK in force; or why it cannot begin."""
    found = enter(request, satker, Permission.READ_REPORT, tahun)
    require(request.user, Permission.COMPOSE_REPORT, found)
    if request.method == "POST":
        try:
            begin_lkj(found, tahun, from_last_year=request.POST.get("dari") == "lalu", by=request.user)
        except TidakDapatDimulai as halangan:
            messages.error(request, str(halangan))
            return redirect("reports:mulai", satker, tahun)
        messages.success(request, f"Laporan Kinerja Tahun {tahun} dimulai. Tulislah narasinya.")
        return redirect("reports:narasi", satker, tahun)
    judul = f"Mulai Laporan Kinerja Tahun {tahun}"
    context = {"satker": found, "tahun": tahun, "judul": judul, "awal": awal(found, tahun)}
    return render(request, "reports/mulai_form.html", context)


@require_POST
def tawarkan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Fill the empty sections at one press."""
    laporan = laporan_or_404(request, satker, tahun)
    try:
        banyak = fill_offers(laporan, by=request.user)
    except NarasiTerkunci as halangan:
        messages.error(request, str(halangan))
    else:
        if banyak:
            messages.success(
                request, f"{banyak} bagian kosong diisi rancangan. Periksa dan lengkapi masing-masing."
            )
        else:
            messages.info(request, "Tidak ada bagian kosong; tidak ada yang diubah.")
    return redirect("reports:narasi", satker, tahun)
