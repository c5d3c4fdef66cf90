"""The audit trail as a hash chain: the bytes of an event, its hash, the head. Standard library only.

The SHA-256 of an event is taken over one JSON object in ASCII (everything else as \\uXXXX), its keys sorted,
without white space:

    {"data":…,"keterangan":…,"nomor":1,"objek":…,"oleh":…,"pada":"2024-01-15T02:00:00.000000Z",
     "peristiwa":…,"satker":…,"sebelumnya":"<SHA-256 of the event before; 64 zeros before the first>"}

`pada` is in UTC with six decimals, `oleh` and `satker` are numbers of rows or null. In `data`, a float
without a fraction is written as an integer: PostgreSQL's jsonb keeps neither the spelling of a number nor the
order of keys. The format never changes: every hash that was printed in a signed PDF rests on it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple, Self


class Kepala(NamedTuple):
    """The head of the chain: the number of its newest event and that event's hash."""

    nomor: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.nomor}:{self.sha256}"

    @classmethod
    def parse(cls, teks: str) -> Self:
        """NUMBER:HASH as it is printed. ValueError: it is not of that form."""
        nomor, _, sidik = teks.strip().partition(":")
        if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 19 and len(sidik) == 64):
            raise ValueError(teks)
        bytes.fromhex(sidik)
        return cls(int(nomor), sidik.lower())


#: The head of a trail without events.
AWAL = Kepala(0, "0" * 64)


@dataclass(frozen=True)
class Isi:
    """What an event says, in the types of the database."""

    nomor: int
    pada: datetime
    oleh: int | None
    satker: int | None
    peristiwa: str
    objek: str
    keterangan: str
    data: Any

    def as_bytes(self, sebelumnya: str) -> bytes:
        """The canonical bytes after the event with that hash. TypeError, ValueError: no event's content."""
        isi = vars(self) | {
            "pada": self.pada.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "data": _alike(self.data),
            "sebelumnya": sebelumnya,
        }
        return json.dumps(isi, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def link(kepala: Kepala, isi: Isi) -> Kepala:
    """The head once an event stands behind it."""
    return Kepala(isi.nomor, sha256(isi.as_bytes(kepala.sha256)).hexdigest())


@dataclass(frozen=True)
class Putusan:
    """What came of following a chain: where it ends, and what is broken first; empty when nothing is."""

    kepala: Kepala
    kerusakan: str = ""


def follow(rantai: Iterable[tuple[Isi, str]], tercetak: Kepala | None = None) -> Putusan:
    """Follow events with their stored hashes in the order of their numbers, up to the first that is broken.

    tercetak: a head that was printed once; without it a cut tail, or a chain computed anew, goes unseen.
    """
    kepala = AWAL
    for isi, tersimpan in rantai:
        if isi.nomor != kepala.nomor + 1:
            return Putusan(kepala, _gap(kepala.nomor, isi.nomor))
        try:
            kini = link(kepala, isi)
        except (TypeError, ValueError, OverflowError, AttributeError):
            return Putusan(kepala, _changed(isi))
        if kini.sha256 != tersimpan:
            return Putusan(kepala, _changed(isi))
        kepala = kini
        if tercetak is not None and tercetak.nomor == kepala.nomor and tercetak != kepala:
            return Putusan(kepala, _rewritten(kepala.nomor))
    if tercetak is not None and tercetak.nomor > kepala.nomor:
        return Putusan(kepala, _cut(kepala.nomor, tercetak.nomor))
    if tercetak is not None and tercetak.nomor == 0 and tercetak != AWAL:
        return Putusan(kepala, _rewritten(0))
    return Putusan(kepala)


def _alike(nilai: Any) -> Any:
    """A JSON value as both databases give it back."""
    if isinstance(nilai, dict):
        return {kunci: _alike(satu) for kunci, satu in nilai.items()}
    if isinstance(nilai, list):
        return [_alike(satu) for satu in nilai]
    if isinstance(nilai, float) and nilai.is_integer():
        return int(Decimal(repr(nilai)))
    return nilai


def _changed(isi: Isi) -> str:
    return (
        f"Jejak nomor {isi.nomor} ({isi.peristiwa}) tidak sesuai dengan rantainya: isinya diubah, "
        "disisipkan, atau ditukar sesudah dicatat."
    )


def _gap(akhir: int, nomor: int) -> str:
    if nomor <= akhir:
        return f"Jejak nomor {nomor} disisipkan: nomor itu tidak mungkin dicatat sesudah nomor {akhir}."
    return f"Jejak nomor {akhir + 1} tidak ada: sesudah nomor {akhir} langsung tercatat nomor {nomor}."


def _cut(akhir: int, nomor: int) -> str:
    return (
        f"Jejak nomor {akhir + 1} tidak ada: jejak berakhir pada nomor {akhir}, padahal kepala yang "
        f"diberikan menyebut nomor {nomor}."
    )


def _rewritten(nomor: int) -> str:
    return (
        f"Jejak nomor {nomor} berbeda dari kepala yang diberikan: jejak sampai dengan nomor itu disusun "
        "ulang sesudah kepala tersebut dicetak."
    )
