"""The promise: Renstra, decrees on IKU, the Perjanjian Kinerja of a year."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can
from agreements import queries
from agreements.display import (
    bagian_renstra,
    baris_perjanjian,
    rincian_perjanjian,
)
from agreements.models import PerjanjianKinerja, Renstra
from agreements.pk_display import perubahan_berjalan, tindakan_pk
from agreements.pk_lock import alasan_terkunci


@switchable
def renstra(request: HttpRequest, satker: str) -> HttpResponse:
    """Visi, misi, and the tree of tujuan, sasaran strategis and IKU with yearly targets."""
    found = enter(request, satker, Permission.READ_AGREEMENT)
    periode = queries.periode_renstra(found)
    rencana = queries.renstra_dipilih(found, periode_diminta(request, periode))
    context = {
        "satker": found,
        "renstra": rencana,
        "judul": f"Renstra {rencana.periode}" if rencana else "Renstra",
        "misi": rencana.misi.all() if rencana else (),
        "periode": [
            {"label": satu.periode, "url": f"?periode={satu.tahun_mulai}", "active": satu == rencana}
            for satu in periode
        ],
        "menyusun": can(request.user, Permission.COMPOSE_AGREEMENT, found),
        "tahun": rencana.tahun if rencana else (),
        "tujuan": bagian_renstra(rencana) if rencana else (),
        "keputusan": queries.keputusan_iku(found),
        "pemilih": switcher(request.user, found, None),
    }
    return render(request, "agreements/renstra_detail.html", context)


def periode_diminta(request: HttpRequest, periode: Sequence[Renstra]) -> int | None:
    """The first year in ?periode=, None without it. Http404: the satker has no such Renstra."""
    diminta = request.GET.get("periode")
    if diminta is None:
        return None
    cocok = [satu.tahun_mulai for satu in periode if str(satu.tahun_mulai) == diminta]
    if not cocok:
        raise Http404("Renstra itu tidak ada.")
    return cocok[0]


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
        "menyusun_rencana": perjanjian is not None
        and not alasan_terkunci(perjanjian)
        and can(request.user, Permission.COMPOSE_AGREEMENT, found),
        "rincian": rincian_perjanjian(perjanjian) if perjanjian else (),
        "sasaran": baris_perjanjian(perjanjian) if perjanjian else (),
        "boleh_mulai": can(request.user, Permission.COMPOSE_AGREEMENT, found),
        "terkunci": alasan_terkunci(perjanjian) if perjanjian else "",
        "tindakan": tindakan_pk(perjanjian, request.user) if perjanjian else (),
        "perubahan": perubahan_berjalan(perjanjian, versi) if perjanjian else None,
        "pemilih": switcher(request.user, found, tahun, queries.tahun_perjanjian(found)),
    }
    return render(request, "agreements/perjanjian_kinerja_detail.html", context)
