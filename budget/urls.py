"""Pages of what was spent."""

from django.urls import path

from budget import views

app_name = "budget"
urlpatterns = [
    path("anggaran/<int:tahun>/", views.rekap, name="rekap"),
    path("satker/<slug:satker>/<int:tahun>/anggaran/", views.satker, name="satker"),
]
