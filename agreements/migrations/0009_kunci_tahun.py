import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_undangan"),
        ("agreements", "0008_pk_kunci"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KunciTahun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ]
                    ),
                ),
                ("dasar", models.CharField(help_text="Dokumen yang disahkan", max_length=200)),
                ("sejak", models.DateTimeField()),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "satker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kunci_tahun",
                        to="accounts.satker",
                    ),
                ),
            ],
            options={
                "verbose_name": "kunci tahun",
                "verbose_name_plural": "kunci tahun",
                "ordering": ["satker", "tahun"],
                "constraints": [
                    models.UniqueConstraint(fields=("satker", "tahun"), name="kunci_tahun_sekali")
                ],
            },
        ),
    ]
