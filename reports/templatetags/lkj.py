"""Blocks of the LKj as HTML: words are escaped, a bound figure may lead to where it came from.

What occurs by the hundred (sentences, rows of tables) is written here in Python; what occurs a few times has
a template.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from html import escape
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from reports.document import (
    Angka,
    Baris,
    Blok,
    Daftar,
    Inline,
    Kalimat,
    Paragraf,
    Rujukan,
    Sel,
    Subjudul,
    Tabel,
)
from reports.unchanged import sekali

register = template.Library()
GAYA = ("em", "strong")


@register.simple_tag
def gambar_blok(blok: tuple[Blok, ...], links: bool, tingkat: int) -> SafeString:
    """Blocks one after another; `links` as `kalimat`, `tingkat`: the level of an unnumbered heading."""
    return SafeString(
        "".join([sekali(satu, (links, tingkat), partial(_blok, satu, links, tingkat)) for satu in blok])
    )


def _blok(blok: Blok, links: bool, tingkat: int) -> str:
    if isinstance(blok, Subjudul):
        dua = " lkj-subjudul-dua" if blok.jenjang == 2 else ""
        return f'<h{tingkat} class="lkj-subjudul{dua}">{_kalimat(blok.isi, links)}</h{tingkat}>\n'
    if lukis := LUKISAN.get(type(blok)):
        return lukis(blok, links)
    return get_template(blok.berkas).render({"blok": blok, "links": links})


def _paragraf(blok: Paragraf, links: bool) -> str:
    return f"<p>{_kalimat(blok.isi, links)}</p>\n"


def _daftar(blok: Daftar, links: bool) -> str:
    tag, kelas = "ol" if blok.urut else "ul", " lkj-huruf" if blok.urut and blok.huruf else ""
    butir = "".join([f"<li>{_kalimat(satu, links)}</li>" for satu in blok.butir])
    return f'<{tag} class="lkj-butir{kelas}">{butir}</{tag}>\n'


LUKISAN: dict[type, Callable[[Any, bool], str]] = {Paragraf: _paragraf, Daftar: _daftar}


@register.simple_tag
def halaman(nomor: Mapping[str, str], kunci: str) -> SafeString:
    """The attribute that tells a line of the lists the page of its key; none while that is unknown."""
    return SafeString(f' data-halaman="{escape(nomor[kunci])}"' if kunci in nomor else "")


@register.filter
def badan_tabel(blok: Tabel, links: bool) -> SafeString:
    """The rows of a table, in groups that stay on one page."""
    kelas = ' class="utuh"' if blok.utuh else ""
    rata = [satu.rata for satu in blok.kolom]
    return SafeString(
        "".join(
            f"<tbody{kelas}>\n{''.join([_baris(satu, rata, links) for satu in kelompok])}</tbody>\n"
            for kelompok in blok.kelompok
        )
    )


def _baris(baris: Baris, rata: list[str], links: bool) -> str:
    kelas = f' class="{escape(baris.kelas)}"' if baris.kelas else ""
    pasangan = zip(rata, baris.sel, strict=True)
    return (
        f"<tr{kelas}>{''.join([_sel(satu, kolom, links) for kolom, satu in pasangan if satu.baris])}</tr>\n"
    )


def _sel(sel: Sel, rata: str, links: bool) -> str:
    """A cell that is drawn; one that is covered from above is not."""
    redup = " redup" if sel.redup else ""
    tinggi = f' rowspan="{sel.baris}"' if sel.baris > 1 else ""
    return f'<td class="{rata}{redup}"{tinggi}>{_kalimat(sel.isi, links)}</td>'


@register.filter
def kalimat(isi: Kalimat, links: bool) -> SafeString:
    """Inline content; with `links` every bound figure that has a page is a link to it."""
    return SafeString(_kalimat(isi, links))


def _kalimat(isi: Kalimat, links: bool) -> str:
    return "".join([_inline(satu, links) for satu in isi])


def _inline(satu: Inline, links: bool) -> str:
    """One piece, escaped; written without format_html, which takes twice the time over 5,000 cells."""
    isi = _isi(satu, links)
    return f"<{satu.gaya}>{isi}</{satu.gaya}>" if satu.gaya in GAYA else isi


def _isi(satu: Inline, links: bool) -> str:
    isi = escape(satu.isi)
    if isinstance(satu, Rujukan):
        return f'<a class="rujukan" href="#{escape(satu.sasaran)}">{isi}</a>'
    if isinstance(satu, Angka) and links and satu.url:
        return f"{_pranala(satu.url, satu.asal)}{isi}</a>"
    return isi


@lru_cache(maxsize=1_000)
def _pranala(url: str, asal: str) -> str:
    """The tag that opens a link: hundreds of figures come from one page."""
    return f'<a class="angka" href="{escape(url)}" title="Sumber: {escape(asal)}">'


@register.filter
def svg(isi: str) -> SafeString:
    """A picture of our own making (ui/charts), which escapes what people typed."""
    return mark_safe(isi)
