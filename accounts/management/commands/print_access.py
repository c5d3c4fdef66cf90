"""`manage.py print_access`: what each role may do, as a Markdown table for the README."""

from collections.abc import Iterable

from django.core.management.base import BaseCommand

from accounts.permissions import Permission, access_table


class Command(BaseCommand):
    """Prints one row per permission, one column per role."""

    help = "Menampilkan tabel kewenangan setiap peran."

    def handle(self, **options: object) -> None:
        peran, jangkauan, boleh = zip(*access_table(), strict=True)
        self._print("kewenangan", peran)
        self._print("---", ["---"] * len(peran))
        self._print("jangkauan", jangkauan)
        for word in Permission:
            self._print(word.value, ("ya" if satu[word] else "" for satu in boleh))

    def _print(self, head: str, cells: Iterable[str]) -> None:
        self.stdout.write(f"| {' | '.join([head, *cells])} |")
