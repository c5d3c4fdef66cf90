"""Moments as people read them: in WIB and in letters."""

from datetime import datetime

from django.utils.timezone import localtime

from kinerja.angka import tanggal


def day(pada: datetime | None) -> str:
    """`15 Januari 2024`; empty for none."""
    return tanggal(localtime(pada).date()) if pada else ""


def moment(pada: datetime) -> str:
    """`15 Januari 2024 pukul 09.30 WIB`."""
    return f"{day(pada)} pukul {localtime(pada):%H.%M} WIB"
