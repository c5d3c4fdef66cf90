"""Evidence in the browser: added, downloaded through the permission check, removed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from accounts.place import step_into
from agreements.models import Indikator
from importing.recognise import Jenis
from importing.upload import take_upload
from jobs.serving import send_stored
from jobs.storage import BerkasBerubah, BerkasDitolak, BerkasHilang
from kinerja.periode import Triwulan
from measurements.actions import Tertutup
from measurements.evidence import IsianBukti, open_checked
from measurements.evidence_actions import (
    add_answer_evidence,
    add_evidence,
    remove_evidence,
    require_keeper,
    restore_evidence,
    why_closed,
    why_kept,
)
from measurements.evidence_forms import BuktiForm
from measurements.evidence_undo import forget, place_of, remember, removed, removed_from
from measurements.lineage import realisasi_dari, terkini
from measurements.models import BuktiDukung, Realisasi
from measurements.policy import require_milik
from measurements.recap_actions import why_answer_closed
from measurements.recap_queries import answer_evidence
from measurements.recap_views import asked

LENGKAP = (
    "diunggah_oleh",
    "jawaban__satker__induk",
    "realisasi__indikator__sasaran__perjanjian__satker__induk",
    "realisasi__indikator__penanggung_jawab",
)


@dataclass
class Hasil:
    """What became of an upload: how many pieces were kept, and a sentence for each that was not."""

    tersimpan: int = 0
    ditolak: list[str] = field(default_factory=list)

    @property
    def utuh(self) -> bool:
        """Whether all of it was kept."""
        return bool(self.tersimpan) and not self.ditolak


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_tambah(request: HttpRequest, indikator: int, triwulan: int) -> HttpResponse:
    """The evidence of a quarter and the form for more; what is refused is listed, what was typed stays."""
    found = _indikator(request, indikator, triwulan)
    hari = timezone.localdate()
    form, hasil = _take(request, partial(add_evidence, found, triwulan, by=request.user, on=hari))
    if hasil.utuh:
        return redirect(request.get_full_path())
    bukti = BuktiDukung.objects.select_related("diunggah_oleh")
    ada = Realisasi.objects.prefetch_related(Prefetch("bukti", bukti))
    realisasi = realisasi_dari(found, triwulan, ada)
    perjanjian = found.sasaran.perjanjian
    context = {
        "satker": perjanjian.satker,
        "jalan": [
            _step("beranda", perjanjian.satker.nama, perjanjian.satker.slug, perjanjian.tahun),
            _step("measurements:capaian", "Capaian", perjanjian.satker.slug, perjanjian.tahun),
            _step("measurements:indikator", f"Indikator {found.nomor}", found.pk),
        ],
        "lead": found.nama,
        "judul": f"Bukti dukung {Triwulan(triwulan)} Tahun {perjanjian.tahun}",
        "status": realisasi.get_status_display() if realisasi else "",
        "realisasi": realisasi,
        "bukti": realisasi.bukti_sendiri if realisasi else [],
        "tertutup": why_closed(found, triwulan, realisasi, hari),
        "kembali": _back(request, reverse("measurements:indikator", args=[found.pk])),
    }
    return _page(request, form, hasil, context)


@require_http_methods(["GET", "HEAD", "POST"])
def jawab_bukti(request: HttpRequest, pk: int, satker: str) -> HttpResponse:
    """The evidence of one satker's answer to a recap, and the form for more."""
    found, penjawab = asked(request, pk, satker)
    hari = timezone.localdate()
    form, hasil = _take(request, partial(add_answer_evidence, found, penjawab, by=request.user, on=hari))
    if hasil.utuh:
        return redirect(request.get_full_path())
    indikator = found.indikator
    tahun = indikator.sasaran.perjanjian.tahun
    jawaban = f"Jawaban rekap indikator {indikator.nomor}"
    context = {
        "satker": penjawab,
        "jalan": [
            _step("tugas", "Tugas saya"),
            _step("measurements:jawab", jawaban, found.pk, penjawab.slug),
        ],
        "lead": f"{penjawab.nama}, untuk {indikator.nama}",
        "judul": f"Bukti dukung jawaban, {Triwulan(found.triwulan)} Tahun {tahun}",
        "status": "",
        "realisasi": None,
        "bukti": answer_evidence(found, penjawab),
        "tertutup": why_answer_closed(found, penjawab, hari),
        "kembali": _back(request, reverse("measurements:jawab", args=[found.pk, penjawab.slug])),
    }
    return _page(request, form, hasil, context)


def _take(request: HttpRequest, add: Callable[[IsianBukti], object]) -> tuple[BuktiForm, Hasil]:
    """The form of the page and what became of it; `add` keeps one piece."""
    form = BuktiForm(request.POST, request.FILES) if request.method == "POST" else BuktiForm()
    hasil = _keep(form, add) if form.is_bound and form.is_valid() else Hasil()
    if hasil.tersimpan:
        messages.success(request, f"{hasil.tersimpan} bukti dukung tersimpan.")
    return form, hasil


