"""Remarks and exceptions are history below the models: the database refuses what would rewrite them."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from accounts.models import User
from measurements import comment_actions
from measurements.models import Komentar, Pengecualian
from tests.measurements.quarter import TRIWULAN, Quarter, make_exception

KEPT = pytest.raises(DatabaseError, match="hanya dapat ditambah")
migration = import_module("measurements.migrations.0013_riwayat_kekal")


@pytest.fixture
def komentar(tw: Quarter) -> Komentar:
    return comment_actions.comment(tw.indikator, TRIWULAN, "Periksa penyebut.", by=tw.verifikator)


@pytest.fixture
def pengecualian(tw: Quarter) -> Pengecualian:
    return make_exception(tw.satker, tw.administrator)


def execute(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def resolution(by: User) -> dict[str, object]:
    return {"selesai_oleh": by, "selesai_pada": timezone.now()}


CHANGES: dict[str, Callable[[Komentar, Quarter], object]] = {
    "another text": lambda satu, tw: Komentar.objects.update(isi="Lain."),
    "another author": lambda satu, tw: Komentar.objects.update(oleh=tw.staf),
    "another quarter": lambda satu, tw: Komentar.objects.update(triwulan=1),
    "another moment": lambda satu, tw: Komentar.objects.update(pada=timezone.now()),
    "another number": lambda satu, tw: execute("UPDATE measurements_komentar SET id = id + 9"),
    "a text with its resolution": lambda satu, tw: Komentar.objects.update(
        isi="Lain.", **resolution(tw.staf)
    ),
    "no change at all": lambda satu, tw: comment_actions.resolve(satu, by=tw.staf).save(),
    "gone": lambda satu, tw: satu.delete(),
    "gone with its indikator": lambda satu, tw: tw.indikator.delete(),
    "all gone": lambda satu, tw: execute("DELETE FROM measurements_komentar"),
}


@pytest.mark.parametrize("name", list(CHANGES))
def test_a_remark_stays_as_it_was_written(name, komentar, tw):
    with KEPT, transaction.atomic():
        CHANGES[name](komentar, tw)
    assert Komentar.objects.get() == komentar
    assert Komentar.objects.get().isi == "Periksa penyebut."


def test_a_remark_is_resolved_once_and_stays_so(komentar, tw):
    comment_actions.resolve(komentar, by=tw.staf)
    for kini in (resolution(tw.verifikator), {"selesai_oleh": None, "selesai_pada": None}):
        with KEPT, transaction.atomic():
            Komentar.objects.update(**kini)
    assert Komentar.objects.get().selesai_oleh == tw.staf


def test_an_exception_is_neither_moved_nor_taken_back(pengecualian):
    for change in (
        lambda: Pengecualian.objects.update(sampai="2030-01-01"),
        pengecualian.save,
        pengecualian.delete,
        lambda: execute("DELETE FROM measurements_pengecualian"),
    ):
        with KEPT, transaction.atomic():
            change()
    assert Pengecualian.objects.get().sampai == pengecualian.sampai


@pytest.mark.parametrize("model", [Komentar, Pengecualian], ids=lambda model: model.__name__)
def test_what_gets_round_update_and_delete_is_refused(model: type[models.Model], komentar, pengecualian):
    table = model._meta.db_table
    kolom = ", ".join(field.column for field in model._meta.concrete_fields)
    statement = f"REPLACE INTO {table} ({kolom}) SELECT {kolom} FROM {table}"
    if connection.vendor == "postgresql":
        connection.check_constraints()
        statement = f"TRUNCATE {table} CASCADE"
    else:
        # As SQLite's own shell has it: REPLACE fires no guard of the row that it deletes.
        execute("PRAGMA recursive_triggers = OFF")
    with KEPT:
        execute(statement)
    assert model.objects.count() == 1
    if connection.vendor == "sqlite":
        execute("PRAGMA recursive_triggers = ON")


def test_without_the_triggers_the_harm_is_done(komentar, pengecualian):
    """The control: it is these triggers that refuse, not the way these tests ask."""
    for table in migration.TABLES:
        for verb in ("UPDATE", "DELETE"):
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            execute(f"DROP TRIGGER {migration.name(table, verb)}{on}")
    Komentar.objects.update(isi="Lain.")
    Pengecualian.objects.update(sampai="2030-01-01")
    assert Komentar.objects.get().isi == "Lain."
    Komentar.objects.all().delete()
    Pengecualian.objects.all().delete()
    assert not Komentar.objects.exists()
