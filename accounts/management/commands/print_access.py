"""`manage.py print_access`: what each role may do, as a Markdown table for the README."""

from django.core.management.base import BaseCommand

from accounts.permissions import Permission, access_table


class Command(BaseCommand):
    """Prints one row per role, one column per permission."""

    help = "Menampilkan tabel kewenangan setiap peran."

    def handle(self, **options: object) -> None:
        heads = ["peran", "jangkauan", *(word.value for word in Permission)]
        self.stdout.write(_row(heads))
        self.stdout.write(_row(["---"] * len(heads)))
        for peran, jangkauan, boleh in access_table():
            self.stdout.write(_row([peran, jangkauan, *("ya" if satu else "" for satu in boleh.values())]))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
