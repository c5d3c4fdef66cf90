"""`manage.py send_reminders [--on DATE]`: once a day from a timer; repeating it sends nothing twice."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from measurements.reminders import send_reminders


class Command(BaseCommand):
    """Queues mail; `send_outbox` or the worker sends it."""

    help = "Menyiapkan surat pengingat tenggat triwulan dan ringkasan mingguan untuk Verifikator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="hari yang diperhitungkan, misalnya 2026-04-08")

    def handle(self, **options: str | None) -> None:
        jumlah = send_reminders(_day(options["on"]))
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
