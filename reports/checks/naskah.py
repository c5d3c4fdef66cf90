"""The document as the checker reads it: pieces of text that know which parts are bound, tables, places."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from reports.bab3 import AWALAN_ANALISIS
from reports.checks.ketikan import AngkaKetik, baca_ketikan
from reports.document import (
    Angka,
    Bab,
    BaganOrganisasi,
    Bagian,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Gambar,
    Identitas,
    Kalimat,
    Kotak,
    Paragraf,
    Subjudul,
    Tabel,
    TandaTangan,
)
from reports.unchanged import sekali

#: Kinds of text that a person wrote as prose; the others are titles, cells and names.
PROSA = ("paragraf", "butir")


@dataclass(frozen=True)
class Potongan:
    """One piece of text as it prints. `terikat`: the parts that are bound to the data, as (start, end).

    url: where it is written; empty for the words of its section.
    """

    bagian: str
    tempat: str
    jenis: str
    teks: str
    terikat: tuple[tuple[int, int], ...] = ()
    url: str = ""

    @cached_property
    def angka(self) -> tuple[AngkaKetik, ...]:
        """The numbers in it, typed and bound."""
        return baca_ketikan(self.teks, self.terikat)

    def angka_di(self, awal: int, akhir: int) -> tuple[AngkaKetik, ...]:
        """The numbers that begin in [awal, akhir)."""
        dari, sampai = (bisect_left(self.angka, batas, key=attrgetter("awal")) for batas in (awal, akhir))
        return self.angka[dari:sampai]

    def mengikat(self, awal: int, akhir: int) -> bool:
        """Whether some of a part of the text is bound to the data."""
        return any(mulai < akhir and awal < selesai for mulai, selesai in self.terikat)

    @cached_property
    def ketikan(self) -> tuple[AngkaKetik, ...]:
        """The numbers that somebody typed."""
        return tuple(satu for satu in self.angka if not satu.terikat)


@dataclass(frozen=True)
class TabelNaskah:
    """A table with its place; a cell is typed unless it is bound to the data."""

    bagian: str
    tempat: str
    url: str
    tabel: Tabel


@dataclass(frozen=True)
class BagianNaskah:
    """One section without those under it; `berisi`: something of it prints besides heading and signature."""

    kunci: str
    nama: str
    potongan: tuple[Potongan, ...]
    tabel: tuple[TabelNaskah, ...]
    celah: tuple[Celah, ...] = ()
    berisi: bool = True

    @cached_property
    def prosa(self) -> tuple[Potongan, ...]:
        """Paragraphs and items of lists."""
        return tuple(satu for satu in self.potongan if satu.jenis in PROSA)


def baca_naskah(dokumen: Dokumen, indikator: dict[str, str]) -> tuple[BagianNaskah, ...]:
    """Every section of a document, in printing order.

    indikator: name -> page, for words that are written with an indikator and not in the section itself.
    """
    return tuple(_sekali(bagian, nama, indikator) for bagian, nama in _bagian(dokumen))


def nama_bagian(dokumen: Dokumen) -> dict[str, str]:
    """Key of a section -> its number and title as a reader would say it."""
    return {bagian.kunci: f"{nama} {bagian.judul}".strip() for bagian, nama in _bagian(dokumen)}


def _bagian(dokumen: Dokumen) -> Iterator[tuple[Bagian, str]]:
    """Every section with the place it has in words, such as `BAB III B.3`."""
    for satu in dokumen.depan:
        yield satu, ""
    for bab in (*dokumen.bab, *dokumen.lampiran):
        yield from _bawah(bab, bab.bagian, "")


def _bawah(bab: Bab, bagian: tuple[Bagian, ...], awalan: str) -> Iterator[tuple[Bagian, str]]:
    for satu in bagian:
        nomor = f"{awalan}{satu.nomor}"
        yield satu, f"{bab.nomor} {nomor.rstrip('.')}".strip()
        yield from _bawah(bab, satu.anak, nomor)


def _sekali(bagian: Bagian, nama: str, indikator: dict[str, str]) -> BagianNaskah:
    """A section read once, as long as it stands at the same place and the indikator have the same pages."""
    dari = (nama, indikator)
    return sekali(bagian, "naskah", lambda: (dari, _baca(bagian, *dari)), lambda isi: isi[0] == dari)[1]


def _baca(bagian: Bagian, nama: str, indikator: dict[str, str]) -> BagianNaskah:
    pembaca = _Pembaca(bagian.kunci, nama or bagian.judul, indikator)
    for blok in bagian.blok:
        pembaca.baca(blok)
    celah = tuple(satu for satu in bagian.blok if isinstance(satu, Celah))
    berisi = any(not isinstance(satu, Celah | TandaTangan) for satu in bagian.blok)
    return BagianNaskah(
        bagian.kunci, pembaca.nama, tuple(pembaca.potongan), tuple(pembaca.tabel), celah, berisi
    )


class _Pembaca:
    """Reads the blocks of one section and counts its paragraphs."""

    def __init__(self, bagian: str, nama: str, indikator: dict[str, str]) -> None:
        self.bagian, self.nama, self.indikator = bagian, nama, indikator
        self.url = ""
        self.potongan: list[Potongan] = []
        self.tabel: list[TabelNaskah] = []
        self._paragraf = 0

    def baca(self, blok: Blok) -> None:
        match blok:
            case Paragraf():
                self._paragraf += 1
                self._potong("paragraf", f"paragraf {self._paragraf}", blok.isi)
            case Subjudul():
                self._pindah(blok)
                self._potong("subjudul", "subjudul", blok.isi)
            case Daftar():
                for ke, butir in enumerate(blok.butir, start=1):
                    self._potong("butir", f"butir {ke} setelah paragraf {self._paragraf}", butir)
            case Tabel():
                self._tabel(blok)
            case Gambar() | BaganOrganisasi():
                self._kata("judul", f"judul {blok.nomor}", blok.judul)
                if isinstance(blok, BaganOrganisasi):
                    self._bagan(blok.akar)
            case Identitas():
                for nama, isi in blok.pasangan:
                    self._kata("nama", "identitas", f"{nama} {isi}")
            case TandaTangan():
                for satu in blok.penanda:
                    self._kata("nama", "tanda tangan", f"{satu.sebutan} {satu.nama}")

    def _pindah(self, blok: Subjudul) -> None:
        """From here on the words are those written with an indikator."""
        judul, _ = _teks(blok.isi)
        if judul.startswith(AWALAN_ANALISIS):
            self.url = self.indikator.get(judul.removeprefix(AWALAN_ANALISIS), self.url)

    def _tabel(self, tabel: Tabel) -> None:
        tempat = f"{self.nama}, {tabel.nomor or tabel.judul}"
        url = tabel.url or self.url
        if tabel.bernomor:
            self._kata("judul", f"judul {tabel.nomor}", tabel.judul, url)
        for ke, baris in enumerate(tabel.baris, start=1):
            for sel in baris.sel:
                if sel.baris and sel.isi:
                    self._potong("sel", f"{tabel.nomor or tabel.judul}, baris {ke}", sel.isi, url)
        self.tabel.append(TabelNaskah(self.bagian, tempat, url, tabel))

    def _bagan(self, kotak: Kotak) -> None:
        self._kata("nama", "bagan", f"{kotak.nama} {kotak.keterangan}")
        for satu in kotak.anak:
            self._bagan(satu)

    def _kata(self, jenis: str, tempat: str, teks: str, url: str = "") -> None:
        self._simpan(jenis, tempat, teks, (), url)

    def _potong(self, jenis: str, tempat: str, isi: Kalimat, url: str = "") -> None:
        self._simpan(jenis, tempat, *_teks(isi), url)

    def _simpan(
        self, jenis: str, tempat: str, teks: str, terikat: tuple[tuple[int, int], ...], url: str
    ) -> None:
        if teks.strip():
            lengkap = f"{self.nama}, {tempat}"
            self.potongan.append(Potongan(self.bagian, lengkap, jenis, teks, terikat, url or self.url))


def _teks(isi: Kalimat) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of inline content and where in it the bound parts are."""
    teks, terikat = "", []
    for satu in isi:
        if isinstance(satu, Angka) or satu.jenis == "rujukan":
            terikat.append((len(teks), len(teks) + len(satu.isi)))
        teks += satu.isi
    return teks, tuple(terikat)
