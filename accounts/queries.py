"""People and their duties, as an Administrator sees them."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.models import Penugasan, Undangan, User
from accounts.permissions import Permission
from accounts.policy import satker_filter


def people_of(user: User, permission: Permission | None = None) -> QuerySet[User]:
    """The people who have or had a duty at a satker where the user may use the permission (any when None)."""
    tugas = Penugasan.objects.filter(satker_filter(user, permission, "satker__"))
    return User.objects.filter(pk__in=tugas.values("user_id"))


def people_with_duties(user: User, on: date) -> QuerySet[User]:
    """The people whose accounts the user manages, with their duties there on a day, and open links."""
    tugas = Penugasan.objects.managed_by(user).in_force(on).select_related("satker", "bagian").order_by("pk")
    return (
        people_of(user, Permission.MANAGE_ACCOUNTS)
        .prefetch_related(
            Prefetch("penugasan", tugas, to_attr="tugas_berlaku"),
            Prefetch("undangan", Undangan.objects.open(), to_attr="undangan_terbuka"),
        )
        .order_by("nama", "pk")
    )
