"""Who has given the password alone sees nothing but the second step."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.second_step import needs_second_step

SESSION_KEY = "langkah_kedua"
#: What is open between the two steps.
BETWEEN = frozenset({"accounts:kode", "accounts:kode_pasang", "accounts:logout"})


class SecondStepMiddleware:
    """Leads to the second step whose duties ask for it, at the login or when such a duty is gained."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in BETWEEN:
            return None
        if is_through(request):
            return None
        if request.method not in ("GET", "HEAD"):
            return redirect("accounts:kode")
        return redirect_to_login(request.get_full_path(), reverse("accounts:kode"))


def is_through(request: HttpRequest) -> bool:
    """Whether the session has all the steps that its user needs."""
    if not request.user.is_authenticated or request.session.get(SESSION_KEY):
        return True
    return not needs_second_step(request.user)


def pass_second_step(request: HttpRequest) -> None:
    """Note that the code was right; the session gets a new key, so that an older one is worth nothing."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = True
