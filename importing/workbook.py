"""The door to workbooks: bytes in, located cells out, or one sentence that says why not."""

from importing.archive import CFB, ZIP, Archive, ArchiveFault
from importing.book import Workbook
from importing.csv_text import read_csv
from importing.foreign import Family, foreign
from importing.ods import MIMETYPE, read_ods
from importing.office import Package, is_office
from importing.refused import AGAIN, MOST_BYTES, FileRefused, broken, refused, too_large, unreadable_kind
from importing.screening import opened, require_harmless, require_own_data, require_plain
from importing.xls import read_xls
from importing.xlsx import read_xlsx

MOST_OF_A_MIMETYPE = 256
_ADVICE = {
    Family.ARCHIVE: "keluarkan isinya, lalu unggah lembar kerja di dalamnya satu per satu.",
    Family.MARKUP: f"buka dengan Excel atau LibreOffice, simpan sebagai .xlsx, {AGAIN}",
}
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: A template is a workbook by another name.
_XLSX = {f"{_SPREADSHEET}.{kind}.main+xml" for kind in ("sheet", "template")}
_ODS = {MIMETYPE, MIMETYPE + b"-template"}


def read_workbook(content: bytes) -> Workbook:
    """Read .xlsx, .xls, .ods or CSV, told apart by content. FileRefused: with the sentence.

    Only cells that hold more than blanks are kept. Text stays as it is, with its no-break spaces; CSV is all
    text. A number shown as a date is a date; one shown in percent stays a fraction and says so.
    """
    if len(content) > MOST_BYTES:
        raise too_large(len(content))
    if not content.strip():
        raise FileRefused("Berkas ini kosong; periksa isinya, lalu unggah ulang.")
    try:
        workbook = _read(content)
    except ArchiveFault as fault:
        raise refused(fault.fault) from fault
    names = [sheet.name.casefold() for sheet in workbook.sheets]
    if len(set(names)) < len(names):
        raise broken("dua lembar bernama sama")
    return workbook


def _read(content: bytes) -> Workbook:
    if content.startswith(ZIP):
        return _from_archive(opened(content))
    if content.startswith(CFB):
        return read_xls(content)
    if known := foreign(content):
        raise unreadable_kind(known.name, _ADVICE.get(known.family, ""))
    return read_csv(content)


def _from_archive(archive: Archive) -> Workbook:
    if is_office(archive):
        package = Package(archive)
        if package.type_of(package.main().name) not in _XLSX:
            raise unreadable_kind("dokumen Office yang bukan buku kerja Excel")
        require_harmless(archive)
        require_own_data(archive, package)
        return read_xlsx(archive, package)
    kind = archive.parts.get("mimetype")
    if kind is None or kind.size > MOST_OF_A_MIMETYPE:
        raise unreadable_kind("arsip ZIP", _ADVICE[Family.ARCHIVE])
    if archive.read(kind, MOST_OF_A_MIMETYPE).strip() not in _ODS:
        raise unreadable_kind("dokumen OpenDocument yang bukan lembar kerja")
    require_plain(archive)
    require_harmless(archive)
    return read_ods(archive)
