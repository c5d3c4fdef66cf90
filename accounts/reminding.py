"""A reminder to a person: who is reminded, and how it is queued once; what of is each app's own matter."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Penugasan, User
from accounts.permissions import ROLES, Permission
from outbox.actions import queue_mail
from outbox.models import SuratKeluar


@dataclass(frozen=True)
class Surat:
    """A reminder as it would be queued; after `sampai`, the last day on which it is right, it is not sent."""

    kunci: str
    user: User
    perihal: str
    isi: str
    sampai: date


def queue_reminders(surat: Iterable[Surat]) -> int:
    """Queue what is not queued yet; how many mails are new."""
    per_kunci = {satu.kunci: satu for satu in surat}
    ada = set(SuratKeluar.objects.filter(kunci__in=per_kunci).values_list("kunci", flat=True))
    for kunci in per_kunci.keys() - ada:
        satu = per_kunci[kunci]
        akhir = datetime.combine(satu.sampai, time.max, timezone.get_current_timezone())
        queue_mail(kunci, satu.user.email, satu.perihal, satu.isi, sia_sia_pada=akhir)
    return len(per_kunci.keys() - ada)


def holders(permissions: Set[Permission], hari: date, satker: Q | None = None) -> Iterator[User]:
    """The active people with an address who hold one of the permissions on a day.

    satker: a filter of Penugasan, for the duties at some satker alone.
    """
    peran = [peran for peran, role in ROLES.items() if permissions & role.permissions]
    tugas = Penugasan.objects.in_force(hari).filter(peran__in=peran)
    if satker is not None:
        tugas = tugas.filter(satker)
    orang = User.objects.filter(is_active=True, pk__in=tugas.values("user_id")).exclude(email="")
    return orang.order_by("pk").iterator()


def render_reminder(template: str, user: User, isi: dict[str, object]) -> str:
    """The text of a mail, with the person and the address of the application."""
    return render_to_string(template, {"user": user, "alamat": settings.SITE_URL, **isi})
