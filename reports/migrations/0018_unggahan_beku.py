"""The uploads that the budget of a signed year came by stay as they were, on both engines and by every path.

As 0009_tahun_beku freezes the DIPA: while agreements_kuncitahun holds a satker's year, an applied upload of
the satker, or of one above it that changed its DIPA, is not changed and not deleted, and none that says it
changed the DIPA comes in. What was not applied goes on: it is no part of the history.
"""

from importlib import import_module

from django.db import migrations

year = import_module("reports.migrations.0009_tahun_beku")
TABLE = "budget_unggahan"


def changed(row, satker, vendor):
    """SQL: the DIPA of a satker was changed by an upload."""
    if vendor == "postgresql":
        return f"jsonb_exists({row}.dipa_versi, {satker}::text)"
    return f"EXISTS (SELECT 1 FROM json_each({row}.dipa_versi) j WHERE j.key = CAST({satker} AS TEXT))"


def history(row, of):
    """SQL: an upload was applied, and a year that is locked is that of a satker (`k`) of it."""
    locked = f"SELECT 1 FROM agreements_kuncitahun k WHERE k.tahun = {row}.tahun AND {of}"
    return f"({row}.status = 'diterapkan' AND EXISTS ({locked}))"


def condition(verb, vendor):
    def frozen(row):
        return history(row, f"({changed(row, 'k.satker_id', vendor)} OR k.satker_id = {row}.satker_id)")

    # Its own satker may still apply a file that changes nothing.
    comes = history("NEW", changed("NEW", "k.satker_id", vendor))
    refused = {"INSERT": [comes], "UPDATE": [frozen("OLD"), comes], "DELETE": [frozen("OLD")]}[verb]
    if vendor == "sqlite" and verb != "DELETE":
        # REPLACE would delete it without a word.
        own = " AND NEW.id IS NOT OLD.id" if verb == "UPDATE" else ""
        refused.append(f"EXISTS (SELECT 1 FROM {TABLE} o WHERE o.id = NEW.id{own} AND {frozen('o')})")
    return " OR ".join(refused)


def held(verb):
    """plpgsql: take the lock of the year of every satker that an applied upload names, shared."""
    return " ".join(
        f"IF {row}.status = 'diterapkan' THEN "
        f"PERFORM pg_advisory_xact_lock_shared(s.id::int, {row}.tahun::int) "
        f"FROM (SELECT {row}.satker_id AS id UNION "
        f"SELECT k::bigint FROM jsonb_object_keys({row}.dipa_versi) k ORDER BY id) s; END IF;"
        for row in year.ROWS[verb]
    )


def freeze_postgresql(execute):
    for verb in year.VERBS:
        name, row = year.name(TABLE, verb), "OLD" if verb == "DELETE" else "NEW"
        execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{held(verb)} IF {condition(verb, 'postgresql')} THEN RAISE EXCEPTION '{year.FROZEN}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
        )
        execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()")
    execute(
        f"CREATE TRIGGER {year.name(TABLE, 'TRUNCATE')} BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tahun_beku_truncate()"
    )


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        return freeze_postgresql(schema_editor.execute)
    for verb in year.VERBS:
        schema_editor.execute(
            f"CREATE TRIGGER {year.name(TABLE, verb)} BEFORE {verb} ON {TABLE} "
            f"WHEN {condition(verb, 'sqlite')} BEGIN SELECT RAISE(ABORT, '{year.FROZEN}'); END"
        )


def thaw(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    on = f" ON {TABLE}" if postgresql else ""
    for verb in year.VERBS:
        schema_editor.execute(f"DROP TRIGGER {year.name(TABLE, verb)}{on}")
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION {year.name(TABLE, verb)}()")
    if postgresql:
        schema_editor.execute(f"DROP TRIGGER {year.name(TABLE, 'TRUNCATE')}{on}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_tanpa_timpa"), ("budget", "0003_induk_serevisi")]

    operations = [migrations.RunPython(freeze, thaw)]
