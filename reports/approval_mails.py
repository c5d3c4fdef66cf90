"""The mails of a sign-off: who is told of which step, in the transaction of the step."""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.reminding import holders
from outbox.actions import queue_mail
from reports.models import LaporanKinerja

P = Permission
#: Event -> whose turn it is or who has to know, the subject, the sentence.
SURAT: dict[str, tuple[frozenset[Permission], str, str]] = {
    "diperiksa": (
        frozenset({P.SIGN_REPORT}), "menunggu pengesahan", "telah diperiksa dan menunggu pengesahan Anda",
    ),
    "ditarik": (frozenset({P.SIGN_REPORT}), "ditarik dari pengesahan", "ditarik kembali oleh pemeriksanya"),
    "dikembalikan": (frozenset({P.EXAMINE_REPORT}), "dikembalikan", "dikembalikan ke konsep"),
    "disahkan": (
        frozenset({P.RECEIVE_REPORT, P.EXAMINE_REPORT}), "disahkan", "telah disahkan dan datanya dibekukan",
    ),
    "diterima": (frozenset({P.SIGN_REPORT, P.EXAMINE_REPORT}), "diterima", "telah diterima"),
    "dibuka": (
        frozenset({P.RECEIVE_REPORT, P.EXAMINE_REPORT}), "dibuka kembali",
        "dibuka kembali: versi yang disahkan digantikan dan versi baru disusun",
    ),
}  # fmt: skip


def tell(peristiwa: str, laporan: LaporanKinerja, *, by: User, alasan: str = "") -> None:
    """Queue a mail of one step to everybody it concerns at the satker, but for who took it."""
    kewenangan, perihal, kalimat = SURAT[peristiwa]
    ke = timezone.now().isoformat()
    alamat = reverse("reports:pengesahan", args=[laporan.satker.slug, laporan.tahun])
    for user in holders(kewenangan, timezone.localdate(), Q(satker=laporan.satker)):
        if user == by:
            continue
        isi = {
            "user": user,
            "laporan": laporan,
            "kalimat": kalimat,
            "oleh": by,
            "alasan": alasan,
            "alamat": f"{settings.SITE_URL}{alamat}",
        }
        queue_mail(
            f"lkj-{peristiwa}:{laporan.pk}:{user.pk}:{ke}",
            user.email,
            f"{laporan} {perihal}",
            render_to_string("outbox/pengesahan_lkj.txt", isi),
        )
