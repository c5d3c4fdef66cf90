"""Numbers, words, icons and charts for templates: all formatting is done in Python."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from kinerja import angka as cetak
from ui import charts, chips, icons, words

register = template.Library()


@register.filter
def rupiah(nilai: int | None) -> str:
    """Whole rupiah: 50342000000 -> Rp50.342.000.000; None -> nothing, the caller names the reason."""
    return "" if nilai is None else cetak.rupiah(nilai)


@register.filter
def persen(nilai: Decimal | None) -> str:
    """A percentage with two decimals, rounded half-up: 99.4036 -> 99,40%; None -> nothing."""
    return "" if nilai is None else cetak.persen(nilai)


@register.filter
def angka(nilai: Decimal | int | None, desimal: int | None = None) -> str:
    """A number with all its decimals, or half-up to `desimal`: 1234.56 -> 1.234,56; None -> nothing."""
    return "" if nilai is None else cetak.format_angka(nilai, desimal)


@register.filter
def tanggal(nilai: date | None) -> str:
    """A date as letters write it: 15 Januari 2024; None -> nothing."""
    return "" if nilai is None else cetak.tanggal(nilai)


@register.filter
def romawi(nilai: int) -> str:
    """A quarter as it is called: 3 -> III."""
    return cetak.romawi(nilai)


@register.filter
def terbilang(nilai: int | None) -> str:
    """Whole rupiah or a count in words; None -> nothing."""
    return "" if nilai is None else words.terbilang(nilai)


@register.filter
def jumlah_kata(nilai: int | None) -> str:
    """A count with its words: 14 -> 14 (empat belas); None -> nothing."""
    return "" if nilai is None else words.jumlah_kata(nilai)


@register.simple_tag
def ikon(nama: str) -> SafeString:
    """A decorative icon out of ui.icons.ICONS."""
    return icons.icon(nama)


@register.simple_tag
def chip(label: str, nada: str = "") -> SafeString:
    """A state's label with its tone and icon, or in another tone."""
    return chips.chip(str(label), nada)


@register.simple_tag
def rupa_pesan(level: str) -> chips.ChipLook:
    """Tone and icon of a message's level."""
    return chips.notice_look(level)


@register.simple_tag
def bilah(nilai: Decimal | None, target: Decimal | int = 100) -> SafeString:
    """A small bar for a table cell beside the printed percentage; decorative."""
    return charts.bilah(nilai, Decimal(target))
