"""The promise: Renstra, decrees on IKU, the Perjanjian Kinerja of a year."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from agreements import queries
from agreements.display import (
    bagian_renstra,
    baris_perjanjian,
    lampiran_iku,
    rincian_keputusan,
    rincian_perjanjian,
)
from agreements.models import KeputusanIKU, PerjanjianKinerja


@switchable
def renstra(request: HttpRequest, satker: str) -> HttpResponse:
    """Visi, misi, and the tree of tujuan, sasaran strategis and IKU with yearly targets."""
    found = enter(request, satker, Permission.READ_AGREEMENT)
    rencana = queries.renstra_terbaru(found)
    context = {
        "satker": found,
        "renstra": rencana,
        "judul": f"Renstra {rencana.periode}" if rencana else "Renstra",
        "misi": rencana.misi.all() if rencana else (),
        "tahun": range(rencana.tahun_mulai, rencana.tahun_selesai + 1) if rencana else (),
        "tujuan": bagian_renstra(rencana) if rencana else (),
        "keputusan": queries.keputusan_iku(found),
        "pemilih": switcher(request.user, found, None),
    }
    return render(request, "agreements/renstra_detail.html", context)


def keputusan_iku(request: HttpRequest, pk: int) -> HttpResponse:
    """A decree on IKU with its Lampiran."""
    reach = KeputusanIKU.objects.visible_to(request.user)
    keputusan = get_object_or_404(reach.select_related("satker__induk"), pk=pk)
    satker = step_into(request, keputusan.satker, Permission.READ_AGREEMENT, None)
    context = {
        "keputusan": keputusan,
        "judul": f"Keputusan Nomor {keputusan.nomor}",
        "satker": satker,
        "rincian": rincian_keputusan(keputusan),
        "lampiran": lampiran_iku(keputusan),
    }
    return render(request, "agreements/keputusan_iku_detail.html", context)


def versi_diminta(request: HttpRequest, versi: Sequence[PerjanjianKinerja]) -> PerjanjianKinerja | None:
    """The version in ?versi=, the one in force without it. Http404: the year has no such version."""
    try:
        return queries.pilihan_versi(versi, request.GET.get("versi"))
    except LookupError as galat:
        raise Http404("Versi Perjanjian Kinerja itu tidak ada.") from galat


@switchable
def pk(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The Perjanjian Kinerja in force, or the version asked for by ?versi=."""
    found = enter(request, satker, Permission.READ_AGREEMENT, tahun)
    versi = queries.versi_perjanjian(found, tahun)
    berlaku = queries.berlaku(versi)
    perjanjian = versi_diminta(request, versi)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Perjanjian Kinerja tahun {tahun}",
        "status": perjanjian.get_status_display() if perjanjian else "",
        "kosong": f"Belum ada Perjanjian Kinerja tahun {tahun}",
        "versi": versi,
        "perjanjian": perjanjian,
        "bukan_berlaku": perjanjian != berlaku,
        "rincian": rincian_perjanjian(perjanjian) if perjanjian else (),
        "sasaran": baris_perjanjian(perjanjian) if perjanjian else (),
        "pemilih": switcher(request.user, found, tahun, queries.tahun_perjanjian(found)),
    }
    return render(request, "agreements/perjanjian_kinerja_detail.html", context)
