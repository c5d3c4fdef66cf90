"""CSV: which letters, which separator; what would be a guess is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from importing.book import Cell, Kind, Row
from importing.refused import FileRefused
from importing.workbook import read_workbook
from tests.importing.builders import as_read, by_csv, rows_of

TABLE = [
    ["Kode", "Uraian", "Pagu", "%"],
    ["CQ.6709", "Dukungan; manajemen", "33.304.443.000", "99,52"],
    [],
    ["CQ", 'nama "lama"', "1\u00a0000", ""],
    ["baris\ndua", "é à ü", "50,342,000,000", "100"],
]


def read(content: bytes) -> list:
    (sheet,) = read_workbook(content).sheets
    assert sheet.name == "CSV"
    return rows_of(sheet)


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_workbook(content)
    return str(refused.value)


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_comes_back(separator, newline, encoding):
    content = by_csv(TABLE, separator, encoding, newline)
    assert read_workbook(content).kind == Kind.CSV
    assert read(content) == as_read(TABLE)


@pytest.mark.parametrize("first", ["PK", "BMN", "MZ", "RKAKL", "GIF"])
def test_a_table_may_begin_with_letters_that_begin_other_files(first):
    assert read(f"{first};Pagu\n1;2\n".encode())[0] == [first, "Pagu"]


def test_commas_part_a_table_when_nothing_else_does():
    assert read(b'a,b,c\n1,"2,5",3\n') == [["a", "b", "c"], ["1", "2,5", "3"]]


def test_rows_count_as_in_a_spreadsheet():
    (sheet,) = read_workbook(b'a;b\n\n"x\ny";2\n;;3\n').sheets
    assert sheet.rows == (
        Row(1, (Cell(1, 1, "a"), Cell(1, 2, "b"))),
        Row(3, (Cell(3, 1, "x\ny"), Cell(3, 2, "2"))),
        Row(4, (Cell(4, 3, "3"),)),
    )


def test_a_separator_that_the_file_names_is_taken():
    assert read(b"sep=,\r\na,b\r\n1;5,2;5\r\n") == [[], ["a", "b"], ["1;5", "2;5"]]


def test_all_values_stay_text():
    assert read(b"Pagu;Tanggal\n33304443000;2024-01-15\n=1+1;TRUE\n")[1:] == [
        ["33304443000", "2024-01-15"],
        ["=1+1", "TRUE"],
    ]


def test_a_comma_in_numbers_parts_no_columns():
    assert read(b"Satker;Pagu;Persen\nMesuji;1.000;99,52\nMetro;2.000;100\n")[1] == [
        "Mesuji",
        "1.000",
        "99,52",
    ]


def test_a_title_above_the_table_does_not_matter():
    assert read(b"Laporan, tahun 2023\nSatker;Pagu\nMetro;1\n")[1] == ["Satker", "Pagu"]


def test_uneven_lines_are_read_where_the_separator_is_sure():
    assert read(b"Laporan;;\nSatker;Pagu\nMetro;1;2;3\n")[2] == ["Metro", "1", "2", "3"]


def test_two_separators_that_both_fit_are_refused():
    assert refusal(b"Metro;99,52\nMesuji;99,74\n") == (
        "Berkas ini memakai titik koma dan koma sehingga pemisah kolomnya tidak dapat dipastikan; simpan"
        " sebagai .xlsx atau sebagai CSV dengan pemisah titik koma, lalu unggah ulang."
    )


def test_commas_that_part_unevenly_are_refused():
    assert refusal(b"1,5\n1,234,567\n").startswith("Berkas ini memakai koma sehingga")


def test_a_text_without_columns_is_refused():
    assert refusal(b"Surat ini bukan tabel.\nSama sekali bukan.\n") == (
        "Berkas ini adalah teks tanpa pemisah kolom; simpan sebagai .xlsx atau sebagai CSV dengan pemisah"
        " titik koma, lalu unggah ulang."
    )


def test_quotes_that_do_not_close_are_refused():
    assert refusal(b'a;b\n1;"2\n3;4\n').startswith(
        "Berkas ini rusak atau terpotong (tanda kutip atau isi baris 3 tidak dapat dibaca)"
    )


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(1, 256)),
        b"a;b\n1;\x01\n",
        b"\xff\xfea",
        b"\xef\xbb\xbfa;\xff\n",
        b"a;b\n\x81;2\n",
        b"\0" * 40 + b"a",
    ],
    ids=["binary", "control", "half a letter", "no utf-8", "no cp1252", "zeros"],
)
def test_bytes_that_are_no_text_are_refused(content):
    assert refusal(content) == (
        "Berkas ini tidak dikenali sebagai lembar kerja maupun teks CSV; simpan sebagai .xlsx, lalu unggah"
        " ulang."
    )


def test_too_many_rows_are_refused():
    assert refusal(b"a;b\n" * 60_000).startswith("Berkas ini berisi lebih dari 100.000 sel;")


def test_a_letter_that_no_database_takes_is_replaced():
    assert read(b"a;b\x0bc\n1;2\n") == [["a", "b\ufffdc"], ["1", "2"]]


FIELDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=8)


@given(
    st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from([";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_table_with_a_named_separator_comes_back(rows, separator, encoding):
    content = f"sep={separator}\r\n".encode(encoding) + by_csv(rows, separator, encoding).removeprefix(
        b"\xff\xfe"
    )
    assume(any(field.strip() for row in rows for field in row))
    assume(encoding != "cp1252" or not is_other_utf8(content))
    assert read(content)[1:] == as_read(rows)


def is_other_utf8(content: bytes) -> bool:
    """Windows letters that happen to be UTF-8 as well: nobody can tell them from what they are not."""
    try:
        return not content.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
