"""What of a report is as it was: the very object that it was, with everything that was made of it.

A report is composed anew whenever anything that it is made of changes; most of its sections come out equal
to what they were. An equal one is exchanged for the earlier, so that its HTML, its words as the checker reads
them and what the checker finds in it are not made again. Equality decides and nothing else, so that nothing
stale can be shown.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from functools import cached_property
from types import MethodType
from typing import Any, TypeVar, cast

from reports.document import Bab, Bagian, Dokumen

T = TypeVar("T")
Dibaca = dict[str, Any]
#: Of how many reports the last is kept.
BANYAK = 4


def sekali(
    nilai: object, hal: Hashable, buat: Callable[[], T], berlaku: Callable[[T], bool] = lambda _: True
) -> T:
    """What is made of a frozen value: made once and kept on it, under `hal`.

    berlaku: whether what was made holds still, where more than the value and `hal` decides it.
    """
    dibuat = vars(nilai).setdefault("_dibuat", {})
    if hal not in dibuat or not berlaku(dibuat[hal]):
        dibuat[hal] = buat()
    return dibuat[hal]


class Dibuat:
    """What was made of a value that is put together anew each time, and so is kept beside it."""


class Terbaca:
    """A value as one sees it who makes something of it, noting the parts that are read."""

    def __init__(self, asal: object) -> None:
        self._asal, self.dibaca = asal, cast(Dibaca, {})

    def __getattr__(self, nama: str) -> Any:
        """A field is noted; what the class itself makes of fields is made of those seen here."""
        milik = getattr(type(self._asal), nama, None)
        if isinstance(milik, property):
            return milik.fget(self)  # type: ignore[misc]
        if isinstance(milik, cached_property):
            isi = milik.func(self)
        elif callable(milik):
            isi = MethodType(milik, self)
        else:
            isi = self.dibaca[nama] = getattr(self._asal, nama)
        vars(self)[nama] = isi
        return isi


def dari(pemilik: object, hal: Hashable, asal: object, buat: Callable[[Any], T]) -> T:
    """What is made of a value, kept on `pemilik` with the parts of the value that were read for it.

    It is made again when one of these is another object.
    """

    def buat_terbaca() -> tuple[Dibaca, T]:
        terbaca = Terbaca(asal)
        return terbaca.dibaca, buat(terbaca)

    def berlaku(dibuat: tuple[Dibaca, T]) -> bool:
        return all(getattr(asal, nama) is lama for nama, lama in dibuat[0].items())

    return sekali(pemilik, hal, buat_terbaca, berlaku)[1]


_dulu: OrderedDict[int, dict[type, Any]] = OrderedDict()


def seperti_dulu(laporan: int, kini: T) -> T:
    """A frozen value of a report (by its id), with what equals the last of its kind being that very object.

    Of a document its sections, of anything else its fields.
    """
    isi = _dulu.setdefault(laporan, {})
    _dulu.move_to_end(laporan)
    while len(_dulu) > BANYAK:
        _dulu.popitem(last=False)
    lama = isi.get(type(kini), kini)
    if lama is not kini:
        kini = _dokumen(lama, kini) if isinstance(kini, Dokumen) else _bidang(lama, kini)
    isi[type(kini)] = kini
    return kini


def forget() -> None:
    """Keep nothing."""
    _dulu.clear()


def _dokumen(lama: Dokumen, kini: Dokumen) -> Dokumen:
    return replace(
        kini,
        depan=_bagian(lama.depan, kini.depan),
        bab=_bab(lama.bab, kini.bab),
        lampiran=_bab(lama.lampiran, kini.lampiran),
    )


def _bab(lama: tuple[Bab, ...], kini: tuple[Bab, ...]) -> tuple[Bab, ...]:
    dulu = {satu.kunci: satu.bagian for satu in lama}
    return tuple(replace(satu, bagian=_bagian(dulu.get(satu.kunci, ()), satu.bagian)) for satu in kini)


def _bagian(lama: tuple[Bagian, ...], kini: tuple[Bagian, ...]) -> tuple[Bagian, ...]:
    dulu = {satu.kunci: satu for satu in lama}
    return tuple(_satu(dulu.get(satu.kunci), satu) for satu in kini)


def _satu(lama: Bagian | None, kini: Bagian) -> Bagian:
    if lama is None or lama is kini:
        return kini
    kini = replace(kini, anak=_bagian(lama.anak, kini.anak))
    return lama if lama == kini else kini


def _bidang(lama: Any, kini: Any) -> Any:
    dulu = {satu.name: getattr(lama, satu.name) for satu in fields(kini)}
    return replace(kini, **{nama: isi for nama, isi in dulu.items() if isi == getattr(kini, nama)})
