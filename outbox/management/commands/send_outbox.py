"""`manage.py send_outbox`: one run over the mail that waits; the worker does the same every 30 seconds."""

from django.core.management.base import BaseCommand

from outbox.actions import send_waiting


class Command(BaseCommand):
    """Prints what it did; a dead mail server is a sentence, not an error."""

    help = "Mengirim surat elektronik yang menunggu di kotak keluar."

    def handle(self, **options: object) -> None:
        hasil = send_waiting()
        self.stdout.write(f"Terkirim: {hasil.terkirim}. Gagal: {hasil.gagal}.")
        if hasil.terhenti:
            self.stdout.write(f"Dihentikan, server surat tidak menjawab: {hasil.terhenti}")
