"""Files of evidence: taken by their content, kept under random names beside the web root, checked when read.

A file lies at DATA_DIR/bukti/<first two digits>/<64 hexadecimal digits>: under no URL. It is written whole
before its row is committed; a process killed between the two leaves a file without a row, which
`manage.py sweep_evidence` removes.
"""

import re
import secrets
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from jobs.files import write_whole
from kinerja.angka import format_angka
from measurements.models import BuktiDukung
from measurements.recognise import MIB, Cacat, Jenis, recognise

BATAS_UKURAN = 10 * MIB
BATAS_BERKAS = 10
PANJANG_NAMA = 150
NAMA_SIMPAN = re.compile(r"[0-9a-f]{64}")
AKHIRAN = re.compile(r"(.*)\.([A-Za-z][A-Za-z0-9]{0,7})", re.DOTALL)
SEHARI = 24 * 60 * 60


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


@dataclass(frozen=True)
class Berkas:
    """A file that was taken: its bytes, its kind and the name it is shown under."""

    isi: bytes
    jenis: Jenis
    nama: str

    @property
    def sha256(self) -> str:
        """The digest in hex."""
        return sha256(self.isi).hexdigest()


@dataclass(frozen=True)
class IsianBukti:
    """One piece of evidence as it is entered; without a file it is known by title, number and date."""

    judul: str
    nomor: str = ""
    tanggal: date | None = None
    keterangan: str = ""
    berkas: Berkas | None = None


def take_upload(nama: str, ukuran: int, stream: BinaryIO) -> Berkas:
    """The uploaded file, if it may be kept. BerkasDitolak: with the sentence for who uploaded it."""
    tampil = clean_name(nama)
    if ukuran == 0:
        raise BerkasDitolak(f"Berkas “{tampil}” kosong; periksa isinya, lalu unggah ulang.")
    if ukuran > BATAS_UKURAN:
        besar = (Decimal(ukuran) / MIB).quantize(Decimal("0.1"), ROUND_CEILING)
        raise BerkasDitolak(
            f"Berkas “{tampil}” berukuran {format_angka(besar, 1)} MB, melebihi batas 10 MB; perkecil atau"
            " bagi berkas itu, lalu unggah ulang."
        )
    isi = stream.read(BATAS_UKURAN + 1)
    try:
        jenis = recognise(isi)
    except Cacat as cacat:
        raise BerkasDitolak(f"Berkas “{tampil}” {cacat}") from cacat
    return Berkas(isi, jenis, fitting_name(tampil, jenis))


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


def fitting_name(nama: str, jenis: Jenis) -> str:
    """A cleaned name with the extension of its kind. BerkasDitolak: it bears another one."""
    cocok = AKHIRAN.fullmatch(nama)
    if cocok is None:
        polos = nama.lower() in jenis.akhiran
        return f"berkas.{jenis}" if polos else f"{nama}.{jenis}"
    if cocok[2].lower() not in jenis.akhiran:
        raise BerkasDitolak(
            f"Berkas “{nama}” bernama .{cocok[2]}, tetapi isinya {jenis.upper()}; bila isinya memang benar,"
            f" ubah akhiran namanya menjadi .{jenis}, lalu unggah ulang."
        )
    return nama


# On the disk


def folder() -> Path:
    """Where files of evidence lie."""
    return Path(settings.DATA_DIR) / "bukti"


def path_of(nama: str) -> Path:
    """The place of a stored name. ValueError: it is no stored name."""
    if not NAMA_SIMPAN.fullmatch(nama):
        raise ValueError(f"{nama!r} is not the name of a stored file")
    return folder() / nama[:2] / nama


def store(isi: bytes) -> str:
    """Write a file whole under a new random name, which is returned."""
    nama = secrets.token_hex(32)
    write_whole(path_of(nama), isi)
    return nama


def discard(nama: str) -> None:
    """Delete a stored file; one that is gone already is no error."""
    path_of(nama).unlink(missing_ok=True)


def discard_unused(nama: str) -> None:
    """Delete a stored file that no row names any more."""
    if not BuktiDukung.objects.filter(berkas=nama).exists():
        discard(nama)


def open_checked(bukti: BuktiDukung) -> BinaryIO:
    """The stored file at its beginning, after all of it was read once and found to be what was uploaded.

    BerkasHilang, BerkasBerubah.
    """
    try:
        stream = path_of(bukti.berkas).open("rb")
    except (OSError, ValueError) as galat:
        raise BerkasHilang(str(galat)) from galat
    try:
        ditemukan = file_digest(stream, "sha256").hexdigest()
        if ditemukan != bukti.sha256:
            raise BerkasBerubah(ditemukan)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return stream


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files older than a day that no row names: of a process that died before its commit or while writing."""
    batas = (now or time.time()) - SEHARI
    dikenal = set(BuktiDukung.objects.exclude(berkas="").values_list("berkas", flat=True))
    for path in sorted(folder().glob("*/*")):
        if path.is_file() and path.name not in dikenal and path.stat().st_mtime < batas:
            yield path
