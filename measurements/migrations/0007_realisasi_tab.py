"""A realisasi names the browser tab that saved it; it and a draft say which of the tab's posts that was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measurements", "0006_draf_tab")]

    operations = [
        migrations.AddField(
            model_name="realisasi",
            name="tab",
            field=models.CharField(blank=True, max_length=36, verbose_name="tab yang menyimpan"),
        ),
        migrations.AddField(
            model_name="realisasi",
            name="ke",
            field=models.PositiveIntegerField(default=0, verbose_name="kiriman keberapa dari tab itu"),
        ),
        migrations.AddField(
            model_name="draf",
            name="ke",
            field=models.PositiveIntegerField(default=0, verbose_name="kiriman keberapa dari tab itu"),
        ),
    ]
