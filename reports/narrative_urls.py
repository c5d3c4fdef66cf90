"""The addresses of the narrative."""

from django.urls import path

from reports import beginning_views, choice_views, picture_views
from reports import narrative_views as views

LKJ = "satker/<slug:satker>/<int:tahun>/lkj/"
NARASI = f"{LKJ}narasi/"

urlpatterns = [
    path(f"{LKJ}mulai/", beginning_views.mulai, name="mulai"),
    path(f"{LKJ}tawarkan/", beginning_views.tawarkan, name="tawarkan"),
    path(f"{LKJ}angka/", choice_views.angka, name="angka"),
    path(f"{LKJ}angka.json", choice_views.angka_data, name="angka_data"),
    path(f"{LKJ}tempel/", choice_views.tempel, name="tempel"),
    path(f"{LKJ}gambar/", picture_views.gambar, name="gambar"),
    path("gambar-narasi/<int:pk>/", picture_views.gambar_berkas, name="gambar_berkas"),
    path("gambar-narasi/<int:pk>/ubah/", picture_views.gambar_ubah, name="gambar_ubah"),
    path("gambar-narasi/<int:pk>/hapus/", picture_views.gambar_hapus, name="gambar_hapus"),
    path(NARASI, views.narasi, name="narasi"),
    path(f"{NARASI}<str:kunci>/", views.sunting, name="sunting"),
    path(f"{NARASI}<str:kunci>/draf/", views.draf, name="draf_narasi"),
    path(f"{NARASI}<str:kunci>/draf/buang/", views.buang_draf, name="buang_draf_narasi"),
    path(f"{NARASI}<str:kunci>/riwayat/", views.riwayat, name="riwayat"),
    path(f"{NARASI}<str:kunci>/riwayat/<int:nomor>/pulihkan/", views.pulihkan, name="pulihkan_narasi"),
]
