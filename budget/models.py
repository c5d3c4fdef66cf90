"""DIPA, its revisions, the programme tree and its realisasi. Money is whole rupiah, stored at leaves only."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Satker
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS


class Dipa(models.Model):
    """A satker's budget document of a year."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="dipa")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nomor = models.CharField(max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun"]
        verbose_name = "DIPA"
        verbose_name_plural = "DIPA"
        constraints = [models.UniqueConstraint(fields=["satker", "tahun"], name="dipa_sekali_per_tahun")]

    def __str__(self) -> str:
        return f"DIPA {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("budget:satker", args=[self.satker.slug, self.tahun])


class RevisiDipa(models.Model):
    """A revision of a DIPA; number 0 is the DIPA awal. One without lines is known by its dates only."""

    dipa = models.ForeignKey(Dipa, models.CASCADE, related_name="revisi")
    nomor = models.PositiveSmallIntegerField()
    tanggal = models.DateField(null=True, blank=True)
    tanggal_posting_span = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["dipa", "nomor"]
        verbose_name = "revisi DIPA"
        verbose_name_plural = "revisi DIPA"
        constraints = [
            models.UniqueConstraint(fields=["dipa", "nomor"], name="revisi_dipa_sekali"),
            models.CheckConstraint(
                name="revisi_dipa_posting_tidak_mendahului",
                condition=Q(tanggal__isnull=True)
                | Q(tanggal_posting_span__isnull=True)
                | Q(tanggal_posting_span__gte=F("tanggal")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dipa}, revisi {self.nomor}"


class BarisDipa(models.Model):
    """A line of a revision's tree; `pagu` stands on leaves, a parent's is the sum of its leaves."""

    class Level(models.TextChoices):
        """Levels of the tree; a satker known only by its total has one line of level total."""

        TOTAL = "total", "Total"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        KRO = "kro", "KRO"
        RO = "ro", "RO"

    revisi = models.ForeignKey(RevisiDipa, models.CASCADE, related_name="baris")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    urutan = models.PositiveIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    kode = models.CharField(max_length=40, blank=True)
    uraian = models.TextField()
    pagu = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["revisi", "urutan"]
        verbose_name = "baris DIPA"
        verbose_name_plural = "baris DIPA"
        constraints = [
            models.UniqueConstraint(fields=["revisi", "kode"], name="baris_dipa_kode_sekali"),
            models.CheckConstraint(
                name="baris_dipa_pagu_tidak_negatif", condition=Q(pagu__isnull=True) | Q(pagu__gte=0)
            ),
            models.CheckConstraint(
                name="baris_dipa_level_dikenal",
                condition=Q(
                    level__in=[
                        "total",
                        "program",
                        "kegiatan",
                        "kro",
                        "ro",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="baris_dipa_ro_dan_total_berpagu",
                condition=~Q(level__in=["total", "ro"]) | Q(pagu__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}".strip()


class RealisasiAnggaran(models.Model):
    """SP2D of a leaf from January up to and including a month, in whole rupiah ("s.d. periode")."""

    baris = models.ForeignKey(BarisDipa, models.CASCADE, related_name="realisasi")
    bulan = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    nilai = models.BigIntegerField()

    class Meta:
        ordering = ["baris", "bulan"]
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        constraints = [
            models.UniqueConstraint(fields=["baris", "bulan"], name="realisasi_anggaran_sekali_per_bulan"),
            models.CheckConstraint(
                name="realisasi_anggaran_bulan_1_12", condition=Q(bulan__gte=1) & Q(bulan__lte=12)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.baris} s.d. bulan {self.bulan}"
