"""A signed PK is locked below the forms: the database refuses, on both engines and by every path.

From the first signature on, a PK changes in three ways alone: it is returned unsigned, established, or
replaced by a signed successor. What hangs on it (sasaran, indikator, targets per triwulan, kegiatan, budget,
reasons) is neither changed nor added to nor deleted.
"""

from django.db import migrations

MESSAGE = (
    "Perjanjian Kinerja ini sudah ditandatangani: isinya tidak dapat diubah. "
    "Perubahan dilakukan dengan Perjanjian Kinerja Perubahan."
)
PK = "agreements_perjanjiankinerja"
STATES = "('ditandatangani', 'ditetapkan', 'digantikan')"
#: Table -> how a row reaches its PK.
DIRECT, INDIKATOR, TARGET = "direct", "indikator", "target"
CHILDREN = {
    "agreements_sasarankegiatan": DIRECT,
    "agreements_anggaranprogram": DIRECT,
    "agreements_pertimbangan": DIRECT,
    "agreements_indikator": INDIKATOR,
    "agreements_targettriwulan": TARGET,
    "agreements_kegiatanpendukung": TARGET,
}
KEPT = (
    "id", "satker_id", "tahun", "versi", "nomor", "tanggal", "tempat", "pihak_pertama_id", "pihak_kedua_id",
    "menggantikan_id", "jenis_perubahan", "alasan_perubahan", "metode_rata_rata",
)  # fmt: skip
SUBMITTED, SIGNED, SET, REPLACED = (
    ("diajukan_oleh_id", "diajukan_pada"),
    ("ditandatangani_oleh_id", "ditandatangani_pada"),
    ("ditetapkan_oleh_id", "ditetapkan_pada"),
    ("digantikan_pada",),
)


def same(columns):
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)


LEGAL = " OR ".join(
    f"({condition})"
    for condition in (
        # Returned: the parties go as well, who is in office is asked anew at the next signature.
        f"OLD.status = 'ditandatangani' AND NEW.status = 'draf' "
        f"AND {same(name for name in KEPT if not name.startswith('pihak'))} AND {same(SET + REPLACED)}",
        f"OLD.status = 'ditandatangani' AND NEW.status = 'ditetapkan' "
        f"AND {same(KEPT + SUBMITTED + SIGNED + REPLACED)}",
        f"OLD.status = 'ditetapkan' AND NEW.status = 'digantikan' "
        f"AND {same(KEPT + SUBMITTED + SIGNED + SET)} "
        f"AND EXISTS (SELECT 1 FROM {PK} b WHERE b.menggantikan_id = OLD.id AND b.status = 'ditandatangani')",
    )
)


def locked(pk, vendor):
    """SQL: the PK of that id is signed; on PostgreSQL it waits for whoever is signing it."""
    wait = " FOR SHARE" if vendor == "postgresql" else ""
    return f"EXISTS (SELECT 1 FROM {PK} p WHERE p.id = {pk} AND p.status IN {STATES}{wait})"


def owner(row, kind):
    """SQL: the id of the PK that a row hangs on."""
    if kind == DIRECT:
        return f"{row}.perjanjian_id"
    if kind == INDIKATOR:
        return f"(SELECT s.perjanjian_id FROM agreements_sasarankegiatan s WHERE s.id = {row}.sasaran_id)"
    return (
        "(SELECT s.perjanjian_id FROM agreements_indikator i JOIN agreements_sasarankegiatan s "
        f"ON s.id = i.sasaran_id WHERE i.id = {row}.indikator_id)"
    )


def overwritten(table, kind, vendor):
    """SQL: the id of the new row is that of a locked one (REPLACE deletes without asking)."""
    return f"EXISTS (SELECT 1 FROM {table} x WHERE x.id = NEW.id AND {locked(owner('x', kind), vendor)})"


def child_refused(table, verb, vendor):
    kind = CHILDREN[table]
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[verb]
    conditions = [locked(owner(row, kind), vendor) for row in rows]
    if verb != "DELETE":
        conditions.append(overwritten(table, kind, vendor))
    return " OR ".join(conditions)


def refused(verb):
    """SQL: the condition under which a statement on the PK itself is refused."""
    clash = (
        f"EXISTS (SELECT 1 FROM {PK} x WHERE x.status IN {STATES} AND (x.id = NEW.id OR "
        "(x.satker_id = NEW.satker_id AND x.tahun = NEW.tahun AND x.versi = NEW.versi) "
        "OR x.menggantikan_id = NEW.menggantikan_id))"
    )
    return {
        "INSERT": clash,
        "UPDATE": f"(OLD.status IN {STATES} AND NOT ({LEGAL})) OR (OLD.id <> NEW.id AND {clash})",
        "DELETE": f"OLD.status IN {STATES}",
    }[verb]


def guards(vendor):
    """(table, verb, condition) of every guard."""
    for verb in ("INSERT", "UPDATE", "DELETE"):
        yield PK, verb, refused(verb)
        for table in CHILDREN:
            yield table, verb, child_refused(table, verb, vendor)


def name(table, verb):
    return f"{table}_pk_{verb.lower()}"


def lock_truncate(schema_editor):
    """PostgreSQL empties a table without its rows: refused while any PK is signed."""
    schema_editor.execute(
        "CREATE FUNCTION agreements_pk_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF EXISTS (SELECT 1 FROM {PK} WHERE status IN {STATES}) THEN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NULL; END $$"
    )
    for table in (PK, *CHILDREN):
        schema_editor.execute(
            f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION agreements_pk_truncate()"
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
        for table in (PK, *CHILDREN):
            schema_editor.execute(f"DROP TRIGGER {name(table, 'TRUNCATE')} ON {table}")
        schema_editor.execute("DROP FUNCTION agreements_pk_truncate()")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_pk_bertahap")]

    operations = [migrations.RunPython(lock, unlock)]
