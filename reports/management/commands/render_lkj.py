"""`manage.py render_lkj --satker SLUG --tahun 2023 --output FILE`: the PDF without a browser."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Satker
from jobs.files import check_writable, write_whole
from printing.pdf import RenderFailed
from reports.build import LkjTidakAda, build_document
from reports.pdf import render_pdf


class Command(BaseCommand):
    """Exit 0: written. Exit 1: not rendered or not writable. Exit 2: unknown satker or year."""

    help = "Menyusun PDF Laporan Kinerja sebuah satker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--satker", required=True, metavar="SLUG")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, satker: str, tahun: int, output: Path, **options: object) -> None:
        unit = Satker.objects.filter(slug=satker).first()
        if unit is None:
            ada = ", ".join(Satker.objects.values_list("slug", flat=True)) or "belum ada satker"
            self._misused(f"Satker {satker} tidak ada. Yang tersedia: {ada}.")
        try:
            dokumen = build_document(unit, tahun)
        except LkjTidakAda as galat:
            self._misused(str(galat))
        try:
            check_writable(output)
            pdf = render_pdf(dokumen)
            write_whole(output, pdf.isi)
        except (RenderFailed, OSError) as galat:
            raise CommandError(f"PDF tidak ditulis: {galat}") from galat
        angka = dict(dokumen.angka)
        self.stdout.write(
            f"{output}: {pdf.halaman} halaman, rata-rata capaian {angka['capaian.rata_rata']} "
            f"({angka['capaian.metode']}), sha256 {pdf.sha256}"
        )

    def _misused(self, pesan: str) -> None:
        self.stderr.write(pesan)
        sys.exit(2)
