"""The years of many satker: the list of accounts shows them without knowing agreements and budget."""

from collections.abc import Sequence

from django import template

from accounts.models import Satker
from lkj.queries import tahun_per_satker

register = template.Library()


@register.simple_tag
def dengan_tahun(satker: Sequence[Satker]) -> list[tuple[Satker, list[int]]]:
    """Each satker with its years that hold a PK or a DIPA."""
    daftar = list(satker)
    tahun = tahun_per_satker(daftar)
    return [(satu, tahun[satu.pk]) for satu in daftar]
