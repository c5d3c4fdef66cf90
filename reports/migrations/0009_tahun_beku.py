"""A year whose LKj is signed is frozen below the models, on both engines and by every path.

While agreements_kuncitahun holds a row for a satker's year, its PK, realisasi and budget cannot be changed,
added to or deleted; the words of a signed version stay for ever, and so do the signed version itself, its
manuscript and its proof. On PostgreSQL every write takes the lock of the year in shared mode
first, so that it waits for a signature that is under way and is then refused, and a signature waits for it.
"""

from django.db import migrations

FROZEN = "Data tahun ini dibekukan karena Laporan Kinerjanya sudah disahkan."
SIGNED = "Laporan Kinerja yang sudah disahkan tidak dapat diubah."

#: Table -> (column, table it leads to), up to one that knows satker and year.
UP = {
    "agreements_sasarankegiatan": ("perjanjian_id", "agreements_perjanjiankinerja"),
    "agreements_anggaranprogram": ("perjanjian_id", "agreements_perjanjiankinerja"),
    "agreements_indikator": ("sasaran_id", "agreements_sasarankegiatan"),
    "agreements_targettriwulan": ("indikator_id", "agreements_indikator"),
    "agreements_kegiatanpendukung": ("indikator_id", "agreements_indikator"),
    "agreements_turunan": ("indikator_id", "agreements_indikator"),
    "measurements_realisasi": ("indikator_id", "agreements_indikator"),
    "measurements_capaianlalu": ("indikator_id", "agreements_indikator"),
    "measurements_tabelpendukung": ("indikator_id", "agreements_indikator"),
    "measurements_komponen": ("realisasi_id", "measurements_realisasi"),
    "measurements_jawabansatker": ("realisasi_id", "measurements_realisasi"),
    "measurements_analisis": ("realisasi_id", "measurements_realisasi"),
    "measurements_buktidukung": ("realisasi_id", "measurements_realisasi"),
    "budget_revisidipa": ("dipa_id", "budget_dipa"),
    "budget_barisdipa": ("revisi_id", "budget_revisidipa"),
    "budget_realisasianggaran": ("baris_id", "budget_barisdipa"),
    "reports_narasi": ("laporan_id", "reports_laporankinerja"),
    "reports_gambarnarasi": ("laporan_id", "reports_laporankinerja"),
    "reports_versinarasi": ("narasi_id", "reports_narasi"),
}
#: Table of the narrative -> SQL: the report that a row belongs to.
WORDS = {
    "reports_narasi": "{}.laporan_id",
    "reports_gambarnarasi": "{}.laporan_id",
    "reports_versinarasi": "(SELECT n.laporan_id FROM reports_narasi n WHERE n.id = {}.narasi_id)",
}
ROOTS = ("agreements_perjanjiankinerja", "budget_dipa")
TABLES = (*ROOTS, *UP)
VERBS = ("INSERT", "UPDATE", "DELETE")
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def year_of(table, row):
    """SQL: satker_id and tahun of a row, as a query of one row."""
    if table not in UP:
        return f"SELECT {row}.satker_id AS satker_id, {row}.tahun AS tahun"
    column, parent = UP[table]
    joins, source, above = [f"FROM {parent} a0"], f"{row}.{column}", parent
    depth = 0
    while above in UP:
        column, above = UP[above]
        joins.append(f"JOIN {above} a{depth + 1} ON a{depth + 1}.id = a{depth}.{column}")
        depth += 1
    return (
        f"SELECT a{depth}.satker_id AS satker_id, a{depth}.tahun AS tahun {' '.join(joins)}"
        f" WHERE a0.id = {source}"
    )


def frozen(table, row):
    """SQL: the year of a row is frozen; the words of a signed report are, whether its year is or not."""
    if table in WORDS:
        return (
            "EXISTS (SELECT 1 FROM reports_laporankinerja l "
            f"WHERE l.id = {WORDS[table].format(row)} AND {signed('l')})"
        )
    return (
        f"EXISTS (SELECT 1 FROM ({year_of(table, row)}) t JOIN agreements_kuncitahun k "
        "ON k.satker_id = t.satker_id AND k.tahun = t.tahun)"
    )


def replaced(table):
    """SQL, for SQLite: REPLACE would delete a frozen row of this id without a word."""
    return f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND {frozen(table, 'o')})"


def signed(row):
    return f"{row}.status IN ('disahkan', 'disampaikan', 'digantikan')"


#: What never changes in a signed report: its steps go on, nothing else.
FIXED = (
    "id", "satker_id", "tahun", "versi", "perjanjian_id", "tempat", "tanggal", "penandatangan_id",
    "diperiksa_oleh_id", "diperiksa_pada", "disahkan_oleh_id", "disahkan_pada",
)  # fmt: skip

#: SQL: a signed report takes a step of its workflow.
STEPS = " OR ".join(
    f"(OLD.status = '{source}' AND NEW.status = '{target}')"
    for source, target in (
        ("disahkan", "disampaikan"),
        ("disahkan", "digantikan"),
        ("disampaikan", "digantikan"),
    )
)


