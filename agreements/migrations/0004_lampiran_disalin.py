"""The IKU that named a decree become rows of its Lampiran, in the words they have now."""

from django.db import migrations


def copy(apps, schema_editor):
    IKU = apps.get_model("agreements", "IKU")
    LampiranIKU = apps.get_model("agreements", "LampiranIKU")
    terakhir = {}
    for iku in (
        IKU.objects.filter(keputusan__isnull=False)
        .select_related("sasaran_strategis__tujuan")
        .order_by("sasaran_strategis__tujuan__urutan", "sasaran_strategis__urutan", "urutan")
    ):
        terakhir[iku.keputusan_id] = terakhir.get(iku.keputusan_id, 0) + 1
        LampiranIKU.objects.create(
            keputusan_id=iku.keputusan_id,
            iku=iku,
            urutan=terakhir[iku.keputusan_id],
            tujuan=iku.sasaran_strategis.tujuan.uraian,
            sasaran_strategis=iku.sasaran_strategis.uraian,
            nama=iku.nama,
            keterangan=iku.keterangan,
        )


def point_back(apps, schema_editor):
    for baris in apps.get_model("agreements", "LampiranIKU").objects.order_by("keputusan_id"):
        apps.get_model("agreements", "IKU").objects.filter(pk=baris.iku_id).update(
            keputusan_id=baris.keputusan_id
        )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_lampiran_iku")]

    operations = [migrations.RunPython(copy, point_back)]
