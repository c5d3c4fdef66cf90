"""A quarter closed under one version of a satker's PK is closed for every version of that year.

Before, a new indikator of a later version could get a realisasi in a quarter that had been closed, and a
realisasi could be moved into one. A later migration that rebuilds the table takes the lock off with `unlock`
and sets it again with `lock`, both of this module.
"""

from importlib import import_module

from django.db import migrations

kunci = import_module("measurements.migrations.0003_kunci_triwulan")
TABLE = "measurements_realisasi"


def closed(row):
    """SQL: some version of the satker's PK of that year holds a locked realisasi of the row's quarter."""
    return f"""EXISTS ({kunci.PERIOD}
        JOIN agreements_perjanjiankinerja p2 ON p2.satker_id = p.satker_id AND p2.tahun = p.tahun
        JOIN agreements_sasarankegiatan s2 ON s2.perjanjian_id = p2.id
        JOIN agreements_indikator i2 ON i2.sasaran_id = s2.id
        JOIN measurements_realisasi r ON r.indikator_id = i2.id AND r.triwulan = {row}.triwulan
        WHERE i.id = {row}.indikator_id AND r.status = 'terkunci')"""


def refused(verb, vendor):
    """SQL: the condition under which a statement on measurements_realisasi is refused."""
    today = kunci.TODAY[vendor]
    slipped_in = f"({closed('NEW')} AND NOT {kunci.exception('NEW', today)})"
    if verb == "INSERT":
        return slipped_in
    moved = "(NEW.indikator_id <> OLD.indikator_id OR NEW.triwulan <> OLD.triwulan)"
    return f"({kunci.refused('UPDATE', today)}) OR ({moved} AND {slipped_in})"


def put(schema_editor, verb, condition):
    """One guard of the table in the place of the one that is there."""
    name = kunci.name(TABLE, verb)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {name}")
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{kunci.MESSAGE}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{kunci.MESSAGE}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )


def tighten(apps, schema_editor):
    for verb in ("INSERT", "UPDATE"):
        put(schema_editor, verb, refused(verb, schema_editor.connection.vendor))


def loosen(apps, schema_editor):
    for verb in ("INSERT", "UPDATE"):
        put(schema_editor, verb, kunci.refused(verb, kunci.TODAY[schema_editor.connection.vendor]))


def lock(apps, schema_editor):
    """Every guard of a closed quarter."""
    kunci.lock(apps, schema_editor)
    tighten(apps, schema_editor)


unlock = kunci.unlock


class Migration(migrations.Migration):
    dependencies = [("measurements", "0007_realisasi_tab")]

    operations = [migrations.RunPython(tighten, loosen)]
