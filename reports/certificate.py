"""A certificate for trying out: it says on its face that it proves nobody's identity."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from reports.signature import TEST_UNIT

LIFETIME = timedelta(days=730)


def make_test_certificate(passphrase: str, now: datetime | None = None) -> bytes:
    """A PKCS#12 file with a new key and a self-signed certificate that is marked as a test."""
    mulai = now or datetime.now(UTC)
    kunci = ec.generate_private_key(ec.SECP256R1())
    nama = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TEST_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, "LKj, sertifikat uji"),
        ]
    )
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai - timedelta(minutes=5))
        .not_valid_after(mulai + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(), critical=True)
        .sign(kunci, hashes.SHA256())
    )
    sandi = BestAvailableEncryption(passphrase.encode())
    return serialize_key_and_certificates(b"lkj-uji", kunci, sertifikat, None, sandi)


def _key_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
