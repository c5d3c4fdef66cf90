"""The reasons for warnings and the reviu of a signed version stay as they were, on both engines.

As 0009_tahun_beku freezes its words: by every path, and on PostgreSQL under the shared lock of the year, so
that a write waits for a signature that is under way and is then refused.
"""

from django.db import migrations

SIGNED = "Laporan Kinerja yang sudah disahkan tidak dapat diubah."
#: Table -> SQL: the report that a row belongs to.
REPORT = {
    "reports_alasantemuan": "{}.laporan_id",
    "reports_reviu": "{}.laporan_id",
    "reports_jawabanreviu": "(SELECT v.laporan_id FROM reports_reviu v WHERE v.id = {}.reviu_id)",
}
#: Keys by which REPLACE would delete a row of another id without a word.
UNIQUE = {
    "reports_alasantemuan": "o.laporan_id = NEW.laporan_id AND o.sidik = NEW.sidik",
    "reports_reviu": "o.laporan_id = NEW.laporan_id",
    "reports_jawabanreviu": "o.reviu_id = NEW.reviu_id AND o.butir = NEW.butir",
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def signed(table, row):
    """SQL: the report of a row is signed."""
    return (
        f"EXISTS (SELECT 1 FROM reports_laporankinerja l WHERE l.id = {REPORT[table].format(row)} "
        "AND l.status IN ('disahkan', 'disampaikan', 'digantikan'))"
    )


def refusal(table, verb):
    parts = [signed(table, row) for row in ROWS[verb]]
    if verb == "INSERT":
        same = f"(o.id = NEW.id OR ({UNIQUE[table]}))"
        parts.append(f"EXISTS (SELECT 1 FROM {table} o WHERE {same} AND {signed(table, 'o')})")
    return " OR ".join(parts)


def name(table, verb):
    return f"{table}_beku_{verb.lower()}"


def held(table, verb):
    """plpgsql: take the lock of the year of every row of a statement, shared."""
    return " ".join(
        "PERFORM pg_advisory_xact_lock_shared(l.satker_id::int, l.tahun::int) "
        f"FROM reports_laporankinerja l WHERE l.id = {REPORT[table].format(row)};"
        for row in ROWS[verb]
    )


def freeze_postgresql(execute):
    for table in REPORT:
        for verb in ROWS:
            row = "OLD" if verb == "DELETE" else "NEW"
            execute(
                f"CREATE FUNCTION {name(table, verb)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"{held(table, verb)} IF {refusal(table, verb)} THEN RAISE EXCEPTION '{SIGNED}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
            )
            execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name(table, verb)}()"
            )
        execute(
            f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tahun_beku_truncate()"
        )


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        return freeze_postgresql(schema_editor.execute)
    for table in REPORT:
        for verb in ROWS:
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} WHEN {refusal(table, verb)} "
                f"BEGIN SELECT RAISE(ABORT, '{SIGNED}'); END"
            )


def thaw(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in REPORT:
        on = f" ON {table}" if postgresql else ""
        for verb in ROWS:
            schema_editor.execute(f"DROP TRIGGER {name(table, verb)}{on}")
            if postgresql:
                schema_editor.execute(f"DROP FUNCTION {name(table, verb)}()")
        if postgresql:
            schema_editor.execute(f"DROP TRIGGER {name(table, 'TRUNCATE')} ON {table}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_reviu_sidik_naskah")]

    operations = [migrations.RunPython(freeze, thaw)]
