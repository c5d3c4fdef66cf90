"""When entry is open: the calendar of a quarter, and exceptions."""

from django.db import models
from django.db.models import Q

from accounts.models import Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS


class JadwalTriwulan(models.Model):
    """The calendar of a quarter, set by the province for itself and the satker under it."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="jadwal")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    triwulan = models.PositiveSmallIntegerField()
    buka = models.DateField("dibuka")
    tenggat = models.DateField()
    toleransi = models.DateField("akhir toleransi")
    tutup = models.DateField("ditutup")
    versi = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "tahun", "triwulan"]
        verbose_name = "jadwal triwulan"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "triwulan"], name="jadwal_sekali"),
            models.CheckConstraint(
                name="jadwal_triwulan_1_4", condition=Q(triwulan__gte=1) & Q(triwulan__lte=4)
            ),
            models.CheckConstraint(
                name="jadwal_berurutan",
                condition=Q(tenggat__gte=models.F("buka"))
                & Q(toleransi__gte=models.F("tenggat"))
                & Q(tutup__gte=models.F("toleransi")),
            ),
        ]

    def __str__(self) -> str:
        return f"Triwulan {self.triwulan} Tahun {self.tahun}"


class Pengecualian(models.Model):
    """An exception for one satker: entry is open until a day, for a reason; never changed."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="pengecualian")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    triwulan = models.PositiveSmallIntegerField()
    sampai = models.DateField("berlaku sampai dengan")
    alasan = models.TextField()
    diberikan_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diberikan_pada = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pengecualian"
        verbose_name_plural = "pengecualian"
        constraints = [
            models.CheckConstraint(
                name="pengecualian_triwulan_1_4", condition=Q(triwulan__gte=1) & Q(triwulan__lte=4)
            ),
            models.CheckConstraint(name="pengecualian_beralasan", condition=~Q(alasan="")),
        ]

    def __str__(self) -> str:
        return f"Pengecualian {self.satker} triwulan {self.triwulan} Tahun {self.tahun}"
