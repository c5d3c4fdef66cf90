"""Scans of signed PK, append-only: the database refuses change and deletion on both engines."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MESSAGE = "Salinan basah hanya dapat ditambah: tidak dapat diubah atau dihapus."
TABLE = "agreements_pindaianpk"
REPLACED = f"EXISTS (SELECT 1 FROM {TABLE} x WHERE x.id = NEW.id OR x.berkas = NEW.berkas)"

UP = {
    "sqlite": [
        f"CREATE TRIGGER pindaian_tanpa_{name} BEFORE {verb} ON {TABLE} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for name, verb, when in (
            ("ubah", "UPDATE", ""),
            ("hapus", "DELETE", ""),
            # INSERT OR REPLACE deletes without a word.
            ("ganti", "INSERT", f"WHEN {REPLACED}"),
        )
    ],
    "postgresql": [
        "CREATE FUNCTION pindaian_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER pindaian_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION pindaian_append_only()",
        f"CREATE TRIGGER pindaian_append_only_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION pindaian_append_only()",
    ],
}
DOWN = {
    "sqlite": [f"DROP TRIGGER pindaian_tanpa_{name}" for name in ("ubah", "hapus", "ganti")],
    "postgresql": [
        f"DROP TRIGGER pindaian_append_only_truncate ON {TABLE}",
        f"DROP TRIGGER pindaian_append_only ON {TABLE}",
        "DROP FUNCTION pindaian_append_only()",
    ],
}


def lock(apps, schema_editor):
    for statement in UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unlock(apps, schema_editor):
    for statement in DOWN[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0009_kunci_tahun"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PindaianPK",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "berkas",
                    models.CharField(help_text="Nama acak dalam penyimpanan", max_length=64, unique=True),
                ),
                ("nama_asli", models.CharField(max_length=160)),
                ("jenis", models.CharField(max_length=4)),
                ("ukuran", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("diunggah_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "diunggah_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "perjanjian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pindaian",
                        to="agreements.perjanjiankinerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "pindaian Perjanjian Kinerja",
                "verbose_name_plural": "pindaian Perjanjian Kinerja",
                "ordering": ["-pk"],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
