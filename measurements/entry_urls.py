"""Addresses: entering realisasi."""

from django.urls import path

from measurements import entry_views

SHEET = "satker/<slug:satker>/<int:tahun>/triwulan/<int:triwulan>/"
FORM = "indikator/<int:pk>/triwulan/<int:triwulan>/"

urlpatterns = [
    path(SHEET, entry_views.isi, name="isi"),
    path(f"{SHEET}ajukan/", entry_views.ajukan, name="ajukan"),
    path(f"{SHEET}ajukan/kirim/", entry_views.kirim, name="kirim"),
    path(FORM, entry_views.simpan, name="simpan"),
    path(f"{FORM}draf/", entry_views.draf, name="draf"),
    path(f"{FORM}draf/buang/", entry_views.buang_draf, name="buang_draf"),
    path(f"{FORM}tarik/", entry_views.tarik, name="tarik"),
]
