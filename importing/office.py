"""An Office document as a package: content types, its main part, macros. Pure; knows no kind of document."""

import posixpath
from dataclasses import dataclass

from importing.archive import MIB, Archive, ArchiveFault, Fault, Part
from importing.markup import Attributes, elements

TYPES, LINKS = "[content_types].xml", "_rels/.rels"
#: Content types and relationships; hundreds of sheets stay far below.
MOST_OF_A_LIST = MIB


@dataclass(frozen=True)
class Link:
    """A relationship: the last word of its type, where it leads, and whether out of the document."""

    id: str
    kind: str
    target: str
    external: bool


def is_office(archive: Archive) -> bool:
    """Whether an archive has the two lists that every Office document has."""
    return TYPES in archive.parts and LINKS in archive.parts


class Package:
    """The lists of an Office document."""

    def __init__(self, archive: Archive) -> None:
        """ArchiveFault: MACROS, or a list that is too big or no XML."""
        self._archive = archive
        self._own: dict[str, str] = {}
        self._by_extension: dict[str, str] = {}
        for name, attributes in _list(archive, archive.parts[TYPES]):
            self._add_type(name, attributes)
        if self._has_macros():
            raise ArchiveFault(Fault.MACROS)

    def _add_type(self, name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").lower()
        if name == "Override":
            self._own[attributes.get("PartName", "").lower().lstrip("/")] = kind
        elif name == "Default":
            self._by_extension[attributes.get("Extension", "").lower()] = kind

    def _has_macros(self) -> bool:
        types = (*self._own.values(), *self._by_extension.values())
        return any("macro" in kind or "vbaproject" in kind for kind in types) or any(
            posixpath.basename(name) in ("vbaproject.bin", "vbadata.xml")
            or name.startswith("xl/macrosheets/")
            for name in self._archive.parts
        )

    def type_of(self, name: str) -> str:
        """The content type of a part: its own, else that of its extension, else empty."""
        return self._own.get(name) or self._by_extension.get(name.rpartition(".")[2], "")

    def main(self) -> Part:
        """The part that the document begins with. NO_MAIN: none is named, or it is not there."""
        for link in self.links(""):
            if link.kind == "officeDocument" and link.target in self._archive.parts:
                return self._archive.parts[link.target]
        raise ArchiveFault(Fault.NO_MAIN)

    def links(self, name: str) -> list[Link]:
        """The relationships of a part, or of the whole for an empty name; none if it has no list."""
        folder, _, file = name.rpartition("/")
        part = self._archive.parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [] if part is None else self.links_in(part)

    def links_in(self, part: Part) -> list[Link]:
        """What a list of relationships holds."""
        folder = posixpath.dirname(posixpath.dirname(part.name))
        return [
            _link(folder, attributes)
            for tag, attributes in _list(self._archive, part)
            if tag == "Relationship"
        ]


def _list(archive: Archive, part: Part) -> list[tuple[str, Attributes]]:
    return elements([archive.read(part, MOST_OF_A_LIST)])


def _link(folder: str, attributes: Attributes) -> Link:
    target = attributes.get("Target", "")
    external = attributes.get("TargetMode", "").lower() == "external"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target.lower())).lstrip("/")
    return Link(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target, external)
