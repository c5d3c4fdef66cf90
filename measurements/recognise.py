"""What a file is, by its bytes alone: PDF, JPG, PNG, XLSX or DOCX, whole, unlocked, without macros.

Pure: bytes in, kind out or a sentence's end. A structure is walked, never rendered; what an archive declares
is summed before a byte of it is inflated, and then it is inflated in pieces, only to see that it is whole.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring, iterparse

MIB = 1024 * 1024
KEPALA_PDF = 1024
BATAS_PIKSEL = 200_000_000
BATAS_SEGMEN = 5_000
BATAS_POTONGAN = 50_000
BATAS_GAMBAR = 20
BATAS_ENTRI = 5_000
BATAS_MEKAR = 150 * MIB
BATAS_SARANG = 20 * MIB
#: Above this an archive may not inflate to more than RASIO times its size.
MEKAR_WAJAR, RASIO = 20 * MIB, 100
DALAM = 2

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
ZIP = b"PK\x03\x04"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PJL = b"\x1b%-12345X"
SELA = b" \t\r\n\f\0"
BOM = b"\xef\xbb\xbf"


class Jenis(StrEnum):
    """A kind of file that is taken as evidence; the value is its extension."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    XLSX = "xlsx"
    DOCX = "docx"

    @property
    def mime(self) -> str:
        """The media type under which it is sent."""
        return MIME[self]

    @property
    def akhiran(self) -> tuple[str, ...]:
        """The extensions that a name may bear."""
        return ("jpg", "jpeg", "jpe", "jfif") if self is Jenis.JPG else (self.value,)


