"""Verifying: the queue, one figure with everything beside it, several at once, closing a quarter."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.action_forms import VersionedForm
from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import step_into
from accounts.policy import can, duties
from accounts.trail import history
from kinerja.metode import Metode
from kinerja.workflow import IllegalTransition
from measurements import actions
from measurements.actions import BelumLengkap, Bentrok, Tertutup
from measurements.calendar_views import quarter_or_404
from measurements.changes import riwayat
from measurements.comment_views import may_comment
from measurements.entry import BAGIAN_ANALISIS, analisis_wajib
from measurements.forms import LABEL
from measurements.models import Realisasi
from measurements.recap_queries import baris_rekap
from measurements.states import ALUR, StatusRealisasi
from measurements.verify_display import comparison, progress
from measurements.verify_forms import CommentForm
from measurements.verify_queries import (
    IKUT_MENGISI,
    Tinjauan,
    antrean,
    asal_triwulan,
    lengkap,
    pengisi,
    tinjau,
)
from ui.moments import moment

PER_PAGE = 50
#: What an action refuses with; each is a sentence for the person.
DITOLAK = (IllegalTransition, Tertutup, BelumLengkap, Bentrok, ValueError)


def antrean_verifikasi(request: HttpRequest) -> HttpResponse:
    """What was submitted in the user's reach, oldest first, by satker and quarter."""
    semua = antrean(request.user)
    jalur = "indikator__sasaran__perjanjian__satker"
    satker = Satker.objects.filter(pk__in=semua.values(jalur))
    pilihan = _queue_filter(request, satker)
    saring = {
        kunci: nilai
        for kunci, nilai in ((f"{jalur}__slug", pilihan["satker"]), ("triwulan", pilihan["triwulan"]))
        if nilai
    }
    page = Paginator(lengkap(semua.filter(**saring)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tinjauan": tinjau(page.object_list),
        "saringan": pilihan["fields"],
        "tersaring": bool(saring),
        "query": urlencode({k: pilihan[k] for k in ("satker", "triwulan") if pilihan[k]}) + "&",
        "bertugas": any(
            can(request.user, Permission.VERIFY_REALISASI, d.satker) for d in duties(request.user)
        ),
        "saya": request.user,
    }
    return render(request, "measurements/verify_list.html", context)


def _queue_filter(request: HttpRequest, satker: Any) -> dict[str, Any]:
    """The chosen satker and quarter, and the fields of the switcher; nonsense chooses nothing."""
    nama = dict(satker.order_by("urutan", "nama").values_list("slug", "nama"))
    dipilih = request.GET.get("satker", "")
    triwulan = request.GET.get("triwulan", "")
    dipilih = dipilih if dipilih in nama else ""
    triwulan = triwulan if triwulan in ("1", "2", "3", "4") else ""
    urutan = [("", "Semua triwulan"), *((str(n), str(quarter_or_404(n))) for n in (1, 2, 3, 4))]
    fields = [
        _choices("satker", "Satker", [("", "Semua satker"), *nama.items()], dipilih),
        _choices("triwulan", "Triwulan", urutan, triwulan),
    ]
    return {"satker": dipilih, "triwulan": triwulan, "fields": fields}


def _choices(name: str, label: str, pairs: list[tuple[str, str]], now: str) -> dict[str, Any]:
    choices = [{"value": value, "label": text, "selected": value == now} for value, text in pairs]
    return {"name": name, "label": label, "choices": choices}


@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_banyak(request: HttpRequest) -> HttpResponse:
    """A checklist first; then each that was ticked on its own, those refused named with the reason."""
    nomor = [int(satu) for satu in request.GET.getlist("r") if satu.isdecimal() and len(satu) < 16][:PER_PAGE]
    tinjauan = tinjau(lengkap(antrean(request.user).filter(pk__in=nomor)))
    if not tinjauan:
        messages.warning(request, "Pilih paling sedikit satu realisasi yang masih menunggu verifikasi.")
        return redirect("measurements:verifikasi")
    dicentang = set(request.POST.getlist("periksa"))
    pilihan = [satu for satu in tinjauan if str(satu.realisasi.pk) in dicentang]
    if pilihan:
        _verify_each(request, pilihan, sisa=len(tinjauan) - len(pilihan))
        return redirect("measurements:verifikasi")
    context = {"tinjauan": tinjauan, "errors": []}
    if request.method == "POST":
        url = f"#periksa-{tinjauan[0].realisasi.pk}"
        context["errors"] = [{"text": "Centang paling sedikit satu realisasi.", "url": url}]
    return render(request, "measurements/verify_checklist.html", context)


def _verify_each(request: HttpRequest, tinjauan: list[Tinjauan], sisa: int) -> None:
    """sisa: how many of the checklist were not ticked; they stay in the queue."""
    berhasil = 0
    for satu in tinjauan:
        try:
            actions.verify(satu.realisasi, by=request.user, versi=_read(request, satu.realisasi.pk))
            berhasil += 1
        except (*DITOLAK, PermissionDenied) as error:
            subjek = f"Indikator {satu.indikator.nomor} {satu.satker} {satu.triwulan}"
            messages.error(request, f"{subjek} tidak diverifikasi. {why_refused(error, satu.realisasi)}")
    if berhasil:
        tetap = f" {sisa} yang tidak dicentang tetap dalam antrean." if sisa else ""
        messages.success(request, f"{berhasil} realisasi diverifikasi.{tetap}")


def _read(request: HttpRequest, pk: int | None = None) -> int:
    """The version that the page showed, of one realisasi of several by its key; 0 where it says none."""
    form = VersionedForm(request.POST, prefix=pk)
    return form.cleaned_data["versi"] if form.is_valid() else 0


def figure_in_reach(request: HttpRequest, pk: int, permission: Permission) -> Realisasi:
    """A realisasi in reach, with all that its page shows; 404 or 403 as `step_into`."""
    found = get_object_or_404(lengkap(Realisasi.objects.visible_to(request.user)), pk=pk)
    perjanjian = found.indikator.sasaran.perjanjian
    step_into(request, perjanjian.satker, permission, perjanjian.tahun)
    return found


def realisasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Figure, inputs, formula, evidence, analysis, comments and history side by side."""
    return _detail(request, figure_in_reach(request, pk, Permission.READ_MEASUREMENT))


def _detail(request: HttpRequest, found: Realisasi, komentar: CommentForm | None = None) -> HttpResponse:
    [tinjauan] = tinjau([found])
    satker = tinjauan.satker
    rekap = tinjauan.indikator.metode == Metode.REKAP_SATKER
    jawaban = baris_rekap(found, request.user) if rekap else []
    context = {
        "t": tinjauan,
        "satker": satker,
        "judul": f"Indikator {tinjauan.indikator.nomor}, {tinjauan.triwulan} Tahun {tinjauan.tahun}",
        "isian": _on_the_sheet(tinjauan),
        "asal": asal_triwulan(found),
        "banding": comparison(tinjauan),
        "analisis": _analisis(tinjauan),
        "bukti": found.bukti_sendiri,
        "bukti_rekap": [satu for satu in jawaban if satu.bukti],
        "tanpa_bukti": [satu.jawaban.satker.nama for satu in jawaban if satu.tanpa_bukti],
        "kembali": request.path,
        "pengembalian": list(found.pengembalian.select_related("oleh")),
        "riwayat": riwayat(found, tinjauan.indikator),
        "komentar": [satu for satu in tinjauan.indikator.komentar.all() if satu.triwulan == found.triwulan],
        "form_komentar": komentar or CommentForm(),
        "tindakan": _buttons(request, tinjauan),
        "boleh_komentar": may_comment(request, tinjauan.indikator),
        "rekap": rekap,
        "langkah": progress(found),
    }
    return render(request, "measurements/verify_detail.html", context)


def _analisis(tinjauan: Tinjauan) -> list[tuple[str, str, bool]]:
    """Each part of the analysis: its label, its text, whether it must be written."""
    realisasi = tinjauan.realisasi
    analisis = getattr(realisasi, "analisis", None)
    diukur = not realisasi.alasan_tidak_diukur
    wajib = {nama for nama, _ in analisis_wajib(tinjauan.capaian)} if diukur else set()
    return [(LABEL[nama], getattr(analisis, nama, "").strip(), nama in wajib) for nama in BAGIAN_ANALISIS]


def _on_the_sheet(tinjauan: Tinjauan) -> str:
    """Where the figure stands among those of its quarter: the form, for who enters it."""
    alamat = [tinjauan.satker.slug, tinjauan.tahun, tinjauan.triwulan.value]
    return reverse("measurements:isi", args=alamat, fragment=f"indikator-{tinjauan.indikator.pk}")


def _buttons(request: HttpRequest, tinjauan: Tinjauan) -> dict[str, Any]:
    """Which steps this person may take now, out of the workflow table; why verifying is not among them."""
    status = StatusRealisasi(tinjauan.realisasi.status)
    boleh = {
        satu.name
        for satu in ALUR.available(status)
        if satu.permission != Permission.ENTER_REALISASI
        and can(request.user, Permission(satu.permission), tinjauan.satker)
    }
    sendiri = "verifikasi" in boleh and request.user.pk in pengisi(tinjauan.realisasi)
    return {
        "verifikasi": "verifikasi" in boleh and not sendiri,
        "kembalikan": "kembalikan" in boleh,
        "batalkan": "batalkan" in boleh,
        "buka": "buka" in boleh,
        "sendiri": IKUT_MENGISI if sendiri else "",
    }


@require_POST
def verifikasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify one, in the version that was read."""
    return _take(request, pk, partial(actions.verify, versi=_read(request)), "Realisasi diverifikasi.")


@require_POST
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a verification back."""
    return _take(request, pk, actions.undo_verify, "Verifikasi dibatalkan; realisasi kembali menunggu.")


def _take(request: HttpRequest, pk: int, langkah: Callable[..., Any], berhasil: str) -> HttpResponse:
    """Take a step, and say so; or say why not, and how it stands now."""
    found = figure_in_reach(request, pk, Permission.VERIFY_REALISASI)
    try:
        langkah(found, by=request.user)
    except DITOLAK as error:
        messages.error(request, why_refused(error, found))
    else:
        messages.success(request, berhasil)
    return redirect("measurements:realisasi", pk)


def why_refused(error: Exception, found: Realisasi) -> str:
    """Why a step was refused; for one that came too late, who was first and when."""
    if not isinstance(error, IllegalTransition | Bentrok):
        return str(error)
    akhir = history(found).first()
    if akhir is None:
        return str(error)
    oleh = akhir.oleh.nama if akhir.oleh else "aplikasi"
    return f"{error} Terakhir: {akhir.peristiwa.lower()} oleh {oleh}, {moment(akhir.pada)}."
