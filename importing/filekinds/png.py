"""A PNG: every chunk and its checksum."""

import struct
import zlib

from importing.filekinds.jenis import GANDA, SELA, Cacat, Jenis, require_size, rusak

PNG = b"\x89PNG\r\n\x1a\n"
BATAS_POTONGAN = 50_000


def recognise_png(isi: bytes) -> Jenis:
    """PNG. Cacat: broken, or something after its end."""
    letak, ada_data = len(PNG), False
    for ke in range(BATAS_POTONGAN):
        if letak + 12 > len(isi):
            raise rusak("PNG", "akhir gambar tidak ditemukan")
        panjang, nama = struct.unpack(">I4s", isi[letak : letak + 8])
        data = isi[letak + 8 : letak + 8 + panjang]
        jumlah = isi[letak + 8 + panjang : letak + 12 + panjang]
        if len(jumlah) < 4:
            raise rusak("PNG", "akhir gambar tidak ditemukan")
        if zlib.crc32(nama + data) != int.from_bytes(jumlah, "big") or (ke == 0) != (nama == b"IHDR"):
            raise rusak("PNG", "susunan gambarnya tidak utuh")
        if ke == 0:
            _require_png_head(data)
        letak += 12 + panjang
        ada_data = ada_data or nama == b"IDAT"
        if nama == b"IEND":
            break
    else:
        raise rusak("PNG", "susunan gambarnya tidak wajar")
    if not ada_data:
        raise rusak("PNG", "tidak berisi gambar")
    if isi[letak:].strip(SELA):
        raise Cacat(GANDA)
    return Jenis.PNG


def _require_png_head(data: bytes) -> None:
    if len(data) != 13:
        raise rusak("PNG", "susunan gambarnya tidak utuh")
    lebar, tinggi, bit, warna = struct.unpack(">IIBB", data[:10])
    if bit not in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.get(warna, ()):
        raise rusak("PNG", "susunan gambarnya tidak utuh")
    require_size("PNG", tinggi, lebar)
