"""The decree that sets the IKU of a year, with its Lampiran."""

from django.db import models

from accounts.models import Pejabat, Satker
from accounts.scope import ScopedQuerySet
from agreements.models.dasar import TAHUN_VALIDATORS, Edited
from agreements.models.renstra import IKU


class KeputusanIKU(Edited):
    """The decree by which a satker sets its IKU of a year.

    Menimbang, mengingat and memutuskan hold one item a line; a line that begins with "- " is a detail of the
    item before it. Name and office of who signs are kept as they were on that day.
    """

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="keputusan_iku")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nomor = models.CharField(max_length=60)
    tanggal = models.DateField()
    tempat = models.CharField(max_length=80)
    tentang = models.CharField(max_length=300)
    penandatangan = models.CharField(max_length=150)
    jabatan_penandatangan = models.CharField(max_length=200)
    pejabat = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")
    menimbang = models.TextField(blank=True)
    mengingat = models.TextField(blank=True)
    memutuskan = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun"]
        verbose_name = "Keputusan IKU"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "nomor"], name="keputusan_iku_sekali")
        ]

    def __str__(self) -> str:
        return f"Keputusan Nomor {self.nomor}"


class LampiranIKU(models.Model):
    """One row of a decree's Lampiran: an IKU in the words of that day, whatever the Renstra says now."""

    keputusan = models.ForeignKey(KeputusanIKU, models.CASCADE, related_name="lampiran")
    iku = models.ForeignKey(IKU, models.PROTECT, related_name="lampiran")
    urutan = models.PositiveSmallIntegerField()
    tujuan = models.TextField()
    sasaran_strategis = models.TextField()
    nama = models.TextField()
    keterangan = models.TextField(blank=True)

    class Meta:
        ordering = ["keputusan", "urutan"]
        verbose_name = "lampiran Keputusan IKU"
        verbose_name_plural = "lampiran Keputusan IKU"
        constraints = [
            models.UniqueConstraint(fields=["keputusan", "urutan"], name="lampiran_iku_urutan"),
            models.UniqueConstraint(fields=["keputusan", "iku"], name="lampiran_iku_sekali"),
        ]

    def __str__(self) -> str:
        return self.nama
