"""The grid of a rencana aksi as its page shows it."""

from dataclasses import dataclass

from agreements.grid_display import Sel, cells, hidden
from agreements.models import Indikator
from agreements.plan_sheet import BarisRencana


@dataclass(frozen=True)
class BarisKisi:
    """A row: the indikator, its target and how quarters make a year, four fields, what the check says."""

    indikator: Indikator
    target: str
    sel: tuple[Sel, ...]
    lama: tuple[tuple[str, str], ...]
    pemeriksaan: str
    bergalat: bool


def grid_row(baris: BarisRencana) -> BarisKisi:
    """A row with its fields as HTML."""
    return BarisKisi(
        baris.indikator, baris.target, cells(baris), hidden(baris), baris.pemeriksaan, any(baris.galat)
    )
