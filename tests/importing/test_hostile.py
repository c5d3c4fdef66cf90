"""Files that would hurt or mislead: each refused with its own sentence, and never with a traceback."""

import re
import struct
import tracemalloc
import zlib
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from importing import refused as limits
from importing.archive import MIB
from importing.book import Workbook
from importing.refused import FileRefused
from importing.workbook import read_workbook
from tests.evidence_files import CFB, EXCEL, WORD, archive, docx_parts, jpg, pdf, png
from tests.importing.builders import (
    MIMETYPE,
    compound,
    ods,
    record,
    relations,
    sheet_xml,
    short_text,
    xls,
    xlsx,
)

AGAIN = "buka berkas aslinya dengan Excel atau LibreOffice, simpan kembali sebagai .xlsx, lalu unggah ulang."
SLIM = "salin lembar yang diperlukan saja ke buku kerja baru, simpan sebagai .xlsx, lalu unggah salinan itu."
OTHERWISE = "simpan datanya sebagai .xlsx, .xls, .ods, atau CSV dengan pemisah titik koma, lalu unggah ulang."
UNPACK = "keluarkan isinya, lalu unggah lembar kerja di dalamnya satu per satu."
TO_XLSX = "buka dengan Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah ulang."
LOCKED = "dikunci dengan kata sandi; simpan salinan tanpa kata sandi, lalu unggah salinan itu."
MACROS = "memuat makro; simpan salinan tanpa makro sebagai .xlsx, lalu unggah salinan itu."
NESTED = (
    "memuat berkas atau arsip lain di dalamnya; hapus objek yang disisipkan itu, simpan, lalu unggah ulang."
)
LINKED = (
    "memuat tautan ke berkas atau sumber data lain; putuskan tautan itu sehingga nilainya tersimpan di berkas"
    " ini sendiri, simpan, lalu unggah ulang."
)
ENTITIES = f"memuat definisi entitas XML (DTD), yang tidak pernah ditulis oleh program lembar kerja; {AGAIN}"
APPENDED = (
    "memuat isi lain yang menempel padanya; buka berkas itu dengan Excel atau LibreOffice, simpan salinan"
    " barunya, lalu unggah salinan itu."
)
MANY = f"tersusun atas lebih dari 200 bagian; {SLIM}"
BIG_PART = f"memuat bagian yang lebih dari 50 MB setelah dimekarkan; {SLIM}"
BIG = f"lebih dari 100 MB setelah dimekarkan; {SLIM}"
PICTURE = "xl/media/image1.png"
ROW = "<row><c><v>1</v></c></row>"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'


def broken(cause: str) -> str:
    return f"rusak atau terpotong ({cause}); {AGAIN}"


def other(name: str, advice: str = OTHERWISE) -> str:
    return f"adalah {name}, jenis yang tidak dibaca di sini; {advice}"


WHOLE, ODD = broken("isi arsipnya tidak utuh"), broken("susunan arsipnya tidak wajar")


def lying(content: bytes, truth: int, lie: int) -> bytes:
    """An archive whose heads say another size."""
    assert struct.pack("<L", truth) in content
    return content.replace(struct.pack("<L", truth), struct.pack("<L", lie))


def bomb(size: int) -> bytes:
    return xlsx(ROW, **{PICTURE: bytes(size)})


def overlapping() -> bytes:
    """A directory that names the same bytes a hundred times."""
    one = archive({"a": bytes(900_000)})
    place = one.index(b"PK\x01\x02")
    entry = one[place : one.index(b"PK\x05\x06")]
    many = b"".join(
        entry.replace(b"a", bytes([33 + n]), 1) for n in range(14, 110) if chr(33 + n) not in "/\\"
    )
    count = len(many) // len(entry)
    return one[:place] + many + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(many), place, 0)


def interlocking() -> bytes:
    """Two parts: the data of the first runs on into the head of the second."""
    content = xlsx(ROW)
    place = content.rindex(b"PK\x01\x02")
    (size,) = struct.unpack_from("<L", content, place + 20)
    return content[: place + 20] + struct.pack("<L", size + 9) + content[place + 24 :]


def half_told() -> bytes:
    """A picture of 5 MB whose heads tell the size and the checksum of its first 1,000 bytes alone."""
    whole, told = bytes(5_000_011), bytes(1_000)
    content = xlsx(ROW, **{PICTURE: whole})
    for mark in (len(whole), zlib.crc32(whole)):
        assert content.count(struct.pack("<L", mark)) == 2
    content = content.replace(struct.pack("<L", zlib.crc32(whole)), struct.pack("<L", zlib.crc32(told)))
    return lying(content, len(whole), len(told))


