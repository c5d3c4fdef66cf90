"""The tabs of one person: what a tab knows of the draft that it goes on with, and in which order it wrote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from measurements.models import DrafDasar

NAMA_TAB = re.compile(r"[A-Za-z0-9-]{1,36}")


class Tersimpan(Protocol):
    """A row that names the post of the browser that brought it."""

    tab: str
    ke: int


@dataclass(frozen=True)
class Tanda:
    """The draft a tab last saw (`DrafDasar.tanda`), by what names it writes, and whether it takes over.

    tab: its own name first, then that of the page whose text it restored. A form without a name comes from a
    browser without JavaScript, which saves no drafts by itself: it is never held up. ke: its place among the
    posts of its page, in the order of sending.
    """

    draf: str = ""
    tab: tuple[str, ...] = ()
    ambil: bool = False
    ke: int = 0

    def kenal(self, draf: DrafDasar | None) -> bool:
        """Whether nothing of another tab's is lost when this one writes over a draft."""
        if draf is None or self.ambil or not self.tab:
            return True
        return draf.tanda == self.draf or draf.tab in self.tab

    def terlampaui(self, tersimpan: Tersimpan | None) -> bool:
        """Whether the page has saved after it sent this: its text is older than what is stored."""
        return (
            bool(self.nama)
            and tersimpan is not None
            and tersimpan.tab == self.nama
            and tersimpan.ke > self.ke
        )

    @property
    def nama(self) -> str:
        """The tab's own name; empty without JavaScript."""
        return self.tab[0] if self.tab else ""


#: A form of which no tab is known.
TANPA_TAB = Tanda()


def tanda_kiriman(data: Mapping[str, str]) -> Tanda:
    """What a submitted form says of its tab; a name that is none is not read."""
    nama = [satu for satu in data.get("tab", "").split(" ") if NAMA_TAB.fullmatch(satu)]
    ke = data.get("ke", "")
    return Tanda(
        data.get("draf", ""),
        tuple(nama[:2]),
        bool(data.get("ambil")),
        int(ke) if ke.isdecimal() and len(ke) < 10 else 0,
    )
