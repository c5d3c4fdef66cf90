"""What a request or a process of a trial may be put under: a slower pace, or one guard taken away.

Each arm is a context manager; a control names the arms that take away exactly what the trial is about.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any
from unittest.mock import patch

from django.db import connections, transaction
from django.db.models import QuerySet

from accounts import actions as people
from accounts import structure, trail
from accounts.chain import Isi
from measurements import actions, calendar_actions, calendar_views, entry_views, forms, recap_views
from measurements.states import StatusRealisasi
from outbox import actions as outbox
from reports import signing

Arm = Callable[[], AbstractContextManager[object]]
#: After how many rows a grid is cut off, where it is.
HELD_ROWS = 2
#: How long an answer is sent before its commit, where it is committed late.
LATE_SECONDS = 0.5


def paced(seconds: float) -> Arm:
    """Every statement in a transaction is sent a little later: requests overlap, kills find the middle."""

    def slowly(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if context["connection"].in_atomic_block:
            time.sleep(seconds)
        return execute(sql, params, many, context)

    return lambda: connections["default"].execute_wrapper(slowly)


@contextmanager
def without_transaction() -> Iterator[None]:
    """Takes away the transaction: what a statement writes is committed at once."""
    with connections["default"].execute_wrapper(_committed):
        yield


def _committed(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    result = execute(sql, params, many, context)
    connection = context["connection"]
    if connection.in_atomic_block and not any(connection.savepoint_ids) and not sql.startswith("SELECT"):
        connection.connection.commit()
    return result


@contextmanager
def committed_late() -> Iterator[None]:
    """Takes away that an answer follows the commit: it is sent, and the commit comes half a second later."""
    # A request begins by closing a connection that stands in a transaction.
    with patch.object(connections["default"], "close_if_unusable_or_obsolete"), transaction.atomic():
        yield
        time.sleep(LATE_SECONDS)


@contextmanager
def without_locks() -> Iterator[None]:
    """Takes away the lock on the row; on SQLite, which has none, that a transaction begins as a writer."""
    connection = connections["default"]
    with (
        patch.object(QuerySet, "select_for_update", lambda query, **options: query.all()),
        patch.object(connection, "_start_transaction_under_autocommit", lambda: _begin(connection)),
    ):
        yield


def _begin(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")


def without_version(
    module: ModuleType, action: str, clash: type[Exception], newest: Callable[[Any], dict[str, Any]]
) -> Arm:
    """Takes away an action's refusal of what was typed on an older version: it is saved on the newest."""
    guarded = getattr(module, action)

    def overwriting(*args: Any, **named: Any) -> Any:
        while True:
            try:
                return guarded(*args, **named)
            except clash as error:
                named |= newest(error)

    return lambda: patch.object(module, action, overwriting)


def _newest_realisasi(error: actions.Bentrok) -> dict[str, Any]:
    return {"versi": error.terkini.versi if error.terkini else 0}


def _newest_calendar(error: calendar_actions.JadwalBentrok) -> dict[str, Any]:
    return {"versi": {satu.triwulan: satu.versi for satu in error.terkini}}


def _newest_term(error: people.Bentrok) -> dict[str, Any]:
    return {"lama": date.fromisoformat(error.nilai) if error.nilai else None}


@contextmanager
def without_state() -> Iterator[None]:
    """Takes away that only a draft or a returned realisasi is saved."""
    with patch.object(actions, "BOLEH_DIUBAH", tuple(StatusRealisasi)):
        yield


@contextmanager
def without_gate() -> Iterator[None]:
    """Takes away that a quarter is closed only when all of it is verified."""
    with patch.object(actions, "belum_terverifikasi", lambda *args: []):
        yield


@contextmanager
def without_chain_lock() -> Iterator[None]:
    """Takes away that whoever appends to the trail is alone."""
    with patch.object(trail, "_wait_for_chain", lambda by, satker: None), without_locks():
        yield


@contextmanager
def thin_chain() -> Iterator[None]:
    """Takes away that an event's hash covers all that it says: note and data are left out."""
    whole = Isi.as_bytes
    with patch.object(
        Isi, "as_bytes", lambda isi, sebelumnya: whole(replace(isi, keterangan="", data={}), sebelumnya)
    ):
        yield


@contextmanager
def recorded_first() -> Iterator[None]:
    """Takes away that a mail is recorded as sent only after the server has it."""
    claim = outbox._claim

    def claim_and_record(*args: Any) -> Any:
        surat = claim(*args)
        if surat is not None:
            outbox._record_sent(surat)
        return surat

    with patch.object(outbox, "_claim", claim_and_record):
        yield


def _lax(teks: str, *, negatif: bool) -> Decimal | None:
    """A number as a framework that means well reads it: every comma is a point, every sign is dropped."""
    if not teks.strip():
        return None
    angka = "".join(huruf for huruf in teks.replace(",", ".") if huruf.isdigit() or huruf == ".")
    try:
        return Decimal(angka)
    except ArithmeticError as error:
        raise forms.AngkaTidakSah(teks, "Bukan angka") from error


def _trimmed(ketikan: forms.Ketikan) -> dict[str, Any]:
    isi = _as_json(ketikan)
    return {nama: satu.strip() if isinstance(satu, str) else satu for nama, satu in isi.items()}


def _cut(data: Mapping[str, str]) -> forms.Ketikan:
    ketikan = _from_request(data)
    return replace(ketikan, komponen=ketikan.komponen[:HELD_ROWS])


_from_request = forms.dari_kiriman
_as_json = forms.Ketikan.sebagai_json

#: By the name that a request gives in X-Trials and a result in its table.
ARMS: dict[str, Arm] = {
    "paced": paced(0.01),
    "slow": paced(0.05),
    "without-transaction": without_transaction,
    "committed-late": committed_late,
    "without-locks": without_locks,
    "without-state": without_state,
    "without-gate": without_gate,
    "recorded-first": recorded_first,
    "thin-chain": thin_chain,
    "without-chain-lock": without_chain_lock,
    "without-year-lock": lambda: patch.object(signing, "hold_year", lambda *args: None),
    "without-fingerprint": lambda: patch.object(signing, "require_same", lambda *args: None),
    "without-version-realisasi": without_version(
        actions, "save_realisasi", actions.Bentrok, _newest_realisasi
    ),
    "without-version-verifikasi": without_version(actions, "verify", actions.Bentrok, _newest_realisasi),
    "without-version-jadwal": without_version(
        calendar_views, "set_calendar", calendar_actions.JadwalBentrok, _newest_calendar
    ),
    "without-version-jawaban": without_version(
        recap_views, "save_answer", actions.Bentrok, _newest_realisasi
    ),
    "without-version-penugasan": without_version(people, "end_duty", people.Bentrok, _newest_term),
    "without-version-kedudukan": without_version(
        structure, "set_seat", structure.Bentrok, lambda error: {"lama": error.nilai}
    ),
    "without-version-bagian": without_version(
        structure, "rename_bagian", structure.Bentrok, lambda error: {"lama": error.nilai}
    ),
    "without-version-pejabat": without_version(structure, "end_pejabat", structure.Bentrok, _newest_term),
    "with-nul": lambda: patch.object(forms, "_bersih", lambda teks: teks.replace("\r\n", "\n")),
    "with-trimmed-drafts": lambda: patch.object(forms.Ketikan, "sebagai_json", _trimmed),
    "with-cut-grids": lambda: patch.object(entry_views, "dari_kiriman", _cut),
    "with-lax-numbers": lambda: patch.object(forms, "baca_angka", _lax),
}
