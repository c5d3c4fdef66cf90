"""`manage.py make_test_certificate`: a certificate for trying the sign-off out."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs.files import write_whole
from reports.certificate import make_test_certificate


class Command(BaseCommand):
    """Writes the file of SIGNING_PKCS12 unless it is there; never in production."""

    help = "Membuat sertifikat uji untuk mencoba pengesahan; bukan untuk produksi."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where it is; done again it changes nothing."""
        if settings.PRODUCTION:
            raise CommandError("Sertifikat uji tidak dibuat pada produksi. Tetapkan SIGNING_PKCS12.")
        path = Path(settings.SIGNING_PKCS12)
        if path.exists():
            self.stdout.write(f"Sertifikat sudah ada: {path}")
            return
        write_whole(path, make_test_certificate(settings.SIGNING_PASSPHRASE))
        os.chmod(path, 0o600)
        self.stdout.write(f"Sertifikat uji dibuat: {path}")
