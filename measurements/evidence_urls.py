"""Addresses: evidence files."""

from django.urls import path

from measurements import evidence_views as views

urlpatterns: list = [
    path("realisasi/<int:indikator>/<int:triwulan>/bukti/", views.bukti_tambah, name="bukti_tambah"),
    path("bukti/kembalikan/", views.bukti_kembalikan, name="bukti_kembalikan"),
    path("bukti/<int:pk>/", views.bukti, name="bukti"),
    path("bukti/<int:pk>/hapus/", views.bukti_hapus, name="bukti_hapus"),
    path("rekap/<int:pk>/satker/<slug:satker>/bukti/", views.jawab_bukti, name="jawab_bukti"),
]
