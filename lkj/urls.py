"""The site on one screen; each app names its own pages."""

from django.conf import settings
from django.urls import include, path

from lkj import tasks_views, views
from ui.gallery import gallery

urlpatterns = [
    path("", views.home, name="home"),
    path("tugas/", tasks_views.tugas, name="tugas"),
    path("satker/<slug:satker>/", views.latest, name="satker"),
    path("satker/<slug:satker>/<int:tahun>/", views.beranda, name="beranda"),
    path("", include("accounts.urls")),
    path("", include("agreements.urls")),
    path("", include("measurements.urls")),
    path("", include("budget.urls")),
    path("", include("reports.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("galeri/", gallery, name="gallery"))
