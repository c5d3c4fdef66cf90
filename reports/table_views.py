"""The tables and pictures of an indikator: their list, one table as a form, its draft.

Every form is answered by a redirect to its page, which shows what is stored and the person's draft of it: a
fault, a conflict and a reload are one and the same page.
"""

import re
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.form_page import version_sent
from accounts.permissions import Permission
from accounts.place import step_into
from accounts.policy import require
from agreements.models import Indikator
from measurements.drafts import DrafLain
from measurements.models import TabelPendukung
from measurements.tabs import tanda_kiriman
from reports import table_actions, table_display
from reports.linked import DATA, susun
from reports.narrative_actions import Bentrok, NarasiTerkunci
from reports.picture_views import form_gambar
from reports.table_actions import TabelBelumBenar
from reports.table_edit import Ketikan, TombolTidakDikenal, tekan
from reports.table_queries import LembarSunting, bahan_indikator, lembar_sunting, material
from reports.table_sheet import baca, dari_kiriman
from ui.moments import moment

KUNCI_BARU = re.compile(r"tabel-[0-9a-f]{8}")
TAB_LAIN = "Tabel ini belum disimpan, karena diisi juga di tab lain."


@never_cache
@require_safe
def bahan(request: HttpRequest, pk: int) -> HttpResponse:
    """The tables, the pictures, what may be linked, what was removed."""
    indikator = _indikator(request, pk)
    isi = bahan_indikator(indikator, request.user)
    context = _tempat(indikator) | {
        "bahan": isi,
        "form_gambar": form_gambar(isi.laporan, indikator) if isi.laporan else None,
        "kunci_baru": table_actions.new_key(),
    }
    return render(request, "reports/bahan_list.html", context)


