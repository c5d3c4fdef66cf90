"""The site and its measure: a logged-in page that holds nothing but the frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from lkj.urls import urlpatterns as site


def empty(request: HttpRequest) -> HttpResponse:
    """Session, user, menu, frame: what no page can do without."""
    return render(request, "base.html")


urlpatterns = [*site, path("bench/kosong/", empty, name="bench_empty")]
