"""A compound file, the box around an .xls: its directory and its streams."""

import struct
from dataclasses import dataclass

from importing.archive import ArchiveFault, Fault

_HEAD = struct.Struct("<30sHH10s7L")
_ENTRY = struct.Struct("<64sHB49sLL4s")
_FIRST_LINKS = 109
_LAST_SECTOR = 0xFFFFFFFA
_STREAM = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory of a compound file, read whole; it is never larger than the file."""

    def __init__(self, content: bytes) -> None:
        """ArchiveFault: BROKEN."""
        self._content = content
        try:
            self._read_head()
        except (struct.error, ValueError, LookupError) as error:
            raise ArchiveFault(Fault.BROKEN) from error

    @property
    def names(self) -> list[str]:
        """Of all streams and storages."""
        return [entry.name for entry in self._entries]

    def stream(self, name: str) -> bytes:
        """What a stream holds. BROKEN: it is not there, or shorter than its entry says."""
        try:
            entry = next(entry for entry in self._entries if (entry.name, entry.kind) == (name, _STREAM))
            if entry.size < self._small:
                held = b"".join(self._little(entry.start))
            else:
                held = self._chain(entry.start)
        except (StopIteration, LookupError) as error:
            raise ArchiveFault(Fault.BROKEN) from error
        if len(held) < entry.size:
            raise ArchiveFault(Fault.BROKEN)
        return held[: entry.size]

    def _read_head(self) -> None:
        _, shift, little_shift, _, tables, directory, _, small, little, littles, more = _HEAD.unpack_from(
            self._content
        )
        if shift not in (9, 12) or little_shift != 6:
            raise ValueError("sectors of no known size")
        self._size = 1 << shift
        self._small = small
        self._next = self._links(first=more, most=tables)
        self._entries = self._directory(directory)
        self._little_next = _numbers(self._chain(little)) if littles else []
        root = self._entries[0]
        self._little_sectors = self._chain(root.start) if root.size else b""

    def _links(self, first: int, most: int) -> list[int]:
        """Which sector follows which, from the sectors that hold this table; the list of those may go on."""
        listed = list(struct.unpack_from(f"<{_FIRST_LINKS}L", self._content, 76))
        for _ in range(len(self._content) // self._size):
            if first >= _LAST_SECTOR:
                break
            *more, first = struct.unpack(f"<{self._size // 4}L", self._sector(first))
            listed += more
        table: list[int] = []
        for sector in listed[:most]:
            if sector < _LAST_SECTOR:
                table += _numbers(self._sector(sector))
        return table

    def _directory(self, start: int) -> list[_Entry]:
        held = self._chain(start)
        found = []
        for at in range(0, len(held) - _ENTRY.size + 1, _ENTRY.size):
            name, length, kind, _, first, size, _ = _ENTRY.unpack_from(held, at)
            if kind:
                letters = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                found.append(_Entry(letters, kind, first, size))
        return found

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        sector = self._content[at : at + self._size]
        # The last sector of a file may be cut short by its writer.
        if not sector:
            raise LookupError(f"sector {number} is not there")
        return sector.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        """The sectors from `start` on. LookupError: one that is not there, or one that comes again."""
        sectors: list[bytes] = []
        while start < _LAST_SECTOR:
            if len(sectors) > len(self._next):
                raise LookupError("sectors in a circle")
            sectors.append(self._sector(start))
            start = self._next[start]
        return b"".join(sectors)

    def _little(self, start: int) -> list[bytes]:
        sectors: list[bytes] = []
        while start < _LAST_SECTOR:
            if len(sectors) > len(self._little_next):
                raise LookupError("sectors in a circle")
            sectors.append(self._little_sectors[start * 64 : (start + 1) * 64])
            start = self._little_next[start]
        return sectors


def _numbers(held: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(held) // 4}L", held))