MIME = {
    Jenis.PDF: "application/pdf",
    Jenis.JPG: "image/jpeg",
    Jenis.PNG: "image/png",
    Jenis.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Jenis.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
OFFICE = {
    f"{MIME[Jenis.XLSX]}.main+xml": (Jenis.XLSX, "workbook"),
    f"{MIME[Jenis.DOCX]}.main+xml": (Jenis.DOCX, "document"),
}


class Cacat(Exception):
    """Why a file is not taken; the message continues a sentence that begins with the file's name."""


def rusak(jenis: str, sebab: str) -> Cacat:
    """A file that is broken or cut off."""
    return Cacat(
        f"rusak atau terpotong ({sebab}); buka berkas aslinya, simpan kembali sebagai {jenis}, lalu unggah"
        " ulang."
    )


GANDA = (
    "memuat isi lain yang menempel pada berkas; buka berkas itu, simpan salinan barunya, lalu unggah salinan"
    " itu."
)
TERKUNCI = "dikunci dengan kata sandi; simpan salinan tanpa kata sandi, lalu unggah salinan itu."
MAKRO = "memuat makro; simpan salinan tanpa makro sebagai .docx atau .xlsx, lalu unggah salinan itu."
MEKAR = (
    "memuat terlalu banyak data termampat; bagi isinya menjadi beberapa berkas atau simpan sebagai PDF, lalu"
    " unggah ulang."
)
SARANG = (
    "memuat arsip lain di dalamnya; keluarkan lampiran itu dari dokumen, lalu unggah masing-masing sebagai"
    " berkas tersendiri."
)
SEBARAN = "keluarkan isinya, lalu unggah setiap dokumen satu per satu."
KE_GAMBAR = "simpan sebagai JPG atau PNG, lalu unggah ulang."
KE_PDF = "simpan atau cetak sebagai PDF, lalu unggah ulang."
KE_OFFICE = "simpan sebagai .docx, .xlsx, atau PDF, lalu unggah ulang."


def bukan(nama: str, saran: str) -> Cacat:
    """A file of a kind that is known and not taken."""
    return Cacat(f"adalah {nama}, jenis yang tidak diterima; {saran}")


def recognise(isi: bytes) -> Jenis:
    """The kind of a file's bytes. Cacat: it is none of the kinds, or broken, locked, or more than one."""
    ber_pdf = b"%PDF-" in isi[:KEPALA_PDF]
    if isi.startswith(ZIP):
        if ber_pdf:
            raise Cacat(GANDA)
        return _office(isi, _Jatah(), DALAM)
    if isi.startswith(PNG):
        jenis = _png(isi)
    elif isi.startswith(JPEG):
        jenis = _jpeg(isi)
    elif ber_pdf:
        return _pdf(isi)
    else:
        raise _lain(isi)
    if ber_pdf or _ends_as_zip(isi):
        raise Cacat(GANDA)
    return jenis


# PDF


def _pdf(isi: bytes) -> Jenis:
    awal = isi.index(b"%PDF-")
    muka = isi[:awal].removeprefix(BOM).strip(SELA)
    akhir = isi.rfind(b"%%EOF")
    if muka and not muka.startswith(PJL):
        raise Cacat(GANDA)
    if not re.match(rb"%PDF-[12]\.\d", isi[awal : awal + 8]):
        raise rusak("PDF", "nomor versinya tidak dikenal")
    if akhir < awal:
        raise rusak("PDF", "akhir PDF tidak ditemukan")
    ekor = isi[akhir + 5 :].strip(SELA)
    if (ekor and not ekor.startswith(PJL)) or _ends_as_zip(isi):
        raise rusak("PDF", "akhir PDF tidak ditemukan") if len(isi) - akhir > MIB else Cacat(GANDA)
    _require_unlocked(_trailers(isi, awal, akhir))
    return Jenis.PDF


def _trailers(isi: bytes, awal: int, akhir: int) -> Iterator[bytes]:
    """The dictionaries that tell how to read a PDF: of the cross-reference at its end, and every trailer."""
    petunjuk = re.findall(rb"startxref\s+(\d{1,10})\b", isi[max(0, akhir - 256) : akhir])
    if not petunjuk:
        raise rusak("PDF", "daftar isinya tidak ditemukan")
    for letak in (int(petunjuk[-1]), int(petunjuk[-1]) + awal):
        mulai = max(0, letak - 16)
        if ketemu := re.search(rb"xref|\d\s+\d+\s+obj\b", isi[mulai : letak + 64]):
            break
    else:
        raise rusak("PDF", "daftar isinya tidak ditemukan")
    if ketemu.group() != b"xref":
        kamus = isi[mulai + ketemu.start() : mulai + 65_536]
        yield kamus.split(b"stream", 1)[0]
    for ke, satu in enumerate(re.finditer(rb"trailer\s{0,8}<<", isi)):
        if ke == BATAS_SEGMEN:
            raise rusak("PDF", "susunannya tidak wajar")
        yield isi[satu.start() : satu.start() + 4096].split(b"startxref", 1)[0]


def _require_unlocked(kamus: Iterator[bytes]) -> None:
    for satu in kamus:
        terurai = re.sub(rb"#([0-9A-Fa-f]{2})", lambda cocok: bytes.fromhex(cocok[1].decode()), satu)
        if re.search(rb"/Encrypt(?![A-Za-z0-9])", terurai):
            raise Cacat(TERKUNCI)


# Pictures

# After image data, the next marker that is neither a stuffed byte, nor a restart, nor fill.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
FILL = re.compile(rb"\xff+")
SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
EOI, SOS = 0xD9, 0xDA
ALONE = {0x00, 0x01, 0xD8, *range(0xD0, 0xD8)}


def _jpeg(isi: bytes) -> Jenis:
    """Phones append what they know after the picture: smaller pictures, a film, a maker's block."""
    letak = _jpeg_end(isi, 0)
    for _ in range(BATAS_GAMBAR):
        letak += len(isi[letak:]) - len(isi[letak:].lstrip(SELA))
        if letak == len(isi) or b"ftyp" in isi[letak : letak + 8] or _maker_block(isi):
            return Jenis.JPG
        if not isi.startswith(JPEG, letak):
            break
        letak = _jpeg_end(isi, letak)
    raise Cacat(GANDA)


def _maker_block(isi: bytes) -> bool:
    """Whether a file ends in Samsung's block: SEFH …, its length, SEFT."""
    if isi[-4:] != b"SEFT":
        return False
    letak = len(isi) - 8 - int.from_bytes(isi[-8:-4], "little")
    return letak > 0 and isi.startswith(b"SEFH", letak)


def _jpeg_end(isi: bytes, letak: int) -> int:
    """Where the picture that begins at `letak` ends."""
    letak += 2
    ada_bingkai = ada_gambar = False
    for _ in range(BATAS_SEGMEN):
        marker, letak = _jpeg_marker(isi, letak)
        if marker == EOI and ada_gambar:
            return letak
        panjang = int.from_bytes(isi[letak : letak + 2], "big")
        if marker in ALONE or marker == EOI or panjang < 2 or letak + panjang > len(isi):
            raise rusak("JPG", "susunan gambarnya tidak utuh")
        if marker in SOF:
            _require_size("JPG", *struct.unpack(">HH", isi[letak + 3 : letak + 7].ljust(4, b"\0")))
            ada_bingkai = True
        letak += panjang
        if marker == SOS:
            lanjut = MARKER.search(isi, letak)
            if lanjut is None or not ada_bingkai:
                raise rusak("JPG", "akhir gambar tidak ditemukan")
            ada_gambar, letak = True, lanjut.start()
    raise rusak("JPG", "susunan gambarnya tidak wajar")


def _jpeg_marker(isi: bytes, letak: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins."""
    if letak >= len(isi):
        raise rusak("JPG", "akhir gambar tidak ditemukan")
    isian = FILL.match(isi, letak)
    if isian is None:
        raise rusak("JPG", "susunan gambarnya tidak utuh")
    letak = isian.end()
    if letak == len(isi):
        raise rusak("JPG", "akhir gambar tidak ditemukan")
    return isi[letak], letak + 1


def _require_size(jenis: str, tinggi: int, lebar: int) -> None:
    if not (tinggi and lebar):
        raise rusak(jenis, "ukuran gambarnya nol")
    if tinggi * lebar > BATAS_PIKSEL:
        raise Cacat(
            f"memuat gambar {lebar} × {tinggi} piksel, melebihi batas 200 juta piksel; perkecil gambarnya,"
            " lalu unggah ulang."
        )


def _png(isi: bytes) -> Jenis:
    letak, ada_data = len(PNG), False
    for ke in range(BATAS_POTONGAN):
        if letak + 12 > len(isi):
            raise rusak("PNG", "akhir gambar tidak ditemukan")
        panjang, nama = struct.unpack(">I4s", isi[letak : letak + 8])
        data = isi[letak + 8 : letak + 8 + panjang]
        jumlah = isi[letak + 8 + panjang : letak + 12 + panjang]
        if len(jumlah) < 4:
            raise rusak("PNG", "akhir gambar tidak ditemukan")
        if zlib.crc32(nama + data) != int.from_bytes(jumlah, "big") or (ke == 0) != (nama == b"IHDR"):
            raise rusak("PNG", "susunan gambarnya tidak utuh")
        if ke == 0:
            _require_png_head(data)
        letak += 12 + panjang
        ada_data = ada_data or nama == b"IDAT"
        if nama == b"IEND":
            break
    else:
        raise rusak("PNG", "susunan gambarnya tidak wajar")
    if not ada_data:
        raise rusak("PNG", "tidak berisi gambar")
    if isi[letak:].strip(SELA):
        raise Cacat(GANDA)
    return Jenis.PNG


def _require_png_head(data: bytes) -> None:
    if len(data) != 13:
        raise rusak("PNG", "susunan gambarnya tidak utuh")
    lebar, tinggi, bit, warna = struct.unpack(">IIBB", data[:10])
    if bit not in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.get(warna, ()):
        raise rusak("PNG", "susunan gambarnya tidak utuh")
    _require_size("PNG", tinggi, lebar)


# Office


@dataclass
class _Jatah:
    """What is left for an archive and everything inside it."""

    entri: int = BATAS_ENTRI
    bita: int = BATAS_MEKAR


def _ends_as_zip(isi: bytes) -> bool:
    """Whether a directory of an archive closes the file: archivers would open it."""
    letak = isi.rfind(b"PK\x05\x06", max(0, len(isi) - 65_557))
    return letak >= 0 and letak + 22 + int.from_bytes(isi[letak + 20 : letak + 22], "little") == len(isi)


def _office(isi: bytes, jatah: _Jatah, dalam: int) -> Jenis:
    """The kind of an Office document; `dalam`: how many levels of documents within may still follow."""
    if isi.rfind(b"PK\x05\x06") < 0:
        raise rusak("dokumen Office", "akhir arsipnya tidak ditemukan")
    if not _ends_as_zip(isi):
        raise Cacat(GANDA)
    # Before the directory is read: each entry of it costs memory.
    if isi.count(b"PK\x01\x02") > jatah.entri:
        raise Cacat(MEKAR)
    try:
        with ZipFile(BytesIO(isi)) as arsip:
            _require_modest(arsip.infolist(), jatah, len(isi))
            jenis = _office_kind(arsip, utama=dalam == DALAM)
            _walk(arsip, jatah, dalam)
            return jenis
    except (
        ArithmeticError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError, ParseError,
        RuntimeError, ValueError, struct.error, zlib.error,
    ) as galat:  # fmt: skip
        raise rusak("dokumen Office", "isi arsipnya tidak utuh") from galat


def _require_modest(entri: list[ZipInfo], jatah: _Jatah, ukuran: int) -> None:
    """By the directory alone: unlocked, names that cannot mislead, nothing in front, not too much inside."""
    if any(satu.flag_bits & 0x1 for satu in entri):
        raise Cacat(TERKUNCI)
    jumlah = sum(satu.file_size for satu in entri)
    jatah.entri -= len(entri)
    jatah.bita -= jumlah
    if jatah.entri < 0 or jatah.bita < 0 or (jumlah > MEKAR_WAJAR and jumlah > RASIO * ukuran):
        raise Cacat(MEKAR)
    nama = [satu.filename.lower() for satu in entri]
    if (
        len(set(nama)) < len(nama)
        or any(satu.startswith("/") or "\\" in satu or ".." in satu.split("/") for satu in nama)
        or any(satu.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for satu in entri)
        or (entri and min(satu.header_offset for satu in entri) != 0)
    ):
        raise rusak("dokumen Office", "susunan arsipnya tidak wajar")


def _office_kind(arsip: ZipFile, *, utama: bool) -> Jenis:
    """XLSX or DOCX by the content type of the main part; a document within may be of another Office kind."""
    bagian = {satu.filename.lower(): satu for satu in arsip.infolist()}
    if "[content_types].xml" not in bagian or "_rels/.rels" not in bagian:
        raise _other_archive(arsip, bagian) if utama else Cacat(SARANG)
    jenis = _xml(arsip, bagian["[content_types].xml"])
    semua = [satu.get("ContentType", "").lower() for satu in jenis]
    if any("macro" in satu or "vbaproject" in satu for satu in semua) or any(
        posixpath.basename(nama) in ("vbaproject.bin", "vbadata.xml") or nama.startswith("xl/macrosheets/")
        for nama in bagian
    ):
        raise Cacat(MAKRO)
    nama = _main_part(_xml(arsip, bagian["_rels/.rels"]))
    if nama not in bagian:
        raise rusak("dokumen Office", "bagian utamanya tidak ditemukan")
    tipe = _content_type(jenis, nama)
    if tipe not in OFFICE:
        if utama:
            raise bukan("dokumen Office jenis lain", KE_OFFICE)
        return Jenis.DOCX
    kenal, akar = OFFICE[tipe]
    with arsip.open(bagian[nama]) as isi:
        _, elemen = next(iterparse(isi, events=("start",), forbid_dtd=True))
    if elemen.tag.rpartition("}")[2] != akar:
        raise rusak("dokumen Office", "bagian utamanya tidak dikenal")
    return kenal


def _main_part(hubungan: Element) -> str:
    for satu in hubungan:
        if satu.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(satu.get("Target", "").lower()).lstrip("/")
    raise rusak("dokumen Office", "bagian utamanya tidak ditemukan")


def _content_type(jenis: Element, nama: str) -> str:
    """The content type of a part: of its own, else of its extension."""
    umum = ""
    for satu in jenis:
        if satu.get("PartName", "").lower() == f"/{nama}":
            return satu.get("ContentType", "").lower()
        if satu.get("Extension", "").lower() == nama.rpartition(".")[2]:
            umum = satu.get("ContentType", "").lower()
    return umum


def _xml(arsip: ZipFile, bagian: ZipInfo) -> Element:
    if bagian.file_size > MIB:
        raise Cacat(MEKAR)
    return fromstring(arsip.read(bagian), forbid_dtd=True)


def _other_archive(arsip: ZipFile, bagian: dict[str, ZipInfo]) -> Cacat:
    tanda = bagian.get("mimetype")
    if tanda and tanda.file_size < 256 and b"opendocument" in arsip.read(tanda):
        return bukan("dokumen OpenDocument", KE_OFFICE)
    return bukan("arsip ZIP", SEBARAN)


def _walk(arsip: ZipFile, jatah: _Jatah, dalam: int) -> None:
    """Inflate every part in pieces: it is whole, and what it holds is no archive and no macro."""
    for satu in arsip.infolist():
        with arsip.open(satu) as isi:
            kepala = isi.read(64 * 1024)
            if kepala.startswith((ZIP, CFB)):
                if satu.file_size > BATAS_SARANG:
                    raise Cacat(SARANG)
                _require_harmless(kepala + isi.read(), jatah, dalam)
            while isi.read(64 * 1024):
                pass


def _require_harmless(isi: bytes, jatah: _Jatah, dalam: int) -> None:
    """An object within a document: a chart's workbook is welcome, an archive or a macro is not."""
    if isi.startswith(CFB):
        if "_VBA_PROJECT".encode("utf-16-le") in isi:
            raise Cacat(MAKRO)
        return
    if dalam == 0:
        raise Cacat(SARANG)
    _office(isi, jatah, dalam - 1)


# Everything else, by name

LAIN = (
    (b"GIF8", "gambar GIF", KE_GAMBAR),
    (b"BM", "gambar BMP", KE_GAMBAR),
    (b"II*\0", "gambar TIFF", KE_PDF),
    (b"MM\0*", "gambar TIFF", KE_PDF),
    (b"Rar!\x1a\x07", "arsip RAR", SEBARAN),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7z", SEBARAN),
    (b"\x1f\x8b", "arsip GZIP", SEBARAN),
    (b"PK", "arsip ZIP", SEBARAN),
    (b"{\\rtf", "dokumen RTF", KE_OFFICE),
    (b"%!PS", "dokumen PostScript", KE_PDF),
    (b"MZ", "program", "unggah dokumen yang dihasilkannya sebagai PDF."),
    (b"\x7fELF", "program", "unggah dokumen yang dihasilkannya sebagai PDF."),
    (b"#!", "skrip", "unggah dokumen yang dihasilkannya sebagai PDF."),
)
DITERIMA = "PDF, JPG, PNG, XLSX, atau DOCX"


def _lain(isi: bytes) -> Cacat:
    """What a file is that is none of the kinds."""
    if isi.startswith(CFB):
        if "EncryptedPackage".encode("utf-16-le") in isi:
            return Cacat(TERKUNCI)
        return bukan("dokumen Office lama (.doc, .xls, atau .ppt)", KE_OFFICE)
    if isi[4:8] == b"ftyp":
        foto = isi[8:12] in (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif")
        return bukan("foto HEIC atau AVIF", KE_GAMBAR) if foto else bukan("video", KE_GAMBAR)
    if isi.startswith(b"RIFF"):
        gambar = isi[8:12] == b"WEBP"
        return bukan("gambar WEBP", KE_GAMBAR) if gambar else bukan("suara atau video", KE_GAMBAR)
    for awal, nama, saran in LAIN:
        if isi.startswith(awal):
            return bukan(nama, saran)
    teks = isi.removeprefix(BOM).lstrip()[:64].lower()
    if teks.startswith(b"<"):
        return bukan("halaman web atau XML", KE_PDF)
    if not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", isi[:8192]):
        return bukan("berkas teks", KE_OFFICE)
    return Cacat(
        f"tidak dikenali sebagai {DITERIMA}; simpan sebagai salah satu jenis itu, lalu unggah ulang."
    )
