"""XLSX and DOCX: the main part decides; every part is inflated once, and hides no archive and no macro."""

from dataclasses import dataclass

from importing.archive import CFB, MACROS_IN_CFB, MIB, ZIP, Archive, ArchiveFault, Fault, Part
from importing.filekinds.jenis import (
    GANDA,
    KE_OFFICE,
    MAKRO,
    MEKAR,
    MIME,
    SARANG,
    SEBARAN,
    TERKUNCI,
    Cacat,
    Jenis,
    bukan,
    rusak,
)
from importing.markup import root
from importing.office import Package, is_office

BATAS_ENTRI = 5_000
BATAS_MEKAR = 150 * MIB
BATAS_SARANG = 20 * MIB
#: Above this an archive may not inflate to more than RASIO times its size.
MEKAR_WAJAR, RASIO = 20 * MIB, 100
DALAM = 2
PANJANG_MIMETYPE = 256

OFFICE = {
    f"{MIME[Jenis.XLSX]}.main+xml": (Jenis.XLSX, "workbook"),
    f"{MIME[Jenis.DOCX]}.main+xml": (Jenis.DOCX, "document"),
}
KALIMAT = {
    Fault.APPENDED: GANDA,
    Fault.LOCKED: TERKUNCI,
    Fault.MACROS: MAKRO,
    Fault.MANY_PARTS: MEKAR,
    Fault.BIG_PART: MEKAR,
}


@dataclass
class _Jatah:
    """What is left for an archive and everything inside it."""

    entri: int = BATAS_ENTRI
    bita: int = BATAS_MEKAR


def recognise_office(isi: bytes) -> Jenis:
    """XLSX or DOCX. Cacat: another archive, broken, locked, with macros, or too much of it."""
    try:
        return _office(isi, _Jatah(), DALAM)
    except ArchiveFault as galat:
        if galat.fault in KALIMAT:
            raise Cacat(KALIMAT[galat.fault]) from galat
        # To whoever made it by hand only: an honest program writes no entities into these parts.
        sebab = Fault.BROKEN if galat.fault is Fault.ENTITIES else galat.fault
        raise rusak("dokumen Office", sebab) from galat


def _office(isi: bytes, jatah: _Jatah, dalam: int) -> Jenis:
    """The kind of an Office document; `dalam`: how many levels of documents within may still follow."""
    arsip = Archive(isi, most_parts=jatah.entri)
    _take_from(jatah, arsip, len(isi))
    arsip.require_sound()
    jenis = _kind(arsip, utama=dalam == DALAM)
    for satu in arsip.entries:
        _require_harmless(arsip, satu, jatah, dalam)
    return jenis


def _take_from(jatah: _Jatah, arsip: Archive, ukuran: int) -> None:
    """By the directory alone; nothing comes out of an archive beyond what it declares."""
    jumlah = arsip.declared
    jatah.entri -= len(arsip.entries)
    jatah.bita -= jumlah
    if jatah.entri < 0 or jatah.bita < 0 or (jumlah > MEKAR_WAJAR and jumlah > RASIO * ukuran):
        raise Cacat(MEKAR)


def _kind(arsip: Archive, *, utama: bool) -> Jenis:
    """XLSX or DOCX by the content type of the main part; a document within may be of another Office kind."""
    if not is_office(arsip):
        raise _other_archive(arsip) if utama else Cacat(SARANG)
    paket = Package(arsip)
    bagian = paket.main()
    tipe = paket.type_of(bagian.name)
    if tipe not in OFFICE:
        if utama:
            raise bukan("dokumen Office jenis lain", KE_OFFICE)
        return Jenis.DOCX
    jenis, akar = OFFICE[tipe]
    if root(arsip.chunks(bagian)) != akar:
        raise ArchiveFault(Fault.NOT_MAIN)
    return jenis


def _other_archive(arsip: Archive) -> Cacat:
    tanda = arsip.parts.get("mimetype")
    if tanda and tanda.size < PANJANG_MIMETYPE and b"opendocument" in arsip.read(tanda, PANJANG_MIMETYPE):
        return bukan("dokumen OpenDocument", KE_OFFICE)
    return bukan("arsip ZIP", SEBARAN)


def _require_harmless(arsip: Archive, bagian: Part, jatah: _Jatah, dalam: int) -> None:
    """Inflate a part: it is whole; a chart's workbook in it is welcome, an archive or a macro is not."""
    kepala, sisa = arsip.opened(bagian)
    if not kepala.startswith((ZIP, CFB)):
        for _ in sisa:
            pass
        return
    if bagian.size > BATAS_SARANG:
        raise Cacat(SARANG)
    isi = kepala + b"".join(sisa)
    if kepala.startswith(CFB):
        if MACROS_IN_CFB in isi:
            raise Cacat(MAKRO)
        return
    if dalam == 0:
        raise Cacat(SARANG)
    _office(isi, jatah, dalam - 1)
