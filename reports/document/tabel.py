"""Tables: columns, rows, cells."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from reports.document.kalimat import BlokDasar, Kalimat

Rata = Literal["kiri", "kanan", "tengah", "kode"]
Orientasi = Literal["tegak", "mendatar"]


@dataclass(frozen=True)
class Kolom:
    """A column of a table: head, alignment, width in percent of the table (the widths add up to 100)."""

    judul: str
    rata: Rata = "kiri"
    lebar: float = 0

    @property
    def lebar_persen(self) -> str:
        """The width as HTML writes it."""
        return f"{self.lebar:g}%"


@dataclass(frozen=True)
class Sel:
    """A cell: its inline content, and over how many rows it reaches (0: covered by the one above)."""

    isi: Kalimat
    baris: int = 1
    redup: bool = False


@dataclass(frozen=True)
class Baris:
    """A row; `gaya` is "", "kelompok", "induk" or "jumlah"; `takuk` indents the first text cell."""

    sel: tuple[Sel, ...]
    gaya: str = ""
    takuk: int = 0

    @property
    def kelas(self) -> str:
        """Its style and indentation as CSS classes."""
        return " ".join([self.gaya, f"takuk-{self.takuk}" if self.takuk else ""]).strip()


@dataclass(frozen=True)
class Tabel(BlokDasar):
    """A numbered table with a caption, repeated heads and, where the data has one, a total row.

    `url`: the page its cells come from, where they do not lead there one by one.
    """

    kunci: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    orientasi: Orientasi = "tegak"
    sumber: str = ""
    catatan: Kalimat = ()
    bernomor: bool = True
    url: str = ""
    nomor: str = ""
    templat: ClassVar[str] = "tabel"

    @property
    def kelompok(self) -> tuple[tuple[Baris, ...], ...]:
        """Rows that must not be parted by a page: those that share a cell over several rows."""
        if all(sel.baris == 1 for baris in self.baris for sel in baris.sel):
            return (self.baris,)
        hasil: list[list[Baris]] = []
        for baris in self.baris:
            if not hasil or all(sel.baris for sel in baris.sel):
                hasil.append([])
            hasil[-1].append(baris)
        return tuple(tuple(satu) for satu in hasil)

    @property
    def utuh(self) -> bool:
        """Whether some cell spans rows, so that each group is kept on one page."""
        return len(self.kelompok) > 1
