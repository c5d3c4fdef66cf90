"""`manage.py sweep_evidence [--delete]`: files of evidence that no row names."""

from collections.abc import Iterator
from pathlib import Path

from jobs.sweeping import SweepCommand
from measurements.evidence import orphans


class Command(SweepCommand):
    """Of evidence."""

    def orphans(self) -> Iterator[Path]:
        """Files without a BuktiDukung."""
        return orphans()
