"""What a file is, by its bytes alone: PDF, JPG, PNG, XLSX or DOCX, whole, unlocked, without macros.

Pure: bytes in, kind out or a sentence's end. A structure is walked, never rendered; what an archive declares
is summed before a byte of it is inflated, and then it is inflated in pieces, only to see that it is whole.
"""

import re

from importing.archive import CFB, LOCKED_IN_CFB, ZIP, ends_as_zip
from importing.filekinds.jenis import (
    GANDA,
    KE_GAMBAR,
    KE_OFFICE,
    KE_PDF,
    SEBARAN,
    TERKUNCI,
    Asing,
    Cacat,
    Jenis,
    bukan,
)
from importing.filekinds.jpg import JPEG, recognise_jpg
from importing.filekinds.office import recognise_office
from importing.filekinds.pdf import KEPALA_PDF, recognise_pdf
from importing.filekinds.png import PNG, recognise_png
from importing.foreign import Family, foreign

SARAN = {
    Family.PICTURE: KE_GAMBAR,
    Family.FILM: KE_GAMBAR,
    Family.PAPER: KE_PDF,
    Family.MARKUP: KE_PDF,
    Family.ARCHIVE: SEBARAN,
    Family.DOCUMENT: KE_OFFICE,
    Family.PROGRAM: "unggah dokumen yang dihasilkannya sebagai PDF.",
}
DITERIMA = "PDF, JPG, PNG, XLSX, atau DOCX"


def recognise(isi: bytes) -> Jenis:
    """The kind of a file's bytes. Cacat: it is none of the kinds, or broken, locked, or more than one."""
    ber_pdf = b"%PDF-" in isi[:KEPALA_PDF]
    if isi.startswith(ZIP):
        if ber_pdf:
            raise Cacat(GANDA)
        return recognise_office(isi)
    if isi.startswith(PNG):
        jenis = recognise_png(isi)
    elif isi.startswith(JPEG):
        jenis = recognise_jpg(isi)
    elif ber_pdf:
        return recognise_pdf(isi)
    else:
        raise _other(isi)
    if ber_pdf or ends_as_zip(isi):
        raise Cacat(GANDA)
    return jenis


def _other(isi: bytes) -> Cacat:
    """What a file is that is none of the kinds."""
    if isi.startswith(CFB) and LOCKED_IN_CFB in isi:
        return Cacat(TERKUNCI)
    if asing := foreign(isi):
        return bukan(asing.name, SARAN[asing.family])
    if not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", isi[:8192]):
        return bukan("berkas teks", KE_OFFICE)
    return Asing(
        f"tidak dikenali sebagai {DITERIMA}; simpan sebagai salah satu jenis itu, lalu unggah ulang."
    )
