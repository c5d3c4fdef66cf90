"""What earlier reports say, as a grid of typed texts: indikator × earlier year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import ClassVar, NamedTuple

from agreements.grid import BarisKetikan, Lajur, Teks, salah_angka
from kinerja.angka import bulatkan, format_angka, persen
from kinerja.capaian import Polaritas, capaian_dari_hasil
from kinerja.hasil import Hasil
from kinerja.metode import Metode
from measurements.models import CapaianLalu
from ui.number_field import baca_angka

PANJANG = 200
TANPA_CAPAIAN = "Isi capaiannya, atau tulis pada catatan mengapa tidak ada"
BERPREDIKAT = "Target dan realisasi indikator ini berupa predikat. Tulis predikatnya pada catatan."


class IsiLalu(NamedTuple):
    """The figures of an indikator in an earlier year; all empty: nothing is known of it."""

    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    catatan: str
    sumber: str


KOSONG = IsiLalu(None, None, None, "", "")


def stored(satu: CapaianLalu | None) -> IsiLalu:
    """What is stored."""
    return KOSONG if satu is None else IsiLalu(*(getattr(satu, nama) for nama in IsiLalu._fields))


def as_typed(isi: IsiLalu) -> Teks:
    """Figures as one types them, words as they are."""
    return tuple(format_angka(satu, None) if isinstance(satu, Decimal) else satu or "" for satu in isi)


def _tanpa_persen(teks: str) -> str:
    """A printed percentage is typed off as it stands."""
    return teks.removesuffix("%").strip()


def _salah(teks: str, *, negatif: bool) -> str:
    return salah_angka(_tanpa_persen(teks), negatif=negatif)


def _kepanjangan(teks: str) -> str:
    lebih = len(teks) - PANJANG
    return f"Teks ini {lebih} huruf lebih panjang daripada {PANJANG} huruf. Ringkaslah." if lebih > 0 else ""


@dataclass(frozen=True)
class BarisLalu(BarisKetikan):
    """One indikator in an earlier year."""

    tahun: int = 0

    LAJUR: ClassVar[tuple[Lajur, ...]] = (
        Lajur("Target", partial(_salah, negatif=False)),
        Lajur("Realisasi", partial(_salah, negatif=True)),
        Lajur("Capaian (%)", partial(_salah, negatif=True), sebutan="capaian"),
        Lajur("Catatan", _kepanjangan, angka=False),
        Lajur("Dokumen sumber", _kepanjangan, angka=False),
    )

    @property
    def kunci(self) -> tuple[int, int]:
        """Indikator and year."""
        return self.indikator.pk, self.tahun

    @property
    def kelompok(self) -> str:
        """The rows of a year stand together, as in the report they come from."""
        return str(self.tahun)

    @property
    def sebutan(self) -> str:
        """How it is spoken of."""
        return f"Indikator {self.indikator.nomor}, tahun {self.tahun}"

    @property
    def isi(self) -> IsiLalu:
        """What was typed; only of a row without errors."""
        target, realisasi, capaian, catatan, sumber = self.teks
        angka = [baca_angka(_tanpa_persen(satu)) for satu in (target, realisasi, capaian)]
        return IsiLalu(*angka, catatan, sumber)

    def wrong(self, teks: Teks) -> Teks:
        """Each text by itself, then whether they make a row: a capaian, or why there is none."""
        galat = super().wrong(teks)
        if any(galat):
            return galat
        target, realisasi, capaian, catatan, _ = teks
        if self.indikator.metode == Metode.PREDIKAT and (target or realisasi):
            galat = (BERPREDIKAT if target else "", BERPREDIKAT if realisasi else "", *galat[2:])
        if any(teks) and not capaian and not catatan:
            hitungan = _counted(self, teks)
            saran = f"; menurut target dan realisasinya {persen(hitungan)}." if hitungan is not None else "."
            galat = (*galat[:2], TANPA_CAPAIAN + saran, *galat[3:])
        return galat

    @property
    def pemeriksaan(self) -> str:
        """How the capaian disagrees with target and realisasi, as a sentence; it may be printed so."""
        if any(self.galat):
            return ""
        hitungan, capaian = _counted(self, self.teks), self.isi.capaian
        if hitungan is None or capaian is None or bulatkan(hitungan, 2) == bulatkan(capaian, 2):
            return ""
        return f"Menurut target dan realisasinya {persen(hitungan)}. Biarkan bila memang tercetak demikian."


def _counted(baris: BarisLalu, teks: Teks) -> Decimal | None:
    """The capaian that target and realisasi make, by the polaritas of the indikator."""
    rencana, realisasi = (baca_angka(_tanpa_persen(satu)) for satu in teks[:2])
    if rencana is None or realisasi is None or baris.indikator.metode == Metode.PREDIKAT:
        return None
    return capaian_dari_hasil(Polaritas(baris.indikator.polaritas), rencana, Hasil(realisasi)).persen


def changed(baris: Iterable[BarisLalu]) -> dict[tuple[int, int], IsiLalu]:
    """What is to be saved, by indikator and year."""
    return {satu.kunci: satu.isi for satu in baris}
