"""The reviu of a report: the checklist with what the data tells, answers and notes of the Pereviu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.form_page import version_sent
from accounts.permissions import Permission
from accounts.place import switchable, switcher
from accounts.policy import can, require
from reports.models import LaporanKinerja, Reviu
from reports.place import laporan_or_404
from reports.queries import tahun_laporan
from reports.review_actions import (
    TERBUKA,
    Isian,
    ReviuBelumLengkap,
    ReviuBentrok,
    ReviuDitolak,
    baca_laporan,
    reopen_review,
    save_review,
)
from reports.review_items import BUTIR, Aspek, ButirReviu, Keadaan
from reports.states import Jawaban, StatusReviu

KOSONG = Isian("", "")


@dataclass(frozen=True)
class BarisReviu:
    """An item as the page shows it; `tersimpan`: what somebody else stored of it, where it differs."""

    butir: ButirReviu
    keadaan: Keadaan | None
    isian: Isian
    galat: str = ""
    tersimpan: Isian | None = None

    @property
    def otomatis(self) -> str:
        """What the application says of it, in a word."""
        return "" if self.keadaan is None else "Terpenuhi" if self.keadaan.terpenuhi else "Belum terpenuhi"

    @property
    def nada(self) -> str:
        """The tone of that word."""
        return "baik" if self.keadaan and self.keadaan.terpenuhi else "perhatian"

    @property
    def tertulis(self) -> str:
        """The answer in a word, for who only reads."""
        return _kata(self.isian)

    @property
    def jawaban_tersimpan(self) -> str:
        """The answer of the other in a word."""
        return _kata(self.tersimpan) if self.tersimpan and self.keadaan is None else ""


def _kata(isian: Isian) -> str:
    return Jawaban(isian.jawaban).label if isian.jawaban else "Belum dijawab"


@never_cache
@switchable
@require_http_methods(["GET", "HEAD", "POST"])
def reviu(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The checklist; POST keeps it, with `selesai` it ends the reviu."""
    laporan = laporan_or_404(request, satker, tahun)
    if request.method != "POST":
        tersimpan = Reviu.objects.filter(laporan=laporan).first()
        return _halaman(request, laporan, _isian_tersimpan(tersimpan), {})
    require(request.user, Permission.REVIEW_REPORT, laporan.satker)
    isian, versi = _isian(request.POST), version_sent(request.POST)
    selesai = "selesai" in request.POST
    try:
        save_review(laporan, isian, versi, by=request.user, finish=selesai)
    except ReviuBelumLengkap as galat:
        return _halaman(request, laporan, isian, dict(galat.kurang), versi=versi)
    except ReviuBentrok as galat:
        return _halaman(request, laporan, isian, {"": str(galat)}, bentrok=True)
    except ReviuDitolak as galat:
        return _halaman(request, laporan, isian, {"": str(galat)})
    messages.success(request, "Reviu diselesaikan." if selesai else "Reviu disimpan.")
    return redirect("reports:reviu", satker, tahun)


@require_POST
def reviu_buka(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Open a finished reviu again."""
    laporan = laporan_or_404(request, satker, tahun)
    require(request.user, Permission.REVIEW_REPORT, laporan.satker)
    try:
        reopen_review(laporan, version_sent(request.POST), by=request.user)
        messages.info(request, "Reviu dibuka kembali; pernyataannya tidak lagi dimuat dalam laporan.")
    except ReviuDitolak as galat:
        messages.error(request, str(galat))
    return redirect("reports:reviu", satker, tahun)


def _isian(data: QueryDict) -> dict[str, Isian]:
    """What was sent, without NUL, which PostgreSQL refuses; an answer that is none is empty."""
    return {
        satu.kunci: Isian(
            jawaban if (jawaban := data.get(f"jawaban-{satu.kunci}", "")) in Jawaban.values else "",
            data.get(f"catatan-{satu.kunci}", "").replace("\x00", ""),
        )
        for satu in BUTIR
    }


def _isian_tersimpan(reviu: Reviu | None) -> dict[str, Isian]:
    return {satu.butir: Isian(satu.jawaban, satu.catatan) for satu in reviu.jawaban.all()} if reviu else {}


def _yang_lain(reviu: Reviu | None, isian: Mapping[str, Isian]) -> dict[str, Isian]:
    """What is stored and differs from what was typed, by item."""
    tersimpan = _isian_tersimpan(reviu)
    semua = {satu.kunci: tersimpan.get(satu.kunci, KOSONG) for satu in BUTIR}
    return {kunci: satu for kunci, satu in semua.items() if satu != isian.get(kunci, KOSONG)}


def _ringkasan(baris: Sequence[BarisReviu], umum: str) -> list[dict[str, str]]:
    """What keeps the reviu from being saved, each with its item; `umum` is about the whole."""
    butir = [
        {"text": f"{satu.butir.pernyataan} {satu.galat.capitalize()}.", "url": f"#{satu.butir.kunci}"}
        for satu in baris
        if satu.galat
    ]
    return [*butir, {"text": umum, "url": ""}] if umum else butir


def _halaman(
    request: HttpRequest,
    laporan: LaporanKinerja,
    isian: Mapping[str, Isian],
    galat: Mapping[str, str],
    *,
    bentrok: bool = False,
    versi: int | None = None,
) -> HttpResponse:
    """The checklist. versi: on which the answers were given, where that is not what is shown beside them."""
    reviu = Reviu.objects.filter(laporan=laporan).select_related("selesai_oleh").first()
    bacaan = baca_laporan(laporan)
    lain = _yang_lain(reviu, isian) if bentrok else {}
    baris = [
        BarisReviu(
            satu,
            bacaan.keadaan.get(satu.kunci),
            isian.get(satu.kunci, KOSONG),
            galat.get(satu.kunci, ""),
            lain.get(satu.kunci),
        )
        for satu in BUTIR
    ]
    selesai = reviu is not None and reviu.status == StatusReviu.SELESAI
    may = laporan.status in TERBUKA and can(request.user, Permission.REVIEW_REPORT, laporan.satker)
    context = {
        "satker": laporan.satker,
        "tahun": laporan.tahun,
        "laporan": laporan,
        "judul": f"Reviu Laporan Kinerja Tahun {laporan.tahun}",
        "status": reviu.get_status_display() if reviu else "Belum dimulai",
        "reviu": reviu,
        "selesai": selesai,
        "usang": selesai and reviu.sidik_naskah != bacaan.sidik,
        "terbuka": laporan.status in TERBUKA,
        "versi": (reviu.versi if reviu else 0) if versi is None else versi,
        "kelompok": [(aspek.value, [b for b in baris if b.butir.aspek is aspek]) for aspek in Aspek],
        "pilihan": Jawaban.choices,
        "galat": _ringkasan(baris, galat.get("", "")),
        "boleh": may and not selesai,
        "boleh_buka": may and selesai,
        "pemilih": switcher(request.user, laporan.satker, laporan.tahun, tahun_laporan(laporan.satker)),
    }
    return render(request, "reports/reviu_detail.html", context, status=422 if galat else 200)
