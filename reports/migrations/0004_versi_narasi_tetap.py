"""Every text that is there already is its own first version; a version is never changed afterwards."""

from django.db import migrations

MESSAGE = "Versi narasi tidak dapat diubah."

UP = {
    "sqlite": [
        "CREATE TRIGGER versi_narasi_tetap BEFORE UPDATE ON reports_versinarasi "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION versi_narasi_tetap() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER versi_narasi_tetap BEFORE UPDATE ON reports_versinarasi "
        "FOR EACH ROW EXECUTE FUNCTION versi_narasi_tetap()",
    ],
}
DOWN = {
    "sqlite": ["DROP TRIGGER versi_narasi_tetap"],
    "postgresql": [
        "DROP TRIGGER versi_narasi_tetap ON reports_versinarasi",
        "DROP FUNCTION versi_narasi_tetap()",
    ],
}


def run(statements):
    def step(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return step


def first_versions(apps, schema_editor):
    narasi, versi = apps.get_model("reports", "Narasi"), apps.get_model("reports", "VersiNarasi")
    versi.objects.bulk_create(
        versi(narasi=satu, nomor=1, isi=satu.isi, asal=satu.asal)
        for satu in narasi.objects.iterator(chunk_size=500)
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_narasi_versi")]

    operations = [
        migrations.RunPython(first_versions, migrations.RunPython.noop),
        migrations.RunPython(run(UP), run(DOWN)),
    ]
