"""An .xls (Excel 97 to 2003) as cells: what the whole workbook shares, then each sheet in one pass."""

import struct
from collections.abc import Callable

from importing.archive import ArchiveFault, Fault
from importing.biff import Record, Texts, records
from importing.book import Kind, Sheet, Workbook
from importing.cfb import CompoundFile
from importing.refused import AGAIN, Allowance, unreadable_kind
from importing.xls_sheet import Shared, SheetReader

_BEGIN, _END, _LOCKED, _BIFF8 = 0x0809, 0x000A, 0x002F, 0x0600
_WORKSHEET, _MACROS = 0, (1, 6)


def read_xls(content: bytes) -> Workbook:
    """Every worksheet in its order. ArchiveFault, FileRefused."""
    box = CompoundFile(content)
    _require_harmless(box)
    stream = box.stream("Workbook")
    try:
        shared = _shared(stream)
        allowance = Allowance()
        sheets = [
            _sheet(stream, place, name, hidden, shared, allowance) for name, place, hidden in shared.sheets
        ]
    except (struct.error, ValueError, LookupError) as error:
        raise ArchiveFault(Fault.BROKEN) from error
    return Workbook(Kind.XLS, tuple(sheets))


def _require_harmless(box: CompoundFile) -> None:
    """Without looking into its streams: a workbook that is not locked, with neither macros nor objects."""
    names = box.names
    if "EncryptedPackage" in names:
        raise ArchiveFault(Fault.LOCKED)
    if any(name.startswith("_VBA_PROJECT") for name in names):
        raise ArchiveFault(Fault.MACROS)
    if "Workbook" not in names:
        old = "Book" in names
        raise _too_old() if old else unreadable_kind("dokumen Office lama yang bukan lembar kerja")
    if any(name.startswith("MBD") for name in names):
        raise ArchiveFault(Fault.NESTED)


def _too_old() -> Exception:
    return unreadable_kind(
        "lembar kerja Excel 95 atau yang lebih lama",
        f"buka dengan Excel atau LibreOffice, simpan sebagai .xlsx, {AGAIN}",
    )


# What the sheets share


def _shared(stream: bytes) -> Shared:
    shared = Shared()
    first = True
    for record in records(stream):
        if first:
            _require_biff8(record)
            first = False
        if record.kind == _END:
            break
        if record.kind == _LOCKED:
            raise ArchiveFault(Fault.LOCKED)
        if read := _READ.get(record.kind):
            read(shared, record)
    return shared


def _require_biff8(record: Record) -> None:
    if record.kind != _BEGIN:
        raise ArchiveFault(Fault.BROKEN)
    if struct.unpack_from("<H", record.data)[0] != _BIFF8:
        raise _too_old()


def _add_sheet(shared: Shared, record: Record) -> None:
    place, visible, kind, length = struct.unpack_from("<LBBB", record.data)
    if kind in _MACROS:
        raise ArchiveFault(Fault.MACROS)
    if kind == _WORKSHEET:
        name = Texts(record.pieces, 7).of_length(length)
        shared.sheets.append((name, place, bool(visible & 3)))


def _add_strings(shared: Shared, record: Record) -> None:
    (count,) = struct.unpack_from("<L", record.data, 4)
    texts, allowance = Texts(record.pieces, 8), Allowance()
    for _ in range(count):
        text = texts.next()
        allowance.take_cell(len(text))
        shared.strings.append(text)


def _add_code(shared: Shared, record: Record) -> None:
    (number,) = struct.unpack_from("<H", record.data)
    shared.codes[number] = Texts(record.pieces, 2).next()


def _add_style(shared: Shared, record: Record) -> None:
    shared.styles.append(struct.unpack_from("<H", record.data, 2)[0])


def _set_epoch(shared: Shared, record: Record) -> None:
    shared.since_1904 = struct.unpack_from("<H", record.data)[0] == 1


def _require_own_data(_: Shared, record: Record) -> None:
    """A book that formulas lean on: this one, a set of functions, one not used, or else another file."""
    _, length = struct.unpack_from("<HH", record.data)
    if length not in (0x0401, 0x3A01, 1):
        raise ArchiveFault(Fault.LINKED)


_READ: dict[int, Callable[[Shared, Record], None]] = {
    0x0085: _add_sheet,
    0x00FC: _add_strings,
    0x041E: _add_code,
    0x00E0: _add_style,
    0x0022: _set_epoch,
    0x01AE: _require_own_data,
}


# A sheet


def _sheet(stream: bytes, place: int, name: str, hidden: bool, shared: Shared, allowance: Allowance) -> Sheet:
    allowance.take_sheet()
    reader = SheetReader(shared, allowance)
    # A chart on the sheet is a stream of records of its own within this one.
    depth = 0
    for record in records(stream, place):
        if depth == 0:
            _require_biff8(record)
        if record.kind == _BEGIN:
            depth += 1
        elif record.kind == _END:
            depth -= 1
            if depth == 0:
                break
        elif depth == 1:
            reader.read(record)
    return reader.sheet(name, hidden)
