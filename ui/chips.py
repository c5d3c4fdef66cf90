"""How each state of the year and each level of message looks: tone and icon."""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from ui.icons import icon


class ChipLook(NamedTuple):
    nada: str
    ikon: str


NADA = ("netral", "proses", "perhatian", "baik", "kunci", "bahaya")
_PLAIN = ChipLook("netral", "")
_LOOKS = {
    "draf": ChipLook("netral", "pencil"),
    "konsep": ChipLook("netral", "pencil"),
    "belum dimulai": ChipLook("netral", "slash-circle"),
    "belum diisi": ChipLook("netral", "slash-circle"),
    "belum disimpan": ChipLook("perhatian", "clock-history"),
    "siap diajukan": ChipLook("baik", "check2"),
    "terlambat": ChipLook("bahaya", "exclamation-triangle"),
    "diajukan": ChipLook("proses", "send"),
    "diperiksa": ChipLook("proses", "search"),
    "ditandatangani": ChipLook("proses", "pen"),
    "diproses": ChipLook("proses", "clock-history"),
    "menunggu": ChipLook("netral", "clock-history"),
    "dikembalikan": ChipLook("perhatian", "arrow-return-left"),
    "perlu perhatian": ChipLook("perhatian", "exclamation-triangle"),
    "peringatan": ChipLook("perhatian", "exclamation-triangle"),
    "terverifikasi": ChipLook("baik", "check2-circle"),
    "ditetapkan": ChipLook("baik", "check2-circle"),
    "selesai": ChipLook("baik", "check2-circle"),
    "disahkan": ChipLook("kunci", "lock"),
    "terkunci": ChipLook("kunci", "lock"),
    "disampaikan": ChipLook("kunci", "inbox"),
    "sah": ChipLook("baik", "check2-circle"),
    "digantikan": ChipLook("netral", "archive"),
    "catatan": ChipLook("netral", "info-circle"),
    "diterima": ChipLook("netral", "inbox"),
    "diterapkan": ChipLook("baik", "check2-circle"),
    "ditolak": ChipLook("bahaya", "x-octagon"),
    "dibatalkan": ChipLook("netral", "slash-circle"),
    "gagal": ChipLook("bahaya", "x-octagon"),
    "kesalahan": ChipLook("bahaya", "x-octagon"),
}


def chip_look(label: str) -> ChipLook:
    """The look of a state's label, whatever its case; an unknown label is plain."""
    return _LOOKS.get(str(label).strip().lower(), _PLAIN)


@lru_cache(maxsize=256)
def chip(label: str, nada: str = "") -> SafeString:
    """A state's label in its look, or in another tone; a list has one in every row."""
    rupa = chip_look(label)
    ikon = icon(rupa.ikon) if rupa.ikon else ""
    return SafeString(f'<span class="chip chip-{escape(nada or rupa.nada)}">{ikon}{escape(label)}</span>')


_NOTICES = {
    "success": ChipLook("baik", "check2-circle"),
    "warning": ChipLook("perhatian", "exclamation-triangle"),
    "error": ChipLook("bahaya", "x-octagon"),
}


def notice_look(level: str) -> ChipLook:
    """The look of a message by Django's level tag; anything but success, warning and error is plain."""
    return _NOTICES.get(level, ChipLook("netral", "info-circle"))
