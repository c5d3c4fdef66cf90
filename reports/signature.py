"""The one door to pyHanko: a PDF is signed (PAdES), and a signed PDF is looked at. Knows no Django.

A signature is added after the bytes of the PDF: these stay in front of it as they were read and approved.
"""

import io
import logging
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from importing.refused import FileRefused

FIELD = "Pengesahan"
#: The unit in the subject of a certificate that was made for trying out (reports/certificate.py).
TEST_UNIT = "SERTIFIKAT UJI"


class SertifikatTidakDapatDipakai(Exception):
    """The certificate cannot sign; the message is a formal sentence that says why."""


class BukanPdf(FileRefused):
    """The bytes cannot be read as a PDF."""


@dataclass(frozen=True)
class Sertifikat:
    """A certificate that signs: its name, its SHA-256 in hex, its last day, whether it is a test."""

    nama: str
    sidik: str
    berlaku_sampai: date
    uji: bool


@dataclass(frozen=True)
class Keterangan:
    """What a signature says beside the bytes: who signs, where, why."""

    nama: str
    tempat: str
    alasan: str


class Penanda(Protocol):
    """Signs a PDF: a PKCS#12 file today, an adapter to a certified provider later."""

    sertifikat: Sertifikat

    def sign(self, pdf: bytes, keterangan: Keterangan) -> bytes:
        """The PDF with one signature that covers all of it and allows no change after it."""
        ...


@dataclass(frozen=True)
class Putusan:
    """What a PDF's signature proves: there is one, its bytes are as signed, it covers the file to its end."""

    ada: bool
    utuh: bool = False
    seluruhnya: bool = False
    sertifikat: Sertifikat | None = None

    @property
    def sah(self) -> bool:
        """Signed, unchanged and nothing added; whose certificate it is the caller has to know."""
        return self.ada and self.utuh and self.seluruhnya

    @property
    def kalimat(self) -> str:
        """The verdict as a formal sentence."""
        if not self.ada:
            return "Berkas ini tidak memuat tanda tangan elektronik."
        if not self.utuh:
            return "Tanda tangan elektroniknya rusak: isi berkas berubah setelah ditandatangani."
        if not self.seluruhnya:
            return "Isi ditambahkan ke berkas ini setelah ditandatangani."
        return "Tanda tangan elektroniknya utuh dan mencakup seluruh berkas."


class Pkcs12:
    """Signs with the key and certificate of a PKCS#12 file."""

    def __init__(self, path: Path, passphrase: str) -> None:
        """SertifikatTidakDapatDipakai: the file is not there, not one, or of another passphrase."""
        from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  (half a second of every web process)

        if not path.is_file():
            raise SertifikatTidakDapatDipakai("Berkas sertifikat penandatangan tidak ditemukan.")
        with _quiet():
            signer = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase.encode())
        if signer is None or signer.signing_cert is None:
            raise SertifikatTidakDapatDipakai(
                "Sertifikat penandatangan tidak dapat dibuka dengan frasa sandi yang ditetapkan."
            )
        self._signer = signer
        self.sertifikat = _sertifikat(signer.signing_cert)

    def sign(self, pdf: bytes, keterangan: Keterangan) -> bytes:
        """See Penanda.sign."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415
        from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf  # noqa: PLC0415

        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            name=keterangan.nama,
            location=keterangan.tempat,
            reason=keterangan.alasan,
        )
        tulis = IncrementalPdfFileWriter(io.BytesIO(pdf))
        return sign_pdf(tulis, metadata, signer=self._signer).getvalue()


def inspect(content: bytes) -> Putusan:
    """What the signature of a PDF proves; for a stranger's file call it through `importing.confined`.

    BukanPdf: it cannot be read.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    with _quiet():
        try:
            tanda_tangan = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        except Exception as galat:  # a broken file breaks the reader in any of its parts
            raise BukanPdf("Berkas ini tidak dapat dibaca sebagai PDF.") from galat
        if not tanda_tangan:
            return Putusan(ada=False)
        if len(tanda_tangan) > 1:  # the application signs once; a second signature is something added
            return Putusan(ada=True)
        return _judged(tanda_tangan[0])


def _judged(tanda_tangan: Any) -> Putusan:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    try:
        sertifikat = _sertifikat(tanda_tangan.signer_cert)
        # Trust is ours to decide, by the certificate's SHA-256: no chain is built and nothing is fetched.
        konteks = ValidationContext(trust_roots=[tanda_tangan.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(tanda_tangan, signer_validation_context=konteks)
    except Exception:  # a broken signature breaks the reader in any of its parts
        return Putusan(ada=True)
    return Putusan(
        ada=True,
        utuh=bool(status.intact and status.valid),
        seluruhnya=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        sertifikat=sertifikat,
    )


def _sertifikat(cert: Any) -> Sertifikat:
    subjek = cert.subject.native
    return Sertifikat(
        nama=str(subjek.get("common_name", "")),
        sidik=sha256(cert.dump()).hexdigest(),
        berlaku_sampai=cert.not_valid_after.date(),
        uji=subjek.get("organizational_unit_name") == TEST_UNIT,
    )


class _quiet:
    """pyHanko says on its log what is said here in a verdict."""

    def __enter__(self) -> None:
        self._lama = logging.getLogger("pyhanko").level, logging.getLogger("pyhanko_certvalidator").level
        logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
        logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)

    def __exit__(self, *exc: object) -> None:
        logging.getLogger("pyhanko").setLevel(self._lama[0])
        logging.getLogger("pyhanko_certvalidator").setLevel(self._lama[1])
