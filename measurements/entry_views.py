"""Entering the realisasi of a quarter: the sheet, saving, drafts, submitting and withdrawing.

Every form is answered by a redirect to the sheet, which shows what is stored and the person's draft of it: an
error, a conflict and a reload are one and the same page.
"""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.form_page import version_sent
from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can, require
from agreements.models import Indikator
from agreements.queries import tahun_perjanjian
from kinerja.metode import SkalaPredikat
from kinerja.periode import Triwulan
from kinerja.workflow import IllegalTransition
from measurements import actions, entry_display, entry_sheet
from measurements.drafts import DrafLain, discard_draft, save_draft
from measurements.entry_count import hitung
from measurements.entry_fields import galat_halaman
from measurements.forms import BARIS_MAKSIMUM, BarisKomponen, Ketikan, baca, coret, dari_kiriman
from measurements.lineage import realisasi_dari, terkini
from measurements.paste import TempelanDitolak, baca_tempel, sambung
from measurements.policy import milik, require_milik
from measurements.queries import skala_predikat
from measurements.schedule import Periode, minta_pengecualian, periode_satker
from measurements.states import BOLEH_DIUBAH, StatusRealisasi
from measurements.tabs import tanda_kiriman
from measurements.verify_queries import kalimat_penguncian
from ui.moments import moment

BARIS_TAMBAHAN = 5


