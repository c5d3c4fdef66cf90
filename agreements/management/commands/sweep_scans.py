"""`manage.py sweep_scans [--delete]`: scans of signed PK that no row names."""

from collections.abc import Iterator
from pathlib import Path

from agreements.pk_scan import orphans
from jobs.sweeping import SweepCommand


class Command(SweepCommand):
    """Of scans."""

    def orphans(self) -> Iterator[Path]:
        """Files without a PindaianPK."""
        return orphans()