def there(table, *unique):
    """SQL: a row with a key of the new one is there already, which REPLACE would delete without a word."""
    same = " OR ".join(f"({key})" for key in ("o.id = NEW.id", *unique))
    return f"EXISTS (SELECT 1 FROM {table} o WHERE {same})"


def kept_report(verb, vendor):
    same = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    moved = " OR ".join(f"NEW.{name} {same} OLD.{name}" for name in FIXED)
    version = "o.satker_id = NEW.satker_id AND o.tahun = NEW.tahun AND o.versi = NEW.versi"
    return {
        "INSERT": there(f"(SELECT * FROM reports_laporankinerja s WHERE {signed('s')})", version),
        "UPDATE": f"{signed('OLD')} AND ({moved} OR NOT ({STEPS}))",
        "DELETE": signed("OLD"),
    }[verb]


def kept_lock(verb, vendor):
    """The lock of a year goes when no signed report counts any more, and is never exchanged."""
    counts = (
        "EXISTS (SELECT 1 FROM reports_laporankinerja l WHERE l.satker_id = OLD.satker_id "
        "AND l.tahun = OLD.tahun AND l.status IN ('disahkan', 'disampaikan'))"
    )
    year = "o.satker_id = NEW.satker_id AND o.tahun = NEW.tahun"
    return {"INSERT": there("agreements_kuncitahun", year), "UPDATE": "1 = 1", "DELETE": counts}[verb]


def kept_manuscript(verb, vendor):
    used = "EXISTS (SELECT 1 FROM reports_pengesahan p WHERE p.naskah_id = OLD.id)"
    signed_ones = "(SELECT n.* FROM reports_naskah n JOIN reports_pengesahan p ON p.naskah_id = n.id)"
    taken = there(signed_ones, "o.token = NEW.token", "o.job_id = NEW.job_id")
    return {"INSERT": taken, "UPDATE": used, "DELETE": used}[verb]


def kept_proof(verb, vendor):
    keys = ("o.laporan_id = NEW.laporan_id", "o.naskah_id = NEW.naskah_id", "o.sha256 = NEW.sha256")
    return there("reports_pengesahan", *keys) if verb == "INSERT" else "1 = 1"


#: Table of the signature itself -> the condition under which a statement on it is refused.
KEPT = {
    "reports_laporankinerja": kept_report,
    "reports_naskah": kept_manuscript,
    "reports_pengesahan": kept_proof,
    "agreements_kuncitahun": kept_lock,
}


def conditions(table, verb, vendor):
    if table in KEPT:
        return KEPT[table](verb, vendor), SIGNED
    parts = [frozen(table, row) for row in ROWS[verb]]
    if vendor == "sqlite" and verb == "INSERT":
        parts.append(replaced(table))
    return " OR ".join(parts), FROZEN


def name(table, verb):
    return f"{table}_beku_{verb.lower()}"


def held(table, verb):
    """plpgsql: take the lock of the year of every row of a statement, shared."""
    if table in KEPT:
        return ""
    return " ".join(
        f"PERFORM pg_advisory_xact_lock_shared(t.satker_id::int, t.tahun::int) "
        f"FROM ({year_of(table, row)}) t;"
        for row in ROWS[verb]
    )


def freeze_postgresql(execute):
    for table in (*TABLES, *KEPT):
        for verb in VERBS:
            condition, message = conditions(table, verb, "postgresql")
            row = "OLD" if verb == "DELETE" else "NEW"
            # Every statement of the function has a snapshot of its own: the condition sees what was committed
            # while it waited for the lock.
            execute(
                f"CREATE FUNCTION {name(table, verb)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"{held(table, verb)} IF {condition} THEN RAISE EXCEPTION '{message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
            )
            execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name(table, verb)}()"
            )
    execute(
        "CREATE FUNCTION tahun_beku_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM agreements_kuncitahun) OR EXISTS (SELECT 1 FROM reports_pengesahan) THEN "
        f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NULL; END $$"
    )
    for table in (*TABLES, *KEPT):
        execute(
            f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tahun_beku_truncate()"
        )


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        return freeze_postgresql(schema_editor.execute)
    for table in (*TABLES, *KEPT):
        for verb in VERBS:
            condition, message = conditions(table, verb, "sqlite")
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, verb)} BEFORE {verb} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in (*TABLES, *KEPT):
        for verb in VERBS:
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {name(table, verb)}{on}")
            if vendor == "postgresql":
                schema_editor.execute(f"DROP FUNCTION {name(table, verb)}()")
        if vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name(table, 'TRUNCATE')} ON {table}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION tahun_beku_truncate()")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_pengesahan"),
        ("agreements", "0009_kunci_tahun"),
        ("measurements", "0007_realisasi_tab"),
        ("budget", "0003_induk_serevisi"),
    ]

    operations = [migrations.RunPython(freeze, thaw)]
