"""A year whose report is signed: whoever would write into it asks here first.

The triggers of the database refuse the same; asking first gives the person a sentence instead of an error.
"""

from django.db import connection

from accounts.actions import Ditolak
from accounts.models import Satker
from accounts.prepared import Prepared
from agreements.models import KunciTahun


class Dibekukan(Exception):
    """The year is frozen; the message says why, since when, by whom and whom to ask."""


def kunci_tahun(satker: Satker, tahun: int) -> KunciTahun | None:
    """The lock of a satker's year, with who put it there; None while the year is free."""
    return KunciTahun.objects.filter(satker=satker, tahun=tahun).select_related("satker", "oleh").first()


# Every page of a year asks; hardly ever there is a lock to tell of.
_terkunci = Prepared(
    tuple, lambda satker, tahun: KunciTahun.objects.filter(satker=satker, tahun=tahun).values_list("pk")
)


def alasan_beku(satker: Satker, tahun: int) -> str:
    """Why nothing of the year can be changed; empty while it is free."""
    kunci = kunci_tahun(satker, tahun) if _terkunci(satker.pk, tahun) else None
    return kunci.kalimat if kunci else ""


def require_free(satker: Satker, tahun: int) -> None:
    """Inside a transaction: keep the year from being signed until its end. Dibekukan: it is signed."""
    _advisory("pg_advisory_xact_lock_shared", satker, tahun)
    if alasan := alasan_beku(satker, tahun):
        raise Dibekukan(alasan)


def refuse_frozen(satker: Satker, tahun: int) -> None:
    """The same as `require_free` for an action whose pages show a Ditolak."""
    try:
        require_free(satker, tahun)
    except Dibekukan as beku:
        raise Ditolak(str(beku)) from beku


def hold_year(satker: Satker, tahun: int) -> None:
    """Inside a transaction: wait until nobody writes into the year any more, and let nobody until its end."""
    _advisory("pg_advisory_xact_lock", satker, tahun)


def _advisory(function: str, satker: Satker, tahun: int) -> None:
    """PostgreSQL's lock on a satker's year, which the triggers take too; SQLite has one writer at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s::int, %s::int)", [satker.pk, tahun])
