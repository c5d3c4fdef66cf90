"""The button that takes the budget of a promise from the DIPA in force."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from agreements.pk_pages import pk_in_reach, susun_url, take
from budget.promised_actions import take_from_dipa


@require_POST
def ambil(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the programmes of the DIPA into a draf."""
    perjanjian = pk_in_reach(request, pk, Permission.COMPOSE_AGREEMENT)
    return take(
        request,
        perjanjian,
        lambda: take_from_dipa(perjanjian, by=request.user),
        "Program dan anggaran diambil dari DIPA yang berlaku.",
        susun_url(perjanjian, "anggaran"),
    )
