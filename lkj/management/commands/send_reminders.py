"""`manage.py send_reminders [--on DATE]`: once a day from a timer; repeating it sends nothing twice."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from budget import reminders as budget
from measurements import reminders as measurements


class Command(BaseCommand):
    """Queues mail; `send_outbox` or the worker sends it."""

    help = "Menyiapkan surat pengingat tenggat triwulan dan unggahan anggaran, dan ringkasan mingguan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="hari yang diperhitungkan, misalnya 2026-04-08")

    def handle(self, **options: str | None) -> None:
        hari = _day(options["on"])
        jumlah = measurements.send_reminders(hari) + budget.send_reminders(hari)
        self.stdout.write(f"Surat baru di kotak keluar: {jumlah}.")


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"Tanggal “{text}” tidak dikenal. Tulislah seperti 2026-04-08.", returncode=2
        ) from error
