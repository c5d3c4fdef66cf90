"""The audit trail only grows, whoever asks: the application, raw SQL, REPLACE, TRUNCATE."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Bagian, Jejak
from accounts.trail import history, record, subject_key
from tests.factories import make_bagian, make_satker, make_user


@pytest.fixture
def jejak(db) -> Jejak:
    satker = make_satker()
    return record("ubah", satker, by=make_user(), satker=satker, note="catatan", data={"lama": 1})


def execute(statement: str, parameters: tuple = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_jejak SET keterangan = 'lain' WHERE id = %s",
        "UPDATE accounts_jejak SET id = id + 100 WHERE id = %s",
        "DELETE FROM accounts_jejak WHERE id = %s",
    ],
)
def test_raw_sql_can_neither_change_nor_delete(jejak, statement):
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        execute(statement, (jejak.pk,))
    assert Jejak.objects.get().keterangan == "catatan"


def test_a_statement_without_where_is_refused_too(jejak):
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        execute("DELETE FROM accounts_jejak")
    assert Jejak.objects.count() == 1


@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_the_engine_s_own_way_round_is_refused(jejak, recursive_triggers):
    """REPLACE deletes without a DELETE (from any client, whatever its setting), TRUNCATE without rows."""
    if connection.vendor == "sqlite":
        execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
    columns = "id, pada, oleh_id, satker_id, peristiwa, objek, keterangan, data"
    changed = columns.replace("keterangan", "'lain'")
    statement = {
        "sqlite": f"REPLACE INTO accounts_jejak ({columns}) SELECT {changed} FROM accounts_jejak",
        "postgresql": "TRUNCATE accounts_jejak CASCADE",
    }[connection.vendor]
    connection.check_constraints()  # TRUNCATE waits for the foreign keys of this very transaction
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        execute(statement)
    assert Jejak.objects.get().keterangan == "catatan"
    if connection.vendor == "sqlite":
        execute("PRAGMA recursive_triggers = ON")


def test_the_application_itself_is_refused(jejak):
    jejak.keterangan = "lain"
    for change in (jejak.save, jejak.delete, Jejak.objects.all().delete):
        with pytest.raises(DatabaseError, match="hanya dapat ditambah"), transaction.atomic():
            change()
    assert Jejak.objects.get().keterangan == "catatan"


def test_another_table_accepts_what_the_trail_refuses(db):
    """The control: it is the trail's trigger that refuses, not the way these tests ask."""
    bagian = make_bagian(make_satker())
    execute("UPDATE accounts_bagian SET nama = 'lain' WHERE id = %s", (bagian.pk,))
    assert Bagian.objects.get().nama == "lain"
    execute("DELETE FROM accounts_bagian WHERE id = %s", (bagian.pk,))
    assert not Bagian.objects.exists()


def test_history_is_of_one_object_newest_first(db):
    satu, dua = make_satker(), make_satker()
    record("pertama", satu, by=None)
    record("kedua", satu, by=make_user())
    record("lain", dua, by=None)
    assert [jejak.peristiwa for jejak in history(satu)] == ["kedua", "pertama"]
    assert subject_key(satu) == f"accounts.satker:{satu.pk}"
