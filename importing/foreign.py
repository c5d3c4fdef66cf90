"""What a file is that nobody here reads: named by its first bytes, so that a refusal can say it."""

from dataclasses import dataclass
from enum import Enum, auto

from importing.archive import CFB

BOM = b"\xef\xbb\xbf"
_PHOTOS = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif")


class Family(Enum):
    """What one may do with such a file."""

    PICTURE = auto()
    FILM = auto()
    PAPER = auto()
    ARCHIVE = auto()
    DOCUMENT = auto()
    PROGRAM = auto()
    MARKUP = auto()


@dataclass(frozen=True)
class Foreign:
    """A kind of file by its name in Indonesian, and its family."""

    name: str
    family: Family


_BEGINNINGS = (
    (b"GIF8", Foreign("gambar GIF", Family.PICTURE)),
    (b"BM", Foreign("gambar BMP", Family.PICTURE)),
    (b"II*\0", Foreign("gambar TIFF", Family.PAPER)),
    (b"MM\0*", Foreign("gambar TIFF", Family.PAPER)),
    (b"\x89PNG\r\n\x1a\n", Foreign("gambar PNG", Family.PICTURE)),
    (b"\xff\xd8\xff", Foreign("gambar JPG", Family.PICTURE)),
    (b"%PDF-", Foreign("dokumen PDF", Family.PAPER)),
    (b"Rar!\x1a\x07", Foreign("arsip RAR", Family.ARCHIVE)),
    (b"7z\xbc\xaf\x27\x1c", Foreign("arsip 7z", Family.ARCHIVE)),
    (b"\x1f\x8b", Foreign("arsip GZIP", Family.ARCHIVE)),
    (b"PK", Foreign("arsip ZIP", Family.ARCHIVE)),
    (CFB, Foreign("dokumen Office lama (.doc, .xls, atau .ppt)", Family.DOCUMENT)),
    (b"{\\rtf", Foreign("dokumen RTF", Family.DOCUMENT)),
    (b"%!PS", Foreign("dokumen PostScript", Family.PAPER)),
    (b"MZ", Foreign("program", Family.PROGRAM)),
    (b"\x7fELF", Foreign("program", Family.PROGRAM)),
    (b"#!/", Foreign("skrip", Family.PROGRAM)),
)


def foreign(content: bytes) -> Foreign | None:
    """What a file is by its first bytes; None: not known, perhaps text.

    Two letters alone may begin a text (`PK;Pagu`, `BMN;Pagu`), in which no zero follows.
    """
    if content[4:8] == b"ftyp":
        photo = content[8:12] in _PHOTOS
        return Foreign("foto HEIC atau AVIF", Family.PICTURE) if photo else Foreign("video", Family.FILM)
    if content.startswith(b"RIFF"):
        picture = content[8:12] == b"WEBP"
        return Foreign("gambar WEBP", Family.PICTURE) if picture else Foreign("suara atau video", Family.FILM)
    for beginning, found in _BEGINNINGS:
        if content.startswith(beginning) and (len(beginning) > 2 or b"\0" in content[:64]):
            return found
    if content.removeprefix(BOM).lstrip()[:1] == b"<":
        return Foreign("halaman web atau XML", Family.MARKUP)
    return None
