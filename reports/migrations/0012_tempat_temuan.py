"""The place of a finding may name many indikator: it has no length."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_reviu_beku")]

    operations = [migrations.AlterField("alasantemuan", "tempat", models.TextField())]
