"""DIPA, its revisions, its tree and realisasi; uploads. Money is whole rupiah, stored at leaves only."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS
from budget.states import JenisUnggahan, StatusUnggahan

BULAN_VALIDATORS = [MinValueValidator(1), MaxValueValidator(12)]


class Dipa(models.Model):
    """A satker's budget document of a year."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="dipa")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nomor = models.CharField(max_length=120, blank=True)
    versi = models.PositiveIntegerField(default=0, help_text="Bertambah satu pada setiap perubahan")

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
    bulan = models.PositiveSmallIntegerField(validators=BULAN_VALIDATORS)
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


class Unggahan(models.Model):
    """A file that somebody uploaded: its bytes, what is wrong in it, what it changed; or a return to before.

    temuan: list of `importing.findings.Finding.as_json()`. alasan: key of a warning -> why it is right.
    dipa_versi: id of a satker -> the version of its DIPA that the preview was made on; once it is applied,
    only of those that were changed. sebelum: of these, id of a satker -> its DIPA year as it was before
    (`budget.snapshot.PotretDipa.as_json()`).
    """

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="unggahan")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    bulan = models.PositiveSmallIntegerField("sampai dengan bulan", validators=BULAN_VALIDATORS)
    jenis = models.CharField(max_length=10, choices=JenisUnggahan.choices, blank=True)
    status = models.CharField(max_length=10, choices=StatusUnggahan.choices, default=StatusUnggahan.DITERIMA)
    revisi = models.PositiveSmallIntegerField("revisi DIPA", null=True, blank=True)
    revisi_tanggal = models.DateField("tanggal revisi", null=True, blank=True)
    revisi_tanggal_span = models.DateField("tanggal posting SPAN", null=True, blank=True)
    berkas = models.CharField("nama berkas di penyimpanan", max_length=80, blank=True)
    nama_asli = models.CharField(max_length=200, blank=True)
    ukuran = models.PositiveIntegerField(null=True, blank=True, help_text="Bita")
    sha256 = models.CharField(max_length=64, blank=True)
    diunggah_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diunggah_pada = models.DateTimeField(auto_now_add=True)
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    temuan: Any = models.JSONField(default=list)
    ringkasan: Any = models.JSONField(default=dict)
    dipa_versi: Any = models.JSONField(default=dict)
    alasan: Any = models.JSONField(default=dict)
    diterapkan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    sebelum: Any = models.JSONField(default=dict)
    memulihkan = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="pemulihan")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        constraints = [
            models.CheckConstraint(name="unggahan_bulan_1_12", condition=Q(bulan__gte=1) & Q(bulan__lte=12)),
            models.CheckConstraint(
                name="unggahan_jenis_dikenal", condition=Q(jenis__in=["", *JenisUnggahan.values])
            ),
            models.CheckConstraint(
                name="unggahan_status_dikenal", condition=Q(status__in=StatusUnggahan.values)
            ),
            models.CheckConstraint(
                name="unggahan_berkas_utuh",
                condition=Q(jenis=JenisUnggahan.PEMULIHAN, berkas="", memulihkan__isnull=False)
                | (
                    ~Q(jenis=JenisUnggahan.PEMULIHAN)
                    & ~Q(berkas="")
                    & ~Q(sha256="")
                    & Q(ukuran__gt=0, memulihkan__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="unggahan_diperiksa_tercatat",
                condition=Q(status__in=[StatusUnggahan.DITERIMA, StatusUnggahan.DIBATALKAN])
                | Q(diperiksa_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="unggahan_diterapkan_tercatat",
                condition=Q(status=StatusUnggahan.DITERAPKAN, diterapkan_pada__isnull=False) & ~Q(jenis="")
                | ~Q(status=StatusUnggahan.DITERAPKAN)
                & Q(diterapkan_pada__isnull=True, diterapkan_oleh__isnull=True),
            ),
            models.CheckConstraint(
                name="unggahan_dibatalkan_tercatat",
                condition=Q(status=StatusUnggahan.DIBATALKAN, dibatalkan_pada__isnull=False)
                | ~Q(status=StatusUnggahan.DIBATALKAN)
                & Q(dibatalkan_pada__isnull=True, dibatalkan_oleh__isnull=True),
            ),
            models.CheckConstraint(
                name="unggahan_revisi_posting_tidak_mendahului",
                condition=Q(revisi_tanggal__isnull=True)
                | Q(revisi_tanggal_span__isnull=True)
                | Q(revisi_tanggal_span__gte=F("revisi_tanggal")),
            ),
        ]

    def __str__(self) -> str:
        return f"Unggahan {self.pk} {self.satker} s.d. bulan {self.bulan} {self.tahun}"
