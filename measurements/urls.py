"""Pages of what was reached."""

from django.urls import path

from measurements import entry_urls, evidence_urls, verify_urls, views

app_name = "measurements"
urlpatterns = [
    path("indikator/<int:pk>/", views.indikator, name="indikator"),
    path("satker/<slug:satker>/<int:tahun>/capaian/", views.capaian, name="capaian"),
    *entry_urls.urlpatterns,
    *evidence_urls.urlpatterns,
    *verify_urls.urlpatterns,
]
