"""`manage.py check_lkj --satker SLUG --tahun 2023`: what contradicts what, as the page lists it."""

import json
import sys
from typing import NoReturn

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import Satker
from reports.build import LkjTidakAda, laporan_atau_tolak
from reports.checks.gate import HasilPeriksa, hasil_periksa
from reports.checks.temuan import URUTAN, Temuan, menurut_tingkat


class Command(BaseCommand):
    """Exit 0: nothing stands in the way of signing. Exit 1: something does. Exit 2: used wrongly."""

    help = "Memeriksa Laporan Kinerja sebuah satker terhadap datanya dan terhadap dirinya sendiri."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--satker", required=True, metavar="SLUG")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, satker: str, tahun: int, **options: object) -> None:
        """Print every finding, then how many of each gravity."""
        unit = Satker.objects.filter(slug=satker).first()
        if unit is None:
            ada = ", ".join(Satker.objects.values_list("slug", flat=True)) or "belum ada satker"
            self._misused(f"Satker {satker} tidak ada. Yang tersedia: {ada}.")
        try:
            laporan = laporan_atau_tolak(unit, tahun)
        except LkjTidakAda as galat:
            self._misused(str(galat))
        hasil = hasil_periksa(laporan)
        if options["format"] == "json":
            self.stdout.write(json.dumps(_json(hasil), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join([*(_line(hasil, satu) for satu in hasil.temuan), _conclusion(hasil)]))
        sys.exit(1 if hasil.penghalang else 0)

    def _misused(self, pesan: str) -> NoReturn:
        self.stderr.write(pesan)
        sys.exit(2)


def _json(hasil: HasilPeriksa) -> dict[str, object]:
    """Counts by gravity and the findings, each with its fingerprint; without addresses, which hold ids."""
    jumlah = {tingkat.value: len(menurut_tingkat(hasil.temuan, tingkat)) for tingkat in URUTAN}
    return {
        "jumlah": jumlah,
        "menghalangi": len(hasil.penghalang),
        "temuan": [_temuan(hasil, satu) for satu in hasil.temuan],
    }


def _temuan(hasil: HasilPeriksa, temuan: Temuan) -> dict[str, object]:
    alasan = hasil.alasan_untuk(temuan)
    isi = temuan.as_json() | {"sidik": temuan.sidik, "alasan": alasan.alasan if alasan else ""}
    return {nama: nilai for nama, nilai in isi.items() if nama != "url"}


def _line(hasil: HasilPeriksa, satu: Temuan) -> str:
    """A finding on one line, a warning with its reason under it."""
    nilai = f" (tertulis: {satu.ada})" if satu.ada else ""
    alasan = hasil.alasan_untuk(satu)
    baris = f"{satu.tingkat}: {satu.kode} [{satu.tempat}]{nilai} {satu.kalimat}"
    return f"{baris}\n    alasan: {alasan.alasan} ({alasan.oleh})" if alasan else baris


def _conclusion(hasil: HasilPeriksa) -> str:
    if not hasil.temuan:
        return "Tidak ada temuan."
    jumlah = ", ".join(f"{len(menurut_tingkat(hasil.temuan, satu))} {satu}" for satu in URUTAN)
    return f"{jumlah}; {len(hasil.penghalang)} menghalangi pengesahan."
