"""The menu: the same places for every page, at the satker and year where the user is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.place import Place
from accounts.policy import can, duties
from lkj.queries import satker_utama, tahun_berdata

# Label, URL name, permission, where the URL stands: s(atker), st (satker and year), or alone.
MENU = [
    ("Beranda", "beranda", None, "st"),
    ("Renstra", "agreements:renstra", Permission.READ_AGREEMENT, "s"),
    ("Perjanjian Kinerja", "agreements:pk", Permission.READ_AGREEMENT, "st"),
    ("Capaian", "measurements:capaian", Permission.READ_MEASUREMENT, "st"),
    ("Anggaran", "budget:satker", Permission.READ_BUDGET, "st"),
    ("Laporan Kinerja", "reports:lkj", Permission.READ_REPORT, "st"),
    ("Satker", "accounts:satker_list", None, ""),
    ("Akun saya", "accounts:me", None, ""),
]
# Pages under another page of the menu.
UNDER = {
    "home": "beranda",
    "agreements:keputusan_iku": "agreements:renstra",
    "measurements:indikator": "measurements:capaian",
    "budget:rekap": "budget:satker",
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for base.html: items, who is logged in and where, the logout address."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {"items": [], "user_label": "", "satker_label": "", "logout_url": ""}}
    place = getattr(request, "place", None) or _home(user)
    return {
        "nav": {
            "items": _items(request, user, place),
            "user_label": user.nama,
            "satker_label": _duty_label(user),
            "logout_url": reverse("accounts:logout"),
        }
    }


def _home(user: User) -> Place | None:
    satker = satker_utama(user)
    return None if satker is None else Place(satker, None)


def _duty_label(user: User) -> str:
    duty = next(iter(duties(user)), None)
    return "" if duty is None else f"{duty.get_peran_display()}, {duty.satker.nama}"


def _items(request: HttpRequest, user: User, place: Place | None) -> list[dict[str, Any]]:
    here = _current(request)
    arguments = _arguments(place)
    return [
        {"label": label, "url": reverse(name, args=arguments[kind]), "active": name == here}
        for label, name, permission, kind in MENU
        if kind in arguments and (permission is None or can(user, permission, place.satker))
    ]


def _arguments(place: Place | None) -> dict[str, list]:
    """What the URLs of the menu are reversed with; without a place only those that stand alone."""
    if place is None:
        return {"": []}
    tahun = place.tahun or next(iter(tahun_berdata(place.satker)), timezone.localdate().year)
    return {"": [], "s": [place.satker.slug], "st": [place.satker.slug, tahun]}


def _current(request: HttpRequest) -> str:
    """The place of the menu that this page belongs to; none when a satker's page was refused."""
    match = request.resolver_match
    if match is None or (match.kwargs.keys() & {"satker", "pk"} and not hasattr(request, "place")):
        return ""
    name = match.view_name
    if name.startswith("reports:"):
        return "reports:lkj"
    return UNDER.get(name, name)
