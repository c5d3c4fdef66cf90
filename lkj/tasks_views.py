"""Tugas saya: what one person has to do in every app, by when, with progress."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import can_anywhere
from budget.tasks_queries import upload_tasks
from kinerja.angka import tanggal
from lkj.queries import PENANDA_TANGAN, kertas_menunggu
from measurements import tasks_queries
from measurements.tasks_queries import Terbuka, Tugas


def tugas(request: HttpRequest) -> HttpResponse:
    """What this person has to do, by when, with progress."""
    hari = timezone.localdate()
    user = request.user
    context = _papers(user) | _figures(user, hari) | _uploads(user, hari) | _queue(user, hari)
    return render(request, "lkj/tasks_list.html", context)


def _papers(user: User) -> dict[str, Any]:
    """What waits for the person's signature, examination or mending."""
    menandatangani = any(can_anywhere(user, izin) for izin in PENANDA_TANGAN)
    return {"menandatangani": menandatangani, "kertas": kertas_menunggu(user)}


def _figures(user: User, hari: date) -> dict[str, Any]:
    """What is entered and answered, and how far that has come."""
    mengisi = can_anywhere(user, Permission.ENTER_REALISASI)
    menjawab = can_anywhere(user, Permission.ANSWER_RECAP)
    isi = tasks_queries.entry_tasks(user, hari) if mengisi else []
    rekap = tasks_queries.recap_tasks(user, hari) if menjawab else []
    selesai = sum(satu.selesai for satu in isi) + sum(satu.dijawab for satu in rekap)
    jumlah = len(isi) + len(rekap)
    return {
        "mengisi": mengisi,
        "menjawab": menjawab,
        "isi": _by_quarter(isi, hari),
        "rekap": [{"tugas": satu, "sisa": _left(satu.terbuka, hari)} for satu in rekap],
        "selesai": selesai,
        "jumlah": jumlah,
        "kemajuan": f"{selesai} dari {jumlah} tugas sudah diselesaikan.",
        "persen": selesai * 100 // jumlah if jumlah else 0,
    }


def _by_quarter(tugas: list[Tugas], hari: date) -> list[dict[str, Any]]:
    """The tasks of each quarter of a satker under one head; what asks for nothing any more is counted."""
    menurut: dict[Terbuka, list[Tugas]] = {}
    for satu in tugas:
        menurut.setdefault(satu.terbuka, []).append(satu)
    return [
        {
            "terbuka": terbuka,
            "sisa": _left(terbuka, hari),
            "url": _entry_page(terbuka),
            "tugas": [{"tugas": satu, "url": _entry_url(satu)} for satu in semua if satu.meminta],
            "selesai": sum(not satu.meminta for satu in semua),
        }
        for terbuka, semua in menurut.items()
    ]


def _uploads(user: User, hari: date) -> dict[str, Any]:
    """The months whose budget figures are awaited."""
    mengunggah = can_anywhere(user, Permission.UPLOAD_BUDGET)
    return {"mengunggah": mengunggah, "unggahan": upload_tasks(user, hari) if mengunggah else []}


def _queue(user: User, hari: date) -> dict[str, Any]:
    """What waits for verification, and who is late."""
    memverifikasi = can_anywhere(user, Permission.VERIFY_REALISASI)
    return {
        "memverifikasi": memverifikasi,
        "menunggu": tasks_queries.waiting(user) if memverifikasi else [],
        "terlambat": tasks_queries.late(user, hari) if memverifikasi else [],
    }


def _entry_page(terbuka: Terbuka) -> str:
    return reverse("measurements:isi", args=[terbuka.satker.slug, terbuka.tahun, terbuka.triwulan.value])


def _entry_url(satu: Tugas) -> str:
    """The indikator's own place on the entry page."""
    return f"{_entry_page(satu.terbuka)}#indikator-{satu.indikator.pk}"


def _left(terbuka: Terbuka, hari: date) -> str:
    """How long there still is, in words."""
    hari_lagi = (terbuka.tenggat - hari).days
    if hari_lagi > 1:
        return f"{hari_lagi} hari lagi"
    if hari_lagi >= 0:
        return "besok" if hari_lagi else "hari ini"
    return f"terlambat; masih diterima sampai {tanggal(terbuka.sampai)}"
