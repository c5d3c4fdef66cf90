"""The one clock by which jobs are alive or dead."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def database_now() -> datetime:
    """The time by the clock that all workers share: the server's; on SQLite the machine's own.

    A worker whose own clock is hours ahead would otherwise seem alive for hours after its death.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
