"""What is taken as evidence and what is not: by content, with the sentence that says why."""

import re
import struct
import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED

import openpyxl
import pikepdf
import pydyf
import pytest

from measurements.evidence import BerkasDitolak, clean_name, take_upload
from measurements.recognise import Cacat, Jenis, recognise
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
    content_types,
    docx,
    docx_parts,
    jpg,
    jpg_sized,
    links,
    pdf,
    pdf_updated,
    png,
    samsung_block,
    segment,
    stream_object,
    xlsx,
    xlsx_parts,
)

MIB = 1024 * 1024


def take(nama: str, isi: bytes):
    return take_upload(nama, len(isi), BytesIO(isi))


# Honest files


def saved(**pilihan) -> bytes:
    with pikepdf.open(BytesIO(pdf())) as berkas:
        keluar = BytesIO()
        berkas.save(keluar, **pilihan)
    return keluar.getvalue()


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
        "a.pdf", lambda: saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    ),
    "pdf by qpdf, linearized": ("a.pdf", lambda: saved(linearize=True)),
    "pdf by qpdf, old": ("a.PDF", lambda: saved(force_version="1.3", compress_streams=False)),
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


# Files that are refused

ULANG_PDF = "; buka berkas aslinya, simpan kembali sebagai PDF, lalu unggah ulang."
ULANG_JPG = "; buka berkas aslinya, simpan kembali sebagai JPG, lalu unggah ulang."
ULANG_PNG = "; buka berkas aslinya, simpan kembali sebagai PNG, lalu unggah ulang."
ULANG_OFFICE = "; buka berkas aslinya, simpan kembali sebagai dokumen Office, lalu unggah ulang."
KUNCI = "dikunci dengan kata sandi; simpan salinan tanpa kata sandi, lalu unggah salinan itu."
MAKRO = "memuat makro; simpan salinan tanpa makro sebagai .docx atau .xlsx, lalu unggah salinan itu."
GANDA = (
    "memuat isi lain yang menempel pada berkas; buka berkas itu, simpan salinan barunya, lalu unggah"
    " salinan itu."
)
MEKAR = (
    "memuat terlalu banyak data termampat; bagi isinya menjadi beberapa berkas atau simpan sebagai PDF, lalu"
    " unggah ulang."
)
SARANG = (
    "memuat arsip lain di dalamnya; keluarkan lampiran itu dari dokumen, lalu unggah masing-masing sebagai"
    " berkas tersendiri."
)
TAK_DIKENAL = (
    "tidak dikenali sebagai PDF, JPG, PNG, XLSX, atau DOCX; simpan sebagai salah satu jenis itu, lalu unggah"
    " ulang."
)
SEBARAN = "jenis yang tidak diterima; keluarkan isinya, lalu unggah setiap dokumen satu per satu."
GAMBAR = "jenis yang tidak diterima; simpan sebagai JPG atau PNG, lalu unggah ulang."
CETAK = "jenis yang tidak diterima; simpan atau cetak sebagai PDF, lalu unggah ulang."
KANTOR = "jenis yang tidak diterima; simpan sebagai .docx, .xlsx, atau PDF, lalu unggah ulang."
HASIL = "jenis yang tidak diterima; unggah dokumen yang dihasilkannya sebagai PDF."
TANPA_EKOR = "akhir gambar tidak ditemukan"
TAK_UTUH = "susunan gambarnya tidak utuh"


def broken(sebab: str, ulang: str) -> str:
    return f"rusak atau terpotong ({sebab}){ulang}"


def bomb(ukuran: int = 200 * MIB) -> bytes:
    """A workbook of 0.2 MB whose one sheet is 200 MB of zeros."""
    return xlsx(**{"xl/worksheets/sheet1.xml": bytes(ukuran)})


def lying_bomb() -> bytes:
    """The same, but its directory says the sheet has 1,000 bytes."""
    jujur = struct.pack("<I", 200 * MIB)
    return bomb().replace(jujur, struct.pack("<I", 1000))


def many_entries() -> bytes:
    return archive(docx_parts() | {f"word/media/{nomor}.bin": b"" for nomor in range(6000)})


