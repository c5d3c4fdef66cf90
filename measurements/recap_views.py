"""Recap indikator: each satker answers for itself, the province sees every answer and who is silent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, step_into
from accounts.policy import can
from accounts.trail import history
from agreements.models import Indikator
from kinerja.angka import bersatuan, format_angka, romawi
from kinerja.metode import Metode
from measurements.actions import Tertutup, save_answer
from measurements.calendar_views import quarter_or_404
from measurements.models import Realisasi
from measurements.queries import jawaban_memenuhi, skala_nilai
from measurements.recap_actions import open_recap
from measurements.schedule import periode_satker
from measurements.states import BOLEH_DIUBAH
from measurements.verify_forms import AnswerForm
from measurements.verify_queries import lengkap, tinjau


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
    jawaban = list(found.jawaban.all())
    memenuhi = jawaban_memenuhi(found.indikator, jawaban)
    skala = skala_nilai().get(found.indikator.skala)
    context = {
        "t": tinjauan,
        "satker": perjanjian.satker,
        "judul": f"Rekap indikator {found.indikator.nomor}, {tinjauan.triwulan} Tahun {perjanjian.tahun}",
        "kriteria": kriteria(found.indikator),
        "baris": [
            {
                "satker": satu.satker,
                "nilai": satu.nilai,
                "predikat": getattr(skala.untuk(satu.nilai), "nama", "")
                if skala and satu.nilai is not None
                else "",
                "memenuhi": arti,
            }
            for satu, arti in zip(jawaban, memenuhi, strict=True)
        ],
        "diam": [satu.satker.nama for satu in jawaban if satu.nilai is None],
        "catatan_menjawab": f"dari {len(jawaban)} satker",
        "menjawab": sum(arti is not None for arti in memenuhi),
        "memenuhi": memenuhi.count(True),
    }
    return render(request, "measurements/recap_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def jawab(request: HttpRequest, pk: int, satker: str) -> HttpResponse:
    """One satker's answer; it may be changed until the province submits."""
    found = _recap(pk)
    perjanjian = found.indikator.sasaran.perjanjian
    penjawab = enter(request, satker, Permission.ANSWER_RECAP, perjanjian.tahun)
    if perjanjian.satker_id not in (penjawab.pk, penjawab.induk_id):
        raise Http404
    hari = timezone.localdate()
    ada = found.jawaban.filter(satker=penjawab).first()
    awal = format_angka(ada.nilai, None) if ada and ada.nilai is not None else ""
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"nilai": awal})
    if request.method == "POST" and form.is_valid():
        nilai = form.cleaned_data["nilai"]
        try:
            save_answer(found, penjawab, nilai, by=request.user, on=hari)
        except Tertutup as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Jawaban ditarik." if nilai is None else "Jawaban disimpan.")
            return redirect("measurements:jawab", pk, satker)
    context = {
        "satker": penjawab,
        "provinsi": perjanjian.satker,
        "indikator": found.indikator,
        "judul": f"Rekap indikator {found.indikator.nomor}, Triwulan {romawi(found.triwulan)}"
        f" Tahun {perjanjian.tahun}",
        "kriteria": kriteria(found.indikator),
        "form": form,
        "tertutup": _why_closed(found, penjawab, perjanjian.tahun),
        "jawaban": ada,
        "riwayat": history(found).filter(satker=penjawab, peristiwa="Rekap dijawab"),
    }
    return render(request, "measurements/recap_form.html", context)


def _why_closed(found: Realisasi, satker: Satker, tahun: int) -> str:
    """Why this answer cannot be changed now; empty while it can."""
    if found.status not in BOLEH_DIUBAH:
        status = found.get_status_display().lower()
        return (
            f"KPU Provinsi sudah menyampaikan rekap ini (status: {status}). "
            "Hubungi KPU Provinsi bila jawaban keliru."
        )
    return periode_satker(satker, tahun, found.triwulan).alasan_tertutup(timezone.localdate())


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
        return redirect("measurements:tugas")
    if can(request.user, Permission.ANSWER_RECAP, found):
        return redirect("measurements:jawab", realisasi.pk, found.slug)
    return redirect("measurements:rekap", realisasi.pk)
