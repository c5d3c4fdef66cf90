"""The rencana aksi as a grid: indikator × triwulan, checked against the year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeAlias

from agreements.display import target_teks
from agreements.grid import BarisKetikan, Lajur, Teks
from agreements.models import Indikator, PerjanjianKinerja
from kinerja.angka import format_angka
from kinerja.periode import Agregasi, Triwulan
from kinerja.rencana import tegur_rencana
from ui.number_field import baca_angka

#: The targets of four quarters, None where the indikator is not measured.
Nilai: TypeAlias = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class BarisRencana(BarisKetikan):
    """One indikator with the targets of its quarters."""

    LAJUR: ClassVar[tuple[Lajur, ...]] = tuple(
        Lajur(f"Triwulan {satu.romawi}", sebutan=f"target triwulan {satu.romawi}") for satu in Triwulan
    )

    @property
    def nilai(self) -> Nilai:
        """The figures; only of a row without errors."""
        return tuple(baca_angka(satu) for satu in self.teks)

    @property
    def pemeriksaan(self) -> str:
        """How the quarters disagree with the year, as a sentence; empty when they agree or cannot be read."""
        if any(self.galat) or self.indikator.rencana is None:
            return ""
        satu = self.indikator
        return tegur_rencana(Agregasi(satu.agregasi), satu.rencana, satu.satuan, self.nilai)

    @property
    def target(self) -> str:
        """The year's target as it is printed."""
        return target_teks(self.indikator)


def stored_rows(perjanjian: PerjanjianKinerja) -> list[BarisRencana]:
    """The grid as it is stored, in two queries."""
    indikator = Indikator.objects.filter(sasaran__perjanjian=perjanjian).prefetch_related("target_triwulan")
    return [
        BarisRencana(satu, as_typed(targets(satu)), as_typed(targets(satu)))
        for satu in indikator.order_by("nomor")
    ]


def targets(indikator: Indikator) -> Nilai:
    """The stored targets of the four quarters."""
    ada = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    return tuple(ada.get(satu.value) for satu in Triwulan)


def as_typed(nilai: Nilai) -> Teks:
    """Figures as one types them, empty where there is none."""
    return tuple("" if satu is None else format_angka(satu, None) for satu in nilai)
