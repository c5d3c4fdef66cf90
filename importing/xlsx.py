"""An .xlsx as cells: its list of sheets, their strings and number formats, then each sheet in one pass."""

from collections.abc import Iterable

from importing.archive import Archive, ArchiveFault, Fault, Part
from importing.book import Kind, Sheet, Workbook
from importing.markup import Attributes, elements, local, scan
from importing.office import Link, Package
from importing.refused import Allowance
from importing.values import BUILT_IN, Format, format_of
from importing.xlsx_sheet import Shared, SheetReader, is_on, unescape

NO_STYLES = b"<styleSheet/>"
_NO_CELLS = {"chartsheet", "dialogsheet"}


def read_xlsx(archive: Archive, package: Package) -> Workbook:
    """Every worksheet in its order; sheets of charts hold no cells and are left out.

    ArchiveFault, FileRefused.
    """
    main = package.main()
    links = package.links(main.name)
    listed = elements(archive.chunks(main), "workbookPr", "sheet", "calcPr")
    shared = Shared(
        strings=_strings(archive, links),
        formats=_formats(archive, links),
        since_1904=any(is_on(found.get("date1904")) for _, found in listed),
        uncalculated=any(is_on(found.get("fullCalcOnLoad")) for _, found in listed),
    )
    allowance = Allowance()
    by_id = {link.id: link for link in links}
    sheets: list[Sheet] = []
    for name, attributes in listed:
        if name != "sheet":
            continue
        link = by_id[_link_id(attributes)]
        allowance.take_sheet()
        if link.kind not in _NO_CELLS:
            sheets.append(_sheet(archive, _part(archive, link), attributes, shared, allowance))
    return Workbook(Kind.XLSX, tuple(sheets))


def _sheet(
    archive: Archive, part: Part, attributes: Attributes, shared: Shared, allowance: Allowance
) -> Sheet:
    reader = SheetReader(shared, allowance)
    reader.read(archive.chunks(part))
    return Sheet(
        name=unescape(attributes["name"]),
        rows=tuple(reader.rows),
        hidden=attributes.get("state", "visible") != "visible",
        hidden_columns=frozenset(reader.hidden_columns),
        merged=tuple(reader.merged),
    )


def _link_id(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if local(name) == "id"), "")


def _part(archive: Archive, link: Link) -> Part:
    if link.target not in archive.parts:
        raise ArchiveFault(Fault.BROKEN)
    return archive.parts[link.target]


def _chunks(archive: Archive, links: Iterable[Link], kind: str) -> Iterable[bytes] | None:
    """What the first part of a kind holds, in pieces; None where there is none."""
    return next((archive.chunks(_part(archive, link)) for link in links if link.kind == kind), None)


def _strings(archive: Archive, links: list[Link]) -> list[str]:
    """The texts that cells share, by index: their letters without those that only tell how to read them."""
    chunks = _chunks(archive, links, "sharedStrings")
    found: list[str] = []
    pieces: list[str] = []
    allowance = Allowance()
    listening = phonetic = False

    def start(name: str, _: Attributes) -> None:
        nonlocal listening, phonetic
        tag = local(name)
        if tag == "si":
            pieces.clear()
        phonetic = phonetic or tag == "rPh"
        listening = tag == "t" and not phonetic

    def end(name: str) -> None:
        nonlocal listening, phonetic
        tag = local(name)
        listening = False
        phonetic = phonetic and tag != "rPh"
        if tag == "si":
            text = unescape("".join(pieces))
            allowance.take_cell(len(text))
            found.append(text)

    def text(piece: str) -> None:
        if listening:
            pieces.append(piece)

    if chunks is not None:
        scan(chunks, start, end, text)
    return found


def _formats(archive: Archive, links: list[Link]) -> list[Format]:
    """What each style of a cell makes of a number, by the style's index."""
    wanted = ("numFmts", "numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf")
    codes: dict[int, str] = {}
    formats: list[Format] = []
    inside = ""
    for name, attributes in elements(_chunks(archive, links, "styles") or [NO_STYLES], *wanted):
        if name == "numFmt" and inside == "numFmts":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            number = int(attributes.get("numFmtId", 0))
            known = BUILT_IN.get(number, Format.NUMBER)
            formats.append(format_of(codes[number]) if number in codes else known)
        elif name not in ("numFmt", "xf"):
            inside = name
    return formats
