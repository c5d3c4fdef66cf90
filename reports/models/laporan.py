"""The Laporan Kinerja in its versions, and the register of regulations that it cites."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from accounts.models import Pejabat, Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS, PerjanjianKinerja
from reports.states import ALASAN_PEMBUKAAN, BERLAKU, TERTANDA, StatusLkj


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


def _tercatat(langkah: str, berlaku: Q) -> models.CheckConstraint:
    """Who took a step and when are known exactly while the status says that it was taken."""
    oleh, pada = f"{langkah}_oleh__isnull", f"{langkah}_pada__isnull"
    return models.CheckConstraint(
        name=f"lkj_{langkah}_tercatat",
        condition=berlaku & Q(**{oleh: False, pada: False}) | ~berlaku & Q(**{oleh: True, pada: True}),
    )


class LaporanKinerja(models.Model):
    """A satker's LKj of a year, in one version; it measures one version of the PK."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="laporan_kinerja")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    versi = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    status = models.CharField(max_length=12, choices=StatusLkj.choices, default=StatusLkj.KONSEP)
    perjanjian = models.ForeignKey(PerjanjianKinerja, models.PROTECT, related_name="laporan_kinerja")
    tempat = models.CharField(max_length=80)
    tanggal = models.DateField(null=True, blank=True)
    penandatangan = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")
    diperiksa_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    disahkan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    disahkan_pada = models.DateTimeField(null=True, blank=True)
    diterima_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diterima_pada = models.DateTimeField(null=True, blank=True)
    dibuka_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    alasan_pembukaan = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun", "-versi"]
        verbose_name = "Laporan Kinerja"
        verbose_name_plural = "Laporan Kinerja"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "versi"], name="lkj_versi_sekali"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status__in=BERLAKU),
                name="lkj_satu_yang_disahkan",
            ),
            models.CheckConstraint(name="lkj_status_dikenal", condition=Q(status__in=StatusLkj.values)),
            models.CheckConstraint(
                name="lkj_disahkan_lengkap",
                condition=~Q(status__in=TERTANDA) | Q(tanggal__isnull=False, penandatangan__isnull=False),
            ),
            _tercatat("diperiksa", ~Q(status=StatusLkj.KONSEP)),
            _tercatat("disahkan", Q(status__in=TERTANDA)),
            _tercatat("dibuka", Q(status=StatusLkj.DIGANTIKAN)),
            models.CheckConstraint(
                name="lkj_diterima_tercatat",
                condition=Q(status__in=[StatusLkj.DISAMPAIKAN, StatusLkj.DIGANTIKAN])
                & Q(diterima_oleh__isnull=False, diterima_pada__isnull=False)
                | ~Q(status=StatusLkj.DISAMPAIKAN)
                & Q(diterima_oleh__isnull=True, diterima_pada__isnull=True),
            ),
            models.CheckConstraint(
                name="lkj_pembukaan_beralasan",
                condition=~Q(status=StatusLkj.DIGANTIKAN)
                | Q(GreaterThanOrEqual(Length("alasan_pembukaan"), ALASAN_PEMBUKAAN)),
            ),
            models.CheckConstraint(
                name="lkj_pengesah_bukan_pemeriksa",
                condition=Q(disahkan_oleh__isnull=True) | ~Q(disahkan_oleh=F("diperiksa_oleh")),
            ),
        ]

    def __str__(self) -> str:
        return f"Laporan Kinerja {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("reports:lkj", args=[self.satker.slug, self.tahun])
