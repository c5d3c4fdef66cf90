"""Which signer signs here: the PKCS#12 file of the settings."""

from pathlib import Path

from django.conf import settings

from reports.signature import Penanda, Pkcs12, SertifikatTidakDapatDipakai


def penanda_terpasang() -> Penanda:
    """The signer of this installation. SertifikatTidakDapatDipakai: there is none, or it cannot be opened."""
    if not settings.SIGNING_PKCS12:
        raise SertifikatTidakDapatDipakai(
            "Sertifikat penandatangan belum dipasang pada aplikasi ini. Mintalah Administrator memasangnya."
        )
    return Pkcs12(Path(settings.SIGNING_PKCS12), settings.SIGNING_PASSPHRASE)
