"""The second step of logging in: a code of an authenticator app, or a recovery code, once each.

The code is TOTP (RFC 6238: SHA-1, six digits, 30 seconds) with one step of drift; django-otp remembers the
last step that was used and makes wrong codes wait longer and longer.
"""

import secrets
from base64 import b32encode
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import Ditolak, end_sessions, require_whole_person
from accounts.models import KodePemulihan, User
from accounts.permissions import WITH_SECOND_STEP
from accounts.policy import duties
from accounts.trail import record
from outbox.actions import queue_mail

RECOVERY_CODES = 10
RECOVERY_BYTES = 10  # 80 random bits: a plain hash is enough, nothing can be guessed from it
DIGITS = 6
WRONG = (
    "Kode tidak sesuai atau sudah dipakai. Tunggu kode berikutnya di aplikasi autentikator, dan periksa "
    "apakah jam ponsel Anda tepat."
)


class KodeDitolak(Exception):
    """A code that opens nothing; `str()` is a sentence that says why and what to do."""


def needs_second_step(user: User) -> bool:
    """Whether one of the duties in force asks for it."""
    return any(duty.peran in WITH_SECOND_STEP for duty in duties(user))


def device_of(user: User) -> TOTPDevice | None:
    """The app that a person has set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


@transaction.atomic
def begin_enrolment(user: User) -> TOTPDevice:
    """The app that a person is setting up; asked again it is the same secret, until a code has confirmed it.

    Ditolak: one is set up already.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if device_of(user) is not None:
        raise Ditolak("Aplikasi autentikator sudah terpasang pada akun ini.")
    menunggu = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return menunggu or TOTPDevice.objects.create(user=user, confirmed=False, name="Autentikator")


def secret_text(device: TOTPDevice) -> str:
    """The secret as one types it into an app: base32 in groups of four."""
    teks = b32encode(device.bin_key).decode("ascii")
    return " ".join(teks[n : n + 4] for n in range(0, len(teks), 4))


def confirm_enrolment(user: User, kode: str) -> list[str]:
    """Set the app up with a first code of it; the recovery codes, which are shown this once. KodeDitolak."""
    begin_enrolment(user)
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(user=user, confirmed=False)
        alasan = _refused(device, _tidy(kode))
        if not alasan:
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            kode_pemulihan = _write_recovery_codes(user)
            record("Verifikasi dua langkah dipasang", user, by=user)
    # After the commit: a wrong code is counted, not taken back.
    if alasan:
        raise KodeDitolak(alasan)
    return kode_pemulihan


def check_code(user: User, teks: str) -> None:
    """Spend a code of the app or a recovery code. KodeDitolak: wrong, used, or too many wrong ones before."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        alasan = _spend(user, device, _tidy(teks))
    if alasan:
        raise KodeDitolak(alasan)


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Ten new ones, shown this once; the old ones are void."""
    TOTPDevice.objects.select_for_update().get(user=user, confirmed=True)
    kode = _write_recovery_codes(user)
    record("Kode pemulihan dibuat ulang", user, by=user)
    return kode


@transaction.atomic
def reset(user: User, *, by: User, on: date) -> None:
    """Take a lost app off an account: sessions end, the person is told and sets a new one up at the login.

    Ditolak: one's own, no app there, or the account serves a satker out of reach. PermissionDenied.
    """
    require_whole_person(by, user, on)
    if user.pk == by.pk:
        raise Ditolak("Anda tidak dapat mengatur ulang akun sendiri. Mintalah Administrator lain.")
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    gone, _ = TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    if not gone:
        raise Ditolak("Pada akun ini tidak ada aplikasi autentikator yang terpasang.")
    TOTPDevice.objects.filter(user=user).delete()
    user.kode_pemulihan.all().delete()
    end_sessions(user)
    kini = timezone.now()
    isi = render_to_string("outbox/kode_diatur_ulang.txt", {"user": user, "oleh": by, "pada": kini})
    perihal = "Verifikasi dua langkah akun Anda diatur ulang"
    queue_mail(f"kode-diatur-ulang:{user.pk}:{kini.isoformat()}", user.email, perihal, isi)
    record("Verifikasi dua langkah diatur ulang", user, by=by)


def digest(kode: str) -> str:
    """What is kept of a recovery code."""
    return sha256(_tidy(kode).encode("utf-8", "surrogatepass")).hexdigest()


def _spend(user: User, device: TOTPDevice | None, kode: str) -> str:
    """Why the code opens nothing; empty when it did."""
    if device is None:
        return "Pada akun ini belum ada aplikasi autentikator yang terpasang."
    if kode.isdigit():
        return _refused(device, kode)
    if waiting := _waiting(device):
        return waiting
    terbuka = user.kode_pemulihan.filter(sha256=digest(kode), dipakai_pada__isnull=True)
    if not terbuka.update(dipakai_pada=timezone.now()):
        device.throttle_increment()
        return "Kode pemulihan tidak sesuai atau sudah dipakai. Setiap kode hanya berlaku satu kali."
    device.throttle_reset()
    record("Kode pemulihan dipakai", user, by=user)
    return ""


def _refused(device: TOTPDevice, kode: str) -> str:
    if waiting := _waiting(device):
        return waiting
    angka = kode if kode.isascii() and kode.isdigit() and len(kode) == DIGITS else "x"
    return "" if device.verify_token(angka) else WRONG


def _waiting(device: TOTPDevice) -> str:
    boleh, sebab = device.verify_is_allowed()
    if boleh:
        return ""
    sampai = timezone.localtime(sebab["locked_until"])
    return f"Terlalu banyak kode yang salah. Coba lagi sesudah pukul {sampai:%H.%M.%S} WIB."


def _tidy(teks: str) -> str:
    return "".join(huruf for huruf in teks if not huruf.isspace() and huruf != "-").upper()


def _write_recovery_codes(user: User) -> list[str]:
    user.kode_pemulihan.all().delete()
    semua = [b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode("ascii") for _ in range(RECOVERY_CODES)]
    KodePemulihan.objects.bulk_create([KodePemulihan(user=user, sha256=digest(kode)) for kode in semua])
    return ["-".join(kode[n : n + 4] for n in range(0, len(kode), 4)) for kode in semua]
