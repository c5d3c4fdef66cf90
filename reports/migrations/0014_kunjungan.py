"""Visits of the public page, counted over all processes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_versi_narasi_kekal")]

    operations = [
        migrations.CreateModel(
            name="Kunjungan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kunci", models.CharField(max_length=64, unique=True)),
                ("mulai", models.DateTimeField(db_index=True)),
                ("jumlah", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "kunjungan",
                "verbose_name_plural": "kunjungan",
                "ordering": ["pk"],
            },
        ),
    ]
