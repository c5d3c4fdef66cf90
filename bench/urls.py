"""The site, its measure (a logged-in page with nothing but the frame), and reports that just changed."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from lkj.urls import urlpatterns as site
from measurements.models import Realisasi
from reports.checked import lupakan
from reports.models import Narasi
from reports.views import data, lkj, tabel

SENTENCE = "<p>Satu kalimat lagi.</p>"


def empty(request: HttpRequest) -> HttpResponse:
    """Session, user, menu, frame: what no page can do without."""
    return render(request, "base.html")


def first(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The preview as the first in a process to open it sees it: nothing of it is kept."""
    lupakan()
    return lkj(request, satker=satker, tahun=tahun)


def edited(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The preview after a sentence was written to a section, or taken back."""
    narasi = Narasi.objects.get(laporan__satker__slug=satker, laporan__tahun=tahun, kunci="bab4.saran")
    lama = narasi.isi
    isi = lama.removesuffix(SENTENCE) if lama.endswith(SENTENCE) else lama + SENTENCE
    Narasi.objects.filter(pk=narasi.pk).update(isi=isi)
    return lkj(request, satker=satker, tahun=tahun)


def measured(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The preview after a realisasi became another."""
    milik = {"indikator__sasaran__perjanjian__satker__slug": satker, "nilai__isnull": False, "triwulan": 4}
    ada = Realisasi.objects.filter(indikator__sasaran__perjanjian__tahun=tahun, **milik).order_by("pk")
    satu = ada[0]
    nilai = satu.nilai + (Decimal("0.5") if satu.nilai % 1 == 0 else Decimal("-0.5"))
    Realisasi.objects.filter(pk=satu.pk).update(nilai=nilai)
    return lkj(request, satker=satker, tahun=tahun)


urlpatterns = [
    *site,
    path("bench/kosong/", empty, name="bench_empty"),
    path("bench/pertama/<slug:satker>/<int:tahun>/", first, name="bench_first"),
    path("bench/teks/<slug:satker>/<int:tahun>/", edited, name="bench_edited"),
    path("bench/angka/<slug:satker>/<int:tahun>/", measured, name="bench_measured"),
    path("bench/data/<slug:satker>/<int:tahun>/", data, name="bench_data"),
    path("bench/tabel/<slug:satker>/<int:tahun>/", tabel, name="bench_tabel"),
]
