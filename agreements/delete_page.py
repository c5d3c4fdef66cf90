"""The question before something is deleted, and why it was not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.actions import Ditolak
from agreements.renstra_actions import Bentrok


def refused(action: Callable[[], object]) -> str:
    """Why an action did not happen; empty when it did."""
    try:
        action()
    except (Ditolak, Bentrok) as error:
        return str(error)
    return ""


def delete_page(
    request: HttpRequest, delete: Callable[[], object], *, done: str, selesai: str, **context: Any
) -> HttpResponse:
    """Ask, with what stands in the way; deleted, it says `done` at `selesai`; refused, it says why.

    context: satker, judul, teks, versi, dipakai, kembali, label_kembali of agreements/renstra_delete.html.
    """
    galat = refused(delete) if request.method == "POST" else ""
    if request.method == "POST" and not galat:
        messages.success(request, done)
        return redirect(selesai)
    context |= {"galat": galat}
    return render(request, "agreements/renstra_delete.html", context, status=409 if galat else 200)
