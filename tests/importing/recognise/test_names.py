"""The name of a file: cleaned, and refused when it says another kind than the content."""

import pytest

from jobs.storage import clean_name
from tests.evidence_files import JPG, docx, pdf, png, xlsx
from tests.importing.recognise.handing_in import refusal, take


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
    assert refusal(nama, isi) == (
        f"Berkas “{clean_name(nama)}” bernama .{akhiran}, tetapi isinya {jenis}; bila isinya memang benar,"
        f" ubah akhiran namanya menjadi .{baru}, lalu unggah ulang."
    )
