"""Whose session ended goes on, after the login, from the page that was open."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


class LoginMiddleware(LoginRequiredMiddleware):
    """What a form was sent to cannot be opened: the login leads back to where the form stood."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., object]
    ) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_before(request), reverse("accounts:login"))


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the browser names as the one it was on, else the first one."""
    asal = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure()):
        return reverse("home")
    return urlsplit(asal)._replace(scheme="", netloc="").geturl() or reverse("home")
