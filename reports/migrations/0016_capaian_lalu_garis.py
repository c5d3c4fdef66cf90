"""What was reported for an earlier year is frozen with every signed year that printed it.

A figure of an earlier year is entered under the PK of one year and read under those after it, along the
line of its indikator, up to four years on (measurements.queries.give_past). The triggers of 0009 freeze it
with the year that it was entered under; these, alike, with the later ones.
"""

from django.db import migrations

FROZEN = "Data tahun ini dibekukan karena Laporan Kinerjanya sudah disahkan."
TABLE = "measurements_capaianlalu"
VERBS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def years_of(row):
    """SQL: satker_id and tahun of the years after its own that read a row."""
    return (
        "SELECT DISTINCT p.satker_id AS satker_id, p.tahun AS tahun FROM agreements_indikator a"
        " JOIN agreements_sasarankegiatan b ON b.id = a.sasaran_id"
        " JOIN agreements_perjanjiankinerja c ON c.id = b.perjanjian_id"
        " JOIN agreements_indikator g ON g.akar = COALESCE(a.akar, a.id)"
        " JOIN agreements_sasarankegiatan s ON s.id = g.sasaran_id"
        " JOIN agreements_perjanjiankinerja p ON p.id = s.perjanjian_id"
        f" WHERE a.id = {row}.indikator_id AND p.tahun > c.tahun AND p.tahun <= {row}.tahun + 4"
    )


def frozen(row):
    return (
        f"EXISTS (SELECT 1 FROM ({years_of(row)}) t JOIN agreements_kuncitahun k"
        " ON k.satker_id = t.satker_id AND k.tahun = t.tahun)"
    )


def name(verb):
    return f"{TABLE}_garis_beku_{verb.lower()}"


def freeze(apps, schema_editor):
    for verb, rows in VERBS.items():
        condition = " OR ".join(map(frozen, rows))
        if schema_editor.connection.vendor == "sqlite":
            if verb == "INSERT":
                # REPLACE would delete the row of this id, indikator or year without a word.
                same = "o.id = NEW.id OR (o.indikator_id = NEW.indikator_id AND o.tahun = NEW.tahun)"
                condition += f" OR EXISTS (SELECT 1 FROM {TABLE} o WHERE ({same}) AND {frozen('o')})"
            schema_editor.execute(
                f"CREATE TRIGGER {name(verb)} BEFORE {verb} ON {TABLE} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
            )
            continue
        # A signature of one of these years waits for this write, or this write for it (0009_tahun_beku).
        held = " ".join(
            "PERFORM pg_advisory_xact_lock_shared(t.satker_id::int, t.tahun::int) "
            f"FROM ({years_of(row)} ORDER BY 1, 2) t;"
            for row in rows
        )
        schema_editor.execute(
            f"CREATE FUNCTION {name(verb)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{held} IF {condition} THEN RAISE EXCEPTION '{FROZEN}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {rows[-1]}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name(verb)} BEFORE {verb} ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {name(verb)}()"
        )


def thaw(apps, schema_editor):
    for verb in VERBS:
        on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {name(verb)}{on}")
        if on:
            schema_editor.execute(f"DROP FUNCTION {name(verb)}()")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0015_gambar_indikator"),
        ("measurements", "0010_capaian_lalu_sumber"),
        ("agreements", "0011_akar"),
    ]

    operations = [migrations.RunPython(freeze, thaw)]
