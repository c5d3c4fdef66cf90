"""What people write for a report: words, every text that they once were, drafts, pictures."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.scope import ScopedQuerySet
from agreements.models import Indikator
from measurements.models import DrafDasar
from reports.models.laporan import LaporanKinerja
from reports.states import AsalNarasi


class GambarQuerySet(ScopedQuerySet):
    """Pictures, which reach their satker through the LKj."""

    satker_path = "laporan__satker__"


class Narasi(models.Model):
    """The words of one section, in the small markup that reports/narrative.py reads; figures are bound."""

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="narasi")
    kunci = models.CharField(max_length=80)
    isi = models.TextField()
    versi = models.PositiveIntegerField(default=1, help_text="Berapa kali disimpan")
    asal = models.CharField(max_length=10, choices=AsalNarasi.choices, default=AsalNarasi.DITULIS)
    tab = models.CharField("tab yang menyimpan", max_length=36, blank=True)
    ke = models.PositiveIntegerField("kiriman keberapa dari tab itu", default=0)

    class Meta:
        ordering = ["laporan", "kunci"]
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "kunci"], name="narasi_sekali_per_bagian"),
            models.CheckConstraint(name="narasi_asal_dikenal", condition=Q(asal__in=AsalNarasi.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kunci} {self.laporan}"


class VersiNarasi(models.Model):
    """A section's text as it once stood; never changed, so that every text can be read and restored."""

    narasi = models.ForeignKey(Narasi, models.CASCADE, related_name="riwayat")
    nomor = models.PositiveIntegerField()
    isi = models.TextField()
    asal = models.CharField(max_length=10, choices=AsalNarasi.choices)
    dipulihkan_dari = models.PositiveIntegerField(null=True, blank=True)
    oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["narasi", "-nomor"]
        verbose_name = "versi narasi"
        verbose_name_plural = "versi narasi"
        constraints = [models.UniqueConstraint(fields=["narasi", "nomor"], name="versi_narasi_sekali")]

    def __str__(self) -> str:
        return f"{self.narasi} versi {self.nomor}"


class DrafNarasi(DrafDasar):
    """What a person has typed for a section and not saved yet."""

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="draf_narasi")
    kunci = models.CharField(max_length=80)
    versi = models.PositiveIntegerField(help_text="Versi narasi yang menjadi dasar ketikan")

    class Meta:
        ordering = ["laporan", "kunci"]
        verbose_name = "draf narasi"
        verbose_name_plural = "draf narasi"
        constraints = [
            models.UniqueConstraint(fields=["user", "laporan", "kunci"], name="draf_narasi_sekali")
        ]

    def __str__(self) -> str:
        return f"Draf {self.kunci} {self.user}"


class GambarNarasi(models.Model):
    """A picture of an LKj's narrative, with its caption and what is read out in its place.

    The file is kept as `jobs.storage` does, written anew: only the picture, nothing that a camera added; two
    reports may share one. indikator: under whose analysis it prints where the words place it nowhere.
    tahun_lalu: taken from last year's report and confirmed by nobody.
    """

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="gambar")
    kunci = models.SlugField(max_length=60)
    judul = models.CharField(max_length=250)
    alt = models.CharField("teks pengganti", max_length=300)
    berkas = models.CharField("nama berkas di penyimpanan", max_length=80)
    jenis = models.CharField(max_length=10)
    lebar = models.PositiveIntegerField(help_text="Piksel")
    tinggi = models.PositiveIntegerField(help_text="Piksel")
    sha256 = models.CharField(max_length=64)
    versi = models.PositiveIntegerField(default=1)
    indikator = models.ForeignKey(Indikator, models.SET_NULL, null=True, blank=True, related_name="gambar")
    tahun_lalu = models.BooleanField("diambil dari tahun lalu dan belum diperiksa", default=False)
    diunggah_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diunggah_pada = models.DateTimeField(auto_now_add=True)

    objects = GambarQuerySet.as_manager()

    class Meta:
        ordering = ["laporan", "pk"]
        verbose_name = "gambar narasi"
        verbose_name_plural = "gambar narasi"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "kunci"], name="gambar_narasi_kunci"),
            models.CheckConstraint(name="gambar_narasi_berjudul", condition=~Q(judul="") & ~Q(alt="")),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("reports:gambar_berkas", args=[self.pk])
