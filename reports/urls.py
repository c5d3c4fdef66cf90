"""The addresses of the reports."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("satker/<slug:satker>/<int:tahun>/lkj/", views.lkj, name="lkj"),
    path("satker/<slug:satker>/<int:tahun>/lkj/cetak/", views.cetak, name="cetak"),
    path("satker/<slug:satker>/<int:tahun>/lkj/data.json", views.data, name="data"),
    path("cetakan/<int:pk>/", views.cetakan, name="cetakan"),
    path("cetakan/<int:pk>/status.json", views.cetakan_status, name="cetakan_status"),
    path("cetakan/<int:pk>/unduh/", views.unduh, name="unduh"),
]
