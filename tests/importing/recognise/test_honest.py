"""Honest files, as many programs write them, are taken for what they are."""

import struct
from io import BytesIO
from zipfile import ZIP_STORED

import openpyxl
import pikepdf
import pydyf
import pytest

from importing.recognise import Jenis
from tests.evidence_files import (
    CFB,
    EXCEL,
    JPG,
    JPG_PROGRESSIVE,
    TYPES,
    WORD,
    archive,
    archive_streamed,
    chunk,
    docx,
    docx_parts,
    jpg,
    links,
    pdf,
    pdf_saved,
    pdf_updated,
    png,
    samsung_block,
    segment,
    stream_object,
    xlsx,
    xlsx_parts,
)
from tests.importing.recognise.handing_in import MIB, take


def by_pydyf() -> bytes:
    berkas, keluar = pydyf.PDF(), BytesIO()
    berkas.add_page(pydyf.Dictionary({"Type": "/Page", "MediaBox": pydyf.Array([0, 0, 9, 9])}))
    berkas.write(keluar, version=b"1.7", compress=True)
    return keluar.getvalue()


def by_openpyxl(write_only: bool = False) -> bytes:
    buku, keluar = openpyxl.Workbook(write_only=write_only), BytesIO()
    lembar = buku.create_sheet("Rekap")
    for nomor in range(200):
        lembar.append([nomor, "Kabupaten", 12.5])
    buku.save(keluar)
    return keluar.getvalue()


def open_xml_sdk() -> bytes:
    """The main part has its type by the extension alone, and its address begins with a stroke."""
    bagian = docx_parts()
    bagian["[Content_Types].xml"] = (
        f'<Types xmlns="{TYPES}"><Default Extension="xml"'
        f' ContentType="{WORD}.main+xml"/><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    ).encode()
    return archive(bagian | {"_rels/.rels": links("/word/document.xml")})


def strict_office() -> bytes:
    jenis = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    utama = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    return archive(xlsx_parts() | {"_rels/.rels": links("xl/workbook.xml", jenis), "xl/workbook.xml": utama})


FILM = struct.pack(">I4s4sI", 16, b"ftyp", b"mp42", 0) + bytes(500)
HONEST = {
    "pdf by hand": ("a.pdf", lambda: pdf()),
    "pdf by qpdf, object streams": (
        "a.pdf", lambda: pdf_saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    ),
    "pdf by qpdf, linearized": ("a.pdf", lambda: pdf_saved(linearize=True)),
    "pdf by qpdf, old": ("a.PDF", lambda: pdf_saved(force_version="1.3", compress_streams=False)),
    "pdf by pydyf": ("a.pdf", by_pydyf),
    "pdf changed by appending": ("a.pdf", pdf_updated),
    "pdf with mark and blank lines before and after": (
        "a.pdf", lambda: pdf(muka=b"\xef\xbb\xbf\r\n", ekor=b"\r\n\0\0\n"),
    ),
    "pdf from a printer": ("a.pdf", lambda: pdf(muka=b"\x1b%-12345X@PJL\r\n", ekor=b"\n\x1b%-12345X\r\n")),
    "pdf that carries a workbook": ("a.pdf", lambda: pdf(tambahan=stream_object(xlsx()))),
    "pdf that writes about locks": ("a.pdf", lambda: pdf(tambahan=stream_object(b"trailer /Encrypt"))),
    "jpg baseline": ("a.jpg", lambda: JPG),
    "jpg progressive": ("a.JPEG", lambda: JPG_PROGRESSIVE),
    "jpg with a thumbnail": ("a.jpg", lambda: jpg(segment(0xE1, b"Exif\0\0" + JPG))),
    "jpg with a second picture": ("a.jpg", lambda: jpg(segment(0xE2, b"MPF\0"), ekor=b"\0\0" + JPG)),
    "jpg by a Samsung": ("a.jpg", lambda: jpg(ekor=samsung_block())),
    "jpg with a film": ("a.jpg", lambda: jpg(ekor=FILM)),
    "jpg with fill bytes": ("a.jfif", lambda: JPG[:2] + b"\xff\xff" + JPG[2:]),
    "png": ("a.png", png),
    "png in many pieces with text": (
        "a.PNG", lambda: png(potongan=(chunk(b"tEXt", b"Software\0x"),), pecah=7)
    ),
    "png that moves": ("a.png", lambda: png(potongan=(chunk(b"acTL", bytes(8)),))),
    "xlsx by openpyxl": ("a.xlsx", by_openpyxl),
    "xlsx by openpyxl, write only": ("a.XLSX", lambda: by_openpyxl(write_only=True)),
    "xlsx written one way": ("a.xlsx", lambda: archive_streamed(xlsx_parts())),
    "xlsx strict": ("a.xlsx", strict_office),
    "docx as Word writes it": ("a.docx", lambda: docx(**{"docProps/thumbnail.jpeg": JPG})),
    "docx not compressed": ("a.docx", lambda: archive(docx_parts(), cara=ZIP_STORED)),
    "docx by the Open XML SDK": ("a.docx", open_xml_sdk),
    "docx with a chart's workbook": (
        "a.docx", lambda: docx(**{"word/embeddings/Sheet1.xlsx": by_openpyxl()})
    ),
    "docx with a formula": ("a.docx", lambda: docx(**{"word/embeddings/oleObject1.bin": CFB + bytes(600)})),
}  # fmt: skip


@pytest.mark.parametrize("nama", HONEST)
def test_an_honest_file_is_taken_for_what_it_is(nama):
    disebut, isi = HONEST[nama]
    berkas = take(disebut, isi())
    assert berkas.jenis == nama.split()[0]
    assert berkas.nama == disebut


def test_the_kinds_and_how_they_are_sent():
    assert {satu.value: satu.mime for satu in Jenis} == {
        "pdf": "application/pdf",
        "jpg": "image/jpeg",
        "png": "image/png",
        "xlsx": EXCEL,
        "docx": WORD,
    }


def test_there_are_enough_of_them():
    assert len(HONEST) >= 15


def test_a_file_of_exactly_ten_megabytes_is_taken():
    isi = pdf(tambahan=stream_object(bytes(10 * MIB)))
    lebih = len(isi) - 10 * MIB
    isi = pdf(tambahan=stream_object(bytes(10 * MIB - lebih)))
    assert len(isi) == 10 * MIB
    assert take("a.pdf", isi).jenis == "pdf"
