"""A finding of the checker: what contradicts what, where it stands, how grave it is."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, Self

from importing.findings import Severity

#: Most grave first: the order in which findings are told.
URUTAN = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
PANJANG_KUTIPAN = 160
#: NIP and NIK; telephone numbers and mail addresses.
NOMOR_INDUK = re.compile(r"(?<!\d)(?:\d{16,18}|\d{8}\s\d{6}\s\d\s\d{3})(?!\d)")
KONTAK = re.compile(
    r"(?<!\d)(?:\+62\s?|0)8\d{2}[\s-]?\d{3,4}[\s-]?\d{3,5}(?!\d)|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
)


@dataclass(frozen=True)
class Temuan:
    """One thing in the report that contradicts the data or itself.

    bagian: key of the document's section. tempat: the same in words, with the paragraph or the cell.
    kutipan: what stands around it. ada, seharusnya: the value that was found and the one expected, as they
    print; empty where there is none. url: the page on which it is mended; empty: the words of its section.
    """

    kode: str
    tingkat: Severity
    kalimat: str
    bagian: str
    tempat: str
    kutipan: str = ""
    ada: str = ""
    seharusnya: str = ""
    url: str = ""

    @property
    def sidik(self) -> str:
        """What a reason is stored under.

        Of what contradicts what, not of the paragraph's number or our own words: a reason outlives text that
        is written above it, and is void as soon as the sentence or one of the two values changes.
        """
        isi = "\x1f".join((self.kode, self.bagian, self.kutipan, self.ada, self.seharusnya))
        return sha256(isi.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """For the command and for keeping."""
        return asdict(self) | {"tingkat": self.tingkat.value}

    @classmethod
    def from_json(cls, isi: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(**{**isi, "tingkat": Severity(isi["tingkat"])})

    @property
    def sebutan(self) -> str:
        """What `seharusnya` is: another value than the one found, or what is not there at all."""
        return "Menurut data" if self.ada else "Diperlukan"

    @property
    def kutipan_pendek(self) -> str:
        """The quotation, cut at a word where it is long."""
        if len(self.kutipan) <= PANJANG_KUTIPAN:
            return self.kutipan
        return self.kutipan[:PANJANG_KUTIPAN].rsplit(" ", 1)[0] + " …"

    def tersamar(self) -> Self:
        """The same with personal data masked in its quotation."""
        kutipan = _tersamar(self.kutipan)
        return self if kutipan == self.kutipan else replace(self, kutipan=kutipan)


def samarkan(teks: str) -> str:
    """Personal data of which only the first two signs can be read."""
    return teks[:2] + re.sub(r"\w", "•", teks[2:])


@lru_cache(maxsize=1_000)
def _tersamar(teks: str) -> str:
    """Kept, for the findings of one sentence quote the same."""
    return KONTAK.sub(_samar, NOMOR_INDUK.sub(_samar, teks))


def _samar(cocok: re.Match[str]) -> str:
    return samarkan(cocok[0])


def menurut_tingkat(temuan: Iterable[Temuan], tingkat: Severity) -> list[Temuan]:
    """Those of one gravity, in their order."""
    return [satu for satu in temuan if satu.tingkat is tingkat]
