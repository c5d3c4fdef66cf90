"""The rencana aksi of a PK: one grid, typed or pasted, saved row by row."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from accounts.place import step_into
from agreements import plan_actions, plan_sheet
from agreements.grid_views import answer_grid, render_grid
from agreements.models import PerjanjianKinerja
from agreements.pk_lock import alasan_terkunci
from agreements.plan_display import grid_row
from agreements.plan_sheet import BarisRencana
from agreements.renstra_views import ISIAN


@ISIAN
def rencana_aksi(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; a PK that is no draf says why it is closed."""
    reach = PerjanjianKinerja.objects.visible_to(request.user)
    perjanjian = get_object_or_404(reach.select_related("satker__induk"), pk=pk)
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)

    def page(baris: list[BarisRencana], **lain: Any) -> HttpResponse:
        context = {
            "perjanjian": perjanjian,
            "satker": perjanjian.satker,
            "tahun": perjanjian.tahun,
            "judul": f"Rencana aksi tahun {perjanjian.tahun}",
            "status": perjanjian.get_status_display(),
            "terkunci": alasan_terkunci(perjanjian),
            "baris": [grid_row(satu) for satu in baris],
            "tidak_cocok": sum(bool(satu.pemeriksaan) for satu in baris),
        }
        return render_grid(request, "agreements/rencana_aksi.html", baris, context, **lain)

    def save(berubah: list[BarisRencana]) -> str:
        banyak = plan_actions.save_plan(
            perjanjian,
            {satu.indikator.pk: satu.nilai for satu in berubah},
            lama={satu.indikator.pk: satu.lama for satu in berubah},
            by=request.user,
        )
        return f"Rencana aksi disimpan: {banyak} indikator berubah."

    return answer_grid(request, plan_sheet.stored_rows(perjanjian), page=page, save=save)
