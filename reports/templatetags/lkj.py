"""Inline content of the LKj as HTML: words are escaped, a bound figure may lead to where it came from."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.document import Angka, Inline, Kalimat, Kolom, Rujukan, Sel

register = template.Library()


@register.filter
def kalimat(isi: Kalimat, links: bool) -> SafeString:
    """Inline content; with `links` every bound figure that has a page is a link to it."""
    return format_html_join("", "{}", ((_inline(satu, links),) for satu in isi))


@register.simple_tag
def pasangkan(kolom: tuple[Kolom, ...], sel: tuple[Sel, ...]) -> list[tuple[Kolom, Sel]]:
    """The cells of a row that are drawn, each with its column; covered ones are left out."""
    return [(k, s) for k, s in zip(kolom, sel, strict=True) if s.baris]


def _inline(satu: Inline, links: bool) -> SafeString:
    isi = _isi(satu, links)
    match satu.gaya:
        case "em":
            return format_html("<em>{}</em>", isi)
        case "strong":
            return format_html("<strong>{}</strong>", isi)
    return isi


def _isi(satu: Inline, links: bool) -> SafeString:
    if isinstance(satu, Rujukan):
        return format_html('<a class="rujukan" href="#{}">{}</a>', satu.sasaran, satu.isi)
    if isinstance(satu, Angka) and links and satu.url:
        return format_html(
            '<a class="angka" href="{}" title="Sumber: {}">{}</a>', satu.url, satu.asal, satu.isi
        )
    return format_html("{}", satu.isi)


@register.filter
def svg(isi: str) -> SafeString:
    """A picture of our own making (ui/charts), which escapes what people typed."""
    return mark_safe(isi)
