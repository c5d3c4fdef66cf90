"""The Renstra of five years down to IKU and their targets."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Satker
from accounts.scope import ScopedQuerySet
from agreements.choices import POLARITAS
from agreements.models.dasar import TAHUN_VALIDATORS, Edited, angka_field
from kinerja.capaian import Polaritas


class Renstra(Edited):
    """A satker's strategic plan of five years."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="renstra")
    tahun_mulai = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    tahun_selesai = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    visi = models.TextField(blank=True)
    nomor = models.CharField("nomor keputusan", max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun_mulai"]
        verbose_name = "Renstra"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun_mulai"], name="renstra_sekali_per_periode"),
            models.CheckConstraint(
                name="renstra_selesai_setelah_mulai", condition=Q(tahun_selesai__gte=F("tahun_mulai"))
            ),
        ]

    def __str__(self) -> str:
        return f"Renstra {self.satker} {self.periode}"

    @property
    def periode(self) -> str:
        """The years, joined by an en dash."""
        return f"{self.tahun_mulai}–{self.tahun_selesai}"

    @property
    def tahun(self) -> range:
        """Every year of the period."""
        return range(self.tahun_mulai, self.tahun_selesai + 1)


class RenstraPartQuerySet(ScopedQuerySet):
    """Misi and tujuan, which reach their satker through the Renstra."""

    satker_path = "renstra__satker__"


class SasaranStrategisQuerySet(ScopedQuerySet):
    """Sasaran strategis, which reach it through the tujuan."""

    satker_path = "tujuan__renstra__satker__"


class IKUQuerySet(ScopedQuerySet):
    """IKU, which reach it through the sasaran strategis."""

    satker_path = "sasaran_strategis__tujuan__renstra__satker__"


class Misi(Edited):
    """One mission of a Renstra."""

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="misi")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    objects = RenstraPartQuerySet.as_manager()

    class Meta:
        ordering = ["renstra", "urutan"]
        verbose_name = "misi"
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="misi_urutan")]

    def __str__(self) -> str:
        return self.uraian


class Tujuan(Edited):
    """One goal of a Renstra."""

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="tujuan")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    objects = RenstraPartQuerySet.as_manager()

    class Meta:
        ordering = ["renstra", "urutan"]
        verbose_name = "tujuan"
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="tujuan_urutan")]

    def __str__(self) -> str:
        return self.uraian


class SasaranStrategis(Edited):
    """One strategic objective under a goal."""

    tujuan = models.ForeignKey(Tujuan, models.CASCADE, related_name="sasaran_strategis")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    objects = SasaranStrategisQuerySet.as_manager()

    class Meta:
        ordering = ["tujuan", "urutan"]
        verbose_name = "sasaran strategis"
        constraints = [models.UniqueConstraint(fields=["tujuan", "urutan"], name="sasaran_strategis_urutan")]

    def __str__(self) -> str:
        return self.uraian


class IKU(Edited):
    """A key performance indicator of a strategic objective; `keterangan` says how it is measured."""

    sasaran_strategis = models.ForeignKey(SasaranStrategis, models.CASCADE, related_name="iku")
    urutan = models.PositiveSmallIntegerField()
    nama = models.TextField()
    keterangan = models.TextField(blank=True)
    satuan = models.CharField(max_length=40)
    polaritas = models.CharField(max_length=10, choices=POLARITAS, default=Polaritas.MAKSIMASI.value)

    objects = IKUQuerySet.as_manager()

    class Meta:
        ordering = ["urutan"]
        verbose_name = "IKU"
        verbose_name_plural = "IKU"
        constraints = [
            models.UniqueConstraint(fields=["sasaran_strategis", "urutan"], name="iku_urutan"),
            models.CheckConstraint(
                name="iku_polaritas_dikenal", condition=Q(polaritas__in=[value for value, _ in POLARITAS])
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class TargetIKU(models.Model):
    """The target of an IKU for one year."""

    iku = models.ForeignKey(IKU, models.CASCADE, related_name="target")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nilai = angka_field()

    class Meta:
        ordering = ["iku", "tahun"]
        verbose_name = "target IKU"
        constraints = [models.UniqueConstraint(fields=["iku", "tahun"], name="target_iku_sekali_per_tahun")]

    def __str__(self) -> str:
        return f"{self.iku} {self.tahun}"
