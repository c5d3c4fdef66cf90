"""The records of an .xls (BIFF8): their walk, their texts, their numbers."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from importing.archive import ArchiveFault, Fault
from importing.values import clean

CONTINUE = 0x003C


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `pieces`: its data, and that of the records that continue it."""

    kind: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """What stands before any continuation."""
        return self.pieces[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Every record from a place on, continuations joined to what they continue. BROKEN: cut off."""
    at = start
    kind, pieces = -1, [b""]
    while at < len(stream):
        if len(stream) - at < 4:
            raise ArchiveFault(Fault.BROKEN)
        found, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        if len(data) < length:
            raise ArchiveFault(Fault.BROKEN)
        at += 4 + length
        if found == CONTINUE:
            pieces.append(data)
            continue
        if kind >= 0:
            yield Record(kind, tuple(pieces))
        kind, pieces = found, [data]
    if kind >= 0:
        yield Record(kind, tuple(pieces))


def rk(number: int) -> float:
    """A number of 30 bits: whole or the upper half of a float, perhaps times a hundred."""
    if number & 2:
        value = float((number >> 2) - (1 << 30) if number & 0x80000000 else number >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))
    return value / 100 if number & 1 else value


class Texts:
    """Reads texts one after another, across the seams of a continued record."""

    def __init__(self, pieces: tuple[bytes, ...], at: int = 0) -> None:
        """Begin at a place of the first piece."""
        self._pieces = pieces
        self._piece, self._at = 0, at

    def next(self) -> str:
        """The next text: its length in two bytes, flags, letters, and what tells only how they look."""
        (length,) = struct.unpack("<H", self._take(2))
        return self.of_length(length)

    def of_length(self, length: int) -> str:
        """A text whose length is known: flags, letters, and what tells only how they look."""
        (flags,) = self._take(1)
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<L", self._take(4))[0] if flags & 4 else 0
        text = self._letters(length, wide=flags & 1)
        self._skip(runs * 4 + extra)
        return clean(text)

    def _letters(self, length: int, wide: int) -> str:
        """Letters; after a seam a new byte says again how wide they are."""
        found: list[bytes] = []
        while True:
            piece = self._pieces[self._piece]
            taken = min(length, (len(piece) - self._at) >> wide)
            raw = piece[self._at : self._at + (taken << wide)]
            found.append(raw if wide else raw.decode("latin-1").encode("utf-16-le"))
            self._at += taken << wide
            length -= taken
            if not length:
                return b"".join(found).decode("utf-16-le", "replace")
            self._next_piece()
            wide = self._take(1)[0] & 1

    def _next_piece(self) -> None:
        self._piece, self._at = self._piece + 1, 0
        if self._piece >= len(self._pieces):
            raise ArchiveFault(Fault.BROKEN)

    def _take(self, count: int) -> bytes:
        if self._at >= len(self._pieces[self._piece]):
            self._next_piece()
        taken = self._pieces[self._piece][self._at : self._at + count]
        if len(taken) < count:
            raise ArchiveFault(Fault.BROKEN)
        self._at += count
        return taken

    def _skip(self, count: int) -> None:
        while count:
            left = len(self._pieces[self._piece]) - self._at
            step = min(left, count)
            self._at += step
            count -= step
            if count:
                self._next_piece()
