"""What of a report is as it was: the very object that it was, with everything that was made of it.

A report is composed anew whenever anything that it is made of changes; most of its sections come out equal
to what they were. An equal one is exchanged for the earlier, so that its HTML, its words as the checker reads
them and what the checker finds in it are not made again. Equality decides and nothing else, so that nothing
stale can be shown.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from typing import Any, TypeVar

from reports.document import Bab, Bagian, Dokumen

T = TypeVar("T")
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
