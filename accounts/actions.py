"""What an Administrator does to people: invite, give and end a duty, deactivate and let in again.

Each action is one transaction: who may, what forbids it, the write under a lock, the trail.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import invitations
from accounts.invitations import Tautan
from accounts.models import Bagian, Penugasan, Satker, User
from accounts.permissions import ROLES, Peran, Permission, Reach
from accounts.policy import can, require
from accounts.queries import people_of
from accounts.trail import record
from kinerja.angka import tanggal

#: The roles that a tree of satker may not be left without.
PENGELOLA = [peran for peran, role in ROLES.items() if Permission.MANAGE_ACCOUNTS in role.permissions]


class Ditolak(Exception):
    """Something forbids the action; `str()` is a sentence that says why, `isian` the field it is about."""

    def __init__(self, kalimat: str, isian: str = "") -> None:
        """Keep the field, so that the form can show the sentence beside it."""
        self.isian = isian
        super().__init__(kalimat)


#: A reason that is shorter, in characters, says nothing.
ALASAN_MINIMUM = 10


def too_short(minimum: int) -> str:
    """What is said of a reason that says too little; `minimum`: characters."""
    return f"Alasan terlalu pendek. Tuliskan sekurang-kurangnya {minimum} karakter."


class Bentrok(Exception):
    """Somebody else changed the same thing meanwhile; `terkini` is what is stored now, in words."""

    def __init__(self, terkini: str, nilai: str | None = None) -> None:
        """Keep the stored text for the page to show both; `nilai`: as a form writes it, where it differs."""
        self.terkini = terkini
        self.nilai = terkini if nilai is None else nilai
        super().__init__("Data ini sudah diubah oleh orang lain sejak Anda membukanya.")

    @classmethod
    def over_last_day(cls, selesai: date | None) -> Self:
        """A clash over a last day, which may not be set yet."""
        return cls("belum berakhir", "") if selesai is None else cls(tanggal(selesai), selesai.isoformat())


@dataclass(frozen=True)
class Tugas:
    """A duty as it is asked for."""

    satker: Satker
    peran: Peran
    mulai: date
    bagian: Bagian | None = None
    selesai: date | None = None


@transaction.atomic
def invite(nama: str, username: str, email: str, tugas: Tugas, *, by: User) -> Tautan:
    """A new account with its first duty and an invitation link; nobody can log in before it is accepted."""
    _require_grant(tugas, by)
    # As the login reads it: letters that look alike are one.
    username = User.normalize_username(username)
    if User.objects.filter(username__iexact=username).exists():
        raise Ditolak(
            "Nama pengguna ini sudah dipakai. Bila orangnya sama, tambahkan penugasan pada akun itu; bila "
            "akunnya tidak terlihat oleh Anda, mintalah Administrator satker induk.",
            "username",
        )
    user = User(username=username, email=email, nama=nama, is_active=False)
    user.set_unusable_password()
    user.save()
    _create_duty(user, tugas, by)
    tautan = invitations.issue(user, by=by)
    record("Pengguna diundang", user, by=by, satker=tugas.satker, data={"username": username})
    return tautan


@transaction.atomic
def add_duty(user: User, tugas: Tugas, *, by: User) -> Penugasan:
    """Give a person in reach a duty at a satker in reach; nobody gives one to themselves."""
    _require_grant(tugas, by)
    require_person(by, user)
    if user.pk == by.pk:
        raise Ditolak("Anda tidak dapat memberi penugasan kepada diri sendiri. Mintalah Administrator lain.")
    return _create_duty(user, tugas, by)


@transaction.atomic
def end_duty(duty: Penugasan, selesai: date, *, lama: date | None, by: User, on: date) -> Penugasan:
    """Let a duty end on a day; today means now. A duty that has ended stays as it is.

    lama: the last day that the person saw; Bentrok when another one is stored.
    """
    require(by, Permission.MANAGE_ACCOUNTS, duty.satker)
    _lock_tree(duty.satker)
    kini = Penugasan.objects.select_for_update().get(pk=duty.pk)
    if kini.selesai != lama:
        raise Bentrok.over_last_day(kini.selesai)
    if kini.diakhiri_pada is not None or (kini.selesai is not None and kini.selesai < on):
        raise Ditolak(f"Penugasan ini sudah berakhir pada {tanggal(kini.selesai)}.", "selesai")
    if selesai < max(on, kini.mulai):
        raise Ditolak("Hari terakhir tidak boleh sebelum hari ini atau sebelum penugasan dimulai.", "selesai")
    if kini.peran in PENGELOLA and kini.user.is_active and kini.mulai <= on:
        _require_successor(kini, selesai + timedelta(days=1))
    kini.selesai = selesai
    kini.diakhiri_pada = timezone.now() if selesai == on else None
    kini.save(update_fields=["selesai", "diakhiri_pada"])
    record(
        "Penugasan diakhiri", kini.user, by=by, satker=kini.satker, note=f"{kini}, sampai {tanggal(selesai)}",
        data={"penugasan": kini.pk, "lama": lama, "baru": selesai},
    )  # fmt: skip
    return kini


@transaction.atomic
def deactivate(user: User, *, by: User, on: date) -> None:
    """Close an account: no login, sessions and open links end at once."""
    require_whole_person(by, user, on)
    if user.pk == by.pk:
        raise Ditolak("Anda tidak dapat menonaktifkan akun sendiri. Mintalah Administrator lain.")
    tugas = list(
        user.penugasan.in_force(on).filter(peran__in=PENGELOLA).select_related("satker__induk__induk")
    )
    for duty in tugas:
        _lock_tree(duty.satker)
    kini = User.objects.select_for_update().get(pk=user.pk)
    if not kini.is_active:
        raise Ditolak("Akun ini sudah tidak aktif.")
    for duty in tugas:
        _require_successor(duty, on)
    kini.is_active = False
    kini.save(update_fields=["is_active"])
    invitations.revoke_open(kini)
    end_sessions(kini)
    record("Pengguna dinonaktifkan", kini, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User, on: date) -> None:
    """Let a deactivated person in again, with the old password and the duties still in force."""
    require_whole_person(by, user, on)
    kini = User.objects.select_for_update().get(pk=user.pk)
    if kini.is_active:
        raise Ditolak("Akun ini sudah aktif.")
    if not kini.has_usable_password():
        raise Ditolak("Akun ini belum pernah dipakai. Kirimkan undangan baru.")
    kini.is_active = True
    kini.save(update_fields=["is_active"])
    record("Pengguna diaktifkan kembali", kini, by=by)


@transaction.atomic
def renew_invitation(user: User, *, by: User, on: date) -> Tautan:
    """A new invitation for who has not accepted one, or a link to a new password for who is active."""
    require_whole_person(by, user, on)
    if user.has_usable_password() and not user.is_active:
        raise Ditolak("Akun ini tidak aktif. Aktifkan kembali sebelum membuat tautan kata sandi baru.")
    if user.pk == by.pk:
        raise Ditolak("Anda tidak dapat membuat tautan untuk akun sendiri. Mintalah Administrator lain.")
    tautan = invitations.issue(user, by=by)
    record("Tautan undangan dibuat", user, by=by)
    return tautan


@transaction.atomic
def revoke_invitation(user: User, *, by: User, on: date) -> None:
    """Make the open link void."""
    require_whole_person(by, user, on)
    if not invitations.revoke_open(user):
        raise Ditolak("Tidak ada tautan yang masih terbuka untuk orang ini.")
    record("Undangan dicabut", user, by=by)


def require_person(by: User, user: User) -> None:
    """Raise PermissionDenied unless the person has or had a duty where `by` manages accounts."""
    if not people_of(by, Permission.MANAGE_ACCOUNTS).filter(pk=user.pk).exists():
        raise PermissionDenied(f"Peran Anda tidak mencakup kewenangan {Permission.MANAGE_ACCOUNTS.value}.")


def require_whole_person(by: User, user: User, on: date) -> None:
    """As `require_person`; Ditolak when the account also serves a satker out of reach."""
    require_person(by, user)
    berlaku = user.penugasan.filter(Q(selesai__isnull=True) | Q(selesai__gte=on))
    luar = [d for d in berlaku.select_related("satker__induk__induk") if not _manages(by, d.satker)]
    if luar:
        raise Ditolak(
            "Orang ini juga bertugas pada satker di luar jangkauan Anda. Akhiri penugasannya di satker Anda, "
            "atau mintalah Administrator satker induk."
        )


def end_sessions(user: User) -> int:
    """Delete a person's sessions; how many there were. The store is not indexed by person: each is read."""
    milik = [
        sesi.pk
        for sesi in Session.objects.filter(expire_date__gte=timezone.now()).iterator()
        if str(sesi.get_decoded().get("_auth_user_id")) == str(user.pk)
    ]
    return Session.objects.filter(pk__in=milik).delete()[0]


