"""What earlier reports say, entered for the years that the application does not hold."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can, require
from agreements.grid_views import answer_grid, render_grid
from agreements.queries import tahun_perjanjian, versi_perjanjian
from agreements.views import versi_diminta
from measurements.changes import riwayat
from measurements.past_actions import save_past
from measurements.past_display import typed_rows, without_field, year_parts
from measurements.past_queries import years_before
from measurements.past_sheet import BarisLalu, changed

#: Events shown; all of them stand on the pages of the indikator.
RIWAYAT_TERBARU = 20


@switchable
@require_http_methods(["GET", "HEAD", "POST"])
def capaian_lalu(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The years before a PK as one grid; who may not write, or meets a lock, reads it."""
    found = enter(request, satker, Permission.READ_MEASUREMENT, tahun)
    if request.method == "POST":
        require(request.user, Permission.COMPOSE_REPORT, found)
    perjanjian = versi_diminta(request, versi_perjanjian(found, tahun))
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Capaian sebelum tahun {tahun}",
        "perjanjian": perjanjian,
        "pemilih": switcher(request.user, found, tahun, tahun_perjanjian(found)),
    }
    if perjanjian is None:
        return render(request, "measurements/past_grid.html", context)
    semua = years_before(perjanjian)
    boleh = can(request.user, Permission.COMPOSE_REPORT, found)

    def page(baris: list[BarisLalu], **lain: Any) -> HttpResponse:
        bagian = year_parts(semua, baris, boleh=boleh)
        isi = context | {
            "beku": semua.beku,
            "boleh": boleh and bool(baris),
            "bagian": bagian,
            "pilihan": [(str(satu.tahun), f"Tahun {satu.tahun}") for satu in bagian],
            "kosong": not any(satu.terisi for satu in bagian),
            "riwayat": riwayat(*semua.indikator, hal="Capaian tahun lalu")[:RIWAYAT_TERBARU],
        }
        return render_grid(request, "measurements/past_grid.html", baris, isi, **lain)

    def save(berubah: list[BarisLalu]) -> str:
        banyak = save_past(
            perjanjian, changed(berubah), lama={satu.kunci: satu.lama for satu in berubah}, by=request.user
        )
        return f"Capaian tahun-tahun sebelumnya disimpan: {banyak} baris berubah."

    baris = typed_rows(semua, request.POST)
    return answer_grid(request, baris, page=page, save=save, tanpa=without_field(semua))
