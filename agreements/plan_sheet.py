"""The rencana aksi as a grid of typed texts: indikator × triwulan, read strictly, pasted, checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from agreements.display import target_teks
from agreements.models import Indikator, PerjanjianKinerja
from importing.pasted import TERPOTONG, pasted_rows
from kinerja.angka import AngkaTidakSah, format_angka
from kinerja.periode import Agregasi, Triwulan
from kinerja.rencana import tegur_rencana
from ui.number_field import baca_angka

TEKS_MAKSIMUM = 20_000
#: The targets of four quarters, None where the indikator is not measured.
Nilai: TypeAlias = tuple[Decimal | None, ...]
Teks: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class BarisRencana:
    """One indikator: the texts in its fields, those that were stored when the page was opened, the errors.

    galat: a sentence for each quarter, empty for a good one. tersimpan: after a clash, what is stored now.
    """

    indikator: Indikator
    teks: Teks
    lama: Teks
    galat: Teks = ("", "", "", "")
    tersimpan: Teks = ()

    @property
    def berubah(self) -> bool:
        """Whether the person changed something in it."""
        return self.teks != self.lama

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


@dataclass(frozen=True)
class BarisTempel:
    """One pasted row: its number in the text, the indikator it names, the four texts, what is wrong."""

    nomor: int
    indikator: Indikator | None
    teks: Teks
    masalah: Teks = ()
    utuh: bool = True


@dataclass(frozen=True)
class Tempelan:
    """A pasted text, read for the preview; a wrong number may come into the grid, it is shown there."""

    baris: tuple[BarisTempel, ...]

    @property
    def dapat_dipakai(self) -> bool:
        return bool(self.baris) and all(satu.utuh for satu in self.baris)


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


def sent_rows(baris: Sequence[BarisRencana], data: Mapping[str, str]) -> list[BarisRencana]:
    """The grid as it was sent, every text kept, every error at once."""
    return [
        read(
            replace(
                satu,
                teks=_four(satu, lambda nama: data.get(nama, "").strip(), "t"),
                lama=_four(satu, lambda nama: data.get(nama, ""), "lama"),
            )
        )
        for satu in baris
    ]


def read(baris: BarisRencana) -> BarisRencana:
    """A row with what is wrong with its texts."""
    return replace(baris, galat=tuple(_wrong(teks) for teks in baris.teks))


def name(indikator: Indikator, triwulan: int, awalan: str = "t") -> str:
    """The name of a field: `t-12-3` what is typed, `lama-12-3` what was stored when the page was opened."""
    return f"{awalan}-{indikator.pk}-{triwulan}"


def pasted(teks: str, indikator: Sequence[Indikator]) -> Tempelan:
    """Rows of a spreadsheet: number of the indikator, its name or not, four quarters; no heading."""
    menurut = {str(satu.nomor): satu for satu in indikator}
    isi = [(nomor, sel) for nomor, sel in pasted_rows(teks, TEKS_MAKSIMUM) if sel[0].isdecimal() or nomor > 1]
    bernama = any(_has_name(sel, menurut) for _, sel in isi)
    baris = [_pasted_row(nomor, sel, menurut, bernama=bernama) for nomor, sel in isi]
    ganda = {satu.indikator for satu in baris if satu.indikator} if len(baris) > 1 else set()
    for ke, satu in enumerate(baris):
        if satu.indikator in ganda:
            ganda.discard(satu.indikator)
        elif satu.indikator is not None and len(baris) > 1:
            baris[ke] = replace(satu, masalah=("Nomor ini sudah ada di atas.",), utuh=False)
    if len(teks) > TEKS_MAKSIMUM and baris:
        baris[-1] = replace(baris[-1], masalah=(TERPOTONG,), utuh=False)
    return Tempelan(tuple(baris))


def apply(baris: Sequence[BarisRencana], tempelan: Tempelan) -> list[BarisRencana]:
    """The grid with the pasted texts in the rows that they name."""
    baru = {satu.indikator.pk: satu.teks for satu in tempelan.baris if satu.indikator}
    return [read(replace(satu, teks=baru.get(satu.indikator.pk, satu.teks))) for satu in baris]


def _has_name(sel: Sequence[str], menurut: Mapping[str, Indikator]) -> bool:
    """Whether the second cell names the indikator; a figure with a slip in it is no name.

    A wrong answer would move every figure one quarter on: a cell too many tells it, or the very words.
    """
    if len(sel) > 1 + len(Triwulan):
        return sel[1][:1].isalpha()
    indikator = menurut.get(sel[0])
    return indikator is not None and " ".join(indikator.nama.split()) in sel[1:2]


def _pasted_row(
    nomor: int, sel: list[str], menurut: Mapping[str, Indikator], *, bernama: bool
) -> BarisTempel:
    lebar = 6 if bernama else 5
    awal = lebar - len(Triwulan)
    teks = tuple((sel[awal:] + [""] * len(Triwulan))[: len(Triwulan)])
    indikator = menurut.get(sel[0])
    if indikator is None:
        return BarisTempel(nomor, None, teks, (f"Tidak ada indikator nomor {sel[0]}.",), utuh=False)
    if len(sel) > lebar:
        kurang = f"Berisi {len(sel)} kolom; paling banyak {lebar}."
        return BarisTempel(nomor, indikator, teks, (kurang,), utuh=False)
    return BarisTempel(nomor, indikator, teks, tuple(galat for galat in map(_wrong, teks) if galat))


def _four(baris: BarisRencana, take: Callable[[str], str], awalan: str) -> Teks:
    return tuple(take(name(baris.indikator, satu.value, awalan)) for satu in Triwulan)


def _wrong(teks: str) -> str:
    try:
        baca_angka(teks, negatif=False)
    except AngkaTidakSah as error:
        return str(error)
    return ""
