"""Form fields written in Python: labelled, escaped, and with the error that belongs to them."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from ui.fields import cell_input, check_box, number_input, text_area

HOSTILE = "<script>alert(1)</script> \"'&"
CONTROLS = ("input", "textarea")


class Parts(HTMLParser):
    """Every element with its attributes, and the text in each."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def one(self, *tags: str) -> dict[str, str | None]:
        [found] = [attributes for tag, attributes in self.elements if tag in tags]
        return found


@pytest.mark.parametrize("field", [text_area, number_input])
def test_a_label_belongs_to_its_control(field: Callable):
    parts = Parts(field("i1-nilai", "nilai", "Nilai", ""))
    control = parts.one(*CONTROLS)
    assert (parts.one("label")["for"], control["id"], control["name"]) == ("i1-nilai", "i1-nilai", "nilai")
    assert parts.texts[0] == "Nilai"


@pytest.mark.parametrize("checked", [True, False])
def test_a_box_is_ticked_or_not_and_says_what_is_wrong(checked: bool):
    parts = Parts(check_box("i1-tidak", "tidak", f"Tidak {HOSTILE}", checked, HOSTILE))
    box = parts.one("input")
    assert (box["type"], box["value"], "checked" in box) == ("checkbox", "1", checked)
    assert (parts.one("label")["for"], box["aria-describedby"]) == (box["id"], parts.one("p")["id"])
    assert "script" not in [tag for tag, _ in parts.elements]


def test_a_cell_is_named_by_its_own_label():
    control = Parts(cell_input("i1-k", "k", "Pembilang baris 1", "7", number=True)).one("input")
    assert (control["aria-label"], control["value"], control["inputmode"]) == (
        "Pembilang baris 1",
        "7",
        "decimal",
    )


@pytest.mark.parametrize("field", [text_area, number_input, cell_input])
def test_an_error_is_read_out_with_its_field(field: Callable):
    parts = Parts(field("i1-nilai", "nilai", "Nilai", "12.5", "Tulislah 12,5."))
    control = parts.one(*CONTROLS)
    assert (control["aria-invalid"], control["aria-describedby"]) == ("true", parts.one("p")["id"])
    assert parts.texts[-1] == "Tulislah 12,5."
    assert control["class"] == "form-control is-invalid"


@pytest.mark.parametrize("field", [text_area, number_input, cell_input])
def test_a_field_without_an_error_has_no_trace_of_one(field: Callable):
    parts = Parts(field("i1-nilai", "nilai", "Nilai", "12,5"))
    assert [tag for tag, _ in parts.elements if tag == "p"] == []
    assert {"aria-invalid", "aria-describedby"} & parts.one(*CONTROLS).keys() == set()


@pytest.mark.parametrize("field", [text_area, number_input, cell_input])
def test_hostile_text_stays_text(field: Callable):
    parts = Parts(field(*[HOSTILE] * 5))
    control = parts.one(*CONTROLS)
    assert [tag for tag, _ in parts.elements if tag == "script"] == []
    assert control["id"] == HOSTILE
    assert HOSTILE in {control.get("value"), *(text.removeprefix("\n") for text in parts.texts)}


def test_a_number_shows_its_unit():
    assert Parts(number_input("a", "a", "Nilai", "", unit="<%>")).texts == ["Nilai ", "(<%>)"]


def test_the_first_line_of_a_text_is_kept_when_it_is_empty():
    """A browser drops the line end that follows the tag; the field writes one of its own."""
    assert ">\n\nDua</textarea>" in text_area("a", "a", "A", "\nDua")
