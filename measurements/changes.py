"""What an event of the trail changed: old and new, figures apart from words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from accounts.models import Jejak
from accounts.trail import history, subject_key
from kinerja.angka import format_angka
from kinerja.periode import Triwulan
from measurements.forms import LABEL
from measurements.models import Realisasi

ANGKA = ("target", "realisasi", "capaian", "nilai", "pembilang", "penyebut")
#: Shown at once; the other fields are words, which may be long.
MASUKAN = (*ANGKA, "predikat", "komponen", "alasan_tidak_diukur", "sumber")
KATA = ("keterangan", "catatan", "penyebab", "upaya", "hambatan", "rekomendasi")


@dataclass(frozen=True)
class Perubahan:
    """One field, before and after; empty for nothing."""

    label: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Peristiwa:
    """One event with what it changed; `triwulan`: of which quarter, where several are told together."""

    jejak: Jejak
    triwulan: str
    masukan: tuple[Perubahan, ...]
    kata: tuple[Perubahan, ...]


def riwayat(*subjek: models.Model, hal: str = "") -> list[Peristiwa]:
    """The events of objects, newest first, in one query; `hal`: only those whose name begins so."""
    triwulan = {
        subject_key(satu): str(Triwulan(satu.triwulan)) for satu in subjek if isinstance(satu, Realisasi)
    }
    if len(triwulan) == 1:
        triwulan = {}
    return [
        Peristiwa(satu, triwulan.get(satu.objek, ""), *_perubahan(satu))
        for satu in history(*subjek).filter(peristiwa__startswith=hal).select_related("satker")
    ]


def _perubahan(jejak: Jejak) -> tuple[tuple[Perubahan, ...], tuple[Perubahan, ...]]:
    """What changed among the inputs, and among the words."""
    lama, baru = jejak.data.get("lama"), jejak.data.get("baru")
    if isinstance(baru, dict):
        return tuple(_beda(MASUKAN, lama or {}, baru)), tuple(_beda(KATA, lama or {}, baru))
    if "baru" in jejak.data:
        return (Perubahan(f"Nilai {jejak.satker}", lama or "", baru or ""),), ()
    return (), ()


def _beda(bidang: tuple[str, ...], lama: Mapping[str, Any], baru: Mapping[str, Any]) -> Iterator[Perubahan]:
    for nama in bidang:
        sebelum, sesudah = _teks(nama, lama.get(nama)), _teks(nama, baru.get(nama))
        if sebelum != sesudah:
            yield Perubahan(LABEL[nama], sebelum, sesudah)


def _teks(nama: str, isi: Any) -> str:
    """What the trail keeps of a field, as it is read: figures are kept as text with a point."""
    if not isi:
        return ""
    if nama == "komponen":
        return "; ".join(
            f"{satu['nama']} {_angka(satu['pembilang'])} ÷ {_angka(satu['penyebut'])}" for satu in isi
        )
    return _angka(isi) if nama in ANGKA else isi


def _angka(teks: str) -> str:
    return format_angka(Decimal(teks), None)
