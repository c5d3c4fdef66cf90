"""A certificate, a small PDF and the same PDF signed: made once, without a database."""

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

from reports.certificate import make_test_certificate
from reports.signature import Keterangan, Pkcs12

SANDI = "sertifikat-uji"
KETERANGAN = Keterangan("Nama Pejabat", "Ibu Kota", "Pengesahan")


@cache
def small_pdf() -> bytes:
    """A page of PDF that really is one."""
    aliran = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.save(aliran)
    return aliran.getvalue()


@cache
def certificate() -> bytes:
    """A PKCS#12 file for trying out."""
    return make_test_certificate(SANDI)


def signer(folder: Path) -> Pkcs12:
    """A signer with that certificate, whose file lies in a folder."""
    path = folder / "uji.p12"
    path.write_bytes(certificate())
    return Pkcs12(path, SANDI)
