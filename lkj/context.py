"""The menu: the same places for every page, at the satker and year where the user is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.place import Place
from accounts.policy import can, can_anywhere, duties
from accounts.second_step_middleware import is_through
from lkj.queries import PENANDA_TANGAN, satker_utama, tahun_utama

# Who has something to do: enters, answers, uploads, verifies or signs.
BERTUGAS = (
    Permission.ENTER_REALISASI,
    Permission.ANSWER_RECAP,
    Permission.UPLOAD_BUDGET,
    Permission.VERIFY_REALISASI,
    *PENANDA_TANGAN,
)
# Label, URL name, permission (of several: any), where it stands: s(atker), st (satker and year), or alone.
MENU = [
    ("Beranda", "beranda", None, "st"),
    ("Tugas saya", "tugas", BERTUGAS, ""),
    ("Verifikasi", "measurements:verifikasi", Permission.VERIFY_REALISASI, ""),
    ("Renstra", "agreements:renstra", Permission.READ_AGREEMENT, "s"),
    ("Perjanjian Kinerja", "agreements:pk", Permission.READ_AGREEMENT, "st"),
    ("Capaian", "measurements:capaian", Permission.READ_MEASUREMENT, "st"),
    ("Pengisian", "measurements:pengisian", Permission.READ_MEASUREMENT, "st"),
    ("Anggaran", "budget:satker", Permission.READ_BUDGET, "st"),
    ("Laporan Kinerja", "reports:lkj", Permission.READ_REPORT, "st"),
    ("Satker", "accounts:satker_list", None, ""),
    ("Orang", "accounts:people_list", Permission.MANAGE_ACCOUNTS, ""),
    ("Akun saya", "accounts:me", None, ""),
]
# Pages under another page of the menu.
UNDER = {
    "home": "beranda",
    "agreements:rencana_aksi": "agreements:pk",
    "agreements:pohon": "agreements:pk",
    "agreements:turunan_tambah": "agreements:pk",
    "agreements:turunan_rinci": "agreements:pk",
    "agreements:turunan_ubah": "agreements:pk",
    "agreements:turunan_hapus": "agreements:pk",
    "measurements:indikator": "measurements:capaian",
    "measurements:capaian_lalu": "measurements:capaian",
    "measurements:realisasi": "measurements:verifikasi",
    "measurements:kembalikan": "measurements:verifikasi",
    "measurements:batalkan": "measurements:verifikasi",
    "measurements:verifikasi_banyak": "measurements:verifikasi",
    "measurements:isi": "tugas",
    "measurements:ajukan": "tugas",
    "measurements:jawab": "tugas",
    "measurements:rekap": "measurements:capaian",
    "measurements:jadwal": "measurements:pengisian",
    "measurements:pengecualian": "measurements:pengisian",
    "measurements:kunci": "measurements:pengisian",
    "measurements:bukti": "measurements:capaian",
    "measurements:bukti_tambah": "measurements:capaian",
    "measurements:bukti_hapus": "measurements:capaian",
    "budget:rekap": "budget:satker",
    "budget:peta": "budget:satker",
    "budget:bulanan": "budget:satker",
    "budget:revisi": "budget:satker",
    "budget:unggah": "budget:satker",
    "budget:unggahan": "budget:satker",
    "budget:pulihkan": "budget:satker",
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for base.html: items, who is logged in and where, the logout address."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {"items": [], "user_label": "", "satker_label": "", "logout_url": ""}}
    if not is_through(request):
        logout = reverse("accounts:logout")
        return {"nav": {"items": [], "user_label": user.nama, "satker_label": "", "logout_url": logout}}
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
        if kind in arguments and _may(user, permission, place if kind else None)
    ]


def _may(user: User, permission: Permission | tuple[Permission, ...] | None, place: Place | None) -> bool:
    """Whether the user may open a page: at its satker, or anywhere for one that stands alone."""
    if permission is None:
        return True
    if isinstance(permission, tuple):
        return any(_may(user, satu, place) for satu in permission)
    return can(user, permission, place.satker) if place else can_anywhere(user, permission)


def _arguments(place: Place | None) -> dict[str, list]:
    """What the URLs of the menu are reversed with; without a place only those that stand alone."""
    if place is None:
        return {"": []}
    tahun = place.tahun or tahun_utama(place.satker, timezone.localdate().year)
    return {"": [], "s": [place.satker.slug], "st": [place.satker.slug, tahun]}


def _current(request: HttpRequest) -> str:
    """The place of the menu that this page belongs to; none when a satker's page was refused."""
    match = request.resolver_match
    if match is None or (match.kwargs.keys() & {"satker", "pk"} and not hasattr(request, "place")):
        return ""
    name = match.view_name
    if name.startswith("agreements:pk_"):
        return "agreements:pk"
    if name.startswith("accounts:people_"):
        return "accounts:people_list"
    if name.startswith("reports:"):
        return "reports:lkj"
    if name.startswith(("agreements:renstra", "agreements:keputusan_iku")):
        return "agreements:renstra"
    return UNDER.get(name, name)
