"""The versions of a section are append-only: the database refuses deletion too, on both engines."""

from django.db import migrations

MESSAGE = "Versi narasi hanya dapat ditambah: tidak dapat diubah atau dihapus."
TABLE = "reports_versinarasi"
REPLACED = (
    f"EXISTS (SELECT 1 FROM {TABLE} x "
    "WHERE x.id = NEW.id OR (x.narasi_id = NEW.narasi_id AND x.nomor = NEW.nomor))"
)

UP = {
    "sqlite": [
        f"CREATE TRIGGER versi_narasi_tanpa_{name} BEFORE {verb} ON {TABLE} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for name, verb, when in (
            ("hapus", "DELETE", ""),
            # INSERT OR REPLACE deletes without a word.
            ("ganti", "INSERT", f"WHEN {REPLACED}"),
        )
    ],
    "postgresql": [
        "CREATE FUNCTION versi_narasi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER versi_narasi_append_only BEFORE DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION versi_narasi_append_only()",
        f"CREATE TRIGGER versi_narasi_append_only_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION versi_narasi_append_only()",
    ],
}
DOWN = {
    "sqlite": [f"DROP TRIGGER versi_narasi_tanpa_{name}" for name in ("hapus", "ganti")],
    "postgresql": [
        f"DROP TRIGGER versi_narasi_append_only_truncate ON {TABLE}",
        f"DROP TRIGGER versi_narasi_append_only ON {TABLE}",
        "DROP FUNCTION versi_narasi_append_only()",
    ],
}


def run(statements):
    def step(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("reports", "0012_tempat_temuan")]

    operations = [migrations.RunPython(run(UP), run(DOWN))]
