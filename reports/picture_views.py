"""The pictures of an LKj: the list with the form, one file, another caption, removal."""

import logging
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.form_page import version_sent
from accounts.permissions import Permission
from accounts.place import step_into
from accounts.policy import require
from agreements.models import Indikator
from importing.recognise import Jenis
from jobs.storage import BerkasBerubah, BerkasDitolak, BerkasHilang
from reports.models import GambarNarasi, LaporanKinerja
from reports.narrative_actions import Bentrok, NarasiTerkunci, why_locked
from reports.picture_actions import add_picture, describe_picture, remove_picture
from reports.pictures import open_picture, take_picture
from reports.place import laporan_or_404

log = logging.getLogger(__name__)


class PilihanIndikator(forms.ModelChoiceField):
    """An indikator by number and name."""

    def label_from_instance(self, obj: Indikator) -> str:
        return f"{obj.nomor}. {obj.nama}"


class KeteranganForm(forms.Form):
    """The caption of a picture, what is read out in its place, and the indikator that it supports, if any."""

    judul = forms.CharField(
        label="Judul gambar", max_length=250, help_text="Tercetak di bawah gambar dan dalam daftar gambar."
    )
    alt = forms.CharField(
        label="Teks pengganti",
        max_length=300,
        help_text="Apa yang tampak pada gambar, untuk pembaca yang tidak dapat melihatnya.",
    )
    indikator = PilihanIndikator(
        Indikator.objects.none(),
        label="Pendukung indikator",
        required=False,
        empty_label="Bukan untuk satu indikator",
        help_text="Tercetak setelah analisis indikator itu, kecuali bila teks menempatkannya sendiri.",
    )

    def __init__(self, laporan: LaporanKinerja, *args: Any, **kwargs: Any) -> None:
        """The indikator are those that the report measures."""
        super().__init__(*args, **kwargs)
        semua = Indikator.objects.filter(sasaran__perjanjian=laporan.perjanjian_id)
        self.fields["indikator"].queryset = semua.order_by("nomor")


class GambarForm(KeteranganForm):
    """The same with the file."""

    berkas = forms.FileField(
        label="Berkas",
        help_text="JPG atau PNG, paling besar 10 MB. Lokasi dan data kamera tidak ikut disimpan.",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    field_order = ("berkas", "judul", "alt", "indikator")


def form_gambar(laporan: LaporanKinerja, indikator: Indikator) -> GambarForm:
    """An empty form for a picture of one indikator; it is sent to the page of the report's pictures."""
    form = GambarForm(laporan, initial={"indikator": indikator.pk})
    form.fields["indikator"].widget = forms.HiddenInput()
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def gambar(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The pictures with their captions; POST adds one."""
    laporan = laporan_or_404(request, satker, tahun)
    require(request.user, Permission.COMPOSE_REPORT, laporan.satker)
    form = GambarForm(laporan, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _tambah(request, laporan, form):
        return _kembali(request, laporan, form.cleaned_data["indikator"])
    return _halaman(request, laporan, form, status=422 if form.errors else 200)


def _halaman(
    request: HttpRequest,
    laporan: LaporanKinerja,
    form: GambarForm,
    *,
    disunting: int | None = None,
    ketikan: KeteranganForm | None = None,
    versi: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list. disunting, ketikan: a picture whose caption could not be saved, and what was typed for it.

    versi: on which it was typed, where the page does not say that another is stored.
    """
    context = {
        "satker": laporan.satker,
        "tahun": laporan.tahun,
        "terkunci": why_locked(laporan),
        "form": form,
        "daftar": laporan.gambar.select_related("diunggah_oleh", "indikator"),
        "pilihan": [(satu.pk, f"{satu.nomor}. {satu.nama}") for satu in form.fields["indikator"].queryset],
        "disunting": disunting,
        "ketikan": ketikan,
        "versi": versi,
    }
    return render(request, "reports/gambar_list.html", context, status=status)


def _tambah(request: HttpRequest, laporan: LaporanKinerja, form: GambarForm) -> bool:
    """Whether it was added; the form says why not."""
    berkas: UploadedFile = form.cleaned_data["berkas"]
    try:
        isi = take_picture(berkas.name or "", berkas.size or 0, berkas)
        dibuat = add_picture(
            laporan,
            isi,
            judul=form.cleaned_data["judul"],
            alt=form.cleaned_data["alt"],
            indikator=form.cleaned_data["indikator"],
            by=request.user,
        )
    except (BerkasDitolak, NarasiTerkunci) as alasan:
        form.add_error("berkas", str(alasan))
        return False
    letak = (
        f"Tercetak setelah analisis indikator {dibuat.indikator.nomor}."
        if dibuat.indikator
        else "Sisipkan ke dalam bagian melalui penyunting."
    )
    messages.success(request, f"Gambar “{dibuat.judul}” disimpan. {letak}")
    return True


@require_safe
def gambar_berkas(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture itself, to who reads the report."""
    found = _gambar(request, pk)
    try:
        stream = open_picture(found)
    except (BerkasHilang, BerkasBerubah) as galat:
        log.error("picture %s: %r", found.pk, galat)
        raise Http404("Berkas gambar tidak ada lagi atau telah berubah. Unggah ulang gambarnya.") from None
    response = FileResponse(stream, content_type=Jenis(found.jenis).mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def gambar_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Another caption or text in its place; what cannot be saved stays in its fields."""
    found = _gambar(request, pk)
    require(request.user, Permission.COMPOSE_REPORT, found.laporan.satker)
    form, status, dilihat = KeteranganForm(found.laporan, request.POST), 422, version_sent(request.POST)
    versi: int | None = dilihat
    if form.is_valid():
        try:
            describe_picture(found, **form.cleaned_data, versi=dilihat, by=request.user)
        except (Bentrok, NarasiTerkunci) as halangan:
            form.add_error(None, f"{halangan} Ketikan Anda tetap ada di bawah dan belum disimpan.")
            status, versi = 409, None
        else:
            messages.success(request, "Keterangan gambar disimpan.")
            return _kembali(request, found.laporan, form.cleaned_data["indikator"] or found.indikator)
    return _halaman(
        request,
        found.laporan,
        GambarForm(found.laporan),
        disunting=found.pk,
        ketikan=form,
        versi=versi,
        status=status,
    )


@require_POST
def gambar_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a picture."""
    found = _gambar(request, pk)
    try:
        remove_picture(found, versi=version_sent(request.POST), by=request.user)
    except (Bentrok, NarasiTerkunci) as halangan:
        messages.error(request, str(halangan))
    else:
        messages.success(
            request, f"Gambar “{found.judul}” dihapus. Tempatnya dalam narasi kini berupa celah."
        )
    return _kembali(request, found.laporan, found.indikator)


def _gambar(request: HttpRequest, pk: int) -> GambarNarasi:
    """A picture of a satker in reach."""
    reach = GambarNarasi.objects.visible_to(request.user).select_related(
        "laporan__satker__induk", "indikator"
    )
    found = get_object_or_404(reach, pk=pk)
    step_into(request, found.laporan.satker, Permission.READ_REPORT, found.laporan.tahun)
    return found


def _kembali(request: HttpRequest, laporan: LaporanKinerja, indikator: Indikator | None) -> HttpResponse:
    """To the page of the indikator from which the form was sent, else to the pictures of the report."""
    if indikator is not None and "ke_bahan" in request.POST:
        return redirect("reports:bahan", indikator.pk)
    return redirect("reports:gambar", laporan.satker.slug, laporan.tahun)
