"""An indikator knows its line through versions and years; those that were begun before are joined to theirs.

Clear are: what a version of a PK took over (`asal`), and the only indikator of that name, unit and metode in
the PK of the year before. Rows of signed PK are written here once more: their triggers are held meanwhile.
"""

from contextlib import contextmanager

from django.db import migrations, models

TABLE = "agreements_indikator"
TRIGGERS = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'"


@contextmanager
def unlocked(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")
            return
        triggers = cursor.execute(TRIGGERS).fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def lines(rows):
    """Indikator -> the first of its line, for those that are not the first.

    rows: (pk, asal, satker, tahun, versi, nama, satuan, metode), older years and versions first.
    """
    akar, menurut = {}, {}
    for pk, asal, satker, tahun, _, *kata in rows:
        menurut.setdefault((satker, tahun, *kata), []).append((pk, asal))
    for pk, asal, satker, tahun, versi, *kata in rows:
        if asal is not None:
            akar[pk] = akar.get(asal, asal)
        elif versi == 1:
            # Of a name that lives on through versions the first stands for the line.
            dulu = [satu for satu, induk in menurut.get((satker, tahun - 1, *kata), ()) if induk is None]
            kini = [satu for satu, induk in menurut[(satker, tahun, *kata)] if induk is None]
            if len(dulu) == len(kini) == 1:
                akar[pk] = akar.get(dulu[0], dulu[0])
    return akar


def join(apps, schema_editor):
    indikator = apps.get_model("agreements", "Indikator").objects
    pk = "sasaran__perjanjian__"
    rows = indikator.order_by(f"{pk}tahun", f"{pk}versi", "pk").values_list(
        "pk", "asal", f"{pk}satker", f"{pk}tahun", f"{pk}versi", "nama", "satuan", "metode"
    )
    if akar := lines(list(rows)):
        with unlocked(schema_editor.connection):
            for satu, pertama in akar.items():
                indikator.filter(pk=satu).update(akar=pertama)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_pindaian_pk")]

    operations = [
        migrations.AddField(
            model_name="indikator",
            name="akar",
            field=models.BigIntegerField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="Id indikator pertama dari garisnya; kosong pada yang pertama",
                null=True,
            ),
        ),
        migrations.RunPython(join, migrations.RunPython.noop),
    ]
