"""Reminders before a quarter is due, and the weekly digest of who is late; queued once.

They say what the page "Tugas saya" says: the same queries feed both.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission
from accounts.reminding import Surat, holders, queue_reminders, render_reminder
from kinerja.angka import tanggal
from measurements.models import JadwalTriwulan, Pengecualian
from measurements.tasks_queries import Terbuka, Tugas, TugasRekap, entry_tasks, late, recap_tasks

DAYS_BEFORE = (7, 3, 1)
MONDAY = 0


def send_reminders(hari: date) -> int:
    """Queue what is to be sent on a day; how many mails are new. A second run that day adds nothing."""
    return queue_reminders([*due_reminders(hari), *weekly_digests(hari)])


def due_reminders(hari: date) -> Iterator[Surat]:
    """To each person who has something to enter or to answer in a quarter that is due in 7, 3 or 1 days."""
    satker = _satker_due({hari + timedelta(days=sisa) for sisa in DAYS_BEFORE})
    if satker is None:
        return
    for user in holders({Permission.ENTER_REALISASI, Permission.ANSWER_RECAP}, hari, satker):
        tugas: dict[tuple[int, int, date], list[str]] = {}
        for terbuka, baris in _open_items(user, hari):
            if (terbuka.tenggat - hari).days in DAYS_BEFORE:
                kunci = (terbuka.tahun, int(terbuka.triwulan), terbuka.tenggat)
                tugas.setdefault(kunci, []).append(baris)
        for (tahun, triwulan, tenggat), baris in tugas.items():
            yield _reminder(user, tahun, triwulan, tenggat, baris, hari)


def weekly_digests(hari: date) -> Iterator[Surat]:
    """On Mondays, to each Verifikator in whose reach somebody is late: who, and with which quarters."""
    if hari.weekday() != MONDAY:
        return
    tahun, minggu, _ = hari.isocalendar()
    for user in holders({Permission.VERIFY_REALISASI}, hari):
        telat = [
            f"{baris.satker.nama}: {', '.join(triwulan)} Tahun {ke}"
            for baris, ke, triwulan in late(user, hari)
        ]
        if telat:
            isi = render_reminder(
                "outbox/ringkasan_mingguan.txt", user, {"telat": telat, "hari": tanggal(hari)}
            )
            yield Surat(
                f"ringkasan:{tahun}-M{minggu:02d}:user-{user.pk}",
                user,
                f"Satker yang terlambat mengisi realisasi, {tanggal(hari)}",
                isi,
                hari + timedelta(days=6),
            )


def _satker_due(tenggat: set[date]) -> Q | None:
    """A filter for duties at the satker that have a due day among these; None when no quarter is due then."""
    jadwal = set(JadwalTriwulan.objects.filter(tenggat__in=tenggat).values_list("satker", flat=True))
    lebih = set(Pengecualian.objects.filter(sampai__in=tenggat).values_list("satker", flat=True))
    if not jadwal and not lebih:
        return None
    return Q(satker__in=jadwal | lebih) | Q(satker__induk__in=jadwal)


def _open_items(user: User, hari: date) -> Iterator[tuple[Terbuka, str]]:
    """What the person still has to do, with the quarter it belongs to."""
    isian: Iterable[Tugas] = (satu for satu in entry_tasks(user, hari) if not satu.selesai)
    for satu in isian:
        yield satu.terbuka, _line(satu.terbuka, satu.indikator.nomor, satu.indikator.nama, satu.status)
    jawaban: Iterable[TugasRekap] = (
        satu for satu in recap_tasks(user, hari) if satu.boleh and not satu.dijawab
    )
    for satu in jawaban:
        yield satu.terbuka, _line(satu.terbuka, satu.indikator.nomor, satu.indikator.nama, "Belum dijawab")


def _line(terbuka: Terbuka, nomor: int, nama: str, status: str) -> str:
    return f"{terbuka.satker.nama}, indikator {nomor} ({nama}): {status.lower()}"


def _reminder(user: User, tahun: int, triwulan: int, tenggat: date, baris: list[str], hari: date) -> Surat:
    sisa = (tenggat - hari).days
    isi = render_reminder(
        "outbox/pengingat.txt",
        user,
        {"triwulan": triwulan, "tahun": tahun, "tenggat": tanggal(tenggat), "baris": baris},
    )
    return Surat(
        # The due day is part of the key: a quarter that is given more time is reminded of again.
        f"ingat:{tahun}-{triwulan}:{tenggat}:H-{sisa}:user-{user.pk}",
        user,
        # The day rather than "3 hari lagi": a mail that a dead server held up is still right.
        f"Tenggat {tanggal(tenggat)}: realisasi triwulan {triwulan} Tahun {tahun}",
        isi,
        tenggat,
    )
