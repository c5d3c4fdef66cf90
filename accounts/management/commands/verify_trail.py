"""`manage.py verify_trail`: follow the hash chain of the audit trail to its end."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.chain import Kepala
from accounts.trail import verify
from kinerja.angka import format_angka


class Command(BaseCommand):
    """Exit code 0: whole; 1: broken, with a sentence that names the first broken event; 2: wrong use."""

    help = "Memeriksa rantai jejak audit sampai ke ujungnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            type=_head,
            metavar="NOMOR:SIDIK",
            help="kepala jejak seperti tercetak pada dokumen yang disahkan; tanpa ini, ekor yang terpotong "
            "dan rantai yang disusun ulang tidak dapat diketahui",
        )

    def handle(self, *, head: Kepala | None, **options: object) -> None:
        putusan = verify(head)
        if putusan.kerusakan:
            raise CommandError(putusan.kerusakan, returncode=1)
        self.stdout.write(
            f"Jejak utuh: {format_angka(putusan.kepala.nomor, 0)} peristiwa. Kepala: {putusan.kepala}"
        )
        if head is None:
            self.stderr.write("Tanpa --head, ekor yang terpotong tidak dapat diketahui.")


def _head(teks: str) -> Kepala:
    try:
        return Kepala.parse(teks)
    except ValueError as error:
        raise ArgumentTypeError("tulis sebagai NOMOR:SIDIK, dengan sidik 64 huruf heksadesimal") from error
