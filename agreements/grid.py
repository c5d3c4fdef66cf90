"""A grid of typed texts, one indikator a row: read strictly, pasted from a spreadsheet, never lost."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeAlias, TypeVar

from agreements.models import Indikator
from importing.pasted import TERPOTONG, pasted_rows
from kinerja.angka import AngkaTidakSah
from ui.number_field import baca_angka

TEKS_MAKSIMUM = 20_000
Teks: TypeAlias = tuple[str, ...]
#: Why an indikator has no field in a part of a grid, as a sentence, by its number.
TanpaIsian: TypeAlias = Mapping[str, str]
Kunci = TypeVar("Kunci", bound=Hashable)


def salah_angka(teks: str, *, negatif: bool = False) -> str:
    """What is wrong with a typed figure, as a sentence; empty for a good one and for none."""
    try:
        baca_angka(teks, negatif=negatif)
    except AngkaTidakSah as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class Lajur:
    """A column: its name, what is wrong with a text in it; `sebutan`: how it is spoken of, else its name."""

    judul: str
    salah: Callable[[str], str] = salah_angka
    angka: bool = True
    sebutan: str = ""

    def __str__(self) -> str:
        return self.sebutan or self.judul.lower()


@dataclass(frozen=True)
class BarisKetikan:
    """One row: the texts in its fields, those that were stored when the page was opened, the errors.

    galat: a sentence for each column, empty for a good text. tersimpan: after a clash, what is stored now.
    """

    indikator: Indikator
    teks: Teks
    lama: Teks
    galat: Teks = ()
    tersimpan: Teks = ()

    LAJUR: ClassVar[tuple[Lajur, ...]] = ()

    @property
    def berubah(self) -> bool:
        """Whether the person changed something in it."""
        return self.teks != self.lama

    @property
    def kunci(self) -> Hashable:
        """What it is saved under, among the rows of its grid."""
        return self.indikator.pk

    @property
    def kelompok(self) -> str:
        """The part of the grid that it stands in, where one indikator has several rows."""
        return ""

    @property
    def sebutan(self) -> str:
        """How it is spoken of."""
        return f"Indikator {self.indikator.nomor}"

    def name(self, ke: int, awalan: str = "t") -> str:
        """The name of a field, from 1: `t-12-3` what is typed, `lama-12-3` what was stored on opening."""
        return "-".join(filter(None, (awalan, str(self.indikator.pk), self.kelompok, str(ke))))

    def names(self, awalan: str = "t") -> list[str]:
        """The names of its fields."""
        return [self.name(ke, awalan) for ke, _ in enumerate(self.LAJUR, start=1)]

    def read(self, teks: Teks) -> Self:
        """The row with these texts and what is wrong with them."""
        return replace(self, teks=teks, galat=self.wrong(teks))

    def wrong(self, teks: Teks) -> Teks:
        """What is wrong with texts, column by column."""
        return tuple(lajur.salah(satu) for lajur, satu in zip(self.LAJUR, teks, strict=True))


Baris = TypeVar("Baris", bound=BarisKetikan)


class KisiBentrok(Exception):
    """Somebody else changed rows meanwhile; `terkini`: by the key of a row, what is stored now, as typed."""

    def __init__(self, terkini: Mapping[Hashable, Teks]) -> None:
        """Keep what is stored, so that the page can show both."""
        self.terkini = dict(terkini)
        super().__init__("Isian ini sudah diubah oleh orang lain sejak Anda membukanya.")


@dataclass(frozen=True)
class BarisTempel:
    """One pasted row: its number in the text, the indikator it names, its texts, what is wrong."""

    nomor: int
    indikator: Indikator | None
    teks: Teks
    masalah: Teks = ()
    utuh: bool = True


@dataclass(frozen=True)
class Tempelan:
    """A pasted text, read for the preview; a wrong number may come into the grid, it is shown there."""

    baris: tuple[BarisTempel, ...]

    @property
    def dapat_dipakai(self) -> bool:
        return any(satu.indikator for satu in self.baris) and all(satu.utuh for satu in self.baris)


def sent_rows(baris: Sequence[Baris], data: Mapping[str, str]) -> list[Baris]:
    """The grid as it was sent, every text kept, every error at once."""
    return [
        replace(satu, lama=tuple(data.get(nama, "") for nama in satu.names("lama"))).read(
            tuple(_plain(data.get(nama, "")) for nama in satu.names())
        )
        for satu in baris
    ]


def _plain(teks: str) -> str:
    """A text as it is kept: without blanks around it, and without NUL, which PostgreSQL refuses."""
    return teks.replace("\x00", "").strip()


def refuse_clash(kini: Mapping[Kunci, Teks], lama: Mapping[Kunci, Teks]) -> None:
    """KisiBentrok with the rows that read otherwise (`kini`) than the person saw them (`lama`)."""
    if bentrok := {kunci: teks for kunci, teks in kini.items() if teks != lama[kunci]}:
        raise KisiBentrok(bentrok)


def clashed(baris: Sequence[Baris], error: KisiBentrok) -> list[Baris]:
    """Rows that clashed are based on what is stored now; the text that was typed stays."""
    return [
        satu if (kini := error.terkini.get(satu.kunci)) is None else replace(satu, lama=kini, tersimpan=kini)
        for satu in baris
    ]


def pasted(
    teks: str, baris: Sequence[BarisKetikan], kelompok: str = "", tanpa: TanpaIsian | None = None
) -> Tempelan:
    """Rows of a spreadsheet: number of the indikator, its name or not, the columns; no heading.

    kelompok: the part of the grid that they are for. tanpa: whose rows are named as left out.
    """
    menurut = {str(satu.indikator.nomor): satu for satu in baris if satu.kelompok == kelompok}
    lajur = baris[0].LAJUR if baris else ()
    isi = [(nomor, sel) for nomor, sel in pasted_rows(teks, TEKS_MAKSIMUM) if sel[0].isdecimal() or nomor > 1]
    bernama = any(_has_name(sel, menurut, len(lajur)) for _, sel in isi)
    hasil = [_pasted_row(nomor, sel, menurut, lajur, tanpa or {}, bernama=bernama) for nomor, sel in isi]
    ganda = {satu.indikator for satu in hasil if satu.indikator} if len(hasil) > 1 else set()
    for ke, satu in enumerate(hasil):
        if satu.indikator in ganda:
            ganda.discard(satu.indikator)
        elif satu.indikator is not None and len(hasil) > 1:
            hasil[ke] = replace(satu, masalah=("Nomor ini sudah ada di atas.",), utuh=False)
    if len(teks) > TEKS_MAKSIMUM and hasil:
        hasil[-1] = replace(hasil[-1], masalah=(TERPOTONG,), utuh=False)
    return Tempelan(tuple(hasil))


def apply(baris: Sequence[Baris], tempelan: Tempelan, kelompok: str = "") -> list[Baris]:
    """The grid with the pasted texts in the rows that they name, within one part of it."""
    baru = {satu.indikator.pk: satu.teks for satu in tempelan.baris if satu.indikator}
    return [
        satu.read(baru[satu.indikator.pk])
        if satu.kelompok == kelompok and satu.indikator.pk in baru
        else satu.read(satu.teks)
        for satu in baris
    ]


def _has_name(sel: Sequence[str], menurut: Mapping[str, BarisKetikan], banyak: int) -> bool:
    """Whether the second cell names the indikator; a figure with a slip in it is no name.

    A wrong answer would move every figure one column on: a cell too many tells it, or the very words.
    """
    if len(sel) > 1 + banyak:
        return sel[1][:1].isalpha()
    baris = menurut.get(sel[0])
    return baris is not None and " ".join(baris.indikator.nama.split()) in sel[1:2]


def _pasted_row(
    nomor: int,
    sel: list[str],
    menurut: Mapping[str, BarisKetikan],
    lajur: Sequence[Lajur],
    tanpa: TanpaIsian,
    *,
    bernama: bool,
) -> BarisTempel:
    awal = 2 if bernama else 1
    lebar = awal + len(lajur)
    teks = tuple((sel[awal:] + [""] * len(lajur))[: len(lajur)])
    baris = menurut.get(sel[0])
    if baris is None:
        sebab = f"Tidak ada indikator nomor {sel[0]}."
        if sel[0] in tanpa:
            sebab = f"Tidak ada isian untuk indikator nomor {sel[0]}. {tanpa[sel[0]]} Baris ini dilewati."
        return BarisTempel(nomor, None, teks, (sebab,), utuh=sel[0] in tanpa)
    if len(sel) > lebar:
        kurang = f"Berisi {len(sel)} kolom; paling banyak {lebar}."
        return BarisTempel(nomor, baris.indikator, teks, (kurang,), utuh=False)
    return BarisTempel(nomor, baris.indikator, teks, tuple(filter(None, baris.wrong(teks))))
