"""Evidence in the browser: added, downloaded through the permission check, removed."""

import logging
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from accounts.place import step_into
from agreements.models import Indikator
from kinerja.periode import Triwulan
from measurements.actions import Tertutup
from measurements.evidence import (
    BerkasBerubah,
    BerkasDitolak,
    BerkasHilang,
    IsianBukti,
    open_checked,
    take_upload,
)
from measurements.evidence_actions import add_evidence, remove_evidence, why_closed
from measurements.evidence_forms import BuktiForm
from measurements.models import BuktiDukung, Realisasi
from measurements.policy import require_milik
from measurements.recognise import Jenis

log = logging.getLogger(__name__)
LENGKAP = (
    "realisasi__indikator__sasaran__perjanjian__satker__induk",
    "realisasi__indikator__penanggung_jawab",
)


@dataclass
class Hasil:
    """What became of an upload: how many pieces were kept, and a sentence for each that was not."""

    tersimpan: int = 0
    ditolak: list[str] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
def bukti_tambah(request: HttpRequest, indikator: int, triwulan: int) -> HttpResponse:
    """The evidence of a quarter and the form for more; what is refused is listed, what was typed stays."""
    found = _indikator(request, indikator, triwulan)
    form = BuktiForm(request.POST, request.FILES) if request.method == "POST" else BuktiForm()
    hasil = _keep(request, found, triwulan, form) if form.is_bound and form.is_valid() else Hasil()
    if hasil.tersimpan:
        messages.success(request, f"{hasil.tersimpan} bukti dukung tersimpan.")
        if not hasil.ditolak:
            return redirect(request.get_full_path())
    realisasi = Realisasi.objects.filter(indikator=found, triwulan=triwulan).first()
    perjanjian = found.sasaran.perjanjian
    context = {
        "satker": perjanjian.satker,
        "perjanjian": perjanjian,
        "indikator": found,
        "nama_indikator": f"Indikator {found.nomor}",
        "judul": f"Bukti dukung {Triwulan(triwulan)} Tahun {perjanjian.tahun}",
        "status": realisasi.get_status_display() if realisasi else "",
        "form": form,
        "ditolak": [{"text": kalimat, "url": "#id_berkas"} for kalimat in hasil.ditolak],
        "judul_galat": _error_title(hasil),
        "bukti": list(realisasi.bukti.select_related("diunggah_oleh")) if realisasi else [],
        "tertutup": why_closed(found, triwulan, realisasi, timezone.localdate()),
        "di_sini": request.get_full_path(),
        "kembali": _back(request, reverse("measurements:indikator", args=[found.pk])),
    }
    return render(request, "measurements/evidence_form.html", context)


def _keep(request: HttpRequest, found: Indikator, triwulan: int, form: BuktiForm) -> Hasil:
    """Each file on its own: a bad one does not take the good ones along."""
    hasil = Hasil()
    teks = {nama: form.cleaned_data[nama] for nama in ("nomor", "tanggal", "keterangan")}
    for unggahan in form.cleaned_data["berkas"] or [None]:
        try:
            berkas = take_upload(unggahan.name, unggahan.size, unggahan) if unggahan else None
            judul = form.judul_untuk(berkas.nama) if berkas else form.cleaned_data["judul"]
            isian = IsianBukti(judul=judul, berkas=berkas, **teks)
            add_evidence(found, triwulan, isian, by=request.user, on=timezone.localdate())
            hasil.tersimpan += 1
        except BerkasDitolak as galat:
            hasil.ditolak.append(str(galat))
        except Tertutup as galat:
            hasil.ditolak.append(str(galat))
            break
    return hasil


def _error_title(hasil: Hasil) -> str:
    if hasil.ditolak:
        return f"{len(hasil.ditolak)} bukti dukung tidak disimpan:"
    return "Bukti dukung belum disimpan. Perbaiki isian, lalu pilih kembali berkasnya:"


@require_GET
def bukti(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as a download, byte for byte as it was uploaded, or a page that says why not."""
    found = _bukti(request, pk)
    if not found.berkas:
        raise Http404("Bukti dukung ini tidak berupa berkas.")
    try:
        stream = open_checked(found)
    except BerkasHilang:
        log.error("evidence %s: file %s is missing", found.pk, found.berkas)
        return _gone(request, found, 410, "tidak ditemukan di penyimpanan")
    except BerkasBerubah as galat:
        log.error(
            "evidence %s: file %s has SHA-256 %s, not %s",
            found.pk, found.berkas, galat.ditemukan, found.sha256,
        )  # fmt: skip
        return _gone(request, found, 500, "berubah sejak diunggah, sehingga tidak dapat menjadi bukti")
    response = FileResponse(
        stream, as_attachment=True, filename=found.nama_asli, content_type=Jenis(found.jenis).mime
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _gone(request: HttpRequest, found: BuktiDukung, status: int, sebab: str) -> HttpResponse:
    context = {"bukti": found, "indikator": found.realisasi.indikator, "sebab": sebab, "kode": status}
    return render(request, "measurements/evidence_gone.html", context, status=status)


@require_http_methods(["GET", "POST"])
def bukti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a piece of evidence is really to go; then remove it."""
    found = _bukti(request, pk)
    realisasi = found.realisasi
    require_milik(request.user, realisasi.indikator)
    alamat = [realisasi.indikator_id, realisasi.triwulan]
    kembali = _back(request, reverse("measurements:bukti_tambah", args=alamat))
    if request.method == "POST":
        try:
            remove_evidence(found, by=request.user, on=timezone.localdate())
            messages.success(request, f"Bukti dukung “{found.judul}” dihapus.")
        except BuktiDukung.DoesNotExist:
            messages.info(request, f"Bukti dukung “{found.judul}” sudah dihapus oleh orang lain.")
        except Tertutup as galat:
            messages.error(request, f"Bukti dukung “{found.judul}” tidak dihapus. {galat}")
        return redirect(kembali)
    perjanjian = realisasi.indikator.sasaran.perjanjian
    context = {
        "satker": perjanjian.satker,
        "perjanjian": perjanjian,
        "indikator": realisasi.indikator,
        "bukti": found,
        "tertutup": why_closed(realisasi.indikator, realisasi.triwulan, realisasi, timezone.localdate()),
        "kembali": kembali,
    }
    return render(request, "measurements/evidence_confirm_delete.html", context)


def _indikator(request: HttpRequest, pk: int, triwulan: int) -> Indikator:
    """An indikator that this person enters. Http404: out of reach; PermissionDenied: somebody else's."""
    if triwulan not in (1, 2, 3, 4):
        raise Http404("Triwulan tidak dikenal.")
    reach = Indikator.objects.visible_to(request.user)
    found = get_object_or_404(
        reach.select_related("sasaran__perjanjian__satker__induk", "penanggung_jawab"), pk=pk
    )
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    require_milik(request.user, found)
    return found


def _bukti(request: HttpRequest, pk: int) -> BuktiDukung:
    """A piece of evidence in reach that this person may read."""
    reach = BuktiDukung.objects.filter(realisasi__in=Realisasi.objects.visible_to(request.user))
    found = get_object_or_404(reach.select_related("diunggah_oleh", *LENGKAP), pk=pk)
    perjanjian = found.realisasi.indikator.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    return found


def _back(request: HttpRequest, biasa: str) -> str:
    """Where the person came from, if it is a page of this site."""
    kembali = request.POST.get("kembali") or request.GET.get("kembali") or ""
    aman = url_has_allowed_host_and_scheme(
        kembali, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return kembali if aman else biasa
