"""Rows pasted from a spreadsheet: read for a preview, applied to the grid of components only when asked."""

from dataclasses import dataclass, replace

from importing.pasted import TERPOTONG, pasted_rows
from measurements.forms import BARIS_MAKSIMUM, KOLOM, TEKS_MAKSIMUM, BarisKomponen, baca_komponen


class TempelanDitolak(ValueError):
    """Pasted rows that do not come into the grid; the message says why."""


@dataclass(frozen=True)
class BarisTempel:
    """One pasted row: its number in the text, the cells, what is wrong with it; a heading is left out."""

    nomor: int
    baris: BarisKomponen
    masalah: tuple[str, ...] = ()
    judul: bool = False
    utuh: bool = True


@dataclass(frozen=True)
class Tempelan:
    """A pasted text, read for the preview; it can be applied when every row has three columns."""

    baris: tuple[BarisTempel, ...]

    @property
    def dipakai(self) -> tuple[BarisKomponen, ...]:
        """The rows that would come into the grid."""
        return tuple(satu.baris for satu in self.baris if not satu.judul)

    @property
    def dapat_dipakai(self) -> bool:
        """Whether the rows can come into the grid; a wrong number may, it is shown there with its error."""
        return 0 < len(self.dipakai) <= BARIS_MAKSIMUM and all(satu.utuh for satu in self.baris)

    @property
    def bermasalah(self) -> int:
        """How many rows have something wrong."""
        return sum(bool(satu.masalah) for satu in self.baris)


def baca_tempel(teks: str) -> Tempelan:
    """Rows of a spreadsheet: name, pembilang, penyebut, parted by tabs; blank rows do not count."""
    baris: list[BarisTempel] = []
    for nomor, isi in pasted_rows(teks, TEKS_MAKSIMUM):
        baris.append(_baris_tempel(nomor, isi, pertama=not baris))
    if len(teks) > TEKS_MAKSIMUM and baris:
        baris[-1] = replace(baris[-1], masalah=(TERPOTONG,), utuh=False)
    return Tempelan(tuple(baris))


def sambung(lama: tuple[BarisKomponen, ...], tempelan: Tempelan) -> tuple[BarisKomponen, ...]:
    """The pasted rows under those that are there. TempelanDitolak: they would be more than a grid holds."""
    terisi = tuple(satu for satu in lama if not satu.kosong)
    if sum(satu.dipakai for satu in terisi) + len(tempelan.dipakai) > BARIS_MAKSIMUM:
        raise TempelanDitolak(
            f"Tempelan belum ditambahkan: komponen paling banyak {BARIS_MAKSIMUM} baris, sedangkan sudah ada "
            f"{len(terisi)} baris dan tempelan berisi {len(tempelan.dipakai)} baris."
        )
    return (*terisi, *tempelan.dipakai)


def _baris_tempel(nomor: int, isi: list[str], *, pertama: bool) -> BarisTempel:
    if len(isi) != len(KOLOM):
        masalah = f"Berisi {len(isi)} kolom; diperlukan 3: nama, pembilang, penyebut."
        return BarisTempel(nomor, BarisKomponen(*(isi + [""] * 3)[:3]), (masalah,), utuh=False)
    baris = BarisKomponen(*isi)
    if pertama and not any(huruf.isdigit() for huruf in baris.pembilang + baris.penyebut):
        return BarisTempel(nomor, baris, judul=True)
    galat: dict[str, str] = {}
    baca_komponen((baris,), galat)
    return BarisTempel(nomor, baris, tuple(galat.values()))
