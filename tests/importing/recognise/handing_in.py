"""A file is handed in: taken, or refused with a sentence."""

from io import BytesIO

import pytest

from importing.upload import Berkas, take_upload
from jobs.storage import BerkasDitolak

MIB = 1024 * 1024
ULANG_OFFICE = "; buka berkas aslinya, simpan kembali sebagai dokumen Office, lalu unggah ulang."


def take(nama: str, isi: bytes) -> Berkas:
    return take_upload(nama, len(isi), BytesIO(isi))


def refusal(nama: str, isi: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(BerkasDitolak) as ditolak:
        take(nama, isi)
    return str(ditolak.value)


def broken(sebab: str, ulang: str) -> str:
    return f"rusak atau terpotong ({sebab}){ulang}"