@require_POST
def tautkan(request: HttpRequest, pk: int) -> HttpResponse:
    """A table that always shows data."""
    indikator = _indikator(request, pk)
    data = request.POST.get("data", "")
    if data not in DATA:
        messages.error(request, "Tabel belum ditambahkan. Pilihlah data yang ditampilkan.")
        return _bahan(indikator)
    try:
        tabel = table_actions.link_table(indikator, data, by=request.user)
    except NarasiTerkunci as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Tabel “{tabel.judul}” ditambahkan; isinya selalu mengikuti data.")
    return _bahan(indikator)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sunting(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """One table as a form; POST saves it, and what cannot be saved is kept as the draft."""
    indikator = _indikator(request, pk)
    lembar = lembar_sunting(indikator, kunci, request.user)
    if lembar.tabel is None and not KUNCI_BARU.fullmatch(kunci):
        raise Http404("Tabel pendukung tidak ditemukan.")
    if request.method == "POST":
        return _kirim(request, indikator, kunci, lembar)
    return render(request, "reports/tabel_form.html", _isi_form(request, indikator, kunci, lembar))


def _isi_form(request: HttpRequest, indikator: Indikator, kunci: str, lembar: LembarSunting) -> dict:
    ketikan = lembar.ketikan
    bacaan = baca(ketikan.kini, bertaut=lembar.bertaut)
    periksa = "periksa" in request.GET
    galat = bacaan.galat if periksa else {}
    return _tempat(indikator) | {
        "kunci": kunci,
        "lembar": lembar,
        "ketikan": ketikan,
        "isi": ketikan.kini,
        "kisi": None if lembar.bertaut else table_display.kisi(ketikan.kini, bacaan, galat),
        "hasil": bacaan.tabel,
        "data": _data(indikator, lembar),
        "galat": galat,
        "daftar_galat": table_display.galat_halaman(ketikan.kini, galat) if periksa else [],
        "cuplikan": table_display.cuplikan(ketikan.kini),
        "tersimpan": baca(lembar.tersimpan).tabel if lembar.bentrok and lembar.tersimpan else None,
        "arah": TabelPendukung.Orientasi.choices,
        "draf_pada": moment(lembar.draf.disimpan_pada) if lembar.draf else "",
        "saya": str(request.user.pk),
    }


def _data(indikator: Indikator, lembar: LembarSunting):
    """What a linked table shows today; None for a typed one."""
    if not lembar.bertaut:
        return None
    dasar, _ = material(indikator)
    return susun(dasar, indikator.pk, lembar.tabel)


def _kirim(
    request: HttpRequest, indikator: Indikator, kunci: str, lembar: LembarSunting
) -> HttpResponseRedirect:
    ketikan = replace(lembar.ketikan, kini=dari_kiriman(request.POST))
    aksi = request.POST.get("aksi", "simpan")
    try:
        if aksi in ("simpan", "timpa"):
            versi = version_sent(request.POST, "versi_terkini" if aksi == "timpa" else "versi")
            return _simpan(request, indikator, kunci, ketikan, versi)
        _simpan_draf(request, indikator, kunci, tekan(ketikan, aksi), version_sent(request.POST), keep=True)
    except DrafLain:
        messages.error(request, TAB_LAIN)
    except TombolTidakDikenal:
        raise Http404 from None
    return _lembar(indikator, kunci, jangkar="tempel" if aksi == "cuplik" else "kisi")


def _simpan(
    request: HttpRequest, indikator: Indikator, kunci: str, ketikan: Ketikan, versi: int
) -> HttpResponseRedirect:
    """Save; what cannot be saved is kept as the draft, and so is a table whose paste still waits.

    DrafLain: another tab has gone on with the draft.
    """
    if ketikan.kini.tempel.strip():
        _simpan_draf(request, indikator, kunci, ketikan, version_sent(request.POST))
        return _lembar(indikator, kunci, periksa=1)
    try:
        tabel = table_actions.save_table(
            indikator, kunci, ketikan.kini, versi=versi, by=request.user, tanda=tanda_kiriman(request.POST)
        )
    except (TabelBelumBenar, Bentrok, NarasiTerkunci) as halangan:
        _simpan_draf(request, indikator, kunci, ketikan, version_sent(request.POST))
        if isinstance(halangan, TabelBelumBenar):
            return _lembar(indikator, kunci, periksa=1)
        messages.error(request, f"Tabel ini belum disimpan. {halangan} Ketikan Anda tidak hilang.")
        return _lembar(indikator, kunci)
    messages.success(request, f"Tabel “{tabel.judul}” disimpan.")
    return _bahan(indikator)


def _simpan_draf(
    request: HttpRequest,
    indikator: Indikator,
    kunci: str,
    ketikan: Ketikan,
    versi: int,
    *,
    keep: bool = False,
):
    tanda = tanda_kiriman(request.POST)
    return table_actions.save_draft(
        indikator, kunci, ketikan, versi=versi, by=request.user, keep=keep, tanda=tanda
    )


@require_POST
def draf(request: HttpRequest, pk: int, kunci: str) -> JsonResponse:
    """Keep what is typed: {saved_at, draf}. 409 {saved_at}: another tab of the same person has gone on."""
    indikator = _indikator(request, pk)
    lembar = lembar_sunting(indikator, kunci, request.user)
    ketikan = replace(lembar.ketikan, kini=dari_kiriman(request.POST))
    try:
        tersimpan = _simpan_draf(request, indikator, kunci, ketikan, version_sent(request.POST))
    except DrafLain as lain:
        return JsonResponse({"saved_at": moment(lain.draf.disimpan_pada)}, status=409)
    if tersimpan is None:
        return JsonResponse({"saved_at": "", "draf": ""})
    return JsonResponse({"saved_at": moment(tersimpan.disimpan_pada), "draf": tersimpan.tanda})


@require_POST
def buang_draf(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """Drop what was typed; what is stored stays."""
    indikator = _indikator(request, pk)
    if not table_actions.discard_draft(indikator, kunci, by=request.user, tanda=tanda_kiriman(request.POST)):
        messages.warning(request, "Draf tidak dibuang, karena diisi juga di tab lain. Periksa isinya.")
        return _lembar(indikator, kunci)
    messages.info(request, "Draf tabel dibuang.")
    if table_actions.find_table(indikator, kunci) is None:
        return _bahan(indikator)
    return _lembar(indikator, kunci)


@require_POST
def geser(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """One place up or down."""
    indikator = _indikator(request, pk)
    langkah = -1 if request.POST.get("arah") == "naik" else 1
    try:
        table_actions.move_table(indikator, kunci, langkah, by=request.user)
    except NarasiTerkunci as halangan:
        messages.error(request, str(halangan))
    return _bahan(indikator, jangkar=f"tabel-{kunci}")


@require_POST
def hapus(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """Take a table out; it can be restored on the page of the indikator."""
    indikator, tabel = _tabel(request, pk, kunci)
    try:
        table_actions.remove_table(tabel, versi=version_sent(request.POST), by=request.user)
    except (Bentrok, NarasiTerkunci) as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Tabel “{tabel.judul}” dihapus. Di bawah halaman ini dapat dipulihkan.")
    return _bahan(indikator)


@require_POST
def pulihkan(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """Put a removed table back."""
    indikator, tabel = _tabel(request, pk, kunci)
    try:
        table_actions.restore_table(tabel, by=request.user)
    except NarasiTerkunci as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(request, f"Tabel “{tabel.judul}” dipulihkan.")
    return _bahan(indikator)


def _indikator(request: HttpRequest, pk: int) -> Indikator:
    """An indikator in reach whose report this person composes. Http404, PermissionDenied."""
    reach = Indikator.objects.visible_to(request.user)
    found = get_object_or_404(reach.select_related("sasaran__perjanjian__satker__induk"), pk=pk)
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_REPORT, perjanjian.tahun)
    require(request.user, Permission.COMPOSE_REPORT, perjanjian.satker)
    return found


def _tabel(request: HttpRequest, pk: int, kunci: str) -> tuple[Indikator, TabelPendukung]:
    indikator = _indikator(request, pk)
    tabel = table_actions.find_table(indikator, kunci)
    if tabel is None:
        raise Http404("Tabel pendukung tidak ditemukan.")
    return indikator, tabel


def _tempat(indikator: Indikator) -> dict:
    perjanjian = indikator.sasaran.perjanjian
    return {
        "satker": perjanjian.satker,
        "tahun": perjanjian.tahun,
        "indikator": indikator,
        "terkunci": table_actions.why_closed(perjanjian),
    }


def _bahan(indikator: Indikator, jangkar: str = "") -> HttpResponseRedirect:
    return redirect(reverse("reports:bahan", args=[indikator.pk], fragment=jangkar or None))


def _lembar(indikator: Indikator, kunci: str, jangkar: str = "", **tanya: int) -> HttpResponseRedirect:
    """Back to the form."""
    url = reverse(
        "reports:tabel_sunting", args=[indikator.pk, kunci], query=tanya or None, fragment=jangkar or None
    )
    return redirect(url)
