"""The command that removes files without a row: what a process left that died before its commit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand


class SweepCommand(BaseCommand):
    """Lists files that no row names and that are older than a day; with --delete they go."""

    help = "Lists files that no row names and that are older than a day; --delete removes them."

    def orphans(self) -> Iterator[Path]:
        """The files."""
        raise NotImplementedError

    def add_arguments(self, parser: Any) -> None:
        """--delete."""
        parser.add_argument("--delete", action="store_true", help="remove the files that are listed")

    def handle(self, *args: Any, **options: Any) -> None:
        """One path a line, then how many."""
        paths = list(self.orphans())
        for path in paths:
            if options["delete"]:
                path.unlink(missing_ok=True)
            self.stdout.write(str(path))
        done = "dihapus" if options["delete"] else "tanpa catatan"
        self.stdout.write(f"{len(paths)} berkas {done}.")