def flagged(content: bytes) -> bytes:
    """The flag that says: a password is needed."""
    changed = bytearray(content)
    for match in re.finditer(rb"PK\x01\x02", content):
        changed[match.start() + 8] |= 1
    return bytes(changed)


def with_external_link() -> bytes:
    link = f'<externalLink xmlns="{EXCEL}"/>'.encode()
    return xlsx(ROW, **{"xl/externalLinks/externalLink1.xml": link})


def outside(kind: str, mode: str = ' TargetMode="External"') -> bytes:
    link = f'<Relationship Id="x" Type="http://x/{kind}" Target="file:///C:/lain.xlsx"{mode}/>'
    return xlsx(ROW, **{"xl/worksheets/_rels/sheet1.xml.rels": relations(link)})


def in_ods(table: str = "", body: str = "") -> bytes:
    return ods(
        f"<office:body><office:spreadsheet>{body}<table:table>{table}</table:table></office:spreadsheet>"
        "</office:body>"
    )


def odf_row(cell: str, about: str = "") -> str:
    return f"<table:table-row{about}>{cell}</table:table-row>"


def numbered(parts: int) -> bytes:
    """A workbook of so many parts in all."""
    own = 5
    return xlsx(ROW, **{f"xl/media/image{n}.png": b"" for n in range(parts - own)})


def damaged_picture() -> bytes:
    content = xlsx(ROW, **{PICTURE: b"gambar" * 99})
    place = content.index(PICTURE.encode()) + len(PICTURE) + 3
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def without(content: bytes, name: str) -> bytes:
    """The same archive with a part under another name."""
    return content.replace(name.encode(), name.replace("sheet1", "sheet9").encode(), 2)


