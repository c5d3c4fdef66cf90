"""The trail becomes a hash chain: its number is its key, without gaps, and every event holds its hash.

The triggers of 0002 go for the length of this migration: what is there already is numbered and chained in the
order in which it was recorded. On SQLite the table is made anew, which drops them anyway.
"""

from importlib import import_module

from django.db import migrations, models

from accounts.chain import AWAL, Isi, link

earlier = import_module("accounts.migrations.0002_jejak_append_only")

SQLITE_UP = [
    statement.replace("WHERE id = NEW.id", "WHERE nomor = NEW.nomor") for statement in earlier.SQLITE_UP
]


def chain(apps, schema_editor):
    jejak = apps.get_model("accounts", "Jejak").objects
    kepala = AWAL
    # A new number is never above the old one, and every lower one is free by then.
    for nomor in list(jejak.order_by("nomor").values_list("nomor", flat=True)):
        lama = jejak.get(nomor=nomor)
        isi = Isi(
            nomor=kepala.nomor + 1,
            pada=lama.pada,
            oleh=lama.oleh_id,
            satker=lama.satker_id,
            peristiwa=lama.peristiwa,
            objek=lama.objek,
            keterangan=lama.keterangan,
            data=lama.data,
        )
        kepala = link(kepala, isi)
        jejak.filter(nomor=nomor).update(nomor=kepala.nomor, sha256=kepala.sha256)


def nothing(apps, schema_editor):
    """Going back, the numbers stay."""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_undangan")]

    operations = [
        earlier.run(
            (earlier.SQLITE_DOWN, earlier.POSTGRESQL_DOWN), (earlier.SQLITE_UP, earlier.POSTGRESQL_UP)
        ),
        migrations.RenameField("jejak", "id", "nomor"),
        migrations.AlterField("jejak", "nomor", models.BigIntegerField(primary_key=True, serialize=False)),
        migrations.AlterField("jejak", "pada", models.DateTimeField()),
        migrations.AddField(
            "jejak", "sha256", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.RunPython(chain, nothing),
        earlier.run((SQLITE_UP, earlier.POSTGRESQL_UP), (earlier.SQLITE_DOWN, earlier.POSTGRESQL_DOWN)),
    ]
