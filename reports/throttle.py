"""How often one address may ask a public page: so many times a minute, and a minute later again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.locking import client_address
from reports.models import Kunjungan

WINDOW = timedelta(minutes=1)


def limited(
    per_minute: int, *, posts: int
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer 429 to an address that asks more often; all processes count together.

    posts: how many of these may send something that takes seconds to look at. Nobody is shut out for longer
    than that minute, so that an office behind one address only waits.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            siapa, kini = f"{view.__name__}:{client_address(request)}", timezone.now()
            if count(siapa, kini) <= per_minute and (
                request.method != "POST" or count(f"{siapa}:POST", kini) <= posts
            ):
                return view(request, *args, **kwargs)
            response = render(request, "reports/proof_busy.html", status=429)
            response["Retry-After"] = str(int(WINDOW.total_seconds()))
            return response

        return wrapped

    return decorate


def count(siapa: str, now: datetime) -> int:
    """How many times somebody asked within a minute, this time included; older minutes are forgotten."""
    kunci = salted_hmac("kunjungan", siapa, algorithm="sha256").hexdigest()
    milik = Kunjungan.objects.filter(kunci=kunci, mulai__gt=now - WINDOW)
    if milik.update(jumlah=F("jumlah") + 1):
        return milik.values_list("jumlah", flat=True).first() or 1
    Kunjungan.objects.filter(mulai__lte=now - WINDOW).delete()
    Kunjungan.objects.get_or_create(kunci=kunci, defaults={"mulai": now})
    return 1
