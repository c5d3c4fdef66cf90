"""`manage.py demo_accounts`: the accounts of the example, one per role."""

from django.core.management.base import BaseCommand

from accounts.models import Penugasan
from examples.people import PASSWORD


class Command(BaseCommand):
    """Prints user name, role and satker of every example account, and their one password."""

    help = "Menampilkan akun contoh, satu per peran."

    def handle(self, **options: object) -> None:
        duties = Penugasan.objects.filter(user__email__endswith="@contoh.invalid").select_related(
            "satker", "user"
        )
        for duty in duties.order_by("pk"):
            self.stdout.write(f"  {duty.user.username:<26} {duty.get_peran_display():<14} {duty.satker}")
        self.stdout.write(f"  kata sandi semua akun contoh: {PASSWORD}")
