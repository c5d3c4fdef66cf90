"""Form fields as HTML, written in Python: a page of forms has hundreds. Everything typed is escaped."""

from html import escape

from django.utils.safestring import SafeString


def text_area(id: str, name: str, label: str, value: str, error: str = "") -> SafeString:
    """A label and a text over several lines; an error stands under it and is read out with it."""
    return SafeString(
        f'{_label(id, label)}<textarea {_place(id, name, error)} rows="2" placeholder=" "'
        f"{_described(id, error)}>\n{escape(value)}</textarea>{_message(id, error)}"
    )


def number_input(
    id: str, name: str, label: str, value: str, error: str = "", *, unit: str = ""
) -> SafeString:
    """A label, with its unit where there is one, and a number as it is typed: text, never rounded."""
    return SafeString(
        f'{_label(id, label, unit)}<input type="text" inputmode="decimal" {_place(id, name, error)}'
        f' value="{escape(value)}"{_described(id, error)}>{_message(id, error)}'
    )


def check_box(id: str, name: str, label: str, checked: bool, error: str = "") -> SafeString:
    """A box to tick before its label; its value is 1."""
    kelas = "form-check-input is-invalid" if error else "form-check-input"
    ticked = " checked" if checked else ""
    return SafeString(
        f'<div class="form-check"><input class="{kelas}" type="checkbox" id="{escape(id)}"'
        f' name="{escape(name)}" value="1"{ticked}{_described(id, error)}>'
        f'<label class="form-check-label" for="{escape(id)}">{escape(label)}</label>'
        f"{_message(id, error)}</div>"
    )


def cell_input(
    id: str,
    name: str,
    label: str,
    value: str,
    error: str = "",
    *,
    number: bool = False,
    readonly: bool = False,
) -> SafeString:
    """A field in a table, whose label is heard and not seen."""
    keyboard = ' inputmode="decimal"' if number else ""
    fixed = " readonly" if readonly else ""
    return SafeString(
        f'<input type="text"{keyboard}{fixed} {_place(id, name, error)} value="{escape(value)}"'
        f' aria-label="{escape(label)}"{_described(id, error)}>{_message(id, error)}'
    )


def _label(id: str, label: str, unit: str = "") -> str:
    satuan = f' <span class="satuan">({escape(unit)})</span>' if unit else ""
    return f'<label class="form-label" for="{escape(id)}">{escape(label)}{satuan}</label>'


def _place(id: str, name: str, error: str) -> str:
    kelas = "form-control is-invalid" if error else "form-control"
    return f'class="{kelas}" id="{escape(id)}" name="{escape(name)}"'


def _described(id: str, error: str) -> str:
    return f' aria-invalid="true" aria-describedby="{escape(id)}-galat"' if error else ""


def _message(id: str, error: str) -> str:
    return f'<p class="invalid-feedback" id="{escape(id)}-galat">{escape(error)}</p>' if error else ""
