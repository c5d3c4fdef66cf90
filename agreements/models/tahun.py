"""The rules of a year and its lock; scales, which live longer."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Satker, User
from agreements.models.dasar import TAHUN_VALIDATORS, angka_field
from ui.moments import moment


class TahunKinerja(models.Model):
    """The rules that hold for one year: floor and cap of means, limit of the efficiency index."""

    tahun = models.PositiveSmallIntegerField(primary_key=True, validators=TAHUN_VALIDATORS)
    lantai = angka_field()
    plafon = angka_field(null=True)
    batas_efisiensi = angka_field()

    class Meta:
        ordering = ["tahun"]
        verbose_name = "tahun kinerja"
        constraints = [
            models.CheckConstraint(
                name="tahun_plafon_di_atas_lantai",
                condition=Q(plafon__isnull=True) | Q(plafon__gt=F("lantai")),
            ),
            models.CheckConstraint(name="tahun_batas_efisiensi_positif", condition=Q(batas_efisiensi__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.tahun)


class PredikatCapaian(models.Model):
    """One band (bawah, atas] of a year's predicate table; `sementara` marks a band no source confirms."""

    tahun = models.ForeignKey(TahunKinerja, models.CASCADE, related_name="predikat")
    bawah = angka_field(null=True)
    atas = angka_field(null=True)
    nama = models.CharField(max_length=60)
    sementara = models.BooleanField(default=False)

    class Meta:
        ordering = ["tahun", F("bawah").asc(nulls_first=True)]
        verbose_name = "predikat capaian"
        constraints = [
            models.UniqueConstraint(fields=["tahun", "nama"], name="predikat_nama_per_tahun"),
            models.CheckConstraint(
                name="predikat_atas_di_atas_bawah",
                condition=Q(bawah__isnull=True) | Q(atas__isnull=True) | Q(atas__gt=F("bawah")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.tahun_id})"


class SkalaNilai(models.Model):
    """One band (bawah, atas] of an ordinal scale such as AKIP grades AA … D, lowest first."""

    skala = models.SlugField(max_length=30)
    bawah = angka_field(null=True)
    atas = angka_field(null=True)
    nama = models.CharField(max_length=20)

    class Meta:
        ordering = ["skala", F("bawah").asc(nulls_first=True)]
        verbose_name = "skala nilai"
        constraints = [
            models.UniqueConstraint(fields=["skala", "nama"], name="skala_nama_sekali"),
            models.CheckConstraint(
                name="skala_atas_di_atas_bawah",
                condition=Q(bawah__isnull=True) | Q(atas__isnull=True) | Q(atas__gt=F("bawah")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skala} {self.nama}"


class KunciTahun(models.Model):
    """While it is there, PK, realisasi, budget and narrative of a satker's year are frozen.

    Triggers refuse every change, by whatever path the statement comes (reports/migrations); it is put there
    and taken away by the sign-off of the LKj alone.
    """

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="kunci_tahun")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    dasar = models.CharField(max_length=200, help_text="Dokumen yang disahkan")
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    sejak = models.DateTimeField()

    class Meta:
        ordering = ["satker", "tahun"]
        verbose_name = "kunci tahun"
        verbose_name_plural = "kunci tahun"
        constraints = [models.UniqueConstraint(fields=["satker", "tahun"], name="kunci_tahun_sekali")]

    def __str__(self) -> str:
        return f"Kunci {self.satker} Tahun {self.tahun}"

    @property
    def kalimat(self) -> str:
        """Why the year is frozen, since when, by whom, and whom to ask."""
        return (
            f"Data {self.satker.nama} Tahun {self.tahun} dibekukan sejak {moment(self.sejak)} karena"
            f" {self.dasar} disahkan oleh {self.oleh.nama}. Bila harus diubah, mintalah Sekretaris"
            f" {self.satker.nama} membuka kembali laporan itu."
        )
