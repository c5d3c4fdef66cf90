"""Inline SVG icons, read once each from the Bootstrap Icons wheel."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# The icons that templates may name; the sha256 test holds exactly these files.
ICONS = (
    "archive",
    "arrow-counterclockwise",
    "arrow-return-left",
    "arrow-right",
    "box-arrow-right",
    "check2",
    "check2-circle",
    "chevron-left",
    "chevron-right",
    "clock-history",
    "download",
    "exclamation-triangle",
    "file-earmark-pdf",
    "file-earmark-text",
    "inbox",
    "info-circle",
    "link-45deg",
    "list",
    "lock",
    "paperclip",
    "pen",
    "pencil",
    "person",
    "plus-lg",
    "printer",
    "search",
    "send",
    "slash-circle",
    "trash",
    "upload",
    "x-octagon",
)


def icon_path(nama: str) -> Path:
    """The file of a named icon in the wheel."""
    package = Path(find_spec("js_lib_bootstrap_icons").origin).parent
    return package / "static" / "bootstrap-icons" / f"{nama}.svg"


@cache
def _shapes(nama: str) -> SafeString:
    if nama not in ICONS:
        raise KeyError(f"unknown icon {nama!r}; the known ones are in ui.icons.ICONS")
    source = icon_path(nama).read_text(encoding="utf-8")
    ElementTree.fromstring(source)
    inner = source[source.index(">") + 1 : source.rindex("</svg>")]
    return mark_safe(" ".join(inner.split()))


@cache
def icon(nama: str) -> SafeString:
    """A decorative icon in the colour of its text; the words beside it carry the meaning."""
    return format_html(
        '<svg class="ikon" width="16" height="16" viewBox="0 0 16 16" fill="currentColor"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        _shapes(nama),
    )
