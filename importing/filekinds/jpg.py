"""A JPEG: every segment, and only what phones append."""

import re
import struct

from importing.filekinds.jenis import GANDA, SELA, Cacat, Jenis, require_size, rusak

JPEG = b"\xff\xd8\xff"
BATAS_SEGMEN = 5_000
BATAS_GAMBAR = 20

# After image data, the next marker that is neither a stuffed byte, nor a restart, nor fill.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
FILL = re.compile(rb"\xff+")
SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
EOI, SOS = 0xD9, 0xDA
ALONE = {0x00, 0x01, 0xD8, *range(0xD0, 0xD8)}


def recognise_jpg(isi: bytes) -> Jenis:
    """JPG. Phones append what they know after the picture: smaller pictures, a film, a maker's block."""
    letak = _jpeg_end(isi, 0)
    for _ in range(BATAS_GAMBAR):
        letak += len(isi[letak:]) - len(isi[letak:].lstrip(SELA))
        if letak == len(isi) or b"ftyp" in isi[letak : letak + 8] or _maker_block(isi):
            return Jenis.JPG
        if not isi.startswith(JPEG, letak):
            break
        letak = _jpeg_end(isi, letak)
    raise Cacat(GANDA)


def _maker_block(isi: bytes) -> bool:
    """Whether a file ends in Samsung's block: SEFH …, its length, SEFT."""
    if isi[-4:] != b"SEFT":
        return False
    letak = len(isi) - 8 - int.from_bytes(isi[-8:-4], "little")
    return letak > 0 and isi.startswith(b"SEFH", letak)


def _jpeg_end(isi: bytes, letak: int) -> int:
    """Where the picture that begins at `letak` ends."""
    letak += 2
    ada_bingkai = ada_gambar = False
    for _ in range(BATAS_SEGMEN):
        marker, letak = _jpeg_marker(isi, letak)
        if marker == EOI and ada_gambar:
            return letak
        panjang = int.from_bytes(isi[letak : letak + 2], "big")
        if marker in ALONE or marker == EOI or panjang < 2 or letak + panjang > len(isi):
            raise rusak("JPG", "susunan gambarnya tidak utuh")
        if marker in SOF:
            require_size("JPG", *struct.unpack(">HH", isi[letak + 3 : letak + 7].ljust(4, b"\0")))
            ada_bingkai = True
        letak += panjang
        if marker == SOS:
            lanjut = MARKER.search(isi, letak)
            if lanjut is None or not ada_bingkai:
                raise rusak("JPG", "akhir gambar tidak ditemukan")
            ada_gambar, letak = True, lanjut.start()
    raise rusak("JPG", "susunan gambarnya tidak wajar")


def _jpeg_marker(isi: bytes, letak: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins."""
    if letak >= len(isi):
        raise rusak("JPG", "akhir gambar tidak ditemukan")
    isian = FILL.match(isi, letak)
    if isian is None:
        raise rusak("JPG", "susunan gambarnya tidak utuh")
    letak = isian.end()
    if letak == len(isi):
        raise rusak("JPG", "akhir gambar tidak ditemukan")
    return isi[letak], letak + 1
