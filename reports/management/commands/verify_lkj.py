"""`manage.py verify_lkj FILE`: whether a PDF is a signed LKj, if need be without a database."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from importing.refused import FileRefused
from reports.models import Naskah, Pengesahan
from reports.signature import Putusan, SertifikatTidakDapatDipakai, inspect
from reports.signer import penanda_terpasang


class Command(BaseCommand):
    """Exit code 0: signed, unchanged, whole, by a known certificate; 1: not so; 2: wrong use."""

    help = "Memeriksa tanda tangan dan SHA-256 sebuah PDF Laporan Kinerja."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, and certificates that are known besides those of the database and the settings."""
        parser.add_argument("berkas", type=Path, metavar="FILE")
        parser.add_argument(
            "--sertifikat", action="append", default=[], metavar="SHA256", help="a certificate that is known"
        )

    def handle(self, *args: Any, berkas: Path, sertifikat: list[str], **options: Any) -> None:
        """One line for each thing that was looked at; CommandError with the exit code otherwise."""
        try:
            content = berkas.read_bytes()
        except OSError as galat:
            raise CommandError(f"Berkas tidak dapat dibaca: {galat}", returncode=2) from galat
        sidik = sha256(content).hexdigest()
        self.stdout.write(f"SHA-256: {sidik}")
        putusan = self._signature(content)
        tercatat = self._registered(sidik)
        dikenal = self._known(putusan, {satu.lower() for satu in sertifikat})
        if not (putusan.sah and dikenal and tercatat):
            raise CommandError(
                "Berkas ini bukan Laporan Kinerja yang disahkan, atau telah berubah.", returncode=1
            )
        self.stdout.write("Berkas ini sah.")

    def _signature(self, content: bytes) -> Putusan:
        try:
            putusan = inspect(content)
        except FileRefused as galat:
            raise CommandError(str(galat), returncode=1) from galat
        self.stdout.write(f"Tanda tangan: {putusan.kalimat}")
        return putusan

    def _registered(self, sidik: str) -> bool:
        """Whether the database knows the hash; without a database there is nothing against the file."""
        try:
            sah = Pengesahan.objects.select_related("laporan__satker").filter(sha256=sidik).first()
        except DatabaseError:
            self.stdout.write("Basis data: tidak tersedia, SHA-256 tidak dibandingkan.")
            return True
        if sah is None:
            self.stdout.write("Basis data: tidak ada Laporan Kinerja yang disahkan dengan SHA-256 ini.")
            return False
        laporan = sah.laporan
        self.stdout.write(
            f"Basis data: {laporan} versi {laporan.versi}, {laporan.get_status_display().lower()}."
        )
        return True

    def _known(self, putusan: Putusan, dikenal: set[str]) -> bool:
        """Whether the certificate is one that signs here; anybody can make another of the same name."""
        if putusan.sertifikat is None:
            return False
        with suppress(DatabaseError):
            dikenal |= set(
                Naskah.objects.filter(pengesahan__isnull=False).values_list("sertifikat", flat=True)
            )
        with suppress(SertifikatTidakDapatDipakai):
            dikenal.add(penanda_terpasang().sertifikat.sidik)
        ada = putusan.sertifikat.sidik in dikenal
        kata = "dikenal" if ada else "TIDAK dikenal"
        uji = ", sertifikat uji" if putusan.sertifikat.uji else ""
        self.stdout.write(f"Sertifikat: {putusan.sertifikat.nama}, {putusan.sertifikat.sidik} ({kata}{uji}).")
        return ada
