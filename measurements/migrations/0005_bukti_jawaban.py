"""Evidence may belong to one satker's answer; the database keeps it on the realisasi of that answer.

Going back, SQLite rebuilds the table and forgets its triggers: as in 0004 the lock is off meanwhile.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

kunci = import_module("measurements.migrations.0003_kunci_triwulan")
MESSAGE = "Bukti dukung sebuah jawaban berada pada realisasi jawaban itu."
#: Table -> what is refused of a new or changed row.
APART = {
    "measurements_buktidukung": (
        "NEW.jawaban_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM measurements_jawabansatker j "
        "WHERE j.id = NEW.jawaban_id AND j.realisasi_id = NEW.realisasi_id)"
    ),
    "measurements_jawabansatker": (
        "EXISTS (SELECT 1 FROM measurements_buktidukung b "
        "WHERE b.jawaban_id = NEW.id AND b.realisasi_id <> NEW.realisasi_id)"
    ),
}


def name(table, verb):
    return f"{table}_bersama_{verb.lower()}"


def guards():
    """(table, verb, condition) of every guard."""
    for table, condition in APART.items():
        for verb in ("INSERT", "UPDATE"):
            yield table, verb, condition


def hold(apps, schema_editor):
    for table, verb, condition in guards():
        trigger = name(table, verb)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {trigger} BEFORE {verb} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {trigger} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}()"
        )


def let_go(apps, schema_editor):
    for table, verb, _ in guards():
        trigger = name(table, verb)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {trigger}")
            continue
        schema_editor.execute(f"DROP TRIGGER {trigger} ON {table}")
        schema_editor.execute(f"DROP FUNCTION {trigger}()")


class Migration(migrations.Migration):
    dependencies = [("measurements", "0004_jawaban_versi")]

    operations = [
        migrations.RunPython(kunci.unlock, kunci.lock),
        migrations.AddField(
            model_name="buktidukung",
            name="jawaban",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bukti",
                to="measurements.jawabansatker",
            ),
        ),
        migrations.RunPython(kunci.lock, kunci.unlock),
        migrations.RunPython(hold, let_go),
    ]
