"""Writing the narrative: the sections, one section, its draft, its history.

Every form is answered by a redirect to the section's page, which shows what is stored and the person's draft
of it: an error, a conflict and a reload are one and the same page.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.form_page import version_sent
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can, require
from measurements.drafts import DrafLain
from measurements.tabs import tanda_kiriman
from reports.check_views import isi_samping
from reports.checked import pratinjau
from reports.cleaning import bersihkan
from reports.difference import beda
from reports.document import bagian_berkunci
from reports.models import LaporanKinerja, VersiNarasi
from reports.narrative import NarasiRusak
from reports.narrative_actions import (
    Bentrok,
    NarasiTerkunci,
    discard_draft,
    restore_narasi,
    save_draft,
    save_narasi,
    why_locked,
)
from reports.narrative_queries import (
    LembarNarasi,
    cari_bagian,
    daftar_narasi,
    lembar_narasi,
    riwayat_narasi,
)
from reports.place import laporan_or_404
from reports.queries import laporan_terbaru, tahun_laporan
from reports.sections import BagianNarasi
from ui.moments import moment


@require_safe
@switchable
def narasi(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The sections with what stands in each, who wrote last and what is still to be written."""
    found = enter(request, satker, Permission.READ_REPORT, tahun)
    laporan = laporan_terbaru(found, tahun)
    kelompok = daftar_narasi(laporan, request.user) if laporan else []
    semua = [satu for _, isi in kelompok for satu in isi]
    context = {
        "satker": found,
        "tahun": tahun,
        "laporan": laporan,
        "judul": f"Narasi Laporan Kinerja Tahun {tahun}",
        "kelompok": kelompok,
        "jumlah": len(semua),
        "ditulis": sum(satu.ditulis for satu in semua),
        "kosong": sum(satu.kosong for satu in semua),
        "terkunci": why_locked(laporan) if laporan else "",
        "penyusun": can(request.user, Permission.COMPOSE_REPORT, found),
        "pemilih": switcher(request.user, found, tahun, tahun_laporan(found)),
    }
    return render(request, "reports/narasi_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sunting(request: HttpRequest, satker: str, tahun: int, kunci: str) -> HttpResponse:
    """One section as a form; POST saves it, and what cannot be saved is kept as the draft."""
    laporan, bagian = _bagian(request, satker, tahun, kunci)
    require(request.user, Permission.COMPOSE_REPORT, laporan.satker)
    if request.method == "POST":
        return _simpan(request, laporan, bagian)
    lembar = lembar_narasi(laporan, kunci, request.user)
    if terkunci := why_locked(laporan):
        return _baca(request, lembar, terkunci)
    context = _tempat(laporan, bagian) | {
        "lembar": lembar,
        "galat": [{"text": lembar.galat, "url": "#isi-narasi"}]
        if lembar.galat and "periksa" in request.GET
        else [],
        "disimpan": "disimpan" in request.GET,
        "draf_pada": moment(lembar.draf.disimpan_pada) if lembar.draf else "",
        "perbedaan": beda(lembar.tersimpan, lembar.isi) if lembar.bentrok else [],
        "saya": str(request.user.pk),
        "samping": isi_samping(lembar, request.user),
    }
    return render(request, "reports/narasi_form.html", context)


def _baca(request: HttpRequest, lembar: LembarNarasi, terkunci: str) -> HttpResponse:
    """A section that is locked, as it prints; what the person typed and could not save is still shown."""
    laporan, bagian = lembar.laporan, lembar.bagian
    context = _tempat(laporan, bagian) | {
        "lembar": lembar,
        "terkunci": terkunci,
        "cetakan": bagian_berkunci(pratinjau(laporan).dokumen, bagian.pemuat),
    }
    return render(request, "reports/narasi_locked.html", context)


def _simpan(request: HttpRequest, laporan: LaporanKinerja, bagian: BagianNarasi) -> HttpResponseRedirect:
    """Save the text; a fault, a lock or another's text leaves it as the draft."""
    isi, dasar = _isi(request), {"by": request.user, "tanda": tanda_kiriman(request.POST)}
    aksi = request.POST.get("aksi", "simpan")
    versi = version_sent(request.POST, "versi_terkini" if aksi == "timpa" else "versi")
    if aksi == "rapikan":
        return _simpan_draf(request, laporan, bagian, bersihkan(isi).isi, versi)
    try:
        save_narasi(laporan, bagian.kunci, isi, versi=versi, **dasar)
    except DrafLain:
        messages.error(request, "Bagian ini belum disimpan, karena diisi juga di tab lain.")
        return _kembali(laporan, bagian)
    except (NarasiRusak, Bentrok, NarasiTerkunci) as halangan:
        return _simpan_draf(request, laporan, bagian, isi, versi, halangan)
    messages.success(request, f"Bagian “{bagian.judul}” disimpan.")
    return _kembali(laporan, bagian, disimpan=1)


def _simpan_draf(
    request: HttpRequest,
    laporan: LaporanKinerja,
    bagian: BagianNarasi,
    isi: str,
    versi: int,
    halangan: Exception | None = None,
) -> HttpResponseRedirect:
    """What was not saved, as the draft, and why."""
    try:
        save_draft(
            laporan, bagian.kunci, isi, versi=versi, by=request.user, tanda=tanda_kiriman(request.POST)
        )
    except DrafLain:
        messages.error(request, "Bagian ini belum disimpan, karena diisi juga di tab lain.")
        return _kembali(laporan, bagian)
    if isinstance(halangan, NarasiRusak):
        return _kembali(laporan, bagian, periksa=1)
    if halangan is None:
        messages.info(request, "Penanda dirapikan. Periksa hasilnya, lalu simpan.")
    else:
        messages.error(request, f"Bagian ini belum disimpan. {halangan} Ketikan Anda tidak hilang.")
    return _kembali(laporan, bagian)


@require_POST
def draf(request: HttpRequest, satker: str, tahun: int, kunci: str) -> JsonResponse:
    """Keep what is typed: {saved_at, draf}. 409 {saved_at}: another tab of the same person has gone on."""
    laporan, bagian = _bagian(request, satker, tahun, kunci)
    tanda, versi = tanda_kiriman(request.POST), version_sent(request.POST)
    try:
        tersimpan = save_draft(
            laporan, bagian.kunci, _isi(request), versi=versi, by=request.user, tanda=tanda
        )
    except DrafLain as lain:
        return JsonResponse({"saved_at": moment(lain.draf.disimpan_pada)}, status=409)
    if tersimpan is None:
        return JsonResponse({"saved_at": "", "draf": ""})
    return JsonResponse({"saved_at": moment(tersimpan.disimpan_pada), "draf": tersimpan.tanda})


@require_POST
def buang_draf(request: HttpRequest, satker: str, tahun: int, kunci: str) -> HttpResponse:
    """Drop what was typed; what is stored stays."""
    laporan, bagian = _bagian(request, satker, tahun, kunci)
    if not discard_draft(laporan, kunci, by=request.user, tanda=tanda_kiriman(request.POST)):
        messages.warning(request, "Draf tidak dibuang, karena diisi juga di tab lain. Periksa isinya.")
        return _kembali(laporan, bagian)
    messages.info(request, "Draf dibuang. Yang tampil adalah teks tersimpan.")
    return _kembali(laporan, bagian, disimpan=1)


@require_safe
def riwayat(request: HttpRequest, satker: str, tahun: int, kunci: str) -> HttpResponse:
    """Every version of a section: who, when, and what the chosen one changed."""
    laporan, bagian = _bagian(request, satker, tahun, kunci)
    semua = riwayat_narasi(laporan, kunci)
    dipilih = _versi_dipilih(semua, request.GET.get("versi"))
    context = _tempat(laporan, bagian) | {
        "riwayat": semua,
        "dipilih": dipilih,
        "perbedaan": beda(_sebelum(semua, dipilih), dipilih.isi) if dipilih else [],
        "terbaru": semua[0] if semua else None,
        "boleh_pulih": can(request.user, Permission.COMPOSE_REPORT, laporan.satker)
        and not why_locked(laporan),
    }
    return render(request, "reports/narasi_history.html", context)


def _versi_dipilih(semua: list[VersiNarasi], nomor: str | None) -> VersiNarasi | None:
    """The version asked for, the newest when none is. Http404: no such version."""
    if nomor is None:
        return semua[0] if semua else None
    for satu in semua:
        if str(satu.nomor) == nomor:
            return satu
    raise Http404("Versi narasi tidak ditemukan.")


def _sebelum(semua: list[VersiNarasi], dipilih: VersiNarasi) -> str:
    return next((satu.isi for satu in semua if satu.nomor < dipilih.nomor), "")


@require_POST
def pulihkan(request: HttpRequest, satker: str, tahun: int, kunci: str, nomor: int) -> HttpResponse:
    """An earlier version as the newest."""
    laporan, _ = _bagian(request, satker, tahun, kunci)
    try:
        restore_narasi(laporan, kunci, nomor, versi=version_sent(request.POST), by=request.user)
    except VersiNarasi.DoesNotExist:
        raise Http404("Versi narasi tidak ditemukan.") from None
    except (Bentrok, NarasiTerkunci) as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Versi {nomor} dipulihkan sebagai versi terbaru.")
    return redirect("reports:riwayat", satker, tahun, kunci)


def _bagian(request: HttpRequest, satker: str, tahun: int, kunci: str) -> tuple[LaporanKinerja, BagianNarasi]:
    """A section of the newest LKj of a satker in reach, else Http404."""
    laporan = laporan_or_404(request, satker, tahun)
    try:
        return laporan, cari_bagian(laporan, kunci)
    except LookupError:
        raise Http404("Bagian Laporan Kinerja tidak ditemukan.") from None


def _tempat(laporan: LaporanKinerja, bagian: BagianNarasi) -> dict[str, object]:
    return {"satker": laporan.satker, "tahun": laporan.tahun, "laporan": laporan, "bagian": bagian}


def _kembali(laporan: LaporanKinerja, bagian: BagianNarasi, **tanya: int) -> HttpResponseRedirect:
    """Back to the section's page."""
    args = [laporan.satker.slug, laporan.tahun, bagian.kunci]
    return redirect(reverse("reports:sunting", args=args, query=tanya or None))


def _isi(request: HttpRequest) -> str:
    """The typed text with the line ends of every system alike; without NUL, which PostgreSQL refuses."""
    return request.POST.get("isi", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
