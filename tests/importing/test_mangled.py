"""Files cut off, mixed up, made up: read, or refused with a sentence; never a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.archive import CFB
from importing.book import Workbook
from importing.refused import FileRefused
from importing.workbook import read_workbook
from tests.importing.builders import by_csv, by_odfpy, by_openpyxl, by_xlsxwriter, by_xlwt, sheet_xml, xlsx

GOOD = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "xlwt": by_xlwt,
    "odfpy": by_odfpy,
}
ROWS = [["Kode", "Uraian", 33304443000, 0.5, True], ["a", "b" * 300, -1, 1e-7, None]] * 9


def read_or_refused(content: bytes) -> bool:
    """Whether it was read; nothing but a sentence may come instead."""
    try:
        return isinstance(read_workbook(content), Workbook)
    except FileRefused as refused:
        said = str(refused)
    assert said.startswith("Berkas ini ")
    assert said.endswith(".")
    return False


@pytest.mark.parametrize("writer", GOOD)
@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_file_cut_off_anywhere_is_refused(writer, share):
    content = GOOD[writer](ROWS)
    assert not read_or_refused(content[: len(content) * share // 100])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_mean_nothing(content):
    read_or_refused(content)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"PK\x03\x04", CFB, b"\xff\xfe", b"PK\x05\x06" + bytes(18)]), st.binary(max_size=1500)
)
def test_bytes_behind_a_familiar_beginning(beginning, content):
    read_or_refused(beginning + content)


WHOLE_FILES = {name: write(ROWS) for name, write in GOOD.items()} | {"csv": by_csv(ROWS)}


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(WHOLE_FILES)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_file_with_a_few_bytes_changed(name, changes):
    content = bytearray(WHOLE_FILES[name])
    for share, byte in changes:
        content[int(share * len(content))] = byte
    read_or_refused(bytes(content))


SHEET = sheet_xml('<row r="1"><c r="A1" t="s" s="1"><f>1</f><v>0</v></c></row>')


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SHEET)), st.text(alphabet='<>/="rcvts0159AZ ', max_size=6))
def test_a_sheet_with_its_xml_changed(at, piece):
    changed = SHEET[:at] + piece + SHEET[at + len(piece) :]
    read_or_refused(xlsx("", sheet=changed, strings="<si><t>a</t></si>"))
