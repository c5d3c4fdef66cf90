"""Invitation links: a random token, shown once, kept as its SHA-256, good for one use in seven days."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import Undangan, User
from accounts.trail import record
from kinerja.angka import tanggal
from outbox.actions import queue_mail, withdraw_mail

VALID_FOR = timedelta(days=7)
TOKEN_BYTES = 32


class Keadaan(StrEnum):
    """What a token is worth; the value is what its holder is told."""

    BERLAKU = ""
    TIDAK_DIKENAL = "Tautan ini tidak dikenal. Periksa apakah tautan tersalin seluruhnya."
    SUDAH_DIPAKAI = "Tautan ini sudah dipakai. Masuklah dengan kata sandi yang telah Anda tetapkan."
    DICABUT = "Tautan ini sudah dicabut atau digantikan oleh tautan yang lebih baru."
    KEDALUWARSA = "Tautan ini sudah melewati masa berlakunya, yaitu tujuh hari."


class TidakBerlaku(Exception):
    """A token that opens nothing; `str()` says why."""

    def __init__(self, keadaan: Keadaan) -> None:
        """Keep which of the reasons it is."""
        self.keadaan = keadaan
        super().__init__(keadaan.value)


@dataclass(frozen=True)
class Tautan:
    """A new invitation and its link, which exists nowhere else but in the queued mail."""

    undangan: Undangan
    url: str


@transaction.atomic
def issue(user: User, *, by: User | None) -> Tautan:
    """A new link for a person, mailed; an older one is void from now on."""
    User.objects.select_for_update().get(pk=user.pk)
    revoke_open(user)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    undangan = Undangan.objects.create(
        user=user,
        token_sha256=digest(token),
        dibuat_oleh=by,
        berlaku_sampai=timezone.now() + VALID_FOR,
    )
    tautan = Tautan(undangan, settings.SITE_URL + reverse("accounts:undangan", args=[token]))
    _queue(tautan, by)
    return tautan


def revoke_open(user: User) -> bool:
    """Make a person's open link void and take back its mail; whether there was one."""
    terbuka = list(user.undangan.open().select_for_update())
    for undangan in terbuka:
        undangan.dicabut_pada = timezone.now()
        undangan.save(update_fields=["dicabut_pada"])
        withdraw_mail(mail_key(undangan))
    return bool(terbuka)


def find(token: str, now: datetime) -> Undangan:
    """The invitation of a token. TidakBerlaku: unknown, used, revoked, expired."""
    return _check(Undangan.objects.select_related("user"), token, now)


@transaction.atomic
def accept(token: str, password: str, *, now: datetime) -> User:
    """Set the password and, for a new account, let it in; the link is spent. TidakBerlaku as `find`.

    The caller has held the password to the validators.
    """
    # The person before the link, as whoever makes a new one: else two could wait for each other.
    user = User.objects.select_for_update().get(pk=find(token, now).user_id)
    undangan = _check(Undangan.objects.select_for_update(of=("self",)), token, now)
    baru = not user.has_usable_password()
    if not baru and not user.is_active:
        raise TidakBerlaku(Keadaan.DICABUT)
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    undangan.diterima_pada = now
    undangan.save(update_fields=["diterima_pada"])
    withdraw_mail(mail_key(undangan))
    record("Undangan diterima" if baru else "Kata sandi baru ditetapkan", user, by=user)
    return user


def digest(token: str) -> str:
    """What is kept of a token: of 256 random bits a plain hash is enough, nothing can be guessed from it."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def mail_key(undangan: Undangan) -> str:
    """The outbox key of an invitation."""
    return f"undangan:{undangan.pk}"


def _check(undangan: QuerySet[Undangan], token: str, now: datetime) -> Undangan:
    cari = digest(token)
    satu = undangan.filter(token_sha256=cari).first()
    if satu is None or not constant_time_compare(satu.token_sha256, cari):
        raise TidakBerlaku(Keadaan.TIDAK_DIKENAL)
    if satu.diterima_pada is not None:
        raise TidakBerlaku(Keadaan.SUDAH_DIPAKAI)
    if satu.dicabut_pada is not None:
        raise TidakBerlaku(Keadaan.DICABUT)
    if satu.berlaku_sampai <= now:
        raise TidakBerlaku(Keadaan.KEDALUWARSA)
    return satu


def _queue(tautan: Tautan, by: User | None) -> None:
    user = tautan.undangan.user
    baru = not user.has_usable_password()
    sampai = timezone.localtime(tautan.undangan.berlaku_sampai)
    isi = render_to_string(
        "outbox/undangan.txt" if baru else "outbox/kata_sandi.txt",
        {
            "user": user,
            "oleh": by,
            "tautan": tautan.url,
            "sampai": f"{tanggal(sampai.date())} pukul {sampai:%H.%M}",
        },
    )
    perihal = "Undangan aplikasi Laporan Kinerja" if baru else "Kata sandi baru aplikasi Laporan Kinerja"
    queue_mail(
        mail_key(tautan.undangan),
        user.email,
        perihal,
        isi,
        rahasia=True,
        sia_sia_pada=tautan.undangan.berlaku_sampai,
    )
