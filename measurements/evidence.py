"""Files of evidence: taken by their content, kept as `jobs.storage` does."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from importing.upload import Berkas
from jobs.storage import Storage
from measurements.models import BuktiDukung

BATAS_BERKAS = 10


@dataclass(frozen=True)
class IsianBukti:
    """One piece of evidence as it is entered; without a file it is known by title, number and date."""

    judul: str
    nomor: str = ""
    tanggal: date | None = None
    keterangan: str = ""
    berkas: Berkas | None = None


# On the disk

STORAGE = Storage("bukti")
folder, path_of, store, discard = STORAGE.folder, STORAGE.path_of, STORAGE.store, STORAGE.discard


def leave(nama: str) -> None:
    """A file that its row names no longer stays for a day, in which the row can be put back (`orphans`)."""
    with suppress(FileNotFoundError):
        os.utime(path_of(nama))


def open_checked(bukti: BuktiDukung) -> BinaryIO:
    """The stored file, found to be what was uploaded. BerkasHilang, BerkasBerubah."""
    return STORAGE.open_checked(bukti.berkas, bukti.sha256)


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files older than a day that no row names."""
    return STORAGE.orphans(BuktiDukung.objects.exclude(berkas="").values_list("berkas", flat=True), now)
