"""Tugas saya, and how far the satker of a tree have come."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import ROLES, Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can, duties
from agreements.queries import tahun_perjanjian
from kinerja.angka import tanggal
from kinerja.periode import Triwulan
from measurements import tasks_queries
from measurements.calendar_views import year_or_404
from measurements.overview_queries import TIDAK_DIUKUR, belum_pernah_mengisi, pengisian, pohon
from measurements.schedule import pemilik_jadwal
from measurements.tasks_queries import Tugas


def tugas(request: HttpRequest) -> HttpResponse:
    """What this person has to do, by when, with progress."""
    hari = timezone.localdate()
    isi = (
        tasks_queries.entry_tasks(request.user, hari)
        if _does(request.user, Permission.ENTER_REALISASI)
        else []
    )
    rekap = (
        tasks_queries.recap_tasks(request.user, hari) if _does(request.user, Permission.ANSWER_RECAP) else []
    )
    verifikator = _does(request.user, Permission.VERIFY_REALISASI)
    menunggu = tasks_queries.waiting(request.user) if verifikator else []
    selesai = sum(satu.selesai for satu in isi) + sum(satu.dijawab for satu in rekap)
    context = {
        "hari": hari,
        "mengisi": _does(request.user, Permission.ENTER_REALISASI),
        "menjawab": _does(request.user, Permission.ANSWER_RECAP),
        "memverifikasi": verifikator,
        "isi": [{"tugas": satu, "url": _entry_url(satu), "sisa": _left(satu.terbuka, hari)} for satu in isi],
        "rekap": [{"tugas": satu, "sisa": _left(satu.terbuka, hari)} for satu in rekap],
        "menunggu": menunggu,
        "jumlah_menunggu": sum(satu.jumlah for satu in menunggu),
        "terlambat": tasks_queries.late(request.user, hari) if verifikator else [],
        "selesai": selesai,
        "jumlah": len(isi) + len(rekap),
        "kemajuan": f"{selesai} dari {len(isi) + len(rekap)} tugas sudah diselesaikan.",
        "persen": selesai * 100 // (len(isi) + len(rekap)) if isi or rekap else 0,
    }
    return render(request, "measurements/tasks_list.html", context)


def _does(user: User, permission: Permission) -> bool:
    """Whether any duty of the user holds the permission."""
    return any(permission in ROLES[satu.peran].permissions for satu in duties(user))


def _entry_url(satu: Tugas) -> str:
    """The indikator's own place on the entry page."""
    terbuka = satu.terbuka
    halaman = reverse("measurements:isi", args=[terbuka.satker.slug, terbuka.tahun, terbuka.triwulan.value])
    return f"{halaman}#indikator-{satu.indikator.pk}"


def _left(terbuka: tasks_queries.Terbuka, hari: Any) -> str:
    """How long there still is, in words."""
    hari_lagi = (terbuka.tenggat - hari).days
    if hari_lagi > 1:
        return f"{hari_lagi} hari lagi"
    if hari_lagi >= 0:
        return "besok" if hari_lagi else "hari ini"
    return f"terlambat; masih diterima sampai {tanggal(terbuka.sampai)}"


@switchable
def halaman_pengisian(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Satker × triwulan for a tree, and who among those who enter has not begun."""
    found = enter(request, satker, Permission.READ_MEASUREMENT, tahun)
    year_or_404(tahun)
    hari = timezone.localdate()
    daftar = Satker.objects.filter(pohon(found)).visible_to(request.user).select_related("induk")
    baris = pengisian(daftar, tahun, hari)
    hitung = Counter(sel.keadaan for satu in baris for sel in satu.sel if sel.keadaan != TIDAK_DIUKUR)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Keadaan pengisian tahun {tahun}",
        "pemilik": pemilik_jadwal(found),
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