@never_cache
@require_safe
@switchable
def isi(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """The sheet of a quarter: one's own indikator as forms, the others to read."""
    periode = _periode(request, satker, tahun, triwulan)
    halaman = entry_sheet.susun(periode, request.user, timezone.localdate())
    kelompok = entry_display.kartu(halaman)
    daftar = [satu for _, isi in kelompok for satu in isi]
    diperiksa = [satu for satu in halaman.milik if str(satu.indikator.pk) == request.GET.get("periksa")]
    context = {
        "satker": periode.satker,
        "tahun": tahun,
        "periode": periode,
        "judul": f"Realisasi {periode.triwulan} Tahun {tahun}",
        "halaman": halaman,
        "saya": str(request.user.pk),
        "kelompok": kelompok,
        "daftar": daftar,
        "keadaan": entry_display.keadaan(halaman),
        "jadwal": entry_display.hari_jadwal(periode),
        "jumlah_status": entry_display.jumlah(daftar),
        "tertutup": periode.alasan_tertutup(halaman.hari),
        "belum_berlaku": periode.belum_berlaku,
        "dikunci": _why_locked(halaman),
        "galat": [satu for lembar in diperiksa for satu in galat_halaman(lembar)],
        "disimpan": request.GET.get("disimpan", ""),
        "pengisi": can(request.user, Permission.ENTER_REALISASI, periode.satker),
        "tab": entry_display.tab_triwulan(periode),
        "pemilih": switcher(request.user, periode.satker, tahun, tahun_perjanjian(periode.satker)),
    }
    return render(request, "measurements/entry_sheet.html", context)


def _why_locked(halaman: entry_sheet.Halaman) -> str:
    """Who locked what is locked on the sheet, when, and whom to ask; empty when nothing is."""
    terkunci = [
        satu.realisasi
        for satu in halaman.lembar
        if satu.realisasi and satu.realisasi.status == StatusRealisasi.TERKUNCI
    ]
    if not terkunci:
        return ""
    return f"{kalimat_penguncian(terkunci)} {minta_pengecualian(halaman.periode.satker)}"


@require_http_methods(["GET", "HEAD", "POST"])
def simpan(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Save one form; the button pressed may ask for something else. GET: back to the form in the sheet."""
    indikator = _indikator(request, pk, triwulan)
    if request.method != "POST":
        return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")
    require_milik(request.user, indikator)
    ketikan, aksi = dari_kiriman(request.POST), request.POST.get("aksi", "simpan")
    try:
        if aksi in ("simpan", "timpa"):
            versi = version_sent(request.POST, "versi_terkini" if aksi == "timpa" else "versi")
            return _simpan(request, indikator, triwulan, ketikan, versi)
        return _susun_ulang(request, indikator, triwulan, ketikan, aksi)
    except DrafLain:
        # The page restores what this tab has typed from the browser's copy, and asks.
        messages.error(request, f"Indikator {indikator.nomor} belum disimpan, karena diisi juga di tab lain.")
        return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")


def _simpan(
    request: HttpRequest, indikator: Indikator, triwulan: int, ketikan: Ketikan, versi: int
) -> HttpResponseRedirect:
    """Save; what cannot be saved is kept as the draft. DrafLain: another tab has gone on with that."""
    pk = indikator.pk
    tingkat = entry_sheet.tingkat_skala(indikator, skala_predikat())
    dasar = {"versi": versi, "by": request.user, "tanda": tanda_kiriman(request.POST)}
    bacaan = baca(indikator, ketikan, tingkat)
    if bacaan.galat:
        save_draft(indikator, triwulan, ketikan, tingkat=tingkat, **dasar)
        return _sheet(indikator, triwulan, periksa=pk)
    try:
        actions.save_realisasi(indikator, triwulan, bacaan.isian, on=timezone.localdate(), **dasar)
    except (actions.Bentrok, actions.Tertutup) as halangan:
        # Pressed twice: the second finds its own text stored, and that is no conflict.
        if save_draft(indikator, triwulan, ketikan, tingkat=tingkat, **dasar):
            messages.error(request, f"Indikator {indikator.nomor} belum disimpan. {halangan}")
            return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")
    messages.success(request, f"Realisasi indikator {indikator.nomor} disimpan.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}", disimpan=pk)


def _susun_ulang(
    request: HttpRequest, indikator: Indikator, triwulan: int, ketikan: Ketikan, aksi: str
) -> HttpResponseRedirect:
    """A button of the grid: nothing is saved, what was typed is kept as the draft with its rows changed."""
    try:
        baru = _ubah_baris(ketikan, aksi)
    except TempelanDitolak as alasan:
        messages.error(request, f"Indikator {indikator.nomor}: {alasan}")
        baru = ketikan
    if baru is None:
        raise Http404
    dasar = {"versi": version_sent(request.POST), "by": request.user, "tanda": tanda_kiriman(request.POST)}
    save_draft(indikator, triwulan, baru, keep=True, **dasar)
    return _sheet(indikator, triwulan, jangkar=f"i{indikator.pk}-komponen")


def _ubah_baris(ketikan: Ketikan, aksi: str) -> Ketikan | None:
    """What a button does to the grid; None: no such button. TempelanDitolak."""
    baris, tempel = ketikan.komponen, ketikan.tempel
    nama, _, nomor = aksi.partition(":")
    if nama == "tambah":
        tambahan = min(BARIS_TAMBAHAN, BARIS_MAKSIMUM - len(baris))
        return replace(ketikan, komponen=(*baris, *[BarisKomponen()] * tambahan))
    if nama == "hapus" and nomor.isdecimal() and len(nomor) < 10:
        return replace(ketikan, komponen=coret(baris, int(nomor)))
    if nama == "cuplik":
        return ketikan
    if nama == "batal_tempel":
        return replace(ketikan, tempel="")
    if nama in ("ganti", "sambung"):
        tempelan = baca_tempel(tempel)
        if not tempelan.dapat_dipakai:
            return ketikan
        return replace(ketikan, komponen=sambung(() if nama == "ganti" else baris, tempelan), tempel="")
    return None


@require_POST
def draf(request: HttpRequest, pk: int, triwulan: int) -> JsonResponse:
    """Keep what is typed and say what it comes to, by the code that saves: {saved_at, draf, capaian, …}.

    409 {saved_at}: another tab of the same person has gone on; nothing is kept.
    """
    indikator = _indikator(request, pk, triwulan)
    require_milik(request.user, indikator)
    ketikan, skala = dari_kiriman(request.POST), skala_predikat()
    tingkat = entry_sheet.tingkat_skala(indikator, skala)
    versi = version_sent(request.POST)
    tanda = tanda_kiriman(request.POST)
    try:
        tersimpan = save_draft(
            indikator, triwulan, ketikan, versi=versi, by=request.user, tingkat=tingkat, tanda=tanda
        )
    except DrafLain as lain:
        return JsonResponse({"saved_at": moment(lain.draf.disimpan_pada)}, status=409)
    return JsonResponse(_jawaban(indikator, triwulan, ketikan, skala, tersimpan))


def _jawaban(
    indikator: Indikator, triwulan: int, ketikan: Ketikan, skala: dict[str, SkalaPredikat], tersimpan
) -> dict:
    """The answer to an autosave; saved_at is empty when nothing differs from what is stored."""
    entry_sheet.muat([indikator], triwulan)
    bacaan = baca(indikator, ketikan, entry_sheet.tingkat_skala(indikator, skala))
    hitungan = hitung(indikator, triwulan, bacaan, skala)
    return {
        "saved_at": moment(tersimpan.disimpan_pada) if tersimpan else "",
        "draf": tersimpan.tanda if tersimpan else "",
        "realisasi": hitungan.realisasi,
        "capaian": hitungan.capaian,
        "alasan": hitungan.alasan,
        "rumus": hitungan.langkah,
        "peringatan": hitungan.peringatan,
    }


@require_POST
def buang_draf(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Drop what was typed; what is stored stays."""
    indikator = _indikator(request, pk, triwulan)
    if not discard_draft(indikator, triwulan, by=request.user, tanda=tanda_kiriman(request.POST)):
        messages.warning(
            request,
            f"Draf indikator {indikator.nomor} tidak dibuang, karena diisi juga di tab lain. Periksa isinya.",
        )
        return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")
    messages.info(request, f"Draf indikator {indikator.nomor} dibuang. Yang tampil adalah versi tersimpan.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}", disimpan=pk)


@require_POST
def tarik(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Take a submission back."""
    indikator = _indikator(request, pk, triwulan)
    require_milik(request.user, indikator)
    realisasi = realisasi_dari(indikator, triwulan)
    if realisasi is None:
        raise Http404
    try:
        actions.withdraw(realisasi, by=request.user)
    except (actions.Tertutup, IllegalTransition) as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Pengajuan indikator {indikator.nomor} ditarik kembali.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")


@never_cache
@require_safe
def ajukan(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """Check your answers: every indikator of the person's, what is missing in it, and the submit button."""
    periode = _periode(request, satker, tahun, triwulan)
    require(request.user, Permission.ENTER_REALISASI, periode.satker)
    halaman = entry_sheet.susun(periode, request.user, timezone.localdate())
    baris = [
        (entry_display.Kartu(satu), entry_sheet.kurang(satu), satu.boleh_diajukan) for satu in halaman.milik
    ]
    context = {
        "satker": periode.satker,
        "tahun": tahun,
        "periode": periode,
        "judul": f"Periksa dan ajukan {periode.triwulan} Tahun {tahun}",
        "keadaan": entry_display.keadaan(halaman),
        "tertutup": periode.alasan_tertutup(halaman.hari),
        "belum_berlaku": periode.belum_berlaku,
        "baris": baris,
        "siap": [satu for satu, kurang, boleh in baris if boleh and not kurang],
        "belum": [(satu, kurang) for satu, kurang, boleh in baris if boleh and kurang],
        "sudah": [satu for satu, _, boleh in baris if not boleh],
    }
    return render(request, "measurements/entry_check.html", context)


@require_POST
def kirim(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """Submit the indikator that stood there as complete, in the version that was read; say which were not."""
    periode = _periode(request, satker, tahun, triwulan)
    require(request.user, Permission.ENTER_REALISASI, periode.satker)
    berhasil, gagal = [], []
    for indikator in periode.indikator:
        nama = f"versi-{indikator.pk}"
        terbaca = nama in request.POST and milik(request.user, indikator)
        realisasi = realisasi_dari(indikator, triwulan) if terbaca else None
        if realisasi is None or realisasi.status not in BOLEH_DIUBAH:
            continue
        versi = version_sent(request.POST, nama)
        try:
            actions.submit(realisasi, by=request.user, on=timezone.localdate(), versi=versi)
            berhasil.append(indikator.nomor)
        except (
            actions.BelumLengkap,
            actions.Bentrok,
            actions.Tertutup,
            IllegalTransition,
            PermissionDenied,
        ) as halangan:
            gagal.append(f"Indikator {indikator.nomor} tidak diajukan. {halangan}")
    if berhasil:
        nomor = ", ".join(map(str, berhasil))
        messages.success(
            request, f"{len(berhasil)} realisasi diajukan kepada Verifikator: indikator {nomor}."
        )
    for kalimat in gagal:
        messages.warning(request, kalimat)
    if not berhasil and not gagal:
        messages.info(request, "Tidak ada realisasi yang dapat diajukan.")
    return redirect("measurements:ajukan", satker, tahun, triwulan)


def _periode(request: HttpRequest, slug: str, tahun: int, triwulan: int) -> Periode:
    """The quarter of a satker in reach. Http404: no such quarter."""
    satker: Satker = enter(request, slug, Permission.READ_MEASUREMENT, tahun)
    if triwulan not in list(Triwulan):
        raise Http404
    return periode_satker(satker, tahun, triwulan)


def _indikator(request: HttpRequest, pk: int, triwulan: int) -> Indikator:
    """An indikator in reach that is measured in the quarter, else Http404.

    A form that was opened before the PK changed is the form of what the indikator has become.
    """
    reach = Indikator.objects.visible_to(request.user).select_related(
        "sasaran__perjanjian__satker__induk", "penanggung_jawab"
    )
    found = terkini(get_object_or_404(reach, pk=pk))
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    if not found.target_triwulan.filter(triwulan=triwulan).exists():
        raise Http404
    return found


def _sheet(indikator: Indikator, triwulan: int, jangkar: str = "", **tanya: int) -> HttpResponseRedirect:
    """Back to the sheet, at the form."""
    perjanjian = indikator.sasaran.perjanjian
    query = tanya or None
    url = reverse(
        "measurements:isi",
        args=[perjanjian.satker.slug, perjanjian.tahun, triwulan],
        query=query,
        fragment=jangkar or None,
    )
    return redirect(url)
