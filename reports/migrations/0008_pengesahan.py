"""The sign-off: who took which step, the manuscript, the signed file."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_undangan"),
        ("agreements", "0009_kunci_tahun"),
        ("jobs", "0001_initial"),
        ("reports", "0007_reviu"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Naskah",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=43, unique=True)),
                ("tanggal", models.DateField()),
                ("dokumen", models.TextField()),
                ("sidik", models.CharField(max_length=64)),
                ("berkas", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("halaman", models.PositiveIntegerField()),
                ("ukuran", models.PositiveIntegerField(help_text="Bita")),
                ("sertifikat", models.CharField(max_length=64)),
                ("uji", models.BooleanField(verbose_name="sertifikat uji")),
                ("jejak_kepala", models.CharField(blank=True, max_length=90)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("dilihat_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "naskah",
                "verbose_name_plural": "naskah",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Pengesahan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("berkas", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("ukuran", models.PositiveIntegerField(help_text="Bita")),
                ("sertifikat_nama", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "pengesahan",
                "verbose_name_plural": "pengesahan",
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="laporankinerja",
            name="lkj_satu_yang_disahkan",
        ),
        migrations.RemoveConstraint(
            model_name="laporankinerja",
            name="lkj_status_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="laporankinerja",
            name="lkj_disahkan_lengkap",
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="alasan_pembukaan",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="dibuka_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="dibuka_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="diperiksa_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="diperiksa_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="disahkan_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="disahkan_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="diterima_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporankinerja",
            name="diterima_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="laporankinerja",
            name="status",
            field=models.CharField(
                choices=[
                    ("konsep", "Konsep"),
                    ("diperiksa", "Diperiksa"),
                    ("disahkan", "Disahkan"),
                    ("disampaikan", "Disampaikan"),
                    ("digantikan", "Digantikan"),
                ],
                default="konsep",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("disahkan", "disampaikan"))),
                fields=("satker", "tahun"),
                name="lkj_satu_yang_disahkan",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["konsep", "diperiksa", "disahkan", "disampaikan", "digantikan"])
                ),
                name="lkj_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("disahkan", "disampaikan", "digantikan")), _negated=True),
                    models.Q(("penandatangan__isnull", False), ("tanggal__isnull", False)),
                    _connector="OR",
                ),
                name="lkj_disahkan_lengkap",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "konsep"), _negated=True),
                        ("diperiksa_oleh__isnull", False),
                        ("diperiksa_pada__isnull", False),
                    ),
                    models.Q(
                        ("status", "konsep"),
                        ("diperiksa_oleh__isnull", True),
                        ("diperiksa_pada__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="lkj_diperiksa_tercatat",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ("disahkan", "disampaikan", "digantikan")),
                        ("disahkan_oleh__isnull", False),
                        ("disahkan_pada__isnull", False),
                    ),
                    models.Q(
                        models.Q(("status__in", ("disahkan", "disampaikan", "digantikan")), _negated=True),
                        ("disahkan_oleh__isnull", True),
                        ("disahkan_pada__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="lkj_disahkan_tercatat",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "digantikan"),
                        ("dibuka_oleh__isnull", False),
                        ("dibuka_pada__isnull", False),
                    ),
                    models.Q(
                        models.Q(("status", "digantikan"), _negated=True),
                        ("dibuka_oleh__isnull", True),
                        ("dibuka_pada__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="lkj_dibuka_tercatat",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["disampaikan", "digantikan"]),
                        ("diterima_oleh__isnull", False),
                        ("diterima_pada__isnull", False),
                    ),
                    models.Q(
                        models.Q(("status", "disampaikan"), _negated=True),
                        ("diterima_oleh__isnull", True),
                        ("diterima_pada__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="lkj_diterima_tercatat",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "digantikan"), _negated=True),
                    django.db.models.lookups.GreaterThanOrEqual(
                        django.db.models.functions.text.Length("alasan_pembukaan"), 20
                    ),
                    _connector="OR",
                ),
                name="lkj_pembukaan_beralasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("disahkan_oleh__isnull", True),
                    models.Q(("disahkan_oleh", models.F("diperiksa_oleh")), _negated=True),
                    _connector="OR",
                ),
                name="lkj_pengesah_bukan_pemeriksa",
            ),
        ),
        migrations.AddField(
            model_name="naskah",
            name="dilihat_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="naskah",
            name="job",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="naskah", to="jobs.job"
            ),
        ),
        migrations.AddField(
            model_name="naskah",
            name="laporan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="naskah",
                to="reports.laporankinerja",
            ),
        ),
        migrations.AddField(
            model_name="naskah",
            name="penandatangan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.pejabat"
            ),
        ),
        migrations.AddField(
            model_name="pengesahan",
            name="laporan",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pengesahan",
                to="reports.laporankinerja",
            ),
        ),
        migrations.AddField(
            model_name="pengesahan",
            name="naskah",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="pengesahan", to="reports.naskah"
            ),
        ),
        migrations.AddConstraint(
            model_name="naskah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dilihat_oleh__isnull", True), ("dilihat_pada__isnull", True)),
                    models.Q(("dilihat_oleh__isnull", False), ("dilihat_pada__isnull", False)),
                    _connector="OR",
                ),
                name="naskah_dilihat_tercatat",
            ),
        ),
    ]
