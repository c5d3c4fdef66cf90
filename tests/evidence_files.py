"""Files as evidence comes: small, whole, made here byte by byte or by the libraries that write such files."""

import struct
import zlib
from base64 import b64decode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pikepdf

JPG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////"
    "////////////////////wAALCAAJAAkBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABAAD/8QAGhABAAEFAAAAAAAAAAAAAAAAAAIE"
    "EhNBYf/aAAgBAQAAPwA0IXNcHFT6Kf/Z"
)
JPG_PROGRESSIVE = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////"
    "////////////////////2wBDAaq0tPDS8P//////////////////////////////////////////////////////////////////"
    "////////////wgARCAAJAAkDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAQAC/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAL/"
    "2gAMAwEAAhADEAAAAcsy/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABBQIf/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgB"
    "AwEBPwF//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwF//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQAGPwIf/8QA"
    "FhABAQEAAAAAAAAAAAAAAAAAEQAQ/9oACAEBAAE/ISN//9oADAMBAAIAAwAAABC7/8QAFREBAQAAAAAAAAAAAAAAAAAAAQD/2gAI"
    "AQMBAT8QG//EABURAQEAAAAAAAAAAAAAAAAAAAAR/9oACAECAQE/EK//xAAVEAEBAAAAAAAAAAAAAAAAAAABEP/aAAgBAQABPxAg"
    "T//Z"
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


# PDF


def pdf(*, muka: bytes = b"", tambahan: bytes = b"", trailer: bytes = b"", ekor: bytes = b"\n") -> bytes:
    """A page without content; `tambahan`: one more object; `trailer`: more of its dictionary."""
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    if tambahan:
        objek.append(tambahan)
    isi, letak = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for nomor, satu in enumerate(objek, start=1):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%b\nendobj\n" % (nomor, satu)
    awal = len(isi)
    isi += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objek) + 1)
    isi += b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    isi += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(objek) + 1, trailer)
    return muka + isi + b"startxref\n%d\n%%%%EOF" % awal + ekor


def pdf_updated() -> bytes:
    """The same, changed once by an editor that appends."""
    lama = pdf()
    sebelumnya = lama.index(b"xref")
    baru = lama + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (id) >>\nendobj\n"
    letak = len(baru)
    baru += b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev %d >>\n" % (
        len(lama),
        sebelumnya,
    )
    return baru + b"startxref\n%d\n%%%%EOF\n" % letak


def pdf_saved(**pilihan) -> bytes:
    """The same as qpdf writes it, with its options."""
    with pikepdf.open(BytesIO(pdf())) as berkas:
        keluar = BytesIO()
        berkas.save(keluar, **pilihan)
    return keluar.getvalue()


def stream_object(isi: bytes) -> bytes:
    """A PDF object that carries bytes as they are."""
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(isi), isi)


# Pictures


def segment(marker: int, isi: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(isi) + 2) + isi


def jpg(*segments: bytes, ekor: bytes = b"") -> bytes:
    """A JPEG with more segments at its beginning and something after its end."""
    return JPG[:2] + b"".join(segments) + JPG[2:] + ekor


def jpg_sized(tinggi: int, lebar: int) -> bytes:
    """A JPEG that says it is of this size."""
    letak = JPG.index(b"\xff\xc0") + 5
    return JPG[:letak] + struct.pack(">HH", tinggi, lebar) + JPG[letak + 4 :]


def samsung_block() -> bytes:
    """What a Samsung phone puts after the picture."""
    daftar = b"SEFH" + struct.pack("<II", 107, 1) + struct.pack("<HHII", 0, 0x0A01, 24, 24)
    return b"\0\0\x01\x0a" + b"Image_UTC_Data1700000000" + daftar + struct.pack("<I", len(daftar)) + b"SEFT"


def chunk(nama: bytes, isi: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return struct.pack(">I4s", len(isi), nama) + isi + struct.pack(">I", zlib.crc32(nama + isi))


def png(
    lebar: int = 3, tinggi: int = 2, *, potongan: tuple[bytes, ...] = (), pecah: int = 1, warna: int = 0
) -> bytes:
    """A grey picture; its data in `pecah` chunks."""
    data = zlib.compress((b"\0" + bytes(lebar)) * tinggi) if lebar * tinggi < 10**6 else zlib.compress(b"\0")
    panjang = -(-len(data) // pecah)
    bagian = [chunk(b"IDAT", data[ke : ke + panjang]) for ke in range(0, len(data), panjang)]
    kepala = chunk(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, warna, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kepala + b"".join(potongan) + b"".join(bagian) + chunk(b"IEND", b"")


# Office


def archive(bagian: dict[str, bytes], *, cara: int = ZIP_DEFLATED, catatan: bytes = b"") -> bytes:
    """A ZIP of these parts."""
    isi = BytesIO()
    with ZipFile(isi, "w", cara) as arsip:
        for nama, data in bagian.items():
            # The day of the entry is fixed (1980): the same parts give the same bytes.
            arsip.writestr(ZipInfo(nama), data, cara)
        arsip.comment = catatan
    return isi.getvalue()


def archive_streamed(bagian: dict[str, bytes]) -> bytes:
    """The same as programs write it that cannot go back: sizes after the data, ZIP64 fields."""

    class OneWay(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *arguments):
            raise OSError

        def tell(self):
            raise OSError

    isi = OneWay()
    with ZipFile(isi, "w", ZIP_DEFLATED) as arsip:
        for nama, data in bagian.items():
            with arsip.open(ZipInfo(nama), "w", force_zip64=True) as bagian_zip:
                bagian_zip.write(data)
    return isi.getvalue()


def links(sasaran: str, jenis: str = OFFICE_DOCUMENT) -> bytes:
    """The relationships of a package: one, to its main part."""
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{LINKS}"><Relationship Id="rId1" Type="{jenis}"'
        f' Target="{sasaran}"/></Relationships>'
    ).encode()


def content_types(nama: str, tipe: str, lain: str = "") -> bytes:
    """The content types of a package with one main part."""
    return (
        f'<?xml version="1.0"?><Types xmlns="{TYPES}"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{nama}"'
        f' ContentType="{tipe}"/>{lain}</Types>'
    ).encode()


def docx_parts(tipe: str = f"{WORD}.main+xml", **lain: bytes) -> dict[str, bytes]:
    """The parts of a Word document; more of them by name."""
    nama = "word/document.xml"
    isi = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    dasar = {"[Content_Types].xml": content_types(nama, tipe), "_rels/.rels": links(nama), nama: isi}
    return dasar | lain


def xlsx_parts(tipe: str = f"{EXCEL}.main+xml", **lain: bytes) -> dict[str, bytes]:
    """The parts of an Excel workbook; more of them by name."""
    nama = "xl/workbook.xml"
    isi = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    dasar = {"[Content_Types].xml": content_types(nama, tipe), "_rels/.rels": links(nama), nama: isi}
    return dasar | lain


def docx(**lain: bytes) -> bytes:
    """A Word document."""
    return archive(docx_parts(**lain))


def xlsx(**lain: bytes) -> bytes:
    """An Excel workbook."""
    return archive(xlsx_parts(**lain))
