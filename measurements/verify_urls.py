"""Addresses: verifying, calendar, comments, recap answers, overview."""

from django.urls import path

from measurements import (
    calendar_views,
    close_views,
    comment_views,
    overview_views,
    recap_views,
    return_views,
    verify_views,
)

SATKER = "satker/<slug:satker>/<int:tahun>"
urlpatterns = [
    path(f"{SATKER}/jadwal/", calendar_views.jadwal, name="jadwal"),
    path(f"{SATKER}/pengecualian/", calendar_views.pengecualian, name="pengecualian"),
    path(f"{SATKER}/pengisian/", overview_views.halaman_pengisian, name="pengisian"),
    path(f"{SATKER}/triwulan/<int:triwulan>/kunci/", close_views.kunci, name="kunci"),
    path("verifikasi/", verify_views.antrean_verifikasi, name="verifikasi"),
    path("verifikasi/periksa/", verify_views.verifikasi_banyak, name="verifikasi_banyak"),
    path("realisasi/<int:pk>/", verify_views.realisasi, name="realisasi"),
    path("realisasi/<int:pk>/verifikasi/", verify_views.verifikasi, name="verifikasi_satu"),
    path("realisasi/<int:pk>/kembalikan/", return_views.kembalikan, name="kembalikan"),
    path("realisasi/<int:pk>/batalkan/", return_views.batalkan, name="batalkan"),
    path("realisasi/<int:pk>/buka/", return_views.buka, name="buka"),
    path("indikator/<int:pk>/triwulan/<int:triwulan>/komentar/", comment_views.komentar, name="komentar"),
    path("komentar/<int:pk>/selesai/", comment_views.komentar_selesai, name="komentar_selesai"),
    path("rekap/<int:pk>/", recap_views.rekap, name="rekap"),
    path("rekap/<int:pk>/satker/<slug:satker>/", recap_views.jawab, name="jawab"),
    path(
        "indikator/<int:pk>/triwulan/<int:triwulan>/rekap/<slug:satker>/",
        recap_views.buka_rekap,
        name="buka_rekap",
    ),
]