def twice_the_same_sheet() -> bytes:
    table = '<table:table table:name="Lembar"/><table:table table:name="LEMBAR"/>'
    return ods(f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def many_cells(a_row: int = 10_001) -> bytes:
    return xlsx(f"<row>{'<c><v>1</v></c>' * a_row}</row>" * 10)


def in_a_circle() -> bytes:
    """The first sector of the stream is followed by itself."""
    content = bytearray(compound(Workbook=bytes(9_000)))
    struct.pack_into("<L", content, 512 + 4 * 2, 2)
    return bytes(content)


UTF_16 = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a>{sheet_xml(ROW)}'.encode("utf-16")
MANY_IN_ODS = odf_row(
    '<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>',
    ' table:number-rows-repeated="1000"',
)
TOO_MANY_CELLS = f"berisi lebih dari 100.000 sel; {SLIM}"
BAD = [
    # Size
    ("eleven megabytes", lambda: bytes(11 * MIB), f"berukuran 11,0 MB, melebihi batas 10 MB; {SLIM}"),
    ("a byte too many", lambda: bytes(10 * MIB + 1), f"berukuran 10,1 MB, melebihi batas 10 MB; {SLIM}"),
    ("nothing", lambda: b"", "kosong; periksa isinya, lalu unggah ulang."),
    ("blanks", lambda: b" \r\n\t ", "kosong; periksa isinya, lalu unggah ulang."),
    # What else there is
    ("pdf", pdf, other("dokumen PDF")),
    ("png", png, other("gambar PNG")),
    ("jpg", jpg, other("gambar JPG")),
    ("rar", lambda: b"Rar!\x1a\x07\x01\0", other("arsip RAR", UNPACK)),
    ("zip", lambda: archive({"a.csv": b"a;b"}), other("arsip ZIP", UNPACK)),
    ("html", lambda: b"<html><table><tr><td>1</td></tr></table>", other("halaman web atau XML", TO_XLSX)),
    ("docx", lambda: archive(docx_parts()), other("dokumen Office yang bukan buku kerja Excel")),
    (
        "docx by another name",
        lambda: archive(docx_parts(f"{WORD}.main+xml") | {"xl/workbook.xml": b"<a/>"}),
        other("dokumen Office yang bukan buku kerja Excel"),
    ),
    (
        "odt",
        lambda: ods("", mimetype=b"application/vnd.oasis.opendocument.text"),
        other("dokumen OpenDocument yang bukan lembar kerja"),
    ),
    ("doc", lambda: compound(WordDocument=b"x"), other("dokumen Office lama yang bukan lembar kerja")),
    ("excel 95", lambda: compound(Book=b"x"), other("lembar kerja Excel 95 atau yang lebih lama", TO_XLSX)),
    (
        "excel 95 within",
        lambda: xls(b"", version=0x0500),
        other("lembar kerja Excel 95 atau yang lebih lama", TO_XLSX),
    ),
    # Archives
    ("200 parts and one", lambda: numbered(201), MANY),
    ("thousands of parts", lambda: archive({str(n): b"" for n in range(9_000)}), MANY),
    ("a part of 50 MB and a byte", lambda: bomb(50 * MIB + 1), BIG_PART),
    (
        "100 MB in three parts",
        lambda: xlsx(ROW, **{f"xl/media/{n}.png": bytes(34 * MIB) for n in range(3)}),
        BIG,
    ),
    ("a part that lies small", lambda: lying(bomb(60 * MIB), 60 * MIB, 1000), WHOLE),
    ("a part that tells of its half", half_told, WHOLE),
    ("a part that lies large", lambda: lying(bomb(1_000_003), 1_000_003, 40 * MIB), WHOLE),
    ("parts over one another", overlapping, ODD),
    ("a part that runs into the next", interlocking, ODD),
    ("cut off", lambda: xlsx(ROW)[:-30], broken("akhir arsipnya tidak ditemukan")),
    ("something appended", lambda: xlsx(ROW) + b"x", APPENDED),
    ("a damaged picture", damaged_picture, WHOLE),
    (
        "another compression",
        lambda: archive({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<a/>"}, cara=ZIP_BZIP2),
        ODD,
    ),
    ("two parts of one name", lambda: xlsx(ROW, **{"XL/workbook.xml": b"<a/>"}), ODD),
    ("a way out", lambda: xlsx(ROW, **{"../../keluar.xml": b"<a/>"}), ODD),
    ("a name from the root", lambda: xlsx(ROW, **{"/etc/passwd": b"a"}), ODD),
    ("another name in its head", lambda: xlsx(ROW).replace(b"xl/workbook.xml", b"xl/workbaak.xml", 1), WHOLE),
    ("an archive within", lambda: xlsx(ROW, **{"xl/embeddings/a.xlsx": xlsx(ROW)}), NESTED),
    (
        "an archive named as a picture",
        lambda: xlsx(ROW, **{PICTURE: archive({"a": b"a"})}),
        NESTED,
    ),
    (
        "an old document within",
        lambda: xlsx(ROW, **{"xl/embeddings/oleObject1.bin": CFB + bytes(99)}),
        NESTED,
    ),
    ("a rar within", lambda: xlsx(ROW, **{PICTURE: b"Rar!\x1a\x07\0"}), NESTED),
    # Locks, macros, links, entities
    ("a locked archive", lambda: flagged(xlsx(ROW)), LOCKED),
    ("a locked .xlsx", lambda: compound(EncryptionInfo=b"x", EncryptedPackage=b"y"), LOCKED),
    ("a locked .xls", lambda: xls(b"", record(0x002F, bytes(6))), LOCKED),
    (
        "a locked .ods",
        lambda: ods("", **{"META-INF/manifest.xml": b"<m><file-entry><encryption-data/></file-entry></m>"}),
        LOCKED,
    ),
    ("macros", lambda: xlsx(ROW, **{"xl/vbaProject.bin": CFB}), MACROS),
    (
        "macros by type",
        lambda: archive(docx_parts("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        MACROS,
    ),
    ("macros in a sheet", lambda: xlsx(ROW, **{"xl/macrosheets/sheet1.xml": b"<a/>"}), MACROS),
    (
        "macros in an object",
        lambda: xlsx(ROW, **{"xl/embeddings/a.bin": CFB + "_VBA_PROJECT".encode("utf-16-le")}),
        MACROS,
    ),
    ("macros in an .xls", lambda: compound(Workbook=b"x", _VBA_PROJECT_CUR=b"y"), MACROS),
    ("a macro sheet in an .xls", lambda: xls(b"", kind=1), MACROS),
    ("macros in an .ods", lambda: ods("", **{"Basic/Standard/script-lb.xml": b"<a/>"}), MACROS),
    ("an object in an .xls", lambda: compound(Workbook=b"x", MBD0001=b"y"), NESTED),
    ("another workbook", with_external_link, LINKED),
    ("another workbook by link", lambda: outside("externalLinkPath"), LINKED),
    ("a picture from elsewhere", lambda: outside("image"), LINKED),
    ("a source of data", lambda: outside("connections", ""), LINKED),
    (
        "another workbook in an .xls",
        lambda: xls(b"", record(0x01AE, struct.pack("<HH", 1, 9) + b"\0\1lain.xls")),
        LINKED,
    ),
    ("another workbook in an .ods", lambda: in_ods("<table:table-source/>"), LINKED),
    (
        "a formula to a file",
        lambda: in_ods(odf_row("<table:table-cell table:formula=\"of:='file:///a.ods'#$A.B1\"/>")),
        LINKED,
    ),
    (
        "a formula to a program",
        lambda: in_ods(odf_row('<table:table-cell table:formula="of:=DDE(&quot;cmd&quot;)"/>')),
        LINKED,
    ),
    ("laughs in the sheet", lambda: xlsx("", sheet=f"{LAUGHS}{sheet_xml(ROW)}"), ENTITIES),
    (
        "laughs in the texts",
        lambda: xlsx(ROW, **{"xl/sharedStrings.xml": f"{LAUGHS}<sst/>".encode()}),
        ENTITIES,
    ),
    (
        "a DTD where nobody looks",
        lambda: xlsx(ROW, **{"docProps/app.xml": b"<!DOCTYPE a SYSTEM 'http://x/'><a/>"}),
        ENTITIES,
    ),
    (
        "a DTD behind a long remark",
        lambda: xlsx(ROW, **{"docProps/app.xml": b"<!--" + bytes(b"x" * 200_000) + b"--><!DOCTYPE a><a/>"}),
        ENTITIES,
    ),
    (
        "a DTD in UTF-16",
        lambda: xlsx(
            "",
            **{"xl/worksheets/sheet1.xml": UTF_16},
        ),
        ENTITIES,
    ),
    (
        "a DTD in the list of types",
        lambda: archive({"[Content_Types].xml": b"<!DOCTYPE a><a/>", "_rels/.rels": b"<a/>"}),
        ENTITIES,
    ),
    (
        "laughs in an .ods",
        lambda: archive({"mimetype": MIMETYPE, "content.xml": f"{LAUGHS}<a>&c;</a>".encode()}),
        ENTITIES,
    ),
    # .xlsx that contradicts itself
    ("no sheet behind its link", lambda: without(xlsx(ROW), "xl/worksheets/sheet1.xml"), WHOLE),
    ("no XML", lambda: xlsx("", sheet="bukan xml"), WHOLE),
    ("XML that ends early", lambda: xlsx("", sheet=sheet_xml(ROW)[:-20]), WHOLE),
    ("a number that is none", lambda: xlsx("<row><c><v>dua</v></c></row>"), WHOLE),
    ("a number beyond all", lambda: xlsx("<row><c><v>1e999</v></c></row>"), WHOLE),
    ("a number with strokes", lambda: xlsx("<row><c><v>1_000</v></c></row>"), WHOLE),
    ("a text that is not there", lambda: xlsx('<row><c t="s"><v>5</v></c></row>', strings=""), WHOLE),
    (
        "a style that is not there",
        lambda: xlsx('<row><c s="5"><v>5</v></c></row>', styles="<cellXfs><xf/></cellXfs>"),
        WHOLE,
    ),
    ("a kind that is none", lambda: xlsx('<row><c t="x"><v>5</v></c></row>'), WHOLE),
    ("a cell twice", lambda: xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), WHOLE),
    ("a row twice", lambda: xlsx('<row r="1"/><row r="1"/>'), WHOLE),
    ("a cell in another row", lambda: xlsx('<row r="1"><c r="A2"><v>1</v></c></row>'), WHOLE),
    ("a column that is none", lambda: xlsx('<row r="1"><c r="XFE1"><v>1</v></c></row>'), WHOLE),
    ("a row beyond the last", lambda: xlsx('<row r="1048577"><c><v>1</v></c></row>'), WHOLE),
    ("two sheets of one name", lambda: twice_the_same_sheet(), broken("dua lembar bernama sama")),
    # .xls and .ods that contradict themselves
    ("the beginning of an .xls", lambda: CFB, WHOLE),
    ("an .xls in a circle", lambda: in_a_circle(), WHOLE),
    ("records that end early", lambda: xls(b"")[:1100], WHOLE),
    ("an .xls text that is not there", lambda: xls(record(0x00FD, bytes(10))), WHOLE),
    ("an .xls cell twice", lambda: xls(record(0x0204, bytes(6) + short_text("a")) * 2), WHOLE),
    ("an .xls text cut off", lambda: xls(record(0x0204, bytes(6) + b"\xff\xff\0a")), WHOLE),
    (
        "an .ods without content",
        lambda: archive({"mimetype": MIMETYPE}),
        broken("bagian utamanya tidak ditemukan"),
    ),
    ("a table in a table", lambda: in_ods("<table:table/>"), ODD),
    (
        "an .ods value that is none",
        lambda: in_ods(odf_row('<table:table-cell office:value-type="float" office:value="x"/>')),
        WHOLE,
    ),
    ("an .ods row of no times", lambda: in_ods(odf_row("", ' table:number-rows-repeated="-1"')), WHOLE),
    # More than is read
    ("cells", many_cells, TOO_MANY_CELLS),
    (
        "repeated cells of an .ods",
        lambda: in_ods(MANY_IN_ODS),
        TOO_MANY_CELLS,
    ),
    (
        "a text of too many letters",
        lambda: xlsx(f'<row><c t="str"><v>{"x" * 32_768}</v></c></row>'),
        f"memuat sel dengan lebih dari 32.767 huruf; {SLIM}",
    ),
    (
        "letters",
        lambda: xlsx(
            "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>", strings=f"<si><t>{'x' * 30_000}</t></si>"
        ),
        f"berisi lebih dari 5.000.000 huruf; {SLIM}",
    ),
    (
        "blanks of an .ods",
        lambda: in_ods(
            odf_row('<table:table-cell><text:p>a<text:s text:c="999999999"/></text:p></table:table-cell>')
        ),
        f"memuat sel dengan lebih dari 32.767 huruf; {SLIM}",
    ),
    (
        "merged ranges",
        lambda: xlsx(
            ROW, around=("", "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 20_001 + "</mergeCells>")
        ),
        f"memuat lebih dari 20.000 sel gabungan; {SLIM}",
    ),
    (
        "sheets",
        lambda: in_ods("", "".join(f'<table:table table:name="{n}"/>' for n in range(101))),
        f"memuat lebih dari 100 lembar; {SLIM}",
    ),
]


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_workbook(content)
    return str(refused.value)


@pytest.mark.parametrize(("make", "sentence"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_hostile_file_is_refused_with_its_sentence(make, sentence):
    assert refusal(make()) == f"Berkas ini {sentence}"


def test_there_are_enough_of_them():
    assert len(BAD) >= 80


# At the limit


@pytest.mark.parametrize(
    "make",
    [
        lambda: numbered(200),
        lambda: bomb(50 * MIB),
        lambda: many_cells(10_000),
        lambda: xlsx(f'<row><c t="str"><v>{"x" * 32_767}</v></c></row>'),
        lambda: in_ods("", "".join(f'<table:table table:name="{n}"/>' for n in range(99))),
    ],
    ids=["parts", "a part", "cells", "letters", "sheets"],
)
def test_a_file_at_the_limit_is_read(make):
    assert isinstance(read_workbook(make()), Workbook)


# Without harm


def test_others_read_the_half_that_is_told():
    """The control: a program that believes the directory takes the picture for 1,000 bytes and whole."""
    with ZipFile(BytesIO(half_told())) as archive:
        assert archive.read(PICTURE) == bytes(1_000)


@pytest.mark.parametrize(
    "make",
    [
        lambda: bomb(90 * MIB),
        lambda: lying(bomb(49 * MIB), 49 * MIB, 1000),
        overlapping,
        lambda: bomb(49 * MIB),
    ],
    ids=["a bomb", "a lying bomb", "parts over one another", "a large picture"],
)
def test_a_bomb_costs_no_memory(make):
    content = make()
    tracemalloc.start()
    try:
        with suppress(FileRefused):
            read_workbook(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * MIB


def test_a_bomb_would_cost_memory_if_it_were_read_whole(monkeypatch):
    """The control: with the limits off, texts of 40 MB are inflated and kept."""
    strings = f"<si><t>{'x' * 1_000_000}</t></si>" * 40
    content = xlsx(ROW, strings=strings)
    assert refusal(content).startswith("Berkas ini memuat sel dengan lebih dari 32.767 huruf")
    monkeypatch.setattr(limits, "MOST_OF_A_TEXT", 10**9)
    monkeypatch.setattr(limits, "MOST_LETTERS", 10**9)
    tracemalloc.start()
    try:
        read_workbook(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak > 30 * MIB
