"""Beranda: a satker's year at a glance, every figure a link to where it comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from lkj.display import bagan_sasaran, daftar_keadaan, ringkasan
from lkj.queries import keadaan, satker_utama, tahun_berdata


def home(request: HttpRequest) -> HttpResponse:
    """One's own beranda; who has no duty is told whom to ask."""
    satker = satker_utama(request.user)
    if satker is None:
        return render(request, "lkj/no_duty.html")
    return redirect("satker", satker.slug)


def latest(request: HttpRequest, satker: str) -> HttpResponse:
    """The beranda of the newest year with data; of this year when there is none."""
    found = get_object_or_404(Satker.objects.visible_to(request.user), slug=satker)
    return redirect("beranda", found.slug, next(iter(tahun_berdata(found)), timezone.localdate().year))


@switchable
def beranda(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Capaian, serapan, the sasaran as a chart, the state of the year."""
    found = enter(request, satker, Permission.READ_AGREEMENT, tahun)
    tahun_ini = keadaan(found, tahun, request.user)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Kinerja dan anggaran tahun {tahun}",
        "judul_keadaan": f"Keadaan tahun {tahun}",
        "ringkasan": ringkasan(found, tahun, tahun_ini),
        "url_capaian": reverse("measurements:capaian", args=[satker, tahun]),
        "bagan": bagan_sasaran(tahun_ini.kinerja) if tahun_ini.kinerja else None,
        "langkah": daftar_keadaan(found, tahun, tahun_ini),
        "pemilih": switcher(request.user, found, tahun, tahun_berdata(found)),
    }
    return render(request, "lkj/beranda.html", context)
