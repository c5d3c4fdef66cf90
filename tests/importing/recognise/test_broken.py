"""Files of other kinds, broken ones and those that are too big: each is refused with its sentence."""

import re
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest

from importing.upload import take_upload
from jobs.storage import BerkasDitolak
from tests.evidence_files import (
    CFB,
    JPG,
    WORD,
    archive,
    chunk,
    docx,
    docx_parts,
    jpg,
    jpg_sized,
    links,
    pdf,
    png,
    segment,
    xlsx_parts,
)
from tests.importing.recognise.handing_in import MIB, ULANG_OFFICE, broken, refusal

ULANG_PDF = "; buka berkas aslinya, simpan kembali sebagai PDF, lalu unggah ulang."
ULANG_JPG = "; buka berkas aslinya, simpan kembali sebagai JPG, lalu unggah ulang."
ULANG_PNG = "; buka berkas aslinya, simpan kembali sebagai PNG, lalu unggah ulang."
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


def twice_the_same_name() -> bytes:
    return docx(**{"word/DOCUMENT.xml": b"<x/>"})


def damaged(isi: bytes, letak: int) -> bytes:
    return isi[:letak] + bytes([isi[letak] ^ 0xFF]) + isi[letak + 1 :]


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
]  # fmt: skip


@pytest.mark.parametrize(("nama", "isi", "kalimat"), BAD)
def test_a_bad_file_is_refused_with_its_sentence(nama, isi, kalimat):
    assert refusal(nama, isi()) == f"Berkas “{nama}” {kalimat}"


def test_there_are_enough_of_them():
    assert len(BAD) >= 40


def test_an_empty_file():
    assert refusal("a.pdf", b"") == "Berkas “a.pdf” kosong; periksa isinya, lalu unggah ulang."


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
