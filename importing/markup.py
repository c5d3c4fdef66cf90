"""XML in pieces: handlers are called as it comes; a DTD ends it before any entity exists."""

from collections.abc import Callable, Iterable
from xml.parsers.expat import ExpatError, ParserCreate

from importing.archive import ArchiveFault, Fault

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]
MOST_ELEMENTS = 100_000


class Enough(Exception):
    """Raised by a handler that has seen what it came for."""


def scan(chunks: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers with names such as `namespace local`; text comes joined up to the next tag.

    ArchiveFault: ENTITIES for any DTD, BROKEN for what is not XML.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except (ExpatError, LookupError, ValueError) as error:
        raise ArchiveFault(Fault.BROKEN) from error


def local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def elements(chunks: Iterable[bytes], *wanted: str) -> list[tuple[str, Attributes]]:
    """The elements with these local names, or all, in their order, with attributes; errors as `scan`.

    BIG_PART: more of them than any honest list has.
    """
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        tag = local(name)
        if wanted and tag not in wanted:
            return
        if len(found) == MOST_ELEMENTS:
            raise ArchiveFault(Fault.BIG_PART)
        found.append((tag, attributes))

    scan(chunks, start)
    return found


def root(chunks: Iterable[bytes]) -> str:
    """The local name of the outermost element; reads no further. Errors as `scan`."""
    found: list[str] = []

    def start(name: str, _: Attributes) -> None:
        found.append(local(name))
        raise Enough

    scan(chunks, start)
    return found[0]


def _refuse_dtd(*_: object) -> None:
    raise ArchiveFault(Fault.ENTITIES)
