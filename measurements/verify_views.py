"""Verifying: the queue, one figure with everything beside it, several at once, closing a quarter."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from measurements.models import Pengembalian, Realisasi
from measurements.queue import Giliran, Saringan, giliran
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
#: What waits in the queue, and what has just left it.
DITINJAU = (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.TERVERIFIKASI)


def antrean_verifikasi(request: HttpRequest) -> HttpResponse:
    """What was submitted in the user's reach, oldest first, by satker and quarter."""
    semua, saringan = antrean(request.user), Saringan.read(request.GET)
    page = Paginator(lengkap(saringan.of(semua)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tinjauan": tinjau(page.object_list),
        "saringan": saringan,
        "pilihan": _queue_filter(request, saringan, semua),
        "query": f"{saringan.query.removeprefix('?')}&",
        "bertugas": any(
            can(request.user, Permission.VERIFY_REALISASI, d.satker) for d in duties(request.user)
        ),
        "saya": request.user,
    }
    return render(request, "measurements/verify_list.html", context)


def _queue_filter(
    request: HttpRequest, saringan: Saringan, semua: QuerySet[Realisasi]
) -> list[dict[str, Any]]:
    """The fields of the switcher: who waits, and the satker that is chosen also when nothing of it waits."""
    menunggu = Q(pk__in=semua.order_by().values("indikator__sasaran__perjanjian__satker"))
    satker = Satker.objects.visible_to(request.user, Permission.VERIFY_REALISASI).filter(
        menunggu | Q(slug=saringan.satker)
    )
    nama = satker.order_by("urutan", "nama").values_list("slug", "nama")
    urutan = [("", "Semua triwulan"), *((str(n), str(quarter_or_404(n))) for n in (1, 2, 3, 4))]
    return [
        _choices("satker", "Satker", [("", "Semua satker"), *nama], saringan.satker),
        _choices("triwulan", "Triwulan", urutan, saringan.triwulan),
    ]


def _choices(name: str, label: str, pairs: list[tuple[str, str]], now: str) -> dict[str, Any]:
    choices = [{"value": value, "label": text, "selected": value == now} for value, text in pairs]
    return {"name": name, "label": label, "choices": choices}


@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_banyak(request: HttpRequest) -> HttpResponse:
    """A checklist first; then each that was ticked on its own, those refused named with the reason."""
    kembali = f"{reverse('measurements:verifikasi')}{Saringan.read(request.GET).query}"
    nomor = [int(satu) for satu in request.GET.getlist("r") if satu.isdecimal() and len(satu) < 16][:PER_PAGE]
    tinjauan = tinjau(lengkap(antrean(request.user).filter(pk__in=nomor)))
    if not tinjauan:
        messages.warning(request, "Pilih paling sedikit satu realisasi yang masih menunggu verifikasi.")
        return redirect(kembali)
    dicentang = set(request.POST.getlist("periksa"))
    pilihan = [satu for satu in tinjauan if str(satu.realisasi.pk) in dicentang]
    if pilihan:
        _verify_each(request, pilihan, sisa=len(tinjauan) - len(pilihan))
        return redirect(kembali)
    context = {"tinjauan": tinjauan, "errors": [], "saringan": Saringan.read(request.GET)}
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
    saringan = Saringan.read(request.GET)
    prefetch_related_objects([found], Prefetch("pengembalian", Pengembalian.objects.select_related("oleh")))
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
        "kembali": request.get_full_path(),
        "riwayat": riwayat(found, tinjauan.indikator),
        "komentar": [satu for satu in tinjauan.indikator.komentar.all() if satu.triwulan == found.triwulan],
        "form_komentar": komentar or CommentForm(),
        "tindakan": _buttons(request, tinjauan),
        "boleh_komentar": may_comment(request, tinjauan.indikator),
        "rekap": rekap,
        "langkah": progress(found),
        "saringan": saringan,
        "giliran": _turn(request, saringan, tinjauan),
    }
    return render(request, "measurements/verify_detail.html", context)


def _turn(request: HttpRequest, saringan: Saringan, tinjauan: Tinjauan) -> Giliran | None:
    """Where it stands in the queue, for who verifies it; None for others and for what is not decided on."""
    if tinjauan.realisasi.status not in DITINJAU:
        return None
    if not can(request.user, Permission.VERIFY_REALISASI, tinjauan.satker):
        return None
    return giliran(request.user, saringan, tinjauan.realisasi)


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
    """Verify one, in the version that was read, and go on to the next."""
    found = figure_in_reach(request, pk, Permission.VERIFY_REALISASI)
    antre = giliran(request.user, Saringan.read(request.GET), found)
    try:
        actions.verify(found, by=request.user, versi=_read(request))
    except DITOLAK as error:
        messages.error(request, why_refused(error, found))
        return redirect(figure_url(found, antre.saringan))
    return go_on(request, found, antre, "Realisasi diverifikasi.")


def figure_url(found: Realisasi, saringan: Saringan) -> str:
    """The page of a figure, in the part of the queue that is walked through."""
    return f"{reverse('measurements:realisasi', args=[found.pk])}{saringan.query}"


def go_on(request: HttpRequest, found: Realisasi, antre: Giliran, berhasil: str) -> HttpResponse:
    """After a decision: to the next one of the queue; to the figure itself when none is left.

    antre: the turn of the figure before the decision, which took it out of the queue.
    """
    if antre.sesudah:
        berhasil += f" Berikutnya: {antre.sesudah.sebutan}; {antre.sisa} menunggu."
    messages.success(request, berhasil)
    return redirect(figure_url(antre.sesudah or found, antre.saringan))


def why_refused(error: Exception, found: Realisasi) -> str:
    """Why a step was refused; for one that came too late, who was first and when."""
    if not isinstance(error, IllegalTransition | Bentrok):
        return str(error)
    akhir = history(found).first()
    if akhir is None:
        return str(error)
    oleh = akhir.oleh.nama if akhir.oleh else "aplikasi"
    return f"{error} Terakhir: {akhir.peristiwa.lower()} oleh {oleh}, {moment(akhir.pada)}."