def _keep(form: BuktiForm, add: Callable[[IsianBukti], object]) -> Hasil:
    """Each file on its own: a bad one does not take the good ones along."""
    hasil = Hasil()
    teks = {nama: form.cleaned_data[nama] for nama in ("nomor", "tanggal", "keterangan")}
    for unggahan in form.cleaned_data["berkas"] or [None]:
        try:
            berkas = take_upload(unggahan.name, unggahan.size, unggahan) if unggahan else None
            judul = form.judul_untuk(berkas.nama) if berkas else form.cleaned_data["judul"]
            add(IsianBukti(judul=judul, berkas=berkas, **teks))
            hasil.tersimpan += 1
        except BerkasDitolak as galat:
            hasil.ditolak.append(str(galat))
        except Tertutup as galat:
            hasil.ditolak.append(str(galat))
            break
    return hasil


def _page(request: HttpRequest, form: BuktiForm, hasil: Hasil, context: dict[str, Any]) -> HttpResponse:
    context |= {
        "form": form,
        "ditolak": [{"text": kalimat, "url": "#id_berkas"} for kalimat in hasil.ditolak],
        "judul_galat": _error_title(hasil),
        "di_sini": request.get_full_path(),
        "dihapus": removed_from(request, request.path),
    }
    return render(request, "measurements/evidence_form.html", context)


def _step(name: str, label: str, *arguments: object) -> dict[str, str]:
    """A page above this one, as components/breadcrumb.html takes it."""
    return {"url": reverse(name, args=arguments), "label": label}


def _error_title(hasil: Hasil) -> str:
    if hasil.ditolak:
        return f"{len(hasil.ditolak)} bukti dukung tidak disimpan:"
    return "Bukti dukung belum disimpan. Perbaiki isian, lalu pilih kembali berkasnya:"


@require_safe
def bukti(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as a download, byte for byte as it was uploaded, or a page that says why not."""
    found = _bukti(request, pk)
    if not found.berkas:
        raise Http404("Bukti dukung ini tidak berupa berkas.")
    return send_stored(
        request,
        found,
        partial(open_checked, found),
        mime=Jenis(found.jenis).mime,
        above=partial(_above, request, found),
    )


def _above(request: HttpRequest, found: BuktiDukung) -> str:
    """The page of this person on which the evidence stands."""
    if found.jawaban is None:
        return reverse("measurements:indikator", args=[found.realisasi.indikator_id])
    if Realisasi.objects.visible_to(request.user).filter(pk=found.realisasi_id).exists():
        return reverse("measurements:rekap", args=[found.realisasi_id])
    return reverse("tugas")


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a piece of evidence is really to go; then remove it."""
    found = _bukti(request, pk)
    require_keeper(request.user, found)
    kembali = _back(request, place_of(found))
    hari = timezone.localdate()
    if request.method == "POST":
        try:
            remember(request, remove_evidence(found, by=request.user, on=hari))
            messages.success(request, f"Bukti dukung “{found.judul}” dihapus.")
        except BuktiDukung.DoesNotExist:
            messages.info(request, f"Bukti dukung “{found.judul}” sudah dihapus oleh orang lain.")
        except Tertutup as galat:
            messages.error(request, f"Bukti dukung “{found.judul}” tidak dihapus. {galat}")
        # Not `redirect`, which takes what is no address for the name of a view.
        return HttpResponseRedirect(kembali)
    context = {"satker": found.satker, "bukti": found, "tertutup": why_kept(found, hari), "kembali": kembali}
    return render(request, "measurements/evidence_confirm_delete.html", context)


@require_POST
def bukti_kembalikan(request: HttpRequest) -> HttpResponse:
    """Put back the last piece of evidence that this person has removed; or say why not."""
    lama = removed(request)
    if lama is None:
        messages.info(request, "Tidak ada bukti dukung yang dapat dikembalikan.")
        return redirect("tugas")
    try:
        restore_evidence(lama, by=request.user, on=timezone.localdate())
    except (BerkasHilang, BerkasBerubah):
        messages.error(request, f"Berkas “{lama.nama_asli}” sudah tidak ada. Unggah kembali berkasnya.")
    except (Tertutup, BerkasDitolak) as galat:
        messages.error(request, f"Bukti dukung “{lama.judul}” tidak dikembalikan. {galat}")
    else:
        messages.success(request, f"Bukti dukung “{lama.judul}” dikembalikan.")
    forget(request)
    return HttpResponseRedirect(place_of(lama))


def _indikator(request: HttpRequest, pk: int, triwulan: int) -> Indikator:
    """An indikator that this person enters. Http404: out of reach; PermissionDenied: somebody else's."""
    if triwulan not in (1, 2, 3, 4):
        raise Http404("Triwulan tidak dikenal.")
    reach = Indikator.objects.visible_to(request.user)
    found = terkini(
        get_object_or_404(
            reach.select_related("sasaran__perjanjian__satker__induk", "penanggung_jawab"), pk=pk
        )
    )
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    require_milik(request.user, found)
    return found


def _bukti(request: HttpRequest, pk: int) -> BuktiDukung:
    """A piece of evidence in reach that this person may read."""
    reach = BuktiDukung.objects.visible_to(request.user)
    found = get_object_or_404(reach.select_related(*LENGKAP), pk=pk)
    tahun = found.realisasi.indikator.sasaran.perjanjian.tahun
    step_into(request, found.satker, Permission.READ_MEASUREMENT, tahun)
    return found


def _back(request: HttpRequest, biasa: str) -> str:
    """Where the person came from, if it is a page of this site."""
    kembali = request.POST.get("kembali") or request.GET.get("kembali") or ""
    aman = url_has_allowed_host_and_scheme(
        kembali, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return kembali if aman else biasa
