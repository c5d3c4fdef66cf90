"""The audit trail's one door: what is recorded, read and verified."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.chain import AWAL, Isi, Kepala, Putusan, follow, link
from accounts.models import Jejak, Satker, User

#: The advisory lock of the chain on PostgreSQL.
CHAIN_LOCK = 5_233_001
#: Letters of a note that an event keeps; a text that must be read whole has a row of its own.
NOTE_LENGTH = 300


def record(
    event: str,
    subject: models.Model,
    *,
    by: User | None,
    satker: Satker | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Jejak:
    """Append one event about a saved object; `by` None means the application itself.

    note: what the list of events shows, its first NOTE_LENGTH letters. data: anything DjangoJSONEncoder
    writes; figures are kept as text, exactly.
    The chain is held from here to the end of the transaction, so this comes last: who still has to wait for a
    row makes everybody wait, and may wait for somebody who waits for the chain.
    """
    with transaction.atomic(savepoint=False):
        _wait_for_chain(by, satker)
        sebelum = kepala()
        isi = Isi(
            nomor=sebelum.nomor + 1,
            pada=timezone.now(),
            oleh=None if by is None else by.pk,
            satker=None if satker is None else satker.pk,
            peristiwa=event,
            objek=subject_key(subject),
            keterangan=note[:NOTE_LENGTH],
            data=json.loads(DjangoJSONEncoder().encode(data or {})),
        )
        return Jejak.objects.create(
            nomor=isi.nomor,
            pada=isi.pada,
            oleh=by,
            satker=satker,
            peristiwa=isi.peristiwa,
            objek=isi.objek,
            keterangan=isi.keterangan,
            data=isi.data,
            sha256=link(sebelum, isi).sha256,
        )


def kepala() -> Kepala:
    """The head of the chain: the newest event's number and hash; what a signed document prints."""
    akhir = Jejak.objects.order_by("-nomor").values_list("nomor", "sha256").first()
    return AWAL if akhir is None else Kepala(*akhir)


def verify(tercetak: Kepala | None = None) -> Putusan:
    """Follow the whole chain to its end or to the first event that is broken; see `accounts.chain.follow`."""
    terbaca = _Reader()
    try:
        return follow(terbaca, tercetak)
    except (TypeError, ValueError, OverflowError, AttributeError):
        # A row that the driver cannot read: PostgreSQL keeps moments that Python has not.
        return Putusan(
            AWAL, f"Jejak sesudah nomor {terbaca.nomor} tidak terbaca: isinya diubah sesudah dicatat."
        )


def history(*subjects: models.Model) -> models.QuerySet[Jejak]:
    """The events of objects, newest first, with who."""
    return Jejak.objects.filter(objek__in=map(subject_key, subjects)).select_related("oleh")


def subject_key(subject: models.Model) -> str:
    """The name of an object in the trail: app.model:id."""
    return f"{subject._meta.label_lower}:{subject.pk}"


class _Reader:
    """The events in order, as they are stored; remembers the last that could be read."""

    nomor = 0

    def __iter__(self) -> Iterator[tuple[Isi, str]]:
        for satu in Jejak.objects.order_by("nomor").iterator():
            self.nomor = satu.nomor
            yield (
                Isi(
                    nomor=satu.nomor,
                    pada=satu.pada,
                    oleh=satu.oleh_id,
                    satker=satu.satker_id,
                    peristiwa=satu.peristiwa,
                    objek=satu.objek,
                    keterangan=satu.keterangan,
                    data=satu.data,
                ),
                satu.sha256,
            )


def _wait_for_chain(by: User | None, satker: Satker | None) -> None:
    """Let nobody else append until this transaction ends. On SQLite a writer is alone from its BEGIN.

    On PostgreSQL a transaction that has the chain may wait for nothing any more, or two could wait for each
    other. A foreign key is checked by a lock on the row it points to, at the commit: so what is pending is
    checked first, and the rows that the event itself points to are held first.
    """
    if connection.vendor != "postgresql":
        return
    statements = ["SET CONSTRAINTS ALL IMMEDIATE"]
    parameters = []
    for row in (by, satker):
        if row is not None:
            table = connection.ops.quote_name(row._meta.db_table)
            statements.append(f"SELECT 1 FROM {table} WHERE id = %s FOR KEY SHARE")
            parameters.append(row.pk)
    statements += ["SET CONSTRAINTS ALL DEFERRED", "SELECT pg_advisory_xact_lock(%s)"]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements), [*parameters, CHAIN_LOCK])
