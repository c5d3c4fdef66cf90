"""How far the satker of a tree have come: satker × triwulan."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can
from agreements.queries import tahun_perjanjian
from kinerja.periode import Triwulan
from measurements.calendar_views import year_or_404
from measurements.models import JadwalTriwulan
from measurements.overview_queries import TIDAK_DIUKUR, belum_pernah_mengisi, pengisian, pohon
from measurements.schedule import pemilik_jadwal


@switchable
def halaman_pengisian(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Satker × triwulan for a tree, and who among those who enter has not begun."""
    found = enter(request, satker, Permission.READ_MEASUREMENT, tahun)
    year_or_404(tahun)
    hari = timezone.localdate()
    daftar = Satker.objects.filter(pohon(found)).visible_to(request.user).select_related("induk")
    baris = pengisian(daftar, tahun, hari)
    pemilik = pemilik_jadwal(found)
    hitung = Counter(sel.keadaan for satu in baris for sel in satu.sel if sel.keadaan != TIDAK_DIUKUR)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Keadaan pengisian tahun {tahun}",
        "pemilik": pemilik,
        "tanpa_jadwal": can(request.user, Permission.SET_CALENDAR, pemilik)
        and not JadwalTriwulan.objects.filter(satker=pemilik, tahun=tahun).exists(),
        "baris": baris,
        "ringkas": hitung.most_common(),
        "kunci": _lock_links(request.user, found, tahun),
        "belum": belum_pernah_mengisi(found, tahun, hari),
        "pemilih": switcher(request.user, found, tahun, tahun_perjanjian(found)),
    }
    return render(request, "measurements/overview_list.html", context)


def _lock_links(user: User, satker: Satker, tahun: int) -> list[tuple[str, str]]:
    """Where the satker's own quarters are closed, for who may."""
    if not can(user, Permission.VERIFY_REALISASI, satker):
        return []
    return [
        (f"Kunci {ke} {satker.nama}", reverse("measurements:kunci", args=[satker.slug, tahun, ke.value]))
        for ke in Triwulan
    ]
