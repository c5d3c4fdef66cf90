"""`manage.py sweep_files [--delete]`: uploaded files that no row names: of a process that died too early."""

from django.core.management.base import BaseCommand, CommandParser

from agreements import pk_scan
from budget import upload_plan
from measurements import evidence
from reports import pictures


class Command(BaseCommand):
    """One path a line, then how many; only files that are older than a day."""

    help = "Mendaftar berkas unggahan yang tidak tercatat sesudah sehari; --delete menghapusnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="hapus berkas yang didaftar")

    def handle(self, **options: bool) -> None:
        paths = [path for home in (evidence, upload_plan, pictures, pk_scan) for path in home.orphans()]
        for path in paths:
            if options["delete"]:
                path.unlink(missing_ok=True)
            self.stdout.write(str(path))
        done = "dihapus" if options["delete"] else "tanpa catatan"
        self.stdout.write(f"{len(paths)} berkas {done}.")
