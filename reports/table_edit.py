"""What the buttons of the grid do to its rows and columns, and how each is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from reports.table_paste import baca_tempel, ganti, halangan_sambung, sambung
from reports.table_sheet import BARIS_MAKSIMUM, KOLOM_MAKSIMUM, KolomKetik, LembarTabel

URUNG_MAKSIMUM = 20


@dataclass(frozen=True)
class Ketikan:
    """The table as typed now, what it was before each change, and what was taken back; the nearest last."""

    kini: LembarTabel
    urung: tuple[LembarTabel, ...] = ()
    ulang: tuple[LembarTabel, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a draft."""
        return {
            "kini": self.kini.as_json(),
            "urung": [satu.as_json() for satu in self.urung],
            "ulang": [satu.as_json() for satu in self.ulang],
        }

    @classmethod
    def from_json(cls, isi: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        urung, ulang = (tuple(map(LembarTabel.from_json, isi[nama])) for nama in ("urung", "ulang"))
        return cls(LembarTabel.from_json(isi["kini"]), urung, ulang)


class TombolTidakDikenal(LookupError):
    """The grid has no such button."""


def tekan(ketikan: Ketikan, aksi: str) -> Ketikan:
    """What a button makes of the table; what cannot be done changes nothing. TombolTidakDikenal."""
    kini, urung, ulang = ketikan.kini, ketikan.urung, ketikan.ulang
    if aksi == "urung":
        return Ketikan(urung[-1], urung[:-1], (*ulang, kini)) if urung else ketikan
    if aksi == "ulang":
        return Ketikan(ulang[-1], (*urung, kini), ulang[:-1]) if ulang else ketikan
    if aksi == "cuplik":
        return ketikan
    if aksi == "batal-tempel":
        return replace(ketikan, kini=replace(kini, tempel=""))
    baru = _tempel(kini, aksi) if aksi in ("ganti", "sambung") else ubah(kini, aksi)
    if baru == kini:
        return ketikan
    return Ketikan(baru, (*urung, replace(kini, tempel=""))[-URUNG_MAKSIMUM:])


def _tempel(lembar: LembarTabel, aksi: str) -> LembarTabel:
    """The pasted table in the grid, where nothing forbids it: the page says what does."""
    tempelan = baca_tempel(lembar.tempel)
    if aksi == "ganti":
        return lembar if tempelan.halangan else ganti(lembar, tempelan)
    return lembar if halangan_sambung(lembar, tempelan) else sambung(lembar, tempelan)


def ubah(lembar: LembarTabel, aksi: str) -> LembarTabel:
    """Rows and columns added, moved and removed. TombolTidakDikenal."""
    nama, _, nomor = aksi.partition(":")
    if nama not in UBAH or (nomor and not (nomor.isdecimal() and len(nomor) < 4)):
        raise TombolTidakDikenal(aksi)
    return UBAH[nama](lembar, int(nomor or 0))


def _tambah_baris(lembar: LembarTabel, _: int) -> LembarTabel:
    baru = min(5, BARIS_MAKSIMUM - len(lembar.baris))
    return replace(lembar, baris=(*lembar.baris, *[("",) * len(lembar.kolom)] * baru))


def _hapus_baris(lembar: LembarTabel, ke: int) -> LembarTabel:
    return replace(lembar, baris=(*lembar.baris[:ke], *lembar.baris[ke + 1 :]))


def _naik(lembar: LembarTabel, ke: int) -> LembarTabel:
    return replace(lembar, baris=_tukar(lembar.baris, ke))


def _tambah_kolom(lembar: LembarTabel, _: int) -> LembarTabel:
    if len(lembar.kolom) >= KOLOM_MAKSIMUM:
        return lembar
    dipakai = {satu.kunci for satu in lembar.kolom}
    kunci = next(f"k{ke}" for ke in range(1, KOLOM_MAKSIMUM + 2) if f"k{ke}" not in dipakai)
    kolom = (*lembar.kolom, KolomKetik(kunci))
    return replace(lembar, kolom=kolom, baris=tuple((*isi, "") for isi in lembar.baris))


def _hapus_kolom(lembar: LembarTabel, ke: int) -> LembarTabel:
    return _kolom_baru(lembar, lambda isi: (*isi[:ke], *isi[ke + 1 :]))


def _kiri(lembar: LembarTabel, ke: int) -> LembarTabel:
    return _kolom_baru(lembar, lambda isi: _tukar(isi, ke))


def _kolom_baru(lembar: LembarTabel, atur: Callable[[tuple], tuple]) -> LembarTabel:
    return replace(lembar, kolom=atur(lembar.kolom), baris=tuple(map(atur, lembar.baris)))


def _tukar(isi: tuple, ke: int) -> tuple:
    """With the item at a place before the one that stood there before it."""
    if not 0 < ke < len(isi):
        return isi
    return (*isi[: ke - 1], isi[ke], isi[ke - 1], *isi[ke + 1 :])


UBAH: dict[str, Callable[[LembarTabel, int], LembarTabel]] = {
    "tambah-baris": _tambah_baris,
    "hapus-baris": _hapus_baris,
    "naik-baris": _naik,
    "tambah-kolom": _tambah_kolom,
    "hapus-kolom": _hapus_kolom,
    "kiri-kolom": _kiri,
}
