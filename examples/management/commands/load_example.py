"""`manage.py load_example NAME`: fill an empty database with an example year."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from examples.loader import load_example
from examples.reader import Example, ExampleFault, available


class Command(BaseCommand):
    """Exit 0: loaded or there already; 1: faulty files or a database in use; 2: no such example."""

    help = "Memuat tahun contoh ke basis data kosong; aman diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="nama contoh, misalnya lampung-2023")

    def handle(self, *, name: str, **options: object) -> None:
        if name not in available():
            self.stderr.write(f"Contoh {name} tidak ada. Yang tersedia: {', '.join(available())}.")
            sys.exit(2)
        if settings.PRODUCTION:
            raise CommandError("Contoh tidak dimuat dalam mode produksi: kata sandinya diketahui umum.")
        try:
            fresh = load_example(Example(name))
        except ExampleFault as fault:
            raise CommandError(f"Contoh {name} tidak dimuat: {fault}") from fault
        self.stdout.write(f"Contoh {name} " + ("dimuat." if fresh else "sudah ada; tidak ada yang diubah."))
