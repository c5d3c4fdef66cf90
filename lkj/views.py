"""Beranda: a satker's year at a glance, every figure a link to where it comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from lkj.display import bagan_sasaran, beda_anggaran, daftar_keadaan, ringkasan, tugas_pengisian
from lkj.queries import keadaan, kertas_menunggu, satker_utama, tahun_utama


def home(request: HttpRequest) -> HttpResponse:
    """One's own beranda; who has no duty is told whom to ask."""
    satker = satker_utama(request.user)
    if satker is None:
        return render(request, "lkj/no_duty.html")
    return redirect("satker", satker.slug)


def latest(request: HttpRequest, satker: str) -> HttpResponse:
    """The beranda of the year one lands on (`tahun_utama`)."""
    found = get_object_or_404(Satker.objects.visible_to(request.user), slug=satker)
    return redirect("beranda", found.slug, tahun_utama(found, timezone.localdate().year))


@switchable
def beranda(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Capaian, serapan, the sasaran as a chart, the state of the year."""
    found = enter(request, satker, Permission.READ_AGREEMENT, tahun)
    hari = timezone.localdate()
    tahun_ini = keadaan(found, tahun, request.user)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Kinerja dan anggaran tahun {tahun}",
        "judul_keadaan": f"Keadaan tahun {tahun}",
        "kertas": [satu for satu in kertas_menunggu(request.user) if satu.sejak],
        "tugas": tugas_pengisian(request.user, hari),
        "beda_anggaran": beda_anggaran(found, tahun_ini, request.user),
        "ringkasan": ringkasan(found, tahun, tahun_ini),
        "url_capaian": reverse("measurements:capaian", args=[satker, tahun]),
        "bagan": bagan_sasaran(tahun_ini.kinerja) if tahun_ini.kinerja else None,
        "langkah": daftar_keadaan(found, tahun, tahun_ini, hari),
        "pemilih": switcher(request.user, found, tahun, tahun_ini.tahun),
    }
    return render(request, "lkj/beranda.html", context)
