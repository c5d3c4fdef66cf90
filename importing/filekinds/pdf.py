"""A PDF: one, from its head to its end, and unlocked."""

import re
from collections.abc import Iterator

from importing.archive import MIB, ends_as_zip
from importing.filekinds.jenis import GANDA, SELA, TERKUNCI, Cacat, Jenis, rusak
from importing.foreign import BOM

KEPALA_PDF = 1024
BATAS_TRAILER = 5_000
PJL = b"\x1b%-12345X"


def recognise_pdf(isi: bytes) -> Jenis:
    """PDF. Cacat: broken, locked, or something else before or after it."""
    awal = isi.index(b"%PDF-")
    muka = isi[:awal].removeprefix(BOM).strip(SELA)
    akhir = isi.rfind(b"%%EOF")
    if muka and not muka.startswith(PJL):
        raise Cacat(GANDA)
    if not re.match(rb"%PDF-[12]\.\d", isi[awal : awal + 8]):
        raise rusak("PDF", "nomor versinya tidak dikenal")
    if akhir < awal:
        raise rusak("PDF", "akhir PDF tidak ditemukan")
    ekor = isi[akhir + 5 :].strip(SELA)
    if (ekor and not ekor.startswith(PJL)) or ends_as_zip(isi):
        raise rusak("PDF", "akhir PDF tidak ditemukan") if len(isi) - akhir > MIB else Cacat(GANDA)
    _require_unlocked(_trailers(isi, awal, akhir))
    return Jenis.PDF


def _trailers(isi: bytes, awal: int, akhir: int) -> Iterator[bytes]:
    """The dictionaries that tell how to read a PDF: of the cross-reference at its end, and every trailer."""
    petunjuk = re.findall(rb"startxref\s+(\d{1,10})\b", isi[max(0, akhir - 256) : akhir])
    if not petunjuk:
        raise rusak("PDF", "daftar isinya tidak ditemukan")
    for letak in (int(petunjuk[-1]), int(petunjuk[-1]) + awal):
        mulai = max(0, letak - 16)
        if ketemu := re.search(rb"xref|\d\s+\d+\s+obj\b", isi[mulai : letak + 64]):
            break
    else:
        raise rusak("PDF", "daftar isinya tidak ditemukan")
    if ketemu.group() != b"xref":
        kamus = isi[mulai + ketemu.start() : mulai + 65_536]
        yield kamus.split(b"stream", 1)[0]
    for ke, satu in enumerate(re.finditer(rb"trailer\s{0,8}<<", isi)):
        if ke == BATAS_TRAILER:
            raise rusak("PDF", "susunannya tidak wajar")
        yield isi[satu.start() : satu.start() + 4096].split(b"startxref", 1)[0]


def _require_unlocked(kamus: Iterator[bytes]) -> None:
    for satu in kamus:
        terurai = re.sub(rb"#([0-9A-Fa-f]{2})", lambda cocok: bytes.fromhex(cocok[1].decode()), satu)
        if re.search(rb"/Encrypt(?![A-Za-z0-9])", terurai):
            raise Cacat(TERKUNCI)
