"""The audit trail only grows, whoever asks (application, raw SQL, REPLACE, TRUNCATE), and is one chain."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.chain import AWAL
from accounts.models import Bagian, Jejak
from accounts.trail import history, kepala, record, subject_key, verify
from tests.accounts.tampers import disarm, undetected
from tests.factories import make_bagian, make_satker, make_user
from trials.arms import ARMS

TAMPERS = 40


@pytest.fixture
def jejak(db) -> Jejak:
    satker = make_satker()
    return record("ubah", satker, by=make_user(), satker=satker, note="catatan", data={"lama": 1})


def test_a_long_note_is_cut_and_never_refused(db):
    """PostgreSQL would refuse it, and with it the act that it tells of."""
    satu = record("ubah", make_satker(), by=None, note="x" * 301)
    satu.refresh_from_db()
    assert satu.keterangan == "x" * 300
    assert verify().kerusakan == ""


def execute(statement: str, parameters: tuple = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_jejak SET keterangan = 'lain' WHERE nomor = %s",
        "UPDATE accounts_jejak SET nomor = nomor + 100 WHERE nomor = %s",
        "DELETE FROM accounts_jejak WHERE nomor = %s",
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
    columns = "nomor, pada, oleh_id, satker_id, peristiwa, objek, keterangan, data, sha256"
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


def test_the_chain_is_the_same_after_the_database_gave_it_back(db):
    """jsonb keeps neither the order of keys nor the spelling of numbers; SQLite keeps a text."""
    satker = make_satker()
    for nilai in ({"z": 1, "a": 2, "aa": [1.0, 1e22, 0.1, -0.0, 5e-324]}, {"é": "é", "n": None}, None):
        record("ubah", satker, by=None, satker=satker, data=nilai)
    assert (verify().kerusakan, verify().kepala) == ("", kepala())
    assert list(Jejak.objects.order_by("pk").values_list("pk", flat=True)) == [1, 2, 3]


def test_random_tampers_are_all_found(db):
    assert undetected(range(TAMPERS), make_satker(), make_user()) == []


def test_a_chain_over_less_lets_some_through(db):
    """The control: what the hash does not cover can be changed unseen."""
    with ARMS["thin-chain"]():
        assert undetected(range(TAMPERS), make_satker(), make_user()) != []


def test_a_column_that_cannot_be_read_is_told(jejak):
    disarm()
    # SQLite keeps any text as a moment, which is then none; Python's moments begin with the year 1.
    pada, kalimat = {
        "sqlite": ("kemarin", "Jejak nomor 1 (ubah) tidak sesuai dengan rantainya"),
        "postgresql": ("4000-01-01 BC", "Jejak sesudah nomor 0 tidak terbaca"),
    }[connection.vendor]
    execute("UPDATE accounts_jejak SET pada = %s", (pada,))
    assert verify().kerusakan.split(":")[0] == kalimat


def test_verify_trail_says_whole_broken_or_wrong_use(jejak, capsys):
    head = str(kepala())
    call_command("verify_trail", "--head", head)
    assert capsys.readouterr() == (f"Jejak utuh: 1 peristiwa. Kepala: {head}\n", "")
    call_command("verify_trail")
    assert capsys.readouterr().err == "Tanpa --head, ekor yang terpotong tidak dapat diketahui.\n"
    with pytest.raises(CommandError, match=r"^Jejak nomor 2 tidak ada") as broken:
        call_command("verify_trail", "--head", f"2{head[1:]}")
    assert broken.value.returncode == 1
    with pytest.raises(CommandError, match="NOMOR:SIDIK"):
        call_command("verify_trail", "--head", "1:abc")


def test_what_was_there_before_is_chained_by_the_migration(db):
    """Numbers with gaps, as a PostgreSQL that took transactions back leaves them."""
    satker, user = make_satker(), make_user()
    for catatan in ("satu", "dua", "tiga"):
        record("ubah", satker, by=user, satker=satker, note=catatan, data={"b": 1.5, "a": catatan})
    disarm()
    for nomor in (3, 2):
        Jejak.objects.filter(nomor=nomor).update(nomor=nomor * 10)
    Jejak.objects.update(sha256="")
    assert verify().kepala == AWAL
    import_module("accounts.migrations.0004_jejak_rantai").chain(apps, None)
    assert (verify().kerusakan, verify().kepala) == ("", kepala())
    assert list(Jejak.objects.order_by("pk").values_list("pk", "keterangan")) == [
        (1, "satu"), (2, "dua"), (3, "tiga"),
    ]  # fmt: skip