def overlapping() -> bytes:
    """A directory that names the same 30 MB a hundred times: 3 GB."""
    satu = archive({"a": bytes(30 * MIB)})
    letak = satu.index(b"PK\x01\x02")
    daftar = satu[letak : satu.index(b"PK\x05\x06")]
    banyak = b"".join(daftar.replace(b"a", bytes([65 + ke % 26]), 1) for ke in range(100))
    akhir = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 100, 100, len(banyak), letak, 0)
    return satu[:letak] + banyak + akhir


def nested(tingkat: int) -> bytes:
    isi = xlsx()
    for _ in range(tingkat):
        isi = docx(**{"word/embeddings/lampiran.docx": isi})
    return isi


def locked_zip() -> bytes:
    """The flag that says: a password is needed."""
    isi = bytearray(docx())
    for tanda, letak in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        awal = isi.find(tanda)
        while awal >= 0:
            isi[awal + letak] |= 1
            awal = isi.find(tanda, awal + 1)
    return bytes(isi)


def twice_the_same_name() -> bytes:
    return docx(**{"word/DOCUMENT.xml": b"<x/>"})


def damaged(isi: bytes, letak: int) -> bytes:
    return isi[:letak] + bytes([isi[letak] ^ 0xFF]) + isi[letak + 1 :]


def zip_within_pdf() -> bytes:
    """A PDF and an archive: the archive's comment runs to the end of the PDF."""
    arsip = archive({"a.txt": b"a"})
    ekor = b"\nendstream\nendobj\nstartxref\n0\n%%EOF"
    arsip = arsip[:-2] + struct.pack("<H", len(ekor)) + ekor
    return b"%PDF-1.4\n1 0 obj\n<< >>\nstream\n" + arsip


def encrypted(**pilihan) -> bytes:
    return saved(encryption=pikepdf.Encryption(owner="rahasia", user="rahasia", **pilihan))


