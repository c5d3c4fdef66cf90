"""`manage.py sweep_uploads [--delete]`: uploaded budget files that no row names."""

from collections.abc import Iterator
from pathlib import Path

from budget.models import Unggahan
from budget.upload_plan import STORAGE
from jobs.sweeping import SweepCommand


class Command(SweepCommand):
    """Of uploads."""

    def orphans(self) -> Iterator[Path]:
        """Files without an Unggahan."""
        return STORAGE.orphans(Unggahan.objects.exclude(berkas="").values_list("berkas", flat=True))
