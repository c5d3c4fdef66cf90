"""Too many failed logins: one account from one address waits; who it is about is told until when."""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User


def client_address(request: HttpRequest) -> str | None:
    """The address that a request came from, as failures and visits are counted by it; None: it is none.

    Of IPv6 it is the network of 64 bits that a household or an office has: within it one computer has as many
    addresses as it likes.
    Behind TRUSTED_PROXIES proxies of our own it is the one that the outermost of them was asked from; what
    stands further to the left in X-Forwarded-For was written by the client and is worth nothing.
    """
    address = request.META.get("REMOTE_ADDR")
    proxies = settings.TRUSTED_PROXIES
    forwarded = [satu.strip() for satu in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        address = forwarded[-proxies]
    return _counted_as(address or "")


def _counted_as(text: str) -> str | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), 64), strict=False).network_address)


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page in place of a login that was refused without looking at the password."""
    username = (credentials or {}).get("username", "")
    context = {
        "username": username,
        "batas": settings.AXES_FAILURE_LIMIT,
        "sampai": locked_until(request, username),
    }
    response = render(request, "accounts/login_locked.html", context, status=429)
    response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response


def locked_until(request: HttpRequest, username: str) -> datetime:
    """When an account may be tried from this address again."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=client_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME


def unlock(user: User) -> None:
    """Forget the failures of an account from every address: its holder has set a new password."""
    reset(username=user.username)
