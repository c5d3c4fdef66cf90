"""Who may: the one door that views, actions and querysets ask.

It reads a user's Penugasan through the user, so that the models can ask it without a circle of imports.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import ROLES, Permission, Reach

if TYPE_CHECKING:
    from accounts.models import Penugasan, Satker, User


def duties(user: "User", on: date | None = None) -> "list[Penugasan]":
    """The duties of an active user in force on a day (default: today in WIB), read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return []
    day = on or timezone.localdate()
    cache: dict[date, list[Penugasan]] = user.__dict__.setdefault("_duties", {})
    if day not in cache:
        cache[day] = list(user.penugasan.in_force(day).select_related("satker", "bagian").order_by("pk"))
    return cache[day]


def satker_filter(user: "User", permission: Permission | None = None, prefix: str = "") -> Q:
    """A filter for rows whose satker the user may reach with the permission.

    prefix: path from the row to its satker, such as "satker__" or "pk__satker__"; "" for Satker itself.
    """
    return within(*reach(user, permission), prefix)


def reach(user: "User", permission: Permission | None = None) -> tuple[list[int], list[int]]:
    """The ids of the satker of the user's duties, and of those whose tree the user reaches with them."""
    own, trees = set(), set()
    for duty in duties(user):
        role = ROLES[duty.peran]
        if permission is None or permission in role.permissions:
            own.add(duty.satker_id)
            if role.reach_of(permission) is Reach.TREE:
                trees.add(duty.satker_id)
    return sorted(own), sorted(trees)


def within(own: Collection[Any], trees: Collection[Any], prefix: str = "") -> Q:
    """The filter for what `reach` answers."""
    return (
        Q(**{f"{prefix}id__in": own})
        | Q(**{f"{prefix}induk__id__in": trees})
        | Q(**{f"{prefix}induk__induk__id__in": trees})
    )


def can(user: "User", permission: Permission, satker: "Satker") -> bool:
    """Whether the user may use the permission at the satker, by own duty or by a tree above it."""
    for duty in duties(user):
        role = ROLES[duty.peran]
        if permission not in role.permissions:
            continue
        # The satker above are looked up only for who has a tree, and not at the root of it.
        if duty.satker_id == satker.pk or (
            role.reach_of(permission) is Reach.TREE and duty.satker_id in _ancestor_ids(satker)
        ):
            return True
    return False


def can_anywhere(user: "User", permission: Permission) -> bool:
    """Whether the user may use the permission at any satker."""
    return any(permission in ROLES[duty.peran].permissions for duty in duties(user))


def duty_satker(user: "User", *permissions: Permission) -> "list[Satker]":
    """The satker at which the user holds a duty with one of the permissions, those below them not counted."""
    tugas = [duty for duty in duties(user) if ROLES[duty.peran].permissions & set(permissions)]
    return list({duty.satker_id: duty.satker for duty in tugas}.values())


def require_anywhere(user: "User", permission: Permission) -> None:
    """Raise PermissionDenied (HTTP 403) unless `can_anywhere`."""
    if not can_anywhere(user, permission):
        raise PermissionDenied(f"Peran Anda tidak mencakup kewenangan {permission.value}.")


def require(user: "User", permission: Permission, satker: "Satker") -> None:
    """Raise PermissionDenied (HTTP 403) unless `can`."""
    if not can(user, permission, satker):
        raise PermissionDenied(f"Peran Anda tidak mencakup kewenangan {permission.value} pada {satker}.")


def _ancestor_ids(satker: "Satker") -> set[int]:
    """The satker above, at most two levels (KPU RI, provinsi, kabupaten/kota)."""
    if satker.induk_id is None:
        return set()
    above = {satker.induk_id}
    if satker.induk.induk_id is not None:
        above.add(satker.induk.induk_id)
    return above
