"""A file is kept as evidence of an indikator, and what is then on the disk."""

from io import BytesIO
from pathlib import Path

from django.utils import timezone

from importing.upload import take_upload
from measurements.evidence import IsianBukti, folder
from measurements.evidence_actions import add_evidence
from measurements.models import BuktiDukung
from tests.evidence_files import pdf

TAHUN, TW = 2023, 4


def berkas(nama="laporan.pdf", isi=None):
    isi = isi or pdf()
    return take_upload(nama, len(isi), BytesIO(isi))


def add(indikator, by, **isi) -> BuktiDukung:
    isian = IsianBukti(**({"judul": "Laporan", "berkas": berkas()} | isi))
    return add_evidence(indikator, TW, isian, by=by, on=timezone.localdate())


def on_disk() -> list[Path]:
    return [path for path in folder().rglob("*") if path.is_file()]
