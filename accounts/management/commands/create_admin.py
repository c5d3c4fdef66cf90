"""`manage.py create_admin`: the first Administrator of a satker, by an invitation link, never a password."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts import invitations
from accounts.models import Penugasan, Satker, User
from accounts.permissions import Peran
from accounts.trail import record


class Command(BaseCommand):
    """Prints the link; exit code 2 and a sentence when it cannot be done."""

    help = "Membuat Administrator pertama sebuah satker dan menampilkan tautan undangannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True, help="nama pengguna")
        parser.add_argument("--nama", required=True, help="nama lengkap")
        parser.add_argument("--email", required=True, help="alamat surel")
        parser.add_argument("--satker", required=True, metavar="SLUG", help="misalnya kpu-provinsi-lampung")

    @transaction.atomic
    def handle(self, **options: str) -> None:
        satker = Satker.objects.filter(slug=options["satker"]).first()
        if satker is None:
            raise CommandError(f"Satker “{options['satker']}” tidak ditemukan.", returncode=2)
        user = _new_user(options["username"], options["nama"], options["email"])
        Penugasan.objects.create(
            user=user, satker=satker, peran=Peran.ADMINISTRATOR, mulai=timezone.localdate()
        )
        tautan = invitations.issue(user, by=None)
        record("Administrator dibuat melalui perintah", user, by=None, satker=satker)
        self.stdout.write(tautan.url)
        self.stderr.write("Tautan ini dapat dipakai satu kali dalam tujuh hari.")
        self.stderr.write("Saat pertama kali masuk, aplikasi autentikator (TOTP) dipasang.")


def _new_user(username: str, nama: str, email: str) -> User:
    username = User.normalize_username(username)
    if User.objects.filter(username__iexact=username).exists():
        raise CommandError(f"Nama pengguna “{username}” sudah dipakai.", returncode=2)
    user = User(username=username, nama=nama, email=email, is_active=False)
    user.set_unusable_password()
    try:
        validate_email(email)
        user.clean_fields()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages), returncode=2) from error
    user.save()
    return user
