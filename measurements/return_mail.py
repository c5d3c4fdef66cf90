"""The mail that says that a figure came back: to who entered it, or to who enters it now."""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.reminding import holders
from agreements.models import Indikator
from kinerja.periode import Triwulan
from measurements.lineage import terkini
from measurements.models import Pengembalian
from measurements.policy import milik
from outbox.actions import queue_mail


def tell_returned(pengembalian: Pengembalian) -> None:
    """Queue the mail, in the same transaction."""
    realisasi = pengembalian.realisasi
    indikator = terkini(realisasi.indikator)
    perjanjian = indikator.sasaran.perjanjian
    alamat = reverse("measurements:isi", args=[perjanjian.satker.slug, perjanjian.tahun, realisasi.triwulan])
    periode = f"{Triwulan(realisasi.triwulan)} Tahun {perjanjian.tahun}"
    perihal = f"Realisasi indikator {indikator.nomor} {periode} dikembalikan"
    for kunci, user in _told(pengembalian, indikator):
        isi = render_to_string(
            "outbox/dikembalikan.txt",
            {
                "pengembalian": pengembalian,
                "satker": perjanjian.satker,
                "periode": periode,
                "indikator": indikator,
                "user": user,
                "alamat": f"{settings.SITE_URL}{alamat}#indikator-{indikator.pk}",
            },
        )
        queue_mail(kunci, user.email, perihal, isi)


def _told(pengembalian: Pengembalian, indikator: Indikator) -> list[tuple[str, User]]:
    """Who is told, each with the key of the mail; whoever entered the figure is not told after leaving."""
    kunci, pengisi = f"kembali:{pengembalian.pk}", pengembalian.realisasi.diisi_oleh
    if pengisi is not None and milik(pengisi, indikator):
        return [(kunci, pengisi)] if pengisi.email else []
    satker = Q(satker=indikator.sasaran.perjanjian.satker)
    pengganti = holders({Permission.ENTER_REALISASI}, timezone.localdate(), satker)
    return [(f"{kunci}:user-{satu.pk}", satu) for satu in pengganti if milik(satu, indikator)]
