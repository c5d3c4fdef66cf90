"""The Laporan Kinerja, its narrative, the register of regulations, rendered PDFs."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Pejabat, Satker
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS, PerjanjianKinerja
from jobs.models import Job
from reports.states import StatusLkj


class Peraturan(models.Model):
    """A regulation in its one spelling; the report cites it by key."""

    kunci = models.SlugField(max_length=60, unique=True)
    urutan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=150)
    nomor = models.CharField(max_length=80)
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    tentang = models.TextField()
    dasar_hukum = models.BooleanField("tercantum dalam dasar hukum LKj", default=False)

    class Meta:
        ordering = ["urutan"]
        verbose_name = "peraturan"
        verbose_name_plural = "peraturan"

    def __str__(self) -> str:
        return self.sitasi

    @property
    def singkat(self) -> str:
        """The citation without its subject."""
        tahun = f" Tahun {self.tahun}" if self.tahun else ""
        return f"{self.jenis} Nomor {self.nomor}{tahun}"

    @property
    def sitasi(self) -> str:
        """The full citation."""
        return f"{self.singkat} tentang {self.tentang}"


class LaporanKinerja(models.Model):
    """A satker's LKj of a year, in one version; it measures one version of the PK."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="laporan_kinerja")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    versi = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    status = models.CharField(max_length=10, choices=StatusLkj.choices, default=StatusLkj.KONSEP)
    perjanjian = models.ForeignKey(PerjanjianKinerja, models.PROTECT, related_name="laporan_kinerja")
    tempat = models.CharField(max_length=80)
    tanggal = models.DateField(null=True, blank=True)
    penandatangan = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun", "-versi"]
        verbose_name = "Laporan Kinerja"
        verbose_name_plural = "Laporan Kinerja"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "versi"], name="lkj_versi_sekali"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status=StatusLkj.DISAHKAN),
                name="lkj_satu_yang_disahkan",
            ),
            models.CheckConstraint(name="lkj_status_dikenal", condition=Q(status__in=StatusLkj.values)),
            models.CheckConstraint(
                name="lkj_disahkan_lengkap",
                condition=~Q(status__in=[StatusLkj.DISAHKAN, StatusLkj.DIGANTIKAN])
                | Q(tanggal__isnull=False, penandatangan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Laporan Kinerja {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("reports:lkj", args=[self.satker.slug, self.tahun])


class Narasi(models.Model):
    """The words of one section, in the small markup that reports/narrative.py reads; figures are bound."""

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="narasi")
    kunci = models.CharField(max_length=80)
    isi = models.TextField()

    class Meta:
        ordering = ["laporan", "kunci"]
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        constraints = [models.UniqueConstraint(fields=["laporan", "kunci"], name="narasi_sekali_per_bagian")]

    def __str__(self) -> str:
        return f"{self.kunci} {self.laporan}"


class Cetakan(models.Model):
    """A rendered PDF of an LKj: the file appears whole, with its hash, or not at all."""

    laporan = models.ForeignKey(LaporanKinerja, models.PROTECT, related_name="cetakan")
    job = models.OneToOneField(Job, models.PROTECT, null=True, blank=True, related_name="cetakan")
    berkas = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64)
    halaman = models.PositiveIntegerField()
    ukuran = models.PositiveIntegerField(help_text="Bita")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "cetakan"
        verbose_name_plural = "cetakan"

    def __str__(self) -> str:
        return f"{self.laporan}, {self.dibuat_pada:%Y-%m-%d %H:%M}"

    @property
    def nama(self) -> str:
        """The file's name without its folder, as a download is called."""
        return f"lkj-{self.laporan.tahun}-{self.laporan.satker.slug}.pdf"