ENTITAS = b'<!DOCTYPE t [<!ENTITY a "aaaa">]><t>&a;</t>'
BAD = [
    # What else there is in the world
    ("a.gif", lambda: b"GIF89a" + bytes(50), f"adalah gambar GIF, {GAMBAR}"),
    ("a.bmp", lambda: b"BM" + bytes(50), f"adalah gambar BMP, {GAMBAR}"),
    ("a.tif", lambda: b"II*\0" + bytes(50), f"adalah gambar TIFF, {CETAK}"),
    ("a.webp", lambda: b"RIFF\x10\0\0\0WEBPVP8 ", f"adalah gambar WEBP, {GAMBAR}"),
    ("a.wav", lambda: b"RIFF\x10\0\0\0WAVEfmt ", f"adalah suara atau video, {GAMBAR}"),
    ("a.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(20), f"adalah foto HEIC atau AVIF, {GAMBAR}"),
    ("a.mp4", lambda: b"\0\0\0\x18ftypmp42" + bytes(20), f"adalah video, {GAMBAR}"),
    ("a.rar", lambda: b"Rar!\x1a\x07\x01\0", f"adalah arsip RAR, {SEBARAN}"),
    ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(20), f"adalah arsip 7z, {SEBARAN}"),
    ("a.gz", lambda: b"\x1f\x8b\x08" + bytes(20), f"adalah arsip GZIP, {SEBARAN}"),
    ("a.zip", lambda: archive({"a.pdf": pdf()}), f"adalah arsip ZIP, {SEBARAN}"),
    ("kosong.zip", lambda: archive({}), f"adalah arsip ZIP, {SEBARAN}"),
    ("a.rtf", lambda: b"{\\rtf1 teks}", f"adalah dokumen RTF, {KANTOR}"),
    ("a.ps", lambda: b"%!PS-Adobe-3.0\n", f"adalah dokumen PostScript, {CETAK}"),
    ("a.exe", lambda: b"MZ" + bytes(100), f"adalah program, {HASIL}"),
    ("a.pdf", lambda: b"\x7fELF" + bytes(100), f"adalah program, {HASIL}"),
    ("a.sh", lambda: b"#!/bin/sh\n", f"adalah skrip, {HASIL}"),
    ("a.html", lambda: b"<!DOCTYPE html><script>1</script>", f"adalah halaman web atau XML, {CETAK}"),
    ("a.svg", lambda: b"\xef\xbb\xbf <svg xmlns='x'/>", f"adalah halaman web atau XML, {CETAK}"),
    ("a.csv", lambda: b"Satker;Nilai\nMetro;10\n", f"adalah berkas teks, {KANTOR}"),
    ("a.pdf", lambda: b"bukan pdf", f"adalah berkas teks, {KANTOR}"),
    ("a.doc", lambda: CFB + bytes(600), f"adalah dokumen Office lama (.doc, .xls, atau .ppt), {KANTOR}"),
    (
        "a.odt",
        lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        f"adalah dokumen OpenDocument, {KANTOR}",
    ),
    (
        "a.pptx",
        lambda: archive(docx_parts("application/vnd.openxmlformats-officedocument.presentationml.main+xml")),
        f"adalah dokumen Office jenis lain, {KANTOR}",
    ),
    (
        "a.dotx",
        lambda: archive(docx_parts(f"{WORD[:-8]}template.main+xml")),
        f"adalah dokumen Office jenis lain, {KANTOR}",
    ),
    ("a.pdf", lambda: bytes(range(256)), TAK_DIKENAL),
    ("a.png", lambda: bytes(5000), TAK_DIKENAL),
    # Broken
    ("a.pdf", lambda: pdf()[:-20], broken("akhir PDF tidak ditemukan", ULANG_PDF)),
    ("a.pdf", lambda: b"%PDF-1.7", broken("akhir PDF tidak ditemukan", ULANG_PDF)),
    ("a.pdf", lambda: b"%PDF-9.9\n%%EOF", broken("nomor versinya tidak dikenal", ULANG_PDF)),
    ("a.pdf", lambda: b"%PDF-1.7\nisi\n%%EOF", broken("daftar isinya tidak ditemukan", ULANG_PDF)),
    (
        "a.pdf",
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n9999999", pdf()),
        broken("daftar isinya tidak ditemukan", ULANG_PDF),
    ),
    ("a.pdf", lambda: pdf() + bytes(range(1, 250)) * 9000, broken("akhir PDF tidak ditemukan", ULANG_PDF)),
    ("a.jpg", lambda: JPG[:-2], broken(TANPA_EKOR, ULANG_JPG)),
    ("a.jpg", lambda: JPG[:100], broken(TAK_UTUH, ULANG_JPG)),
    ("a.jpg", lambda: JPG[:3], broken(TANPA_EKOR, ULANG_JPG)),
    ("a.jpg", lambda: JPG[:2] + b"\xff\xd9", broken(TAK_UTUH, ULANG_JPG)),
    ("a.jpg", lambda: JPG.replace(b"\xff\xc0", b"\xff\xe5"), broken(TANPA_EKOR, ULANG_JPG)),
    ("a.jpg", lambda: JPG[:2] + b"\xff\xe0\0\0" + JPG[2:], broken(TAK_UTUH, ULANG_JPG)),
    ("a.jpg", lambda: jpg(*[segment(0xFE, b"")] * 6000), broken("susunan gambarnya tidak wajar", ULANG_JPG)),
    ("a.jpg", lambda: jpg_sized(0, 9), broken("ukuran gambarnya nol", ULANG_JPG)),
    (
        "a.jpg",
        lambda: jpg_sized(60000, 50000),
        "memuat gambar 50000 × 60000 piksel, melebihi batas 200 juta piksel; perkecil gambarnya,"
        " lalu unggah ulang.",
    ),
    (
        "a.png",
        lambda: png(40000, 30000),
        "memuat gambar 40000 × 30000 piksel, melebihi batas 200 juta piksel; perkecil gambarnya,"
        " lalu unggah ulang.",
    ),
    ("a.png", lambda: png()[:-12], broken(TANPA_EKOR, ULANG_PNG)),
    ("a.png", lambda: png()[:-2], broken(TANPA_EKOR, ULANG_PNG)),
    ("a.png", lambda: damaged(png(), 45), broken(TAK_UTUH, ULANG_PNG)),
    ("a.png", lambda: png(warna=5), broken(TAK_UTUH, ULANG_PNG)),
    ("a.png", lambda: png(0, 2), broken("ukuran gambarnya nol", ULANG_PNG)),
    (
        "a.png",
        lambda: re.sub(rb"(?s)....IDAT.*(?=....IEND)", b"", png()),
        broken("tidak berisi gambar", ULANG_PNG),
    ),
    (
        "a.png",
        lambda: png(potongan=(chunk(b"tEXt", b""),) * 60_000),
        broken("susunan gambarnya tidak wajar", ULANG_PNG),
    ),
    ("a.docx", lambda: docx()[:-30], broken("akhir arsipnya tidak ditemukan", ULANG_OFFICE)),
    ("a.docx", lambda: b"PK\x03\x04" + bytes(100), broken("akhir arsipnya tidak ditemukan", ULANG_OFFICE)),
    ("a.docx", lambda: b"PK\x03\x04" + docx()[40:], broken("susunan arsipnya tidak wajar", ULANG_OFFICE)),
    (
        "a.xlsx",
        lambda: archive(xlsx_parts() | {"xl/a": b"beda" * 9}, cara=ZIP_STORED).replace(b"beda", b"BEDA", 1),
        broken("isi arsipnya tidak utuh", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: archive(docx_parts() | {"word/document.xml": b"<html/>"}),
        broken("bagian utamanya tidak dikenal", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: archive(docx_parts() | {"word/document.xml": b"bukan xml"}),
        broken("isi arsipnya tidak utuh", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: archive(docx_parts() | {"_rels/.rels": links("word/document.xml", "x")}),
        broken("bagian utamanya tidak ditemukan", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: archive(docx_parts() | {"_rels/.rels": links("../../word/lain.xml")}),
        broken("bagian utamanya tidak ditemukan", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: archive(docx_parts() | {"[Content_Types].xml": ENTITAS}),
        broken("isi arsipnya tidak utuh", ULANG_OFFICE),
    ),
    (
        "a.docx",
        lambda: docx(**{"../../keluar.xml": b"a"}),
        broken("susunan arsipnya tidak wajar", ULANG_OFFICE),
    ),
    ("a.docx", lambda: docx(**{"/etc/passwd": b"a"}), broken("susunan arsipnya tidak wajar", ULANG_OFFICE)),
    ("a.docx", twice_the_same_name, broken("susunan arsipnya tidak wajar", ULANG_OFFICE)),
    (
        "a.docx",
        lambda: archive(docx_parts(), cara=ZIP_BZIP2),
        broken("susunan arsipnya tidak wajar", ULANG_OFFICE),
    ),
    # Locked
    ("a.pdf", encrypted, KUNCI),
    ("a.pdf", lambda: encrypted(R=4), KUNCI),
    ("a.pdf", lambda: pdf(trailer=b"/Encr#79pt 9 0 R"), KUNCI),
    ("a.docx", locked_zip, KUNCI),
    ("a.docx", lambda: CFB + bytes(500) + "EncryptedPackage".encode("utf-16-le"), KUNCI),
    # Macros
    ("a.docx", lambda: docx(**{"word/vbaProject.bin": CFB}), MAKRO),
    ("a.xlsx", lambda: xlsx(**{"xl/VBAPROJECT.BIN": b"a"}), MAKRO),
    ("a.xlsx", lambda: xlsx(**{"xl/macrosheets/sheet1.xml": b"<a/>"}), MAKRO),
    ("a.docm", lambda: archive(docx_parts("application/vnd.ms-word.document.macroEnabled.main+xml")), MAKRO),
    ("a.xlsb", lambda: archive(xlsx_parts("application/vnd.ms-excel.sheet.binary.macroEnabled.main")), MAKRO),
    (
        "a.docx",
        lambda: docx(**{
            "[Content_Types].xml": content_types(
                "word/document.xml",
                f"{WORD}.main+xml",
                '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
            )
        }),
        MAKRO,
    ),
    ("a.docx", lambda: docx(**{"word/embeddings/a.bin": CFB + "_VBA_PROJECT".encode("utf-16-le")}), MAKRO),
    ("a.docx", lambda: docx(**{"word/embeddings/a.xlsx": xlsx(**{"xl/vbaProject.bin": b"a"})}), MAKRO),
    # Archives within, and those that grow
    ("a.xlsx", bomb, MEKAR),
    ("a.xlsx", lambda: bomb(140 * MIB), MEKAR),
    ("a.xlsx", lying_bomb, broken("isi arsipnya tidak utuh", ULANG_OFFICE)),
    ("a.docx", many_entries, MEKAR),
    ("a.docx", overlapping, MEKAR),
    ("a.docx", lambda: docx(**{"word/embeddings/a.xlsx": bomb(20 * MIB), "word/a": bytes(10 * MIB)}), MEKAR),
    ("a.docx", lambda: docx(**{"word/media/a.zip": archive({"b": b"b"})}), SARANG),
    ("a.docx", lambda: docx(**{"word/media/gambar.png": archive({"b": b"b"})}), SARANG),
    ("a.docx", lambda: nested(4), SARANG),
    # Two things at once
    ("a.pdf", lambda: pdf(muka=b"<html><script>1</script>\n"), GANDA),
    ("a.pdf", lambda: b"GIF89a" + pdf(), GANDA),
    ("a.pdf", lambda: b"MZ" + pdf(), GANDA),
    ("a.pdf", lambda: pdf() + archive({"a": b"a"}), GANDA),
    ("a.pdf", zip_within_pdf, GANDA),
    ("a.jpg", lambda: jpg(segment(0xFE, pdf())), GANDA),
    ("a.jpg", lambda: jpg(ekor=archive({"a": b"a"})), GANDA),
    ("a.jpg", lambda: jpg(ekor=b"<?php system($_GET[0]); ?>"), GANDA),
    ("a.jpg", lambda: jpg(ekor=JPG * 30), GANDA),
    ("a.png", lambda: png() + archive({"a": b"a"}), GANDA),
    ("a.png", lambda: png() + b"MZ", GANDA),
    ("a.png", lambda: png(potongan=(chunk(b"tEXt", b"%PDF-1.4"),)), GANDA),
    ("a.docx", lambda: docx() + b"ekor", GANDA),
    ("a.docx", lambda: archive({"%PDF-1.4": b"", **docx_parts()}), GANDA),
]  # fmt: skip


@pytest.mark.parametrize(("nama", "isi", "kalimat"), BAD)
def test_a_bad_file_is_refused_with_its_sentence(nama, isi, kalimat):
    with pytest.raises(BerkasDitolak) as ditolak:
        take(nama, isi())
    assert str(ditolak.value) == f"Berkas “{nama}” {kalimat}"


def test_there_are_enough_of_both():
    assert len(HONEST) >= 15
    assert len(BAD) >= 40


def test_an_empty_file():
    with pytest.raises(BerkasDitolak) as ditolak:
        take("a.pdf", b"")
    assert str(ditolak.value) == "Berkas “a.pdf” kosong; periksa isinya, lalu unggah ulang."


@pytest.mark.parametrize(
    ("ukuran", "teks"), [(10 * MIB + 1, "10,1"), (12 * MIB, "12,0"), (1024 * MIB, "1.024,0")]
)
def test_a_file_that_is_too_big_is_not_even_read(ukuran, teks):
    with pytest.raises(BerkasDitolak) as ditolak:
        take_upload("a.pdf", ukuran, None)
    assert str(ditolak.value) == (
        f"Berkas “a.pdf” berukuran {teks} MB, melebihi batas 10 MB; perkecil atau bagi berkas itu, lalu"
        " unggah ulang."
    )


def test_a_file_of_exactly_ten_megabytes_is_taken():
    isi = pdf(tambahan=stream_object(bytes(10 * MIB)))
    lebih = len(isi) - 10 * MIB
    isi = pdf(tambahan=stream_object(bytes(10 * MIB - lebih)))
    assert len(isi) == 10 * MIB
    assert take("a.pdf", isi).jenis == "pdf"


# Bombs and floods cost neither memory nor time


@pytest.mark.parametrize("isi", [bomb, lying_bomb, overlapping, many_entries], ids=lambda isi: isi.__name__)
def test_a_bomb_is_refused_without_being_inflated(isi):
    bom = isi()
    assert len(bom) < MIB
    tracemalloc.start()
    try:
        with pytest.raises(Cacat):
            recognise(bom)
        puncak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert puncak < 8 * MIB


@pytest.mark.parametrize(
    "isi",
    [
        b"\xff\xd8" + b"\xff" * (10 * MIB - 2),
        b"\xff\xd8" + b"\xff\xfe\0\x02" * (10 * MIB // 4 - 1),
        JPG[:-2] + b"\xff\0" * (5 * MIB - 200),
        b"%PDF-1.4 " + b"trailer<<" * (MIB) + b"startxref 0 %%EOF",
        b"%PDF-1.4 " + b"startxref " * (MIB) + b"%%EOF",
        b"%PDF-1.4 " + b"%%EOF" * (2 * MIB - 9),
        b"PK\x03\x04" + b"PK\x01\x02" * (2 * MIB) + b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04" + b"PK\x05\x06" * (2 * MIB),
        b"\x89PNG\r\n\x1a\n" + bytes(10 * MIB - 8),
    ],
    ids=["fill", "segments", "stuffing", "trailers", "startxref", "eof", "entries", "ends", "zeros"],
)
def test_ten_megabytes_of_nonsense_are_refused_at_once(isi):
    mulai = time.perf_counter()
    with pytest.raises(Cacat):
        recognise(isi)
    assert time.perf_counter() - mulai < 2


# Names


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\Windows\\system32\\laporan.pdf", "laporan.pdf"),
        ("C:\\Users\\rina\\Surat Keputusan.pdf", "Surat Keputusan.pdf"),
        ("/", "berkas.pdf"),
        ("", "berkas.pdf"),
        ("...", "berkas.pdf"),
        (".pdf", "berkas.pdf"),
        ("pdf", "berkas.pdf"),
        ("..pdf", "berkas.pdf"),
        ("a.pdf.", "a.pdf"),
        ("a.pdf  ", "a.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("laporan\u202efdp.pdf", "laporanfdp.pdf"),
        ("a\u200b\ufeffb\u2066.pdf", "ab.pdf"),
        ("a\ud800b.pdf", "ab.pdf"),
        ('"><script>alert(1)</script>.pdf', "script_.pdf"),
        ('kutip"tanda.pdf', "kutip_tanda.pdf"),
        ("SK No. 32 Tahun 2024", "SK No. 32 Tahun 2024.pdf"),
        ("laporan.2023", "laporan.2023.pdf"),
        ("Lampirán Ǆ 日本.pdf", "Lampirán Ǆ 日本.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("laporan.exe.pdf", "laporan.exe.pdf"),
        ("a" * 400 + ".pdf", "a" * 150 + ".pdf"),
        ("a" * 400, "a" * 150 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_bears_its_kind(nama, jadi):
    assert take(nama, pdf()).nama == jadi
    assert len(jadi) <= 160


@pytest.mark.parametrize(
    ("nama", "isi", "akhiran", "jenis", "baru"),
    [
        ("foto.pdf", png(), "pdf", "PNG", "png"),
        ("foto.png", JPG, "png", "JPG", "jpg"),
        ("laporan.exe", pdf(), "exe", "PDF", "pdf"),
        ("laporan.pdf.html", pdf(), "html", "PDF", "pdf"),
        ("tabel.docx", xlsx(), "docx", "XLSX", "xlsx"),
        ("tabel.xlsm", xlsx(), "xlsm", "XLSX", "xlsx"),
        ("surat.xlsx", docx(), "xlsx", "DOCX", "docx"),
        ("laporan\u202efdp.exe", pdf(), "exe", "PDF", "pdf"),
    ],
)
def test_a_name_that_says_something_else_is_refused(nama, isi, akhiran, jenis, baru):
    with pytest.raises(BerkasDitolak) as ditolak:
        take(nama, isi)
    assert str(ditolak.value) == (
        f"Berkas “{clean_name(nama)}” bernama .{akhiran}, tetapi isinya {jenis}; bila isinya memang benar,"
        f" ubah akhiran namanya menjadi .{baru}, lalu unggah ulang."
    )
