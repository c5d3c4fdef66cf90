"""SQLite's UPDATE OR REPLACE takes no row that is locked or frozen out of a table.

It deletes the row whose key another one takes, and, from a client with its usual settings, without firing
that row's own guards. So the number of a row never changes, and a key that does not lead to the guarded row
itself, as (realisasi, urutan) does, is never taken from another. PostgreSQL refuses both by itself.
"""

from importlib import import_module

from django.db import migrations

year = import_module("reports.migrations.0009_tahun_beku")
review = import_module("reports.migrations.0011_reviu_beku")
promise = import_module("agreements.migrations.0008_pk_kunci")
quarter = import_module("measurements.migrations.0003_kunci_triwulan")

TABLES = sorted({*year.TABLES, *year.KEPT, *review.REPORT, *promise.CHILDREN, *quarter.TABLES})
VERSION = "o.satker_id = NEW.satker_id AND o.tahun = NEW.tahun AND o.versi = NEW.versi"
IN_FORCE = "o.satker_id = NEW.satker_id AND o.tahun = NEW.tahun AND o.status IN {0} AND NEW.status IN {0}"
#: (table, verb) -> the keys that no guard of the table looks at yet, as a row `o` in the way has them.
KEYS = {
    ("agreements_indikator", "INSERT"): ("o.asal_id = NEW.asal_id",),
    ("agreements_indikator", "UPDATE"): ("o.asal_id = NEW.asal_id",),
    ("agreements_perjanjiankinerja", "INSERT"): (IN_FORCE.format("('ditetapkan')"),),
    ("agreements_perjanjiankinerja", "UPDATE"): (
        VERSION,
        "o.menggantikan_id = NEW.menggantikan_id",
        # What was replaced never comes back: another guard says so, and why.
        IN_FORCE.format("('ditetapkan')") + " AND OLD.status <> 'digantikan'",
    ),
    ("measurements_realisasi", "UPDATE"): (
        "o.indikator_id = NEW.indikator_id AND o.triwulan = NEW.triwulan AND OLD.status <> 'terkunci'",
    ),
    ("reports_laporankinerja", "INSERT"): (IN_FORCE.format("('disahkan', 'disampaikan')"),),
    ("reports_laporankinerja", "UPDATE"): (VERSION, IN_FORCE.format("('disahkan', 'disampaikan')")),
    ("reports_naskah", "UPDATE"): ("o.job_id = NEW.job_id", "o.token = NEW.token"),
}
MESSAGE = "Baris yang terkunci tidak dapat ditimpa oleh baris lain."


def guards():
    """(name, table, moment and verb, condition) of every guard.

    A number is looked at after the statement, which an abort takes back whole: the other guards come first
    and say why.
    """
    for table in TABLES:
        yield f"{table}_nomor_tetap", table, "AFTER UPDATE", "NEW.id IS NOT OLD.id"
    for (table, verb), keys in KEYS.items():
        taken = " OR ".join(f"({key})" for key in keys)
        itself = {"INSERT": "NEW.id", "UPDATE": "OLD.id"}[verb]
        condition = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id IS NOT {itself} AND ({taken}))"
        yield f"{table}_tanpa_timpa_{verb.lower()}", table, f"BEFORE {verb}", condition


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, table, moment, condition in guards():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {moment} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, *_ in guards():
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0016_capaian_lalu_garis"),
        ("agreements", "0011_akar"),
        ("measurements", "0010_capaian_lalu_sumber"),
        ("budget", "0003_induk_serevisi"),
    ]

    operations = [migrations.RunPython(guard, unguard)]
