"""Recap indikator: each satker answers for itself, the province sees every answer and who is silent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import Ditolak
from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, step_into
from accounts.policy import can
from agreements.models import Indikator
from kinerja.angka import bersatuan, desimal_kolom, format_angka, romawi
from kinerja.metode import Metode
from measurements.actions import Bentrok, Tertutup
from measurements.calendar_views import quarter_or_404
from measurements.evidence_undo import removed_from
from measurements.models import JawabanSatker, Realisasi
from measurements.recap_actions import open_recap, save_answer, why_answer_closed
from measurements.recap_queries import answer_evidence, answer_history, baris_rekap
from measurements.verify_forms import AnswerForm
from measurements.verify_queries import DIJAWAB, lengkap, tinjau


def _recap(pk: int) -> Realisasi:
    semua = Realisasi.objects.filter(indikator__metode=Metode.REKAP_SATKER)
    return get_object_or_404(semua.select_related("indikator__sasaran__perjanjian__satker__induk"), pk=pk)


def kriteria(indikator: Indikator) -> str:
    """What an answer must reach, in words."""
    nilai = f"nilai di atas {bersatuan(indikator.kriteria_nilai, '')}"
    return f"predikat paling rendah {indikator.kriteria} ({nilai})" if indikator.kriteria else nilai


def rekap(request: HttpRequest, pk: int) -> HttpResponse:
    """Every answer, the criterion, the share, and who is silent."""
    found = get_object_or_404(
        lengkap(Realisasi.objects.visible_to(request.user)), pk=pk, indikator__metode=Metode.REKAP_SATKER
    )
    perjanjian = found.indikator.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    [tinjauan] = tinjau([found])
    baris = baris_rekap(found, request.user)
    context = {
        "t": tinjauan,
        "satker": perjanjian.satker,
        "judul": f"Rekap indikator {found.indikator.nomor}, {tinjauan.triwulan} Tahun {perjanjian.tahun}",
        "kriteria": kriteria(found.indikator),
        "baris": baris,
        "desimal": desimal_kolom(satu.jawaban.nilai for satu in baris if not satu.diam),
        "diam": [satu.jawaban.satker.nama for satu in baris if satu.diam],
        "tanpa_bukti": [satu.jawaban.satker.nama for satu in baris if satu.tanpa_bukti],
        "catatan_menjawab": f"dari {len(baris)} satker",
        "menjawab": sum(not satu.diam for satu in baris),
        "memenuhi": sum(satu.memenuhi is True for satu in baris),
    }
    return render(request, "measurements/recap_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def jawab(request: HttpRequest, pk: int, satker: str) -> HttpResponse:
    """One satker's answer; it may be changed until the province submits."""
    found, penjawab = asked(request, pk, satker)
    jawaban = found.jawaban.filter(satker=penjawab).first()
    form = _answer_form(request, jawaban)
    bentrok = None
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, found, penjawab, form)
        except Tertutup as error:
            form.add_error(None, str(error))
        except Ditolak as error:
            form.add_error(error.isian, str(error))
        except Bentrok as error:
            bentrok = jawaban = error.terkini
            form.take_over(bentrok.versi)
    perjanjian = found.indikator.sasaran.perjanjian
    riwayat = answer_history(found, penjawab)
    tempat_bukti = reverse("measurements:jawab_bukti", args=[pk, penjawab.slug])
    context = {
        "satker": penjawab,
        "provinsi": perjanjian.satker,
        "indikator": found.indikator,
        "judul": f"Rekap indikator {found.indikator.nomor}, Triwulan {romawi(found.triwulan)}"
        f" Tahun {perjanjian.tahun}",
        "kriteria": kriteria(found.indikator),
        "form": form,
        "bentrok": bentrok,
        "di_sini": request.path,
        "tertutup": why_answer_closed(found, penjawab, timezone.localdate()),
        "jawaban": jawaban,
        "bukti": answer_evidence(found, penjawab),
        "alamat_bukti": tempat_bukti,
        "dihapus": removed_from(request, tempat_bukti),
        "riwayat": riwayat,
        "penyimpan": next((satu for satu in riwayat if satu.peristiwa == DIJAWAB), None),
    }
    return render(request, "measurements/recap_form.html", context, status=409 if bentrok else 200)


def asked(request: HttpRequest, pk: int, slug: str) -> tuple[Realisasi, Satker]:
    """A recap and the satker that answers it, by who may answer for it. Http404: it is not asked."""
    found = _recap(pk)
    perjanjian = found.indikator.sasaran.perjanjian
    penjawab = enter(request, slug, Permission.ANSWER_RECAP, perjanjian.tahun)
    if perjanjian.satker_id not in (penjawab.pk, penjawab.induk_id):
        raise Http404
    return found, penjawab


def _answer_form(request: HttpRequest, jawaban: JawabanSatker | None) -> AnswerForm:
    if request.method == "POST":
        return AnswerForm(request.POST)
    if jawaban is None:
        return AnswerForm(initial={"versi": 0})
    nilai = "" if jawaban.nilai is None else format_angka(jawaban.nilai, None)
    return AnswerForm(initial={"nilai": nilai, "versi": jawaban.versi})


def _save(request: HttpRequest, found: Realisasi, penjawab: Satker, form: AnswerForm) -> HttpResponse:
    """Save an answer. Bentrok, Tertutup, Ditolak."""
    nilai, versi = form.cleaned_data["nilai"], form.cleaned_data["versi"]
    try:
        save_answer(found, penjawab, nilai, versi=versi, by=request.user, on=timezone.localdate())
    except Bentrok as error:
        # Pressed twice: the second finds its own answer stored, and that is no conflict.
        if error.terkini.nilai != nilai:
            raise
    messages.success(request, "Jawaban ditarik." if nilai is None else "Jawaban disimpan.")
    return redirect("measurements:jawab", found.pk, penjawab.slug)


@require_POST
def buka_rekap(request: HttpRequest, pk: int, triwulan: int, satker: str) -> HttpResponse:
    """Open a recap in a quarter, for a satker that answers or for the province that asks."""
    found = enter(request, satker, Permission.READ_MEASUREMENT)
    indikator = get_object_or_404(
        Indikator.objects.select_related("sasaran__perjanjian__satker__induk", "penanggung_jawab").filter(
            sasaran__perjanjian__satker__in=[satu for satu in (found.pk, found.induk_id) if satu]
        ),
        pk=pk,
    )
    try:
        realisasi = open_recap(
            indikator, quarter_or_404(triwulan), by=request.user, on=timezone.localdate(), satker=found
        )
    except (Tertutup, ValueError) as error:
        messages.error(request, str(error))
        return redirect("tugas")
    if can(request.user, Permission.ANSWER_RECAP, found):
        return redirect("measurements:jawab", realisasi.pk, found.slug)
    return redirect("measurements:rekap", realisasi.pk)
