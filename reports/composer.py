"""What every chapter is composed with: the material, its figures, the words of each section."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reports import tables
from reports.cells import teks
from reports.document import Bagian, Blok, Celah, Daftar
from reports.figures import Figur
from reports.narrative import NarasiRusak, baca_narasi
from reports.queries import BahanLkj

Isi = tuple[Blok, ...]


@dataclass(frozen=True)
class Penyusun:
    """Composes sections of one report."""

    bahan: BahanLkj
    figur: Figur
    dipakai: set[str] = field(default_factory=set)

    def bagian(self, kunci: str, judul: str, sesudah: Isi = (), anak: tuple[Bagian, ...] = ()) -> Bagian:
        """A section: its words, then what the application adds."""
        return Bagian(kunci, judul, (*self.kata(kunci), *sesudah), anak)

    def kata(self, kunci: str) -> Isi:
        """The words of a section; a missing or broken text is a gap, never an empty section."""
        isi = self.bahan.narasi.get(kunci, "")
        if not isi.strip():
            return (Celah(f"Narasi bagian {kunci} belum ditulis."),)
        try:
            return baca_narasi(isi, self.figur, self.tabel)
        except NarasiRusak as galat:
            return (Celah(f"Narasi bagian {kunci} tidak dapat dibaca: {galat}"),)

    def tabel(self, kunci: str) -> Blok:
        """A supporting table by key. KeyError: none. NarasiRusak: it stands somewhere already."""
        isi = tables.tabel_pendukung(*self.bahan.tabel[kunci])
        if kunci in self.dipakai:
            raise NarasiRusak(f"Tabel {kunci} sudah ditempatkan sebelumnya.")
        self.dipakai.add(kunci)
        return isi


def berhuruf(bagian: tuple[Bagian, ...]) -> tuple[Bagian, ...]:
    """Sections numbered A., B., C. …"""
    return _beri(bagian, lambda ke: f"{chr(ord('A') + ke)}.")


def bernomor(bagian: tuple[Bagian, ...]) -> tuple[Bagian, ...]:
    """Sections numbered 1., 2., 3. …"""
    return _beri(bagian, lambda ke: f"{ke + 1}.")


def _beri(bagian: tuple[Bagian, ...], nomor: Callable[[int], str]) -> tuple[Bagian, ...]:
    return tuple(replace(satu, nomor=nomor(ke)) for ke, satu in enumerate(bagian))


def daftar(butir: list[str], urut: bool = True) -> Daftar:
    """Sentences as a list, each closed by a full stop."""
    return Daftar(tuple(teks(bertitik(satu)) for satu in butir), urut=urut)


def bertitik(kalimat: str) -> str:
    """The sentence with its full stop."""
    return kalimat if kalimat.endswith(".") else f"{kalimat}."
