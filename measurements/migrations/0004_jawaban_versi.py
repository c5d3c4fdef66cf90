"""Answers get a version.

SQLite rebuilds the table for it and forgets the table's triggers: the lock is taken off before and set after.
"""

from importlib import import_module

from django.db import migrations, models

kunci = import_module("measurements.migrations.0003_kunci_triwulan")


class Migration(migrations.Migration):
    dependencies = [("measurements", "0003_kunci_triwulan")]

    operations = [
        migrations.RunPython(kunci.unlock, kunci.lock),
        migrations.AddField(
            model_name="jawabansatker",
            name="versi",
            field=models.PositiveIntegerField(
                default=0, help_text="Berapa kali disimpan; 0: baru ditanyakan"
            ),
        ),
        migrations.RunPython(kunci.lock, kunci.unlock),
    ]
