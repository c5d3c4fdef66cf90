"""A ZIP archive, walked with distrust: what its directory says, and what really comes out of it.

Pure: bytes in, parts out or an ArchiveFault. Each caller has its own limits and its own sentences.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MIB = 1024 * 1024
ZIP = b"PK\x03\x04"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS_IN_CFB = "_VBA_PROJECT".encode("utf-16-le")
LOCKED_IN_CFB = "EncryptedPackage".encode("utf-16-le")
CHUNK = 64 * 1024
HEAD = 16
_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", struct.Struct("<4s5H3L2H")
_UTF8_NAMES = 0x800


class Fault(StrEnum):
    """What is wrong with an archive; the value says it in a word or two."""

    CUT = "akhir arsipnya tidak ditemukan"
    BROKEN = "isi arsipnya tidak utuh"
    ODD = "susunan arsipnya tidak wajar"
    NO_MAIN = "bagian utamanya tidak ditemukan"
    NOT_MAIN = "bagian utamanya tidak dikenal"
    APPENDED = "isi lain menempel"
    LOCKED = "terkunci"
    MACROS = "makro"
    ENTITIES = "entitas"
    NESTED = "arsip di dalamnya"
    LINKED = "tautan ke berkas lain"
    MANY_PARTS = "terlalu banyak bagian"
    BIG_PART = "satu bagian terlalu besar"
    BIG = "terlalu besar setelah dimekarkan"


class ArchiveFault(Exception):
    """Why an archive is not taken."""

    def __init__(self, fault: Fault) -> None:
        """Keep what is wrong: the caller has the sentence for it."""
        self.fault = fault
        super().__init__(fault.value)


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the directory; `end`: where the next entry begins, which its data may not reach."""

    info: ZipInfo
    end: int

    @property
    def name(self) -> str:
        """Its name in lower case."""
        return self.info.filename.lower()

    @property
    def size(self) -> int:
        """The bytes it says it holds; no more than these ever come out of it."""
        return self.info.file_size


class Archive:
    """The directory of an archive in memory, and its parts inflated in pieces."""

    def __init__(self, content: bytes, *, most_parts: int) -> None:
        """ArchiveFault: cut off, something appended, too many parts, locked, or no directory."""
        if content.rfind(_END) < 0:
            raise ArchiveFault(Fault.CUT)
        if not ends_as_zip(content):
            raise ArchiveFault(Fault.APPENDED)
        # Before the directory is read: each entry of it costs memory.
        if content.count(_ENTRY) > most_parts:
            raise ArchiveFault(Fault.MANY_PARTS)
        try:
            with ZipFile(BytesIO(content)) as archive:
                entries, after = archive.infolist(), archive.start_dir
        except (
            ArithmeticError, BadZipFile, LookupError, NotImplementedError, OSError, ValueError, struct.error,
        ) as error:  # fmt: skip
            raise ArchiveFault(Fault.BROKEN) from error
        if len(entries) > most_parts:
            raise ArchiveFault(Fault.MANY_PARTS)
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise ArchiveFault(Fault.LOCKED)
        self._content = content
        self.entries = _bounded(entries, after)
        self.parts = {part.name: part for part in self.entries}

    @property
    def declared(self) -> int:
        """What all parts together say they hold."""
        return sum(part.size for part in self.entries)

    def require_sound(self) -> None:
        """By the directory alone: names that cannot mislead, known methods, nothing in front of the first."""
        if (
            len(self.parts) < len(self.entries)
            or any(_misleading(part.name) for part in self.entries)
            or any(part.info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in self.entries)
            or (self.entries and min(part.info.header_offset for part in self.entries) != 0)
        ):
            raise ArchiveFault(Fault.ODD)

    def chunks(self, part: Part) -> Iterator[bytes]:
        """What a part holds, in pieces. BROKEN: not what the directory says of it, to the byte."""
        count, check = 0, 0
        for chunk in self._inflated(part):
            count += len(chunk)
            check = zlib.crc32(chunk, check)
            if count > part.size:
                raise ArchiveFault(Fault.BROKEN)
            yield chunk
        if count != part.size or check != part.info.CRC:
            raise ArchiveFault(Fault.BROKEN)

    def opened(self, part: Part) -> tuple[bytes, Iterator[bytes]]:
        """The first bytes of a part, enough to tell what it is, and the pieces after; errors as `chunks`."""
        chunks, head = self.chunks(part), b""
        while len(head) < HEAD and (chunk := next(chunks, None)) is not None:
            head += chunk
        return head, chunks

    def read(self, part: Part, most: int) -> bytes:
        """The whole of a part. BIG_PART: it says it holds more than `most` bytes."""
        if part.size > most:
            raise ArchiveFault(Fault.BIG_PART)
        return b"".join(self.chunks(part))

    def _inflated(self, part: Part) -> Iterator[bytes]:
        start = self._data_start(part)
        packed = memoryview(self._content)[start : start + part.info.compress_size]
        if part.info.compress_type == ZIP_STORED:
            yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(packed), CHUNK):
                rest: bytes | memoryview = packed[at : at + CHUNK]
                while rest and not inflater.eof:
                    yield inflater.decompress(rest, CHUNK)
                    rest = inflater.unconsumed_tail
            while not inflater.eof and (chunk := inflater.decompress(b"", CHUNK)):
                yield chunk
        except zlib.error as error:
            raise ArchiveFault(Fault.BROKEN) from error
        if not inflater.eof or inflater.unused_data:
            raise ArchiveFault(Fault.BROKEN)

    def _data_start(self, part: Part) -> int:
        """Where the data of a part begins. BROKEN: its head contradicts the directory; ODD: it overlaps."""
        at = part.info.header_offset
        try:
            head = _LOCAL.unpack_from(self._content, at)
        except struct.error as error:
            raise ArchiveFault(Fault.BROKEN) from error
        names = at + _LOCAL.size
        start: int = names + head[9] + head[10]
        own = self._content[names : names + head[9]].decode(
            "utf-8" if head[2] & _UTF8_NAMES else "cp437", "replace"
        )
        if head[0] != ZIP or head[3] != part.info.compress_type or own != part.info.orig_filename:
            raise ArchiveFault(Fault.BROKEN)
        if start + part.info.compress_size > part.end:
            raise ArchiveFault(Fault.ODD)
        return start


def ends_as_zip(content: bytes) -> bool:
    """Whether a directory of an archive closes the file: archivers would open it."""
    at = content.rfind(_END, max(0, len(content) - 65_557))
    return at >= 0 and at + 22 + int.from_bytes(content[at + 20 : at + 22], "little") == len(content)


def _bounded(entries: list[ZipInfo], after: int) -> list[Part]:
    """Each entry with the place where the next one begins, in the order of the directory."""
    offsets = sorted({entry.header_offset for entry in entries})
    ends = dict(zip(offsets, [*offsets[1:], after], strict=True))
    return [Part(entry, ends[entry.header_offset]) for entry in entries]


def _misleading(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")
