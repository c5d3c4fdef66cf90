"""A closed quarter is locked below the forms: the database refuses, on both engines and by every path.

A locked realisasi can only be returned, and only while an exception for its satker and quarter is in force;
what hangs on it (components, answers, analysis, evidence) cannot be touched at all, and nothing new can be
slipped into a closed quarter.
"""

from django.db import migrations

MESSAGE = "Triwulan ini sudah dikunci: realisasi dan lampirannya tidak dapat diubah tanpa pengecualian."
CHILDREN = ("komponen", "jawabansatker", "analisis", "buktidukung", "pengembalian")
TABLES = ("measurements_realisasi", *(f"measurements_{child}" for child in CHILDREN))
TODAY = {"sqlite": "date('now', '+7 hours')", "postgresql": "(now() AT TIME ZONE 'Asia/Jakarta')::date"}

PERIOD = """
    SELECT 1 FROM agreements_indikator i
    JOIN agreements_sasarankegiatan s ON s.id = i.sasaran_id
    JOIN agreements_perjanjiankinerja p ON p.id = s.perjanjian_id
"""


def exception(row, today):
    """SQL: an exception holds for the satker and quarter of a realisasi row."""
    return f"""EXISTS ({PERIOD}
        JOIN measurements_pengecualian x
          ON x.satker_id = p.satker_id AND x.tahun = p.tahun AND x.triwulan = {row}.triwulan
        WHERE i.id = {row}.indikator_id AND x.sampai >= {today})"""


def closed(row):
    """SQL: the quarter of a new realisasi row holds a locked one."""
    return f"""EXISTS ({PERIOD}
        JOIN agreements_sasarankegiatan s2 ON s2.perjanjian_id = p.id
        JOIN agreements_indikator i2 ON i2.sasaran_id = s2.id
        JOIN measurements_realisasi r ON r.indikator_id = i2.id AND r.triwulan = {row}.triwulan
        WHERE i.id = {row}.indikator_id AND r.status = 'terkunci')"""


def refused(verb, today):
    """SQL: the condition under which a statement on measurements_realisasi is refused."""
    return {
        "INSERT": f"{closed('NEW')} AND NOT {exception('NEW', today)}",
        "UPDATE": "OLD.status = 'terkunci' AND NOT (NEW.status = 'dikembalikan' "
        "AND NEW.indikator_id = OLD.indikator_id AND NEW.triwulan = OLD.triwulan "
        f"AND {exception('OLD', today)})",
        "DELETE": "OLD.status = 'terkunci'",
    }[verb]


def parent_locked(row):
    """SQL: the realisasi a row hangs on is locked."""
    return (
        "EXISTS (SELECT 1 FROM measurements_realisasi r "
        f"WHERE r.id = {row}.realisasi_id AND r.status = 'terkunci')"
    )


def child_refused(verb):
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[verb]
    return " OR ".join(parent_locked(row) for row in rows)


def guards(vendor):
    """(table, verb, condition) of every guard."""
    for verb in ("INSERT", "UPDATE", "DELETE"):
        yield "measurements_realisasi", verb, refused(verb, TODAY[vendor])
        for child in CHILDREN:
            yield f"measurements_{child}", verb, child_refused(verb)


def name(table, verb):
    return f"{table}_kunci_{verb.lower()}"


def lock_truncate(schema_editor):
    """PostgreSQL empties a table without its rows: refused while any of them is locked."""
    schema_editor.execute(
        "CREATE FUNCTION measurements_kunci_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM measurements_realisasi WHERE status = 'terkunci') THEN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NULL; END $$"
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION measurements_kunci_truncate()"
        )


def lock(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        lock_truncate(schema_editor)
    for table, verb, condition in guards(vendor):
        if vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
            continue
        row = "OLD" if verb == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name(table, verb)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name(table, verb)}()"
        )


def unlock(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, verb, _ in guards(vendor):
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name(table, verb)}")
            continue
        schema_editor.execute(f"DROP TRIGGER {name(table, verb)} ON {table}")
        schema_editor.execute(f"DROP FUNCTION {name(table, verb)}()")
    if vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {name(table, 'TRUNCATE')} ON {table}")
        schema_editor.execute("DROP FUNCTION measurements_kunci_truncate()")


class Migration(migrations.Migration):
    dependencies = [("measurements", "0002_realisasi_triwulanan")]

    operations = [migrations.RunPython(lock, unlock)]
