"""Satker, divisions, officials and the example's accounts."""

from base64 import b32decode
from datetime import date

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Bagian, Pejabat, Penugasan, Satker, User
from accounts.permissions import WITH_SECOND_STEP
from examples.reader import Example

# Known to everyone: an example is never loaded in production (the command refuses).
PASSWORD = "contoh-lampung-2023"
#: One for every example account that logs in with a code; like the password it is no secret.
TOTP_SECRET = "LKJCONTOHLAMPUNGLKJCONTOHLAMPUNG"
SINCE = date(2020, 1, 1)


def load_people(example: Example) -> None:
    """satker.csv, bagian.csv, pejabat.csv, pengguna.csv."""
    _load_satker(example)
    satker = {satu.slug: satu for satu in Satker.objects.all()}
    _load_bagian(example, satker)
    bagian = {satu.kode: satu for satu in Bagian.objects.all()}
    Pejabat.objects.bulk_create(
        Pejabat(
            satker=satker[row.text("satker")],
            bagian=bagian.get(row.text("bagian")),
            jabatan=row.text("jabatan"),
            nama=row.text("nama"),
            sebutan=row.text("sebutan"),
            mulai=row.day("mulai"),
            selesai=row.day("selesai"),
        )
        for row in example.rows("pejabat.csv")
    )
    _load_users(example, satker, bagian)


def _load_satker(example: Example) -> None:
    for row in example.rows("satker.csv"):
        induk = row.text("induk")
        Satker.objects.create(
            induk=Satker.objects.get(slug=induk) if induk else None,
            urutan=row.integer("urutan"),
            **{
                column: row.text(column)
                for column in (
                    "kode", "nama", "slug", "nama_panjang", "jenis", "kode_wilayah", "wilayah", "ibu_kota",
                )
            },
        )  # fmt: skip


def _load_bagian(example: Example, satker: dict[str, Satker]) -> None:
    made: dict[str, Bagian] = {}
    for row in example.rows("bagian.csv"):
        induk = row.text("induk")
        made[row.text("kode")] = Bagian.objects.create(
            satker=satker[row.text("satker")],
            kode=row.text("kode"),
            nama=row.text("nama"),
            induk=made[induk] if induk else None,
            urutan=row.integer("urutan"),
        )


def _load_users(example: Example, satker: dict[str, Satker], bagian: dict[str, Bagian]) -> None:
    password, key = make_password(PASSWORD), b32decode(TOTP_SECRET).hex()
    for row in example.rows("pengguna.csv"):
        user = User.objects.create(
            username=row.text("username"),
            nama=row.text("nama"),
            email=f"{row.text('username')}@contoh.invalid",
            password=password,
        )
        Penugasan.objects.create(
            user=user,
            satker=satker[row.text("satker")],
            bagian=bagian.get(row.text("bagian")),
            peran=row.text("peran"),
            mulai=SINCE,
        )
        if row.text("peran") in WITH_SECOND_STEP:
            TOTPDevice.objects.create(user=user, name="Contoh", key=key)
