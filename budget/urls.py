"""Pages of what was spent."""

from django.urls import path

from budget import dipa_views, downloads, overview_views, promised_views, upload_urls, views
from budget.upload_urls import ANGGARAN

app_name = "budget"
urlpatterns = [
    path("anggaran/<int:tahun>/", views.rekap, name="rekap"),
    path("anggaran/<int:tahun>/unggahan/", overview_views.peta, name="peta"),
    path("anggaran/<int:tahun>/unduh/", downloads.unduh_rekap, name="unduh_rekap"),
    path(ANGGARAN, views.satker, name="satker"),
    path(f"{ANGGARAN}bulanan/", dipa_views.bulanan, name="bulanan"),
    path(f"{ANGGARAN}revisi/", dipa_views.revisi, name="revisi"),
    path(f"{ANGGARAN}unduh/", downloads.unduh_satker, name="unduh_satker"),
    path("pk/<int:pk>/anggaran/ambil/", promised_views.ambil, name="pk_ambil"),
    *upload_urls.urlpatterns,
]
