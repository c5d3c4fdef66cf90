"""Locks, macros, archives within and two things at once are refused; bombs cost neither memory nor time."""

import struct
import time
import tracemalloc
from functools import cache

import pikepdf
import pytest

from importing.recognise import Cacat, recognise
from tests.evidence_files import (
    CFB,
    JPG,
    WORD,
    archive,
    chunk,
    content_types,
    docx,
    docx_parts,
    jpg,
    pdf,
    pdf_saved,
    png,
    segment,
    xlsx,
    xlsx_parts,
)
from tests.importing.recognise.handing_in import MIB, ULANG_OFFICE, broken, refusal

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


@cache
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


def zip_within_pdf() -> bytes:
    """A PDF and an archive: the archive's comment runs to the end of the PDF."""
    arsip = archive({"a.txt": b"a"})
    ekor = b"\nendstream\nendobj\nstartxref\n0\n%%EOF"
    arsip = arsip[:-2] + struct.pack("<H", len(ekor)) + ekor
    return b"%PDF-1.4\n1 0 obj\n<< >>\nstream\n" + arsip


def encrypted(**pilihan) -> bytes:
    return pdf_saved(encryption=pikepdf.Encryption(owner="rahasia", user="rahasia", **pilihan))


BAD = [
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
    assert refusal(nama, isi()) == f"Berkas “{nama}” {kalimat}"


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
