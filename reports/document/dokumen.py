"""Sections, chapters and the whole, and how one walks through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.document.blok import Blok, Celah
from reports.document.tabel import Orientasi


@dataclass(frozen=True)
class Bagian:
    """A section: key, printed number, title, blocks, sections under it."""

    kunci: str
    judul: str
    blok: tuple[Blok, ...] = ()
    anak: tuple["Bagian", ...] = ()
    nomor: str = ""


@dataclass(frozen=True)
class Bab:
    """A chapter: BAB I-IV, or one Lampiran."""

    kunci: str
    nomor: str
    judul: str
    bagian: tuple[Bagian, ...]
    orientasi: Orientasi = "tegak"

    @property
    def pertama(self) -> bool:
        """Whether the arabic page numbers begin with it."""
        return self.kunci == "bab1"


@dataclass(frozen=True)
class Entri:
    """A line of the lists of tables and pictures."""

    kunci: str
    nomor: str
    judul: str


@dataclass(frozen=True)
class Dokumen:
    """The whole report. `angka` holds every bound figure by key, for the attached data."""

    judul: str
    satker: str
    nama_panjang: str
    tahun: int
    status: str
    tanggal: date | None
    depan: tuple[Bagian, ...]
    bab: tuple[Bab, ...]
    lampiran: tuple[Bab, ...]
    angka: tuple[tuple[str, str], ...] = ()
    daftar_tabel: tuple[Entri, ...] = ()
    daftar_gambar: tuple[Entri, ...] = ()
    disahkan: bool = False
    uji: bool = False

    @property
    def tanggal_berkas(self) -> date:
        """The date its file bears: the report's own, before there is one the last day of the year."""
        return self.tanggal or date(self.tahun, 12, 31)

    @property
    def celah(self) -> tuple[Celah, ...]:
        """Every gap, in order."""
        return tuple(satu for satu in blok_dokumen(self) if isinstance(satu, Celah))


def blok_bagian(bagian: Bagian) -> Iterator[Blok]:
    """The blocks of a section and of those under it, in printing order."""
    yield from bagian.blok
    for satu in bagian.anak:
        yield from blok_bagian(satu)


def blok_dokumen(dokumen: Dokumen) -> Iterator[Blok]:
    """Every block, in printing order."""
    for bagian in bagian_dokumen(dokumen):
        yield from blok_bagian(bagian)


def bagian_dokumen(dokumen: Dokumen) -> Iterator[Bagian]:
    """The sections that stand under no other, in printing order."""
    yield from dokumen.depan
    for bab in (*dokumen.bab, *dokumen.lampiran):
        yield from bab.bagian


def bagian_berkunci(dokumen: Dokumen, kunci: str) -> Bagian | None:
    """The section with a key, those under others included; None: the document has none."""
    for bagian in bagian_dokumen(dokumen):
        for satu in (bagian, *bagian.anak):
            if satu.kunci == kunci:
                return satu
    return None
