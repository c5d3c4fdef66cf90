"""What was spent: the recap of every satker in reach, and one satker's tree."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from budget import display
from budget.queries import anggaran_satker, rekap_satker, riwayat_dipa, tahun_dipa


@switchable
def rekap(request: HttpRequest, tahun: int) -> HttpResponse:
    """Pagu and realisasi of every satker whose budget the user may read.

    ?wilayah=SLUG narrows it to one satker and those right under it, as its LKj sums them up.
    """
    reach = Satker.objects.visible_to(request.user, Permission.READ_BUDGET)
    if not reach.exists():
        raise PermissionDenied("Peran Anda tidak mencakup kewenangan membaca anggaran satker mana pun.")
    if slug := request.GET.get("wilayah"):
        reach = reach.filter(Q(slug=slug) | Q(induk__slug=slug))
    satker = list(reach)
    rekap = rekap_satker(satker, tahun)
    ringkasan = display.ringkasan_rekap(rekap)
    context = {
        "tahun": tahun,
        "judul": f"Anggaran dan realisasi tahun {tahun}",
        "kosong": f"Belum ada DIPA tahun {tahun}",
        "catatan": display.catatan_rekap(ringkasan),
        "baris": display.baris_rekap(rekap, tahun),
        "ringkasan": ringkasan,
        "pemilih": display.tahun_rekap(satker, tahun),
    }
    return render(request, "budget/rekap_list.html", context)


@switchable
def satker(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The tree of a DIPA down to the level asked for by ?sampai=, and the revisions behind it."""
    found = enter(request, satker, Permission.READ_BUDGET, tahun)
    anggaran, riwayat = anggaran_satker(found, tahun), riwayat_dipa(found, tahun)
    level = display.level_terpilih(request.GET.get("sampai"))
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Anggaran tahun {tahun}",
        "kosong": f"Belum ada DIPA tahun {tahun}",
        "anggaran": anggaran,
        "level": level,
        "pilihan_level": display.SAMPAI,
        "riwayat": riwayat,
        "pemilih": switcher(request.user, found, tahun, tahun_dipa(found)),
    }
    if anggaran:
        context |= display.isi_anggaran(anggaran, riwayat, level)
    return render(request, "budget/dipa_detail.html", context)
