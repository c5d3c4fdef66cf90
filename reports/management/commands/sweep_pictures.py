"""`manage.py sweep_pictures [--delete]`: files of pictures that no row names."""

from collections.abc import Iterator
from pathlib import Path

from jobs.sweeping import SweepCommand
from reports.pictures import orphans


class Command(SweepCommand):
    """Of pictures of the narrative."""

    def orphans(self) -> Iterator[Path]:
        """Files without a GambarNarasi."""
        return orphans()
