"""`manage.py demo_accounts`: the accounts of the example, one per role."""

import time
from base64 import b32decode

from django.core.management.base import BaseCommand, CommandParser
from django_otp.oath import totp

from accounts.models import Penugasan
from accounts.permissions import WITH_SECOND_STEP
from examples.people import PASSWORD, TOTP_SECRET

STEP = 30


class Command(BaseCommand):
    """Prints user name, role and satker of every example account, their one password and one TOTP secret."""

    help = "Menampilkan akun contoh, satu per peran; --code: kode TOTP saat ini."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", action="store_true", help="hanya kode TOTP yang berlaku saat ini")

    def handle(self, *, code: bool = False, **options: object) -> None:
        if code:
            self.stdout.write(
                f"{totp(b32decode(TOTP_SECRET)):06d} (masih {STEP - int(time.time()) % STEP} detik)"
            )
            return
        duties = Penugasan.objects.filter(user__email__endswith="@contoh.invalid").select_related(
            "satker", "user"
        )
        with_code = False
        for duty in duties.order_by("pk"):
            dua = "  + kode" if duty.peran in WITH_SECOND_STEP else ""
            with_code = with_code or bool(dua)
            self.stdout.write(f"  {duty.user.username:<26} {duty.get_peran_display():<14} {duty.satker}{dua}")
        self.stdout.write(f"  kata sandi semua akun contoh: {PASSWORD}")
        if not with_code:
            return
        self.stdout.write(f"  + kode: TOTP dengan kunci {TOTP_SECRET} di aplikasi autentikator,")
        self.stdout.write(
            "          atau kode saat ini dari: .venv/bin/python manage.py demo_accounts --code"
        )
