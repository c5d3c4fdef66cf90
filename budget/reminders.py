"""Reminders to upload a month, before it is due and after; they say what the page of uploads says."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import Penugasan, Satker, User
from accounts.permissions import ROLES, Permission
from accounts.reminding import Surat, holders, queue_reminders, render_reminder
from budget.months import BULAN, TENGGAT_HARI, Tempo
from budget.overview_queries import ditunggu
from kinerja.angka import tanggal

#: Days from the deadline to the mail.
DAYS = (-3, 1)
#: How long the mail after the deadline is right: somebody who still has not uploaded is late all along.
LATE_DAYS = 7


def send_reminders(hari: date) -> int:
    """Queue what is to be sent on a day; how many mails are new. A second run that day adds nothing."""
    return queue_reminders(due_reminders(hari))


def due_reminders(hari: date) -> Iterator[Surat]:
    """To who uploads at a satker whose month is missing and due in 3 days, or was due yesterday."""
    for selisih in DAYS:
        if tempo := _due(hari - timedelta(days=selisih)):
            yield from _of_month(tempo, hari, selisih)


def _due(tenggat: date) -> Tempo | None:
    """The month that is due on a day."""
    if tenggat.day != TENGGAT_HARI:
        return None
    akhir = tenggat.replace(day=1) - timedelta(days=1)
    return Tempo(akhir.year, BULAN[akhir.month - 1])


def _of_month(tempo: Tempo, hari: date, selisih: int) -> Iterator[Surat]:
    belum = _missing(tempo, hari)
    for user in holders({Permission.UPLOAD_BUDGET}, hari, Q(satker__in=belum)):
        nama = [belum[pk] for pk in _satker_of(user, hari) if pk in belum]
        sampai = tempo.tenggat if selisih < 0 else hari + timedelta(days=LATE_DAYS)
        isi = {"bulan": str(tempo), "tenggat": tanggal(tempo.tenggat), "lewat": selisih > 0, "satker": nama}
        yield Surat(
            f"unggah:{tempo.tahun}-{tempo.bulan:02d}:H{selisih:+d}:user-{user.pk}",
            user,
            f"Tenggat {tanggal(tempo.tenggat)}: unggahan realisasi anggaran {tempo}",
            render_reminder("outbox/pengingat_unggahan.txt", user, isi),
            sampai,
        )


def _missing(tempo: Tempo, hari: date) -> dict[int, str]:
    """Id -> name of every satker whose month is awaited and not there."""
    semua = list(Satker.objects.all())
    belum = ditunggu(semua, tempo.tahun, hari)
    return {satu.pk: satu.nama for satu in semua if tempo in belum[satu.pk]}


def _satker_of(user: User, hari: date) -> list[int]:
    """The satker at which the person uploads."""
    peran = [peran for peran, role in ROLES.items() if Permission.UPLOAD_BUDGET in role.permissions]
    tugas = Penugasan.objects.in_force(hari).filter(user=user, peran__in=peran)
    return list(tugas.order_by("satker__urutan").values_list("satker", flat=True).distinct())
