"""The rencana aksi of a PK: one grid, typed or pasted, saved row by row."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions import Ditolak
from accounts.permissions import Permission
from accounts.place import step_into
from agreements import plan_actions, plan_sheet
from agreements.models import PerjanjianKinerja
from agreements.pk_lock import Terkunci, alasan_terkunci
from agreements.plan_actions import RencanaBentrok
from agreements.plan_display import error_links, grid_row, preview_row
from agreements.plan_sheet import BarisRencana
from agreements.renstra_views import ISIAN


@ISIAN
def rencana_aksi(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; a PK that is no draf says why it is closed."""
    reach = PerjanjianKinerja.objects.visible_to(request.user)
    perjanjian = get_object_or_404(reach.select_related("satker__induk"), pk=pk)
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)
    baris = plan_sheet.stored_rows(perjanjian)
    if request.method != "POST":
        return _page(request, perjanjian, baris)
    baris = plan_sheet.sent_rows(baris, request.POST)
    match request.POST.get("aksi"):
        case "cuplik":
            return _page(request, perjanjian, baris, tempel=request.POST.get("tempel", ""))
        case "pakai":
            return _paste(request, perjanjian, baris, request.POST.get("tempel", ""))
        case _:
            return _save(request, perjanjian, baris)


def _paste(
    request: HttpRequest, perjanjian: PerjanjianKinerja, baris: list[BarisRencana], tempel: str
) -> HttpResponse:
    """Into the grid, not yet into the database; what cannot come in stays in the preview."""
    tempelan = plan_sheet.pasted(tempel, [satu.indikator for satu in baris])
    if not tempelan.dapat_dipakai:
        return _page(request, perjanjian, baris, tempel=tempel)
    return _page(request, perjanjian, plan_sheet.apply(baris, tempelan), ditempel=len(tempelan.baris))


def _save(request: HttpRequest, perjanjian: PerjanjianKinerja, baris: list[BarisRencana]) -> HttpResponse:
    if any(any(satu.galat) for satu in baris):
        return _page(request, perjanjian, baris)
    berubah = [satu for satu in baris if satu.berubah]
    try:
        banyak = plan_actions.save_plan(
            perjanjian,
            {satu.indikator.pk: satu.nilai for satu in berubah},
            lama={satu.indikator.pk: satu.lama for satu in berubah},
            by=request.user,
        )
    except RencanaBentrok as error:
        return _page(request, perjanjian, [_clashed(satu, error) for satu in baris], status=409)
    except (Ditolak, Terkunci) as error:
        return _page(request, perjanjian, baris, ditolak=str(error), status=409)
    messages.success(request, f"Rencana aksi disimpan: {banyak} indikator berubah.")
    return redirect("agreements:rencana_aksi", perjanjian.pk)


def _clashed(baris: BarisRencana, error: RencanaBentrok) -> BarisRencana:
    """A row that clashed, based on what is stored now; the text that was typed stays."""
    kini = error.terkini.get(baris.indikator.pk)
    return baris if kini is None else replace(baris, lama=kini, tersimpan=kini)


def _page(
    request: HttpRequest,
    perjanjian: PerjanjianKinerja,
    baris: list[BarisRencana],
    *,
    tempel: str = "",
    ditempel: int = 0,
    ditolak: str = "",
    status: int = 200,
) -> HttpResponse:
    tempelan = plan_sheet.pasted(tempel, [satu.indikator for satu in baris]) if tempel else None
    context: dict[str, Any] = {
        "perjanjian": perjanjian,
        "satker": perjanjian.satker,
        "tahun": perjanjian.tahun,
        "judul": f"Rencana aksi tahun {perjanjian.tahun}",
        "status": perjanjian.get_status_display(),
        "terkunci": alasan_terkunci(perjanjian),
        "baris": [grid_row(satu) for satu in baris],
        "galat": error_links(baris),
        "tidak_cocok": sum(bool(satu.pemeriksaan) for satu in baris),
        "bentrok": any(satu.tersimpan for satu in baris),
        "belum_disimpan": any(satu.berubah for satu in baris),
        "ditempel": ditempel,
        "ditolak": ditolak,
        "tempel": tempel,
        "tempelan": tempelan,
        "cuplikan": [preview_row(satu) for satu in tempelan.baris] if tempelan else (),
    }
    return render(request, "agreements/rencana_aksi.html", context, status=status)
