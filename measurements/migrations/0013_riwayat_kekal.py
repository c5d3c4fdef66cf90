"""Remarks and exceptions are history: one adds to them, and resolves a remark; all else is refused."""

from django.db import migrations

MESSAGE = "Komentar dan pengecualian hanya dapat ditambah: tidak dapat diubah atau dihapus."
REMARKS, EXCEPTIONS = "measurements_komentar", "measurements_pengecualian"
TABLES = (REMARKS, EXCEPTIONS)
#: What of a remark stays as it was written; the rest says who resolved it, once.
WRITTEN = ("id", "indikator_id", "triwulan", "isi", "oleh_id", "pada")


def refused(table, verb, vendor):
    """SQL: the condition under which a statement is refused."""
    if verb == "INSERT":
        # SQLite: REPLACE would delete the row of this id without a word.
        return f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    if verb == "UPDATE" and table == REMARKS:
        same = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        return " OR ".join(
            ["OLD.selesai_pada IS NOT NULL", *(f"NEW.{name} {same} OLD.{name}" for name in WRITTEN)]
        )
    return "1 = 1"


def name(table, verb):
    return f"{table}_kekal_{verb.lower()}"


def keep(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for table in TABLES:
            for verb in ("INSERT", "UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} "
                    f"WHEN {refused(table, verb, vendor)} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
        return
    schema_editor.execute(
        "CREATE FUNCTION measurements_kekal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} FOR EACH ROW "
                f"WHEN ({refused(table, verb, vendor)}) EXECUTE FUNCTION measurements_kekal()"
            )
        schema_editor.execute(
            f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION measurements_kekal()"
        )


def let_go(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        for verb in ("INSERT" if vendor == "sqlite" else "TRUNCATE", "UPDATE", "DELETE"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {name(table, verb)}{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION measurements_kekal()")


class Migration(migrations.Migration):
    dependencies = [("measurements", "0012_kunci_tanpa_timpa")]

    operations = [migrations.RunPython(keep, let_go)]
