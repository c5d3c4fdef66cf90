"""An uploaded file that is kept as it is: taken by its content, never larger than 10 MB."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256
from typing import BinaryIO

from importing.archive import MIB
from importing.filekinds.jenis import Asing, Cacat, Jenis
from importing.recognise import recognise
from jobs.storage import AKHIRAN, BerkasDitolak, clean_name
from kinerja.angka import format_angka

BATAS_UKURAN = 10 * MIB


class BerkasAsing(BerkasDitolak):
    """A file of another kind: who takes fewer kinds says in its own words which."""

    def __init__(self, nama: str, sebab: str) -> None:
        """Keep the name it is shown under."""
        self.nama = nama
        super().__init__(f"Berkas “{nama}” {sebab}")


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
    except Asing as asing:
        raise BerkasAsing(tampil, str(asing)) from asing
    except Cacat as cacat:
        raise BerkasDitolak(f"Berkas “{tampil}” {cacat}") from cacat
    return Berkas(isi, jenis, fitting_name(tampil, jenis))


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
