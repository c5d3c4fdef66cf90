"""Plt. and Plh. are chosen, no longer typed before the office: what was typed so far is recognised."""

import re

from django.db import migrations, models

AWALAN = re.compile(r"\s*(?:(pl[th])\b\.?|pelaksana\s+(tugas|harian)\b)\s*", re.IGNORECASE)


def split(sebutan):
    """(pelaksana, sebutan without it); a text that is Plt. or Plh. alone stays as it was typed."""
    cocok = AWALAN.match(sebutan)
    sisa = sebutan[cocok.end() :] if cocok else ""
    if not sisa:
        return "", sebutan
    return (cocok[1] or {"tugas": "plt", "harian": "plh"}[cocok[2].lower()]).lower(), sisa


def recognise(apps, schema_editor):
    for pejabat in apps.get_model("accounts", "Pejabat").objects.all():
        pejabat.pelaksana, pejabat.sebutan = split(pejabat.sebutan)
        if pejabat.pelaksana:
            pejabat.save(update_fields=["pelaksana", "sebutan"])


def write_out(apps, schema_editor):
    for pejabat in apps.get_model("accounts", "Pejabat").objects.exclude(pelaksana=""):
        pejabat.sebutan = f"{pejabat.pelaksana.capitalize()}. {pejabat.sebutan}"
        pejabat.save(update_fields=["sebutan"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_langkah_kedua")]

    operations = [
        migrations.AddField(
            model_name="pejabat",
            name="pelaksana",
            field=models.CharField(
                blank=True,
                choices=[("plt", "Plt. (Pelaksana Tugas)"), ("plh", "Plh. (Pelaksana Harian)")],
                max_length=3,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="pejabat",
            name="sebutan",
            field=models.CharField(help_text="Sebutan jabatan, tanpa Plt. atau Plh.", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="pejabat",
            constraint=models.CheckConstraint(
                condition=models.Q(pelaksana__in=["", "plt", "plh"]), name="pejabat_pelaksana_dikenal"
            ),
        ),
        migrations.RunPython(recognise, write_out),
    ]
