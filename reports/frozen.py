"""The document's tree as canonical JSON and back: what is signed is kept as data too.

Canonical: keys sorted, no space, UTF-8; the same tree gives the same bytes. Every node names its class.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from reports import document
from reports.document import Dokumen

KIND = "_"


class DokumenRusak(ValueError):
    """The JSON is not that of a document."""


def to_json(dokumen: Dokumen) -> str:
    """The tree as canonical JSON. TypeError: it holds something that is no part of a document."""
    return json.dumps(
        _plain(dokumen), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def from_json(isi: str) -> Dokumen:
    """The tree of a JSON that `to_json` wrote. DokumenRusak."""
    try:
        hasil = _tree(json.loads(isi))
    except (TypeError, ValueError, KeyError) as galat:
        raise DokumenRusak(str(galat)) from galat
    if not isinstance(hasil, Dokumen):
        raise DokumenRusak("the root is no Dokumen")
    return hasil


def sidik(isi: str) -> str:
    """The SHA-256 of a JSON in hex."""
    return sha256(isi.encode()).hexdigest()


@cache
def _classes() -> dict[str, type]:
    """Every class of reports/document that a node can be of."""
    semua = vars(document).items()
    return {nama: satu for nama, satu in semua if isinstance(satu, type) and is_dataclass(satu)}


def _plain(simpul: Any) -> Any:
    if isinstance(simpul, tuple):
        return [_plain(satu) for satu in simpul]
    if isinstance(simpul, date):
        return {KIND: "date", "isi": simpul.isoformat()}
    if simpul is None or isinstance(simpul, str | int | float):
        return simpul
    nama = type(simpul).__name__
    if _classes().get(nama) is not type(simpul):
        raise TypeError(f"{type(simpul)} is no part of a document")
    return {KIND: nama} | {bidang.name: _plain(getattr(simpul, bidang.name)) for bidang in fields(simpul)}


def _tree(isi: Any) -> Any:
    if isinstance(isi, list):
        return tuple(_tree(satu) for satu in isi)
    if not isinstance(isi, dict):
        return isi
    bidang = dict(isi)
    nama = bidang.pop(KIND)
    if nama == "date":
        return date.fromisoformat(bidang["isi"])
    return _classes()[nama](**{kunci: _tree(nilai) for kunci, nilai in bidang.items()})
