"""Pages of what was reached."""

from django.urls import path

from measurements import entry_urls, evidence_urls, past_views, verify_urls, views

app_name = "measurements"
urlpatterns = [
    path("indikator/<int:pk>/", views.indikator, name="indikator"),
    path("satker/<slug:satker>/<int:tahun>/capaian/", views.capaian, name="capaian"),
    path(
        "satker/<slug:satker>/<int:tahun>/capaian/sebelumnya/", past_views.capaian_lalu, name="capaian_lalu"
    ),
    *entry_urls.urlpatterns,
    *evidence_urls.urlpatterns,
    *verify_urls.urlpatterns,
]
