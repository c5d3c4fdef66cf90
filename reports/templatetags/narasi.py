"""Bound figures in the words of an indikator's analysis, as the LKj prints them."""

from django import template
from django.utils.safestring import SafeString

from agreements.models import PerjanjianKinerja
from reports.document import Inline, Rujukan, Teks
from reports.figures import Figur
from reports.narrative import TOKEN, butir_teks
from reports.queries import BahanBertahap
from reports.templatetags.lkj import kalimat

register = template.Library()


@register.simple_tag
def figur_terikat(perjanjian: PerjanjianKinerja) -> Figur | None:
    """The figures of the LKj that measures a PK, read as a text names them; None before there is one."""
    laporan = perjanjian.laporan_kinerja.select_related("satker").order_by("-versi").first()
    return None if laporan is None else Figur(BahanBertahap(laporan))


@register.filter
def butir_terikat(isi: str, figur: Figur | None) -> list[SafeString]:
    """The items of a text with their figures as links; without an LKj a figure prints as "…"."""
    if figur is None:
        return [TOKEN.sub("…", baris.strip()) for baris in isi.splitlines() if baris.strip()]
    return [kalimat(tuple(map(_inline, butir)), True) for butir in butir_teks(isi, figur)[0]]


def _inline(satu: Inline) -> Inline:
    """A numbered table is numbered in the report alone; here it is named."""
    return Teks("tabel pendukung", satu.gaya) if isinstance(satu, Rujukan) else satu
