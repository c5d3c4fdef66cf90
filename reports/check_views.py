"""The findings of the checker in the browser: one list with reasons, and those of one section."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.form_page import version_sent
from accounts.models import User
from accounts.permissions import Permission
from accounts.place import switchable, switcher
from accounts.policy import can, require
from importing.findings import Severity
from reports.check_actions import TERBUKA, AlasanBersamaDitolak, AlasanDitolak, explain, withdraw
from reports.check_display import (
    BarisTemuan,
    Ketikan,
    baris_temuan,
    dengan_serupa,
    kelompok_temuan,
    saringan,
    tujuan_temuan,
)
from reports.checked import terperiksa
from reports.checks.gate import hasil_periksa_bagian
from reports.checks.naskah import nama_bagian
from reports.checks.temuan import menurut_tingkat
from reports.models import LaporanKinerja
from reports.narrative_queries import LembarNarasi, lembar_narasi
from reports.place import laporan_or_404
from reports.queries import tahun_laporan


@never_cache
@require_safe
@switchable
def temuan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Every finding by section; warnings with their reasons; what stands in the way of signing."""
    return _halaman(request, laporan_or_404(request, satker, tahun), None)


def _halaman(request: HttpRequest, laporan: LaporanKinerja, ketikan: Ketikan | None) -> HttpResponse:
    isi = terperiksa(laporan)
    hasil = isi.hasil
    pilihan = request.GET.get("tingkat", "")
    tingkat = Severity(pilihan) if pilihan in list(Severity) and ketikan is None else None
    ditampilkan = hasil.temuan if tingkat is None else menurut_tingkat(hasil.temuan, tingkat)
    baris = baris_temuan(hasil, ditampilkan, tujuan_temuan(laporan, request.user), ketikan)
    baris = dengan_serupa(baris, ketikan)
    context = {
        "satker": laporan.satker,
        "tahun": laporan.tahun,
        "laporan": laporan,
        "judul": f"Pemeriksaan Laporan Kinerja Tahun {laporan.tahun}",
        "status": laporan.get_status_display(),
        "temuan": hasil.temuan,
        "penghalang": len(hasil.penghalang),
        "kelompok": kelompok_temuan(laporan, baris, nama_bagian(isi.dokumen)),
        "saringan": saringan(laporan, hasil.temuan, tingkat.value if tingkat else ""),
        "gugur": hasil.gugur,
        "galat": _galat(baris, ketikan) if ketikan else [],
        "boleh": _boleh(request, laporan),
        "pemilih": switcher(request.user, laporan.satker, laporan.tahun, tahun_laporan(laporan.satker)),
    }
    return render(request, "reports/temuan_list.html", context, status=422 if ketikan else 200)


def _galat(baris: list[BarisTemuan], ketikan: Ketikan) -> list[dict[str, str]]:
    """What was refused, each with its place; of a finding that is gone the sentence alone."""
    ada = {satu.temuan.sidik: satu for satu in baris}
    return [
        {"text": f"{ada[sidik].hal}: {galat}", "url": f"#{ada[sidik].jangkar}"}
        if sidik in ada
        else {"text": galat, "url": ""}
        for sidik, galat in ketikan.galat.items()
    ]


def _boleh(request: HttpRequest, laporan: LaporanKinerja) -> bool:
    """Whether the person may write reasons now."""
    return laporan.status in TERBUKA and can(request.user, Permission.COMPOSE_REPORT, laporan.satker)


@require_POST
def temuan_alasan(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Keep or take back the reason for warnings of one code; what cannot be kept stays on the page."""
    laporan = laporan_or_404(request, satker, tahun)
    require(request.user, Permission.COMPOSE_REPORT, laporan.satker)
    # Without NUL, which PostgreSQL refuses.
    sidik, alasan = (request.POST.get(nama, "").replace("\x00", "") for nama in ("sidik", "alasan"))
    juga = tuple(request.POST.getlist("juga"))
    versi = version_sent(request.POST)
    try:
        if "tarik" in request.POST:
            withdraw(laporan, sidik, versi, by=request.user)
            messages.info(request, "Alasan ditarik; peringatan itu kembali menghalangi pengesahan.")
        else:
            explain(laporan, sidik, alasan, versi, by=request.user, juga=juga)
            messages.success(
                request, f"Alasan disimpan untuk {len(juga) + 1} temuan." if juga else "Alasan disimpan."
            )
    except AlasanBersamaDitolak as ditolak:
        return _halaman(request, laporan, Ketikan(sidik, alasan, juga, ditolak.galat))
    except AlasanDitolak as ditolak:
        return _halaman(request, laporan, Ketikan(sidik, alasan, juga, {sidik: str(ditolak)}))
    return redirect(f"{reverse('reports:temuan', args=[satker, tahun])}#temuan-{sidik[:16]}")


@never_cache
@require_safe
def temuan_satu_bagian(request: HttpRequest, satker: str, tahun: int, kunci: str) -> HttpResponse:
    """The findings of one section as a fragment, which its editor shows beside the text.

    They are those of the person's own draft, where there is one, else of the stored text.
    """
    laporan = laporan_or_404(request, satker, tahun)
    try:
        lembar = lembar_narasi(laporan, kunci, request.user)
    except LookupError:
        raise Http404("Bagian Laporan Kinerja tidak ditemukan.") from None
    return render(request, "reports/temuan_samping.html", isi_samping(lembar, request.user))


def isi_samping(lembar: LembarNarasi, user: User) -> dict[str, object]:
    """What templates/reports/temuan_samping.html needs of the section before a person."""
    laporan = lembar.laporan
    if lembar.draf:
        hasil = hasil_periksa_bagian(laporan, lembar.bagian, lembar.draf.isi)
    else:
        hasil = terperiksa(laporan).hasil.bagian(lembar.bagian)
    return {
        "baris": baris_temuan(hasil, hasil.temuan, tujuan_temuan(laporan, user)),
        "menurut_draf": lembar.draf is not None,
        "satker": laporan.satker,
        "tahun": laporan.tahun,
    }
