"""Queueing a mail, withdrawing it, and sending what waits.

At least once: a mail is claimed in one short transaction, sent without holding any lock, and recorded in
another. A sender that is killed between the server's answer and the record leaves a claim that ends after
CLAIM; the mail is then sent again, with the same Message-ID. A reminder that comes twice does no harm; an
invitation that never comes does. What is recorded as sent is never sent again.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from outbox.models import SuratKeluar

logger = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=6)
ERASED = "(Isi dihapus setelah surat terkirim.)"
#: What the server says about one mail; anything else is trouble with the server, and the run ends.
ABOUT_ONE_MAIL = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)


@dataclass(frozen=True)
class Hasil:
    """What one run did: mails sent, mails that failed, and why it stopped early (empty: it did not)."""

    terkirim: int
    gagal: int
    terhenti: str


def queue_mail(
    kunci: str,
    kepada: str,
    perihal: str,
    isi: str,
    *,
    rahasia: bool = False,
    sia_sia_pada: datetime | None = None,
) -> SuratKeluar:
    """Put a mail in the outbox; the same `kunci` a second time changes nothing and returns the first.

    rahasia, sia_sia_pada: see SuratKeluar.
    """
    surat, _ = SuratKeluar.objects.get_or_create(
        kunci=kunci,
        defaults={
            "kepada": kepada,
            "perihal": " ".join(perihal.split())[:200],
            "isi": isi,
            "rahasia": rahasia,
            "sia_sia_pada": sia_sia_pada,
        },
    )
    return surat


def withdraw_mail(kunci: str) -> None:
    """Take back a mail that has not been sent."""
    SuratKeluar.objects.filter(kunci=kunci, dikirim_pada__isnull=True).delete()


def send_waiting(limit: int = 500) -> Hasil:
    """Send what is due, oldest first, each mail in transactions of its own; a dead server raises nothing."""
    terkirim = gagal = 0
    server = None
    for _ in range(limit):
        surat = _claim(timezone.now())
        if surat is None:
            break
        try:
            server = server or _connect()
            server.send_messages([_message(surat)])
        except ABOUT_ONE_MAIL as error:
            _record_failure(surat, error)
            gagal += 1
        except OSError as error:
            _record_failure(surat, error)
            return Hasil(terkirim, gagal + 1, _text(error))
        else:
            _record_sent(surat)
            terkirim += 1
    if server is not None:
        _close(server)
    return Hasil(terkirim, gagal, "")


def _connect():
    server = get_connection(fail_silently=False)
    server.open()
    return server


def _close(server) -> None:
    try:
        server.close()
    except OSError:
        logger.warning("The mail server ended the connection first", exc_info=True)


@transaction.atomic
def _claim(now: datetime) -> SuratKeluar | None:
    """The oldest mail that is due, claimed for CLAIM; two senders never hold the same."""
    waiting = SuratKeluar.objects.select_for_update(skip_locked=True)
    surat = (
        waiting.filter(dikirim_pada__isnull=True)
        .filter(Q(coba_lagi_pada__isnull=True) | Q(coba_lagi_pada__lte=now))
        .filter(Q(sia_sia_pada__isnull=True) | Q(sia_sia_pada__gt=now))
        .order_by("pk")
        .first()
    )
    if surat is None:
        return None
    surat.percobaan += 1
    surat.coba_lagi_pada = now + CLAIM
    surat.save(update_fields=["percobaan", "coba_lagi_pada"])
    return surat


def _message(surat: SuratKeluar) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    # Derived from the key: a second copy of the same mail is recognisable as one.
    name = sha256(surat.kunci.encode()).hexdigest()[:32]
    return EmailMessage(
        surat.perihal,
        surat.isi,
        settings.DEFAULT_FROM_EMAIL,
        [surat.kepada],
        headers={"Message-ID": f"<{name}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _record_sent(surat: SuratKeluar) -> None:
    isi = ERASED if surat.rahasia else surat.isi
    SuratKeluar.objects.filter(pk=surat.pk, dikirim_pada__isnull=True).update(
        dikirim_pada=timezone.now(), coba_lagi_pada=None, galat="", isi=isi
    )


def _record_failure(surat: SuratKeluar, error: Exception) -> None:
    logger.warning("Mail %s was not sent: %s", surat.kunci, _text(error))
    SuratKeluar.objects.filter(pk=surat.pk, dikirim_pada__isnull=True).update(
        galat=_text(error), coba_lagi_pada=timezone.now() + delay(surat.percobaan)
    )


def delay(percobaan: int) -> timedelta:
    """How long to wait after that many attempts: doubling from a minute to six hours."""
    return min(FIRST_DELAY * 2 ** min(percobaan - 1, 20), LONGEST_DELAY)


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
