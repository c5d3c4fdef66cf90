"""Inline content of the LKj as HTML: words are escaped, a bound figure may lead to where it came from."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.document import Angka, Inline, Kalimat, Kolom, Rujukan, Sel

register = template.Library()
GAYA = ("em", "strong")


@register.filter
def kalimat(isi: Kalimat, links: bool) -> SafeString:
    """Inline content; with `links` every bound figure that has a page is a link to it."""
    return SafeString("".join([_inline(satu, links) for satu in isi]))


@register.simple_tag
def pasangkan(kolom: tuple[Kolom, ...], sel: tuple[Sel, ...]) -> list[tuple[Kolom, Sel]]:
    """The cells of a row that are drawn, each with its column; covered ones are left out."""
    return [(k, s) for k, s in zip(kolom, sel, strict=True) if s.baris]


def _inline(satu: Inline, links: bool) -> str:
    """One piece, escaped; written without format_html, which takes twice the time over 5,000 cells."""
    isi = _isi(satu, links)
    return f"<{satu.gaya}>{isi}</{satu.gaya}>" if satu.gaya in GAYA else isi


def _isi(satu: Inline, links: bool) -> str:
    isi = escape(satu.isi)
    if isinstance(satu, Rujukan):
        return f'<a class="rujukan" href="#{escape(satu.sasaran)}">{isi}</a>'
    if isinstance(satu, Angka) and links and satu.url:
        return f'<a class="angka" href="{escape(satu.url)}" title="Sumber: {escape(satu.asal)}">{isi}</a>'
    return isi


@register.filter
def svg(isi: str) -> SafeString:
    """A picture of our own making (ui/charts), which escapes what people typed."""
    return mark_safe(isi)
