"""SQLite's REPLACE takes nothing out of a closed quarter.

It deletes the row whose key the new one takes and, from a client with its usual settings, without firing that
row's own guards: under the number of a locked row another could come, for another quarter, for an open
realisasi, or for the same quarter while an exception is in force. PostgreSQL refuses a key that is taken.
"""

from importlib import import_module

from django.db import migrations

kunci = import_module("measurements.migrations.0003_kunci_triwulan")


def guards():
    """(table, condition) of every guard: a locked row `o` has a key of the new one."""
    yield (
        "measurements_realisasi",
        "EXISTS (SELECT 1 FROM measurements_realisasi o WHERE o.status = 'terkunci' AND (o.id = NEW.id "
        "OR (o.indikator_id = NEW.indikator_id AND o.triwulan = NEW.triwulan)))",
    )
    for child in kunci.CHILDREN:
        table = f"measurements_{child}"
        yield table, f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND {kunci.parent_locked('o')})"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, condition in guards():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kunci_timpa BEFORE INSERT ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{kunci.MESSAGE}'); END"
            )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, _ in guards():
            schema_editor.execute(f"DROP TRIGGER {table}_kunci_timpa")


class Migration(migrations.Migration):
    dependencies = [("measurements", "0011_alasan_pembatalan")]

    operations = [migrations.RunPython(guard, unguard)]