def _manages(by: User, satker: Satker) -> bool:
    return can(by, Permission.MANAGE_ACCOUNTS, satker)


def _require_grant(tugas: Tugas, by: User) -> None:
    require(by, Permission.MANAGE_ACCOUNTS, tugas.satker)
    if tugas.bagian is not None and tugas.bagian.satker_id != tugas.satker.pk:
        raise Ditolak("Bagian ini tidak berada pada satker yang dipilih.", "bagian")
    if tugas.selesai is not None and tugas.selesai < tugas.mulai:
        raise Ditolak("Hari terakhir tidak boleh sebelum tanggal mulai.", "selesai")
    if ROLES[tugas.peran].reach is Reach.TREE and not _covers_tree(by, tugas.satker):
        raise Ditolak("Jangkauan peran ini lebih luas daripada jangkauan Anda.", "peran")


def _covers_tree(by: User, satker: Satker) -> bool:
    bawah = Satker.objects.filter(Q(induk=satker) | Q(induk__induk=satker))
    kelola = Satker.objects.visible_to(by, Permission.MANAGE_ACCOUNTS)
    return not bawah.exclude(pk__in=kelola.values("pk")).exists()


def _create_duty(user: User, tugas: Tugas, by: User) -> Penugasan:
    try:
        with transaction.atomic():
            duty = Penugasan.objects.create(
                user=user, satker=tugas.satker, bagian=tugas.bagian, peran=tugas.peran, mulai=tugas.mulai,
                selesai=tugas.selesai,
            )  # fmt: skip
    except IntegrityError as error:
        raise Ditolak(
            "Penugasan yang sama dengan tanggal mulai ini sudah ada. Pilih tanggal mulai yang lain.", "mulai"
        ) from error
    record(
        "Penugasan diberikan", user, by=by, satker=tugas.satker, note=f"{duty}, mulai {tanggal(duty.mulai)}",
        data={"penugasan": duty.pk, "bagian": duty.bagian_id, "mulai": duty.mulai, "selesai": duty.selesai},
    )  # fmt: skip
    return duty


def _lock_tree(satker: Satker) -> None:
    """Two Administrators who remove each other wait here: the satker at the top is locked."""
    puncak = satker
    while puncak.induk is not None:
        puncak = puncak.induk
    Satker.objects.select_for_update().get(pk=puncak.pk)


def _require_successor(duty: Penugasan, on: date) -> None:
    """Ditolak unless another active person manages the accounts of the duty's satker on that day."""
    atas = [duty.satker_id]
    satker = duty.satker
    while satker.induk is not None:
        satker = satker.induk
        atas.append(satker.pk)
    lain = Penugasan.objects.in_force(on).filter(peran__in=PENGELOLA, satker__in=atas, user__is_active=True)
    if not lain.exclude(user=duty.user).exists():
        raise Ditolak(
            f"{duty.user.nama} adalah Administrator aktif terakhir untuk {duty.satker.nama} pada "
            f"{tanggal(on)}. Tugaskan Administrator lain lebih dahulu."
        )
