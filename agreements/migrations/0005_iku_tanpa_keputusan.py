"""An IKU names no decree any more: the Lampiran names the IKU."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_lampiran_disalin")]

    operations = [migrations.RemoveField(model_name="iku", name="keputusan")]
