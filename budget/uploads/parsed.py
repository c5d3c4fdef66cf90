"""What a budget file says, located: lines, amounts, whose file it is. The same shape for all three kinds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import NamedTuple

from budget.states import JenisUnggahan
from importing.book import Sheet
from importing.findings import Finding, Severity


class Tingkat(StrEnum):
    """How deep a line of a file stands; only the first five are stored."""

    TOTAL = "total"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    KRO = "kro"
    RO = "ro"
    KOMPONEN = "komponen"
    SUBKOMPONEN = "subkomponen"
    AKUN = "akun"
    ITEM = "item"


#: From the total down, so that two levels can be compared.
DALAM = {tingkat: ke for ke, tingkat in enumerate(Tingkat)}


class Kolom(StrEnum):
    """The columns that are known by their header; the value is its name in a sentence."""

    KODE = "kode"
    URAIAN = "uraian"
    SATKER = "satker"
    PAGU = "pagu"
    LOCK = "lock pagu"
    LALU = "realisasi periode lalu"
    INI = "realisasi periode ini"
    REALISASI = "realisasi"
    PERSEN = "persentase"
    SISA = "sisa"


#: Columns of whole rupiah; the first two are what is stored.
DISIMPAN = (Kolom.PAGU, Kolom.REALISASI)
RUPIAH = (*DISIMPAN, Kolom.LOCK, Kolom.LALU, Kolom.INI, Kolom.SISA)
ANGKA = frozenset({*RUPIAH, Kolom.PERSEN})


class Cacat(Enum):
    """Why a cell is no amount."""

    KOSONG = auto()
    RUMUS = auto()
    GALAT = auto()
    TANGGAL = auto()
    LOGIKA = auto()
    PERSEN = auto()
    TEKS = auto()
    DUA_BACAAN = auto()
    PECAHAN = auto()


class Angka(NamedTuple):
    """An amount as it stands in the file. A tuple: a file holds very many.

    nilai: rupiah, or percent in the column PERSEN; None when cacat says why it cannot be read.
    bacaan: what it may mean; more than one only for DUA_BACAAN, and for a percentage without a sign.
    strip: it was a lone hyphen, read as 0.
    """

    alamat: str
    terlihat: str = ""
    nilai: int | Decimal | None = None
    cacat: Cacat | None = None
    bacaan: tuple[int | Decimal, ...] = ()
    strip: bool = False

    @property
    def mungkin(self) -> tuple[int | Decimal, ...]:
        """Every value that it may stand for; empty when it cannot be read at all."""
        return self.bacaan if self.nilai is None else (self.nilai,)


@dataclass(frozen=True)
class BarisBerkas:
    """A line of the file. kode: the whole code; induk: index of the line above it in `Isi.baris`.

    In a recap uraian is the name of a satker and kode its code, if there is one.
    """

    nomor: int
    tingkat: Tingkat
    kode: str
    uraian: str
    alamat: str
    angka: dict[Kolom, Angka]
    induk: int | None = None

    def rupiah(self, kolom: Kolom) -> int | None:
        """The amount in a column; None when it is not there or cannot be read."""
        ada = self.angka.get(kolom)
        return int(ada.nilai) if ada is not None and ada.nilai is not None else None


@dataclass(frozen=True, slots=True)
class Tertulis:
    """Something that stands above the table: its value and where."""

    nilai: int | str
    alamat: str
    terlihat: str


@dataclass(frozen=True)
class Identitas:
    """Whose file it is and of when, as far as it says so above the table.

    skala: a remark that amounts are in thousands or millions.
    """

    kode_satker: Tertulis | None = None
    nama_satker: Tertulis | None = None
    tahun: Tertulis | None = None
    bulan: Tertulis | None = None
    revisi: Tertulis | None = None
    skala: Tertulis | None = None


@dataclass(frozen=True)
class Kepala:
    """The header of a table: the rows it takes; per column its first and last letter as numbers."""

    baris: tuple[int, ...]
    kolom: dict[Kolom, tuple[int, int]]
    ganda: tuple[tuple[Kolom, str], ...] = ()

    @cached_property
    def angka(self) -> tuple[tuple[Kolom, int], ...]:
        """The columns of amounts, each with its first letter as a number."""
        return tuple((kolom, kiri) for kolom, (kiri, _) in self.kolom.items() if kolom in ANGKA)

    @property
    def urutan(self) -> tuple[Kolom, ...]:
        """The columns from left to right."""
        return tuple(sorted(self.kolom, key=lambda satu: self.kolom[satu]))


@dataclass(frozen=True)
class Isi:
    """A file, parsed. temuan: what parsing itself found; lain: the other sheets of the workbook."""

    jenis: JenisUnggahan
    lembar: Sheet
    kepala: Kepala
    identitas: Identitas
    baris: tuple[BarisBerkas, ...]
    total: BarisBerkas | None = None
    temuan: tuple[Finding, ...] = ()
    lain: tuple[Sheet, ...] = ()
    anak: dict[int, list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the children of every line."""
        anak: dict[int, list[int]] = {}
        for ke, satu in enumerate(self.baris):
            if satu.induk is not None:
                anak.setdefault(satu.induk, []).append(ke)
        object.__setattr__(self, "anak", anak)

    @property
    def hanya_jumlah(self) -> bool:
        """Whether a satker is known by its total row alone."""
        return not self.baris and self.total is not None

    def daun(self) -> Iterator[BarisBerkas]:
        """The lines whose money is stored: RO, the satker of a recap, or the total where nothing else is."""
        if self.total is not None and not self.baris:
            yield self.total
        for satu in self.baris:
            if satu.tingkat in (Tingkat.RO, Tingkat.TOTAL):
                yield satu

    def semua(self) -> Iterator[BarisBerkas]:
        """Every line, the total last."""
        yield from self.baris
        if self.total is not None:
            yield self.total

    @cached_property
    def janggal(self) -> list[tuple[BarisBerkas, Kolom, Angka]]:
        """The cells that are no plain amount, in their order."""
        return [
            (baris, kolom, angka)
            for baris in self.semua()
            for kolom, angka in baris.angka.items()
            if angka.cacat is not None or angka.strip
        ]

    def temuan_di(
        self, kode: str, berat: Severity, alamat: str, terlihat: str, alasan: str, perbaikan: str
    ) -> Finding:
        """A finding at a cell of the sheet."""
        return Finding(kode, berat, alasan, perbaikan, self.lembar.name, alamat, terlihat[:120])
