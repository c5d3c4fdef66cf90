"""What a page shows is for one person: nothing between application and browser may keep it for others."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivateMiddleware:
    """Says so of every answer that says nothing itself; files of `static/` never come here.

    Not `no-store`: the browser of the person may keep a page, so that going back finds what was typed in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private")
        return response
