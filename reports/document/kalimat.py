"""Inline content: words, bound figures, references; and what every block has."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Teks:
    """Words as a person wrote them; `gaya` is "", "em" or "strong"."""

    isi: str
    gaya: str = ""
    jenis: str = "teks"


@dataclass(frozen=True)
class Angka:
    """A bound figure: its key, how it prints, where it comes from."""

    kunci: str
    isi: str
    url: str = ""
    asal: str = ""
    gaya: str = ""
    jenis: str = "angka"


@dataclass(frozen=True)
class Rujukan:
    """A reference to a numbered table or picture, such as "Tabel 3.1"."""

    sasaran: str
    isi: str = ""
    gaya: str = ""
    jenis: str = "rujukan"


Inline = Teks | Angka | Rujukan
Kalimat = tuple[Inline, ...]


class BlokDasar:
    """What every block has: the template that draws it."""

    templat: ClassVar[str]

    @property
    def berkas(self) -> str:
        """The path of its template."""
        return f"reports/lkj/blok/{self.templat}.html"
