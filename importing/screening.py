"""What is looked at before a workbook is parsed: its parts, all that comes out of them, where they lead."""

from importing.archive import CFB, MACROS_IN_CFB, ZIP, Archive, ArchiveFault, Fault
from importing.markup import elements, root
from importing.office import Package
from importing.refused import MOST_OF_A_PART, MOST_PARTS, MOST_UNPACKED

_ARCHIVES = (ZIP, CFB, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_MARKUP = (".xml", ".rels", ".vml")
#: Links that may leave a workbook: the address behind a word, which nobody here follows.
_HARMLESS = {"hyperlink"}
_OUTSIDE = {"externalLink", "externalLinkPath", "connections", "queryTable", "attachedTemplate"}


def opened(content: bytes) -> Archive:
    """The archive of a workbook by its directory. ArchiveFault."""
    archive = Archive(content, most_parts=MOST_PARTS)
    if any(part.size > MOST_OF_A_PART for part in archive.entries):
        raise ArchiveFault(Fault.BIG_PART)
    if archive.declared > MOST_UNPACKED:
        raise ArchiveFault(Fault.BIG)
    archive.require_sound()
    return archive


def require_harmless(archive: Archive) -> None:
    """Inflate every part and count it: whole, no archive in it, no DTD in front of it. ArchiveFault."""
    for part in archive.entries:
        head, chunks = archive.opened(part)
        if head.startswith(_ARCHIVES):
            _refuse_object(head, b"".join(chunks))
        for _ in chunks:
            pass
        if part.name.endswith(_MARKUP) and part.size:
            root(archive.chunks(part))


def _refuse_object(head: bytes, rest: bytes) -> None:
    macros = head.startswith(CFB) and MACROS_IN_CFB in head + rest
    raise ArchiveFault(Fault.MACROS if macros else Fault.NESTED)


def require_own_data(archive: Archive, package: Package) -> None:
    """ArchiveFault: an .xlsx that takes values from another file or source."""
    for part in archive.entries:
        if part.name.startswith("xl/externallinks/"):
            raise ArchiveFault(Fault.LINKED)
        if part.name.endswith(".rels") and any(
            link.kind in _OUTSIDE or (link.external and link.kind not in _HARMLESS)
            for link in package.links_in(part)
        ):
            raise ArchiveFault(Fault.LINKED)


def require_plain(archive: Archive) -> None:
    """ArchiveFault: an .ods that is locked or carries macros."""
    if any(part.name.startswith(("basic/", "scripts/")) for part in archive.entries):
        raise ArchiveFault(Fault.MACROS)
    listed = archive.parts.get("meta-inf/manifest.xml")
    if listed and elements(archive.chunks(listed), "encryption-data"):
        raise ArchiveFault(Fault.LOCKED)
