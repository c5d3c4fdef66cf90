"""What every chapter is composed with: the material, its figures, the words of each section."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from measurements.figures import FigurIndikator
from reports import linked, tables
from reports.cells import teks
from reports.document import Bagian, Blok, Celah, Daftar, Foto, Tabel
from reports.figures import Figur
from reports.narrative import AWALAN_TABEL, NarasiRusak, baca_narasi, berkata, ditempatkan
from reports.queries import BahanLkj, tabel_milik
from reports.states import AsalNarasi
from reports.unchanged import sekali
from ui.addresses import address

Isi = tuple[Blok, ...]
TAHUN_LALU = "Diambil dari laporan tahun lalu dan belum diperiksa atau disimpan seorang pun."


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
        isi, url = self.bahan.narasi.get(kunci, ""), alamat_narasi(self.bahan, kunci)
        if not berkata(isi):
            return (Celah(f"Narasi bagian {kunci} belum ditulis.", url, hal="kosong"),)
        lama = (Celah(TAHUN_LALU, url),) if self.bahan.asal.get(kunci) == AsalNarasi.TAHUN_LALU else ()
        try:
            terbaca = baca_narasi(isi, self.figur, self.tabel, self.gambar, kunci)
            return (*lama, *(satu for blok in terbaca for satu in self._bertanda(self._sekali(blok))))
        except NarasiRusak as galat:
            return (Celah(f"Narasi bagian {kunci} tidak dapat dibaca: {galat}", url, rusak=True),)

    def _sekali(self, blok: Blok) -> Blok:
        """A typed table under a key of its own: one that was copied brings the key of the other along."""
        if not isinstance(blok, Tabel) or not blok.kunci.startswith(AWALAN_TABEL):
            return blok
        kunci, ke = blok.kunci, 1
        while kunci in self.dipakai:
            ke += 1
            kunci = f"{blok.kunci}-{ke}"
        self.dipakai.add(kunci)
        return replace(blok, kunci=kunci)

    def tabel(self, kunci: str) -> Blok:
        """A supporting table by key; a gap for one that cannot be read.

        KeyError: none. NarasiRusak: it stands somewhere already.
        """
        if kunci in self.bahan.tabel_rusak:
            return Celah(self.bahan.tabel_rusak[kunci][1], self.bahan.alamat_tabel[kunci])
        if kunci in self.bahan.tautan:
            isi = linked.susun(self.bahan, *self.bahan.tautan[kunci])
        else:
            indikator, data = self.bahan.tabel[kunci]
            isi = sekali(data, indikator, lambda: tables.tabel_pendukung(indikator, data))
        if kunci in self.dipakai:
            raise NarasiRusak(f"Tabel {kunci} sudah ditempatkan sebelumnya.")
        self.dipakai.add(kunci)
        return isi

    def gambar(self, kunci: str) -> Blok:
        """A picture by key. KeyError: none. NarasiRusak: it stands somewhere already."""
        isi = self.bahan.gambar[kunci]
        if kunci in self.dipakai:
            raise NarasiRusak(f"Gambar “{isi.judul}” sudah ditempatkan sebelumnya.")
        self.dipakai.add(kunci)
        return Foto(kunci, isi.judul, isi.alt, isi.sha256, isi.lebar, isi.tinggi, isi.get_absolute_url())

    def pendukung(self, figur: FigurIndikator) -> Isi:
        """The tables, then the pictures of an indikator that the words place nowhere, in their order."""
        tabel = [satu for satu in tabel_milik(figur) if satu.kunci not in self._ditempatkan]
        gambar = [satu for satu in self.bahan.gambar_milik(figur) if satu.kunci not in self._ditempatkan]
        blok = [*(self.tabel(satu.kunci) for satu in tabel), *(self.gambar(satu.kunci) for satu in gambar)]
        return tuple(satu for isi in blok for satu in self._bertanda(isi))

    def _bertanda(self, blok: Blok) -> Isi:
        """The block, after a gap where it is of last year and nobody has saved it since."""
        url = self._tahun_lalu.get(blok.kunci) if isinstance(blok, Tabel | Foto) else None
        return (Celah(f"“{blok.judul}”: {TAHUN_LALU}", url), blok) if url else (blok,)

    @cached_property
    def _tahun_lalu(self) -> dict[str, str]:
        """Tables and pictures of last year that nobody has saved since -> the page on which that is done."""
        bahan = self.bahan
        semua = [
            (satu, alamat_bahan(figur.indikator.pk))
            for figur in bahan.kinerja.indikator
            for satu in (*tabel_milik(figur), *bahan.gambar_milik(figur))
        ]
        gambar = address("reports:gambar", bahan.satker.slug, bahan.tahun)
        semua += [(satu, gambar) for satu in bahan.gambar.values() if satu.indikator_id is None]
        return {satu.kunci: url for satu, url in semua if satu.tahun_lalu}

    @cached_property
    def _ditempatkan(self) -> frozenset[str]:
        """The keys of the tables and pictures that some text places."""
        return ditempatkan(self.bahan.narasi.values())


def alamat_narasi(bahan: BahanLkj, kunci: str) -> str:
    """The page on which a section is written."""
    return address("reports:sunting", bahan.satker.slug, bahan.tahun, kunci)


def alamat_bahan(indikator: int) -> str:
    """The page on which the tables and pictures of an indikator are kept."""
    return address("reports:bahan", indikator)


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
