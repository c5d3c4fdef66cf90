"""Files that people upload: under random names beside the web root, checked when they are read.

A file lies at DATA_DIR/<name of the storage>/<first two digits>/<64 hexadecimal digits>: under no URL. It is
written whole before its row is committed; a process killed between the two leaves a file without a row, which
a sweep removes.
"""

import logging
import re
import secrets
import time
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from jobs.files import write_whole

log = logging.getLogger(__name__)
NAMA_SIMPAN = re.compile(r"[0-9a-f]{64}")
AKHIRAN = re.compile(r"(.*)\.([A-Za-z][A-Za-z0-9]{0,7})", re.DOTALL)
PANJANG_NAMA = 150
SEHARI = 24 * 60 * 60
TAK_TERTULIS = (
    "Berkas belum tersimpan, karena penyimpanan server penuh atau tidak dapat ditulis. Sampaikan kepada"
    " Administrator, lalu unggah ulang; berkas Anda tidak bermasalah."
)


class BerkasDitolak(Exception):
    """A file that is not taken; the message is one sentence: what is wrong, and how to mend it."""


class BerkasHilang(Exception):
    """A file that is no longer where it was put."""


class BerkasBerubah(Exception):
    """A file whose bytes are not those that were uploaded; `ditemukan` is the SHA-256 found."""

    def __init__(self, ditemukan: str) -> None:
        """Keep the digest found, for the log."""
        self.ditemukan = ditemukan
        super().__init__(f"SHA-256 found: {ditemukan}")


class Storage:
    """One folder of uploaded files."""

    def __init__(self, name: str) -> None:
        """name: of the folder in DATA_DIR."""
        self._name = name

    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.DATA_DIR) / self._name

    def path_of(self, nama: str) -> Path:
        """The place of a stored name. ValueError: it is no stored name."""
        if not NAMA_SIMPAN.fullmatch(nama):
            raise ValueError(f"{nama!r} is not the name of a stored file")
        return self.folder() / nama[:2] / nama

    def store(self, isi: bytes) -> str:
        """Write a file whole under a new random name, which is returned.

        BerkasDitolak: the disk is full, read-only or away.
        """
        nama = secrets.token_hex(32)
        try:
            write_whole(self.path_of(nama), isi)
        except OSError as galat:
            log.exception("a file could not be written to %s", self.folder())
            raise BerkasDitolak(TAK_TERTULIS) from galat
        return nama

    def discard(self, nama: str) -> None:
        """Delete a stored file; one that is gone already is no error."""
        self.path_of(nama).unlink(missing_ok=True)

    def open_checked(self, nama: str, sha256: str) -> BinaryIO:
        """The stored file at its beginning, after all of it was read once and found to be what was uploaded.

        BerkasHilang, BerkasBerubah.
        """
        try:
            stream = self.path_of(nama).open("rb")
        except (OSError, ValueError) as galat:
            raise BerkasHilang(str(galat)) from galat
        try:
            ditemukan = file_digest(stream, "sha256").hexdigest()
            if ditemukan != sha256:
                raise BerkasBerubah(ditemukan)
            stream.seek(0)
        except BaseException:
            stream.close()
            raise
        return stream

    def orphans(self, dikenal: Iterable[str], now: float | None = None) -> Iterator[Path]:
        """Files older than a day that no row names: of a process that died too early."""
        batas = (now or time.time()) - SEHARI
        nama = set(dikenal)
        for path in sorted(self.folder().glob("*/*")):
            if path.is_file() and path.name not in nama and path.stat().st_mtime < batas:
                yield path


def clean_name(nama: str) -> str:
    """A name to show: no folder, nothing invisible, one line, not too long; never empty."""
    terlihat = "".join(
        " " if huruf in "\t\n\r\u2028\u2029" else huruf
        for huruf in unicodedata.normalize("NFC", nama)
        if huruf in "\t\n\r" or unicodedata.category(huruf) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    dasar = re.split(r"[/\\]", terlihat)[-1]
    rapi = " ".join(re.sub(r'[<>:"|?*]', "_", dasar).split()).strip(" .")
    if cocok := AKHIRAN.fullmatch(rapi):
        return f"{cocok[1].strip(' .')[:PANJANG_NAMA] or 'berkas'}.{cocok[2]}"
    return rapi[:PANJANG_NAMA].strip(" .") or "berkas"
