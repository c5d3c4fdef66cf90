"""What stands beside an indikator: figures of earlier years, tables that explain it."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from agreements.models import TAHUN_VALIDATORS, Indikator, angka_field
from kinerja.hasil import Alasan


class CapaianLalu(models.Model):
    """The figures of an indikator in an earlier year, as they were reported then; `sumber`: where."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="capaian_lalu")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    target = angka_field(null=True)
    realisasi = angka_field(null=True)
    capaian = angka_field(null=True)
    catatan = models.CharField(max_length=200, blank=True)
    sumber = models.CharField("dokumen sumber", max_length=200, blank=True)

    #: Why one has no capaian; `catatan` says it in words.
    alasan = Alasan.TIDAK_DIUKUR

    class Meta:
        ordering = ["indikator", "tahun"]
        verbose_name = "capaian lalu"
        verbose_name_plural = "capaian lalu"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun"], name="capaian_lalu_sekali_per_tahun"),
            models.CheckConstraint(
                name="capaian_lalu_kosong_beralasan", condition=Q(capaian__isnull=False) | ~Q(catatan="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"


class TabelPendukung(models.Model):
    """A table that explains an indikator.

    kolom: list of {"kunci", "judul", "jenis", "jumlah", "pembilang", "penyebut"}; baris: list of lists of
    strings in the order of the columns that are typed. What can be computed (totals, ratios) is not stored.
    tautan: the key of the data that it shows in the place of both; empty for a typed one. tahun_lalu: taken
    from last year's report and confirmed by nobody. One that was removed keeps its row, to be restored.
    """

    class Orientasi(models.TextChoices):
        """How the table lies on the page."""

        TEGAK = "tegak", "Tegak"
        MENDATAR = "mendatar", "Mendatar"

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="tabel_pendukung")
    kunci = models.SlugField(max_length=60)
    urutan = models.PositiveSmallIntegerField()
    judul = models.CharField(max_length=250)
    orientasi = models.CharField(max_length=10, choices=Orientasi.choices, default=Orientasi.TEGAK)
    sumber_data = models.CharField(max_length=250, blank=True)
    kolom: Any = models.JSONField()
    baris: Any = models.JSONField()
    tautan = models.CharField("data yang ditautkan", max_length=40, blank=True)
    versi = models.PositiveIntegerField(default=1)
    tahun_lalu = models.BooleanField("diambil dari tahun lalu dan belum diperiksa", default=False)
    diubah_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dihapus_pada = models.DateTimeField(null=True, blank=True)
    tab = models.CharField("tab yang menyimpan", max_length=36, blank=True)
    ke = models.PositiveIntegerField("kiriman keberapa dari tab itu", default=0)

    class Meta:
        ordering = ["indikator__nomor", "urutan"]
        verbose_name = "tabel pendukung"
        verbose_name_plural = "tabel pendukung"
        constraints = [models.UniqueConstraint(fields=["indikator", "kunci"], name="tabel_kunci")]

    def __str__(self) -> str:
        return self.judul

    @property
    def tempat(self) -> tuple[int, str]:
        """Its place among the tables of its indikator."""
        return self.urutan, self.kunci
