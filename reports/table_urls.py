"""The addresses of the tables and pictures of an indikator."""

from django.urls import path

from reports import table_views as views

INDIKATOR = "indikator/<int:pk>/bahan/"
TABEL = f"{INDIKATOR}<slug:kunci>/"

urlpatterns = [
    path(INDIKATOR, views.bahan, name="bahan"),
    path(f"{INDIKATOR}tautkan/", views.tautkan, name="tabel_tautkan"),
    path(TABEL, views.sunting, name="tabel_sunting"),
    path(f"{TABEL}draf/", views.draf, name="tabel_draf"),
    path(f"{TABEL}draf/buang/", views.buang_draf, name="tabel_buang_draf"),
    path(f"{TABEL}geser/", views.geser, name="tabel_geser"),
    path(f"{TABEL}hapus/", views.hapus, name="tabel_hapus"),
    path(f"{TABEL}pulihkan/", views.pulihkan, name="tabel_pulihkan"),
]
