"""The site, its measure (a logged-in page that holds nothing but the frame), and a preview made anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from lkj.urls import urlpatterns as site
from reports.checked import terakhir
from reports.views import lkj


def empty(request: HttpRequest) -> HttpResponse:
    """Session, user, menu, frame: what no page can do without."""
    return render(request, "base.html")


def changed(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The preview as the first to open it sees it after a change: nothing of it is kept."""
    terakhir.forget()
    return lkj(request, satker=satker, tahun=tahun)


urlpatterns = [
    *site,
    path("bench/kosong/", empty, name="bench_empty"),
    path("bench/lkj/<slug:satker>/<int:tahun>/", changed, name="bench_changed"),
]
