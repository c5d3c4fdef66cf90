"""A draft counts its savings and names the browser tab that saved it last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measurements", "0005_bukti_jawaban")]

    operations = [
        migrations.AddField(
            model_name="draf",
            name="nomor",
            field=models.PositiveIntegerField(default=1, help_text="Berapa kali disimpan"),
        ),
        migrations.AddField(
            model_name="draf",
            name="tab",
            field=models.CharField(blank=True, max_length=36, verbose_name="tab yang menyimpan"),
        ),
    ]
