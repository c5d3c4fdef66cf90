"""Addresses: uploading budget files."""

from django.urls import path

from budget import upload_downloads as downloads
from budget import upload_views as views

ANGGARAN = "satker/<slug:satker>/<int:tahun>/anggaran/"
UNGGAHAN = "unggahan/<int:pk>/"

urlpatterns = [
    path(f"{ANGGARAN}unggah/", views.unggah, name="unggah"),
    path(f"{ANGGARAN}templat/<int:bulan>/", downloads.templat, name="templat"),
    path(UNGGAHAN, views.unggahan, name="unggahan"),
    path(f"{UNGGAHAN}status/", views.unggahan_status, name="unggahan_status"),
    path(f"{UNGGAHAN}nyatakan/", views.nyatakan, name="nyatakan"),
    path(f"{UNGGAHAN}terapkan/", views.terapkan, name="terapkan"),
    path(f"{UNGGAHAN}batalkan/", views.batalkan_unggahan, name="batalkan_unggahan"),
    path(f"{UNGGAHAN}pulihkan/", views.pulihkan, name="pulihkan"),
    path(f"{UNGGAHAN}berkas/", downloads.berkas_unggahan, name="berkas_unggahan"),
    path(f"{UNGGAHAN}temuan/", downloads.salinan_bertanda, name="salinan_bertanda"),
]
