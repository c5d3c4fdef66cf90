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
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can, require
from agreements.models import Indikator
from agreements.queries import tahun_perjanjian
from kinerja.metode import SkalaPredikat
from kinerja.periode import Triwulan
from kinerja.workflow import IllegalTransition
from measurements import actions, entry_display
from measurements.drafts import discard_draft, save_draft
from measurements.entry_count import hitung
from measurements.forms import BARIS_MAKSIMUM, BarisKomponen, Ketikan, baca, dari_kiriman
from measurements.models import Realisasi
from measurements.moments import moment
from measurements.paste import baca_tempel
from measurements.policy import milik, require_milik
from measurements.queries import skala_predikat
from measurements.schedule import Periode, periode_satker
from measurements.states import BOLEH_DIUBAH, StatusRealisasi

BARIS_TAMBAHAN = 5


@never_cache
@require_GET
@switchable
def isi(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """The sheet of a quarter: one's own indikator as forms, the others to read."""
    periode = _periode(request, satker, tahun, triwulan)
    halaman = entry_display.susun(periode, request.user, timezone.localdate())
    diperiksa = [satu for satu in halaman.milik if str(satu.indikator.pk) == request.GET.get("periksa")]
    context = {
        "satker": periode.satker,
        "tahun": tahun,
        "periode": periode,
        "judul": f"Realisasi {periode.triwulan} Tahun {tahun}",
        "halaman": halaman,
        "tertutup": periode.alasan_tertutup(halaman.hari),
        "galat": [satu for lembar in diperiksa for satu in entry_display.galat_halaman(lembar)],
        "disimpan": request.GET.get("disimpan", ""),
        "pengisi": can(request.user, Permission.ENTER_REALISASI, periode.satker),
        "tab": entry_display.tab_triwulan(periode),
        "pemilih": switcher(request.user, periode.satker, tahun, tahun_perjanjian(periode.satker)),
    }
    return render(request, "measurements/entry_sheet.html", context)


@require_http_methods(["GET", "POST"])
def simpan(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Save one form; the button pressed may ask for something else. GET: back to the form in the sheet."""
    indikator = _indikator(request, pk, triwulan)
    if request.method == "GET":
        return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")
    require_milik(request.user, indikator)
    ketikan, aksi = dari_kiriman(request.POST), request.POST.get("aksi", "simpan")
    tingkat = entry_display.tingkat_skala(indikator, skala_predikat())
    if aksi not in ("simpan", "timpa"):
        return _susun_ulang(request, indikator, triwulan, ketikan, aksi)
    versi = _versi(request, "versi_terkini" if aksi == "timpa" else "versi")
    bacaan = baca(indikator, ketikan, tingkat)
    if bacaan.galat:
        save_draft(indikator, triwulan, ketikan, versi=versi, by=request.user, tingkat=tingkat)
        return _sheet(indikator, triwulan, periksa=pk)
    try:
        actions.save_realisasi(
            indikator, triwulan, bacaan.isian, versi=versi, by=request.user, on=timezone.localdate()
        )
    except (actions.Bentrok, actions.Tertutup) as halangan:
        # Pressed twice: the second finds its own text stored, and that is no conflict.
        if save_draft(indikator, triwulan, ketikan, versi=versi, by=request.user, tingkat=tingkat):
            messages.error(request, f"Indikator {indikator.nomor} belum disimpan. {halangan}")
            return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")
    messages.success(request, f"Realisasi indikator {indikator.nomor} disimpan.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}", disimpan=pk)


def _susun_ulang(
    request: HttpRequest, indikator: Indikator, triwulan: int, ketikan: Ketikan, aksi: str
) -> HttpResponseRedirect:
    """A button of the grid: nothing is saved, what was typed is kept as the draft with its rows changed."""
    baru = _ubah_baris(ketikan, aksi)
    if baru is None:
        raise Http404
    save_draft(indikator, triwulan, baru, versi=_versi(request, "versi"), by=request.user, keep=True)
    return _sheet(indikator, triwulan, jangkar=f"i{indikator.pk}-komponen")


def _ubah_baris(ketikan: Ketikan, aksi: str) -> Ketikan | None:
    """What a button does to the grid; None: no such button."""
    baris, tempel = ketikan.komponen, ketikan.tempel
    nama, _, nomor = aksi.partition(":")
    if nama == "tambah":
        return replace(ketikan, komponen=(*baris, *[BarisKomponen()] * BARIS_TAMBAHAN)[:BARIS_MAKSIMUM])
    if nama == "hapus" and nomor.isdecimal():
        return replace(ketikan, komponen=(*baris[: int(nomor)], *baris[int(nomor) + 1 :]))
    if nama == "cuplik":
        return ketikan
    if nama == "batal_tempel":
        return replace(ketikan, tempel="")
    if nama in ("ganti", "sambung"):
        tempelan = baca_tempel(tempel)
        if not tempelan.dapat_dipakai:
            return ketikan
        lama = () if nama == "ganti" else tuple(satu for satu in baris if not satu.kosong)
        return replace(ketikan, komponen=(*lama, *tempelan.dipakai), tempel="")
    return None


@require_POST
def draf(request: HttpRequest, pk: int, triwulan: int) -> JsonResponse:
    """Keep what is typed and say what it comes to, by the code that saves: {saved_at, capaian, …}."""
    indikator = _indikator(request, pk, triwulan)
    require_milik(request.user, indikator)
    ketikan, skala = dari_kiriman(request.POST), skala_predikat()
    tingkat = entry_display.tingkat_skala(indikator, skala)
    versi = _versi(request, "versi")
    tersimpan = save_draft(indikator, triwulan, ketikan, versi=versi, by=request.user, tingkat=tingkat)
    return JsonResponse(_jawaban(indikator, triwulan, ketikan, skala, tersimpan))


def _jawaban(
    indikator: Indikator, triwulan: int, ketikan: Ketikan, skala: dict[str, SkalaPredikat], tersimpan
) -> dict:
    """The answer to an autosave; saved_at is empty when nothing differs from what is stored."""
    entry_display.muat([indikator])
    bacaan = baca(indikator, ketikan, entry_display.tingkat_skala(indikator, skala))
    hitungan = hitung(indikator, triwulan, bacaan, skala)
    return {
        "saved_at": moment(tersimpan.disimpan_pada) if tersimpan else "",
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
    discard_draft(indikator, triwulan, by=request.user)
    messages.info(request, f"Draf indikator {indikator.nomor} dibuang. Yang tampil adalah versi tersimpan.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}", disimpan=pk)


@require_POST
def tarik(request: HttpRequest, pk: int, triwulan: int) -> HttpResponse:
    """Take a submission back."""
    indikator = _indikator(request, pk, triwulan)
    require_milik(request.user, indikator)
    realisasi = Realisasi.objects.filter(indikator=indikator, triwulan=triwulan).first()
    if realisasi is None:
        raise Http404
    try:
        actions.withdraw(realisasi, by=request.user)
    except IllegalTransition as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Pengajuan indikator {indikator.nomor} ditarik kembali.")
    return _sheet(indikator, triwulan, jangkar=f"indikator-{pk}")


@never_cache
@require_GET
def ajukan(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """Check your answers: every indikator of the person's, what is missing in it, and the submit button."""
    periode = _periode(request, satker, tahun, triwulan)
    require(request.user, Permission.ENTER_REALISASI, periode.satker)
    halaman = entry_display.susun(periode, request.user, timezone.localdate())
    baris = [(satu, entry_display.kurang(satu), _boleh_diajukan(satu)) for satu in halaman.milik]
    context = {
        "satker": periode.satker,
        "tahun": tahun,
        "periode": periode,
        "judul": f"Periksa dan ajukan {periode.triwulan} Tahun {tahun}",
        "halaman": halaman,
        "tertutup": periode.alasan_tertutup(halaman.hari),
        "baris": baris,
        "siap": [satu for satu, kurang, boleh in baris if boleh and not kurang],
        "belum": [(satu, kurang) for satu, kurang, boleh in baris if boleh and kurang],
        "sudah": [satu for satu, _, boleh in baris if not boleh],
    }
    return render(request, "measurements/entry_check.html", context)


@require_POST
def kirim(request: HttpRequest, satker: str, tahun: int, triwulan: int) -> HttpResponse:
    """Submit every complete indikator of the person's, in the version that was read; say which were not."""
    periode = _periode(request, satker, tahun, triwulan)
    require(request.user, Permission.ENTER_REALISASI, periode.satker)
    milik_sendiri = [satu for satu in periode.indikator if milik(request.user, satu)]
    berhasil, gagal = [], []
    for realisasi in Realisasi.objects.filter(
        indikator__in=milik_sendiri, triwulan=triwulan, status__in=BOLEH_DIUBAH
    ).select_related("indikator"):
        versi = _versi(request, f"versi-{realisasi.indikator_id}")
        try:
            actions.submit(realisasi, by=request.user, on=timezone.localdate(), versi=versi)
            berhasil.append(realisasi.indikator.nomor)
        except (
            actions.BelumLengkap,
            actions.Bentrok,
            actions.Tertutup,
            IllegalTransition,
            PermissionDenied,
        ) as halangan:
            gagal.append(f"Indikator {realisasi.indikator.nomor} tidak diajukan. {halangan}")
    if berhasil:
        nomor = ", ".join(map(str, sorted(berhasil)))
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
    """An indikator in reach that is measured in the quarter, else Http404."""
    reach = Indikator.objects.visible_to(request.user).select_related(
        "sasaran__perjanjian__satker__induk", "penanggung_jawab"
    )
    found = get_object_or_404(reach, pk=pk)
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


def _versi(request: HttpRequest, nama: str) -> int:
    """The version that the form was made from; what is no number is no version."""
    teks = request.POST.get(nama, "")
    return int(teks) if teks.isdecimal() and len(teks) < 10 else 0


def _boleh_diajukan(lembar: entry_display.Lembar) -> bool:
    """Whether the state allows to submit; a realisasi that was never saved is missing, not barred."""
    return lembar.realisasi is None or lembar.realisasi.status in (
        StatusRealisasi.DRAF,
        StatusRealisasi.DIKEMBALIKAN,
    )
