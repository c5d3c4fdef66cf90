"""Realisasi with the inputs of each metode, analysis, evidence, earlier years, supporting tables."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS, Indikator, angka_field
from measurements.states import KategoriPengembalian, StatusRealisasi


class RealisasiQuerySet(ScopedQuerySet):
    """Realisasi, which reach their satker through indikator and PK."""

    satker_path = "indikator__sasaran__perjanjian__satker__"


class Realisasi(models.Model):
    """What an indikator reached in a quarter, as inputs: the value of a computed metode is never stored."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="realisasi")
    triwulan = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=StatusRealisasi.choices, default=StatusRealisasi.DRAF)
    nilai = angka_field(null=True)
    pembilang = angka_field(null=True)
    penyebut = angka_field(null=True)
    predikat = models.CharField(max_length=20, blank=True)
    alasan_tidak_diukur = models.TextField(blank=True)
    keterangan = models.TextField("cara figur diperoleh", blank=True)
    catatan = models.TextField("catatan atas nilai yang tidak biasa", blank=True)
    versi = models.PositiveIntegerField(default=1)
    diubah_pada = models.DateTimeField(auto_now=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    diisi_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diverifikasi_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diverifikasi_pada = models.DateTimeField(null=True, blank=True)

    objects = RealisasiQuerySet.as_manager()

    class Meta:
        ordering = ["indikator", "triwulan"]
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "triwulan"], name="realisasi_sekali_per_triwulan"),
            models.CheckConstraint(
                name="realisasi_triwulan_1_4", condition=Q(triwulan__gte=1) & Q(triwulan__lte=4)
            ),
            models.CheckConstraint(
                name="realisasi_status_dikenal", condition=Q(status__in=StatusRealisasi.values)
            ),
            models.CheckConstraint(
                name="realisasi_pecahan_utuh",
                condition=Q(pembilang__isnull=True, penyebut__isnull=True)
                | Q(pembilang__isnull=False, penyebut__isnull=False),
            ),
            models.CheckConstraint(
                name="realisasi_penyebut_tidak_negatif",
                condition=Q(penyebut__isnull=True) | Q(penyebut__gte=0),
            ),
            models.CheckConstraint(
                name="realisasi_tidak_diukur_tanpa_nilai",
                condition=Q(alasan_tidak_diukur="")
                | Q(nilai__isnull=True, pembilang__isnull=True, predikat=""),
            ),
            models.CheckConstraint(
                name="realisasi_verifikasi_tercatat",
                condition=Q(
                    status__in=[StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI],
                    diverifikasi_oleh__isnull=False,
                    diverifikasi_pada__isnull=False,
                )
                | ~Q(status__in=[StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI]),
            ),
            models.CheckConstraint(
                name="realisasi_verifikator_bukan_pengisi",
                condition=Q(diverifikasi_oleh__isnull=True)
                | Q(diisi_oleh__isnull=True)
                | ~Q(diisi_oleh=models.F("diverifikasi_oleh")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} triwulan {self.triwulan}"


class Komponen(models.Model):
    """One component of a mean of ratios or of a pooled ratio."""

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="komponen")
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=200)
    pembilang = angka_field()
    penyebut = angka_field()

    class Meta:
        ordering = ["realisasi", "urutan"]
        verbose_name = "komponen"
        verbose_name_plural = "komponen"
        constraints = [
            models.UniqueConstraint(fields=["realisasi", "urutan"], name="komponen_urutan"),
            models.CheckConstraint(name="komponen_penyebut_tidak_negatif", condition=Q(penyebut__gte=0)),
        ]

    def __str__(self) -> str:
        return self.nama


class JawabanSatker(models.Model):
    """What one satker answers to a recap indikator: a score and, where the scale has one, its grade."""

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="jawaban")
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="jawaban")
    nilai = angka_field(null=True)

    class Meta:
        ordering = ["realisasi", "satker__urutan"]
        verbose_name = "jawaban satker"
        verbose_name_plural = "jawaban satker"
        constraints = [models.UniqueConstraint(fields=["realisasi", "satker"], name="jawaban_satker_sekali")]

    def __str__(self) -> str:
        return f"{self.satker}: {self.nilai}"


class Analisis(models.Model):
    """Why a realisasi came out as it did and what follows; lists hold one item per line."""

    realisasi = models.OneToOneField(Realisasi, models.CASCADE, related_name="analisis")
    penyebab = models.TextField(blank=True)
    upaya = models.TextField(blank=True)
    hambatan = models.TextField(blank=True)
    rekomendasi = models.TextField(blank=True)

    class Meta:
        verbose_name = "analisis"
        verbose_name_plural = "analisis"

    def __str__(self) -> str:
        return f"Analisis {self.realisasi}"


class BuktiDukung(models.Model):
    """A document that proves a realisasi, by its title, number and date."""

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="bukti")
    urutan = models.PositiveSmallIntegerField()
    judul = models.TextField()
    nomor = models.CharField(max_length=120, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    keterangan = models.TextField(blank=True)
    berkas = models.CharField("nama berkas di penyimpanan", max_length=80, blank=True)
    nama_asli = models.CharField(max_length=200, blank=True)
    jenis = models.CharField(max_length=10, blank=True)
    ukuran = models.PositiveIntegerField(null=True, blank=True, help_text="Bita")
    sha256 = models.CharField(max_length=64, blank=True)
    diunggah_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diunggah_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["realisasi", "urutan"]
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        constraints = [
            models.UniqueConstraint(fields=["realisasi", "urutan"], name="bukti_urutan"),
            models.CheckConstraint(
                name="bukti_berkas_utuh",
                condition=Q(berkas="", sha256="", ukuran__isnull=True)
                | (~Q(berkas="") & ~Q(sha256="") & Q(ukuran__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class CapaianLalu(models.Model):
    """The figures of an indikator in an earlier year, as they were reported then."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="capaian_lalu")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    target = angka_field(null=True)
    realisasi = angka_field(null=True)
    capaian = angka_field(null=True)
    catatan = models.CharField(max_length=200, blank=True)

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

    class Meta:
        ordering = ["indikator__nomor", "urutan"]
        verbose_name = "tabel pendukung"
        verbose_name_plural = "tabel pendukung"
        constraints = [models.UniqueConstraint(fields=["indikator", "kunci"], name="tabel_kunci")]

    def __str__(self) -> str:
        return self.judul


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
    """An exception for one satker: entry is open until a day, for a reason."""

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


class Pengembalian(models.Model):
    """A realisasi sent back: the category, the field it is about, and what is to be mended."""

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="pengembalian")
    kategori = models.CharField(max_length=10, choices=KategoriPengembalian.choices)
    alasan = models.TextField()
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pengembalian"
        verbose_name_plural = "pengembalian"
        constraints = [models.CheckConstraint(name="pengembalian_beralasan", condition=~Q(alasan=""))]

    def __str__(self) -> str:
        return f"{self.get_kategori_display()}: {self.alasan}"


class Draf(models.Model):
    """What a person has typed for a realisasi and not saved yet, invalid text included."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="draf")
    triwulan = models.PositiveSmallIntegerField()
    isi: Any = models.JSONField()
    versi = models.PositiveIntegerField(help_text="Versi realisasi yang menjadi dasar ketikan")
    disimpan_pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["indikator", "triwulan"]
        verbose_name = "draf"
        verbose_name_plural = "draf"
        constraints = [models.UniqueConstraint(fields=["user", "indikator", "triwulan"], name="draf_sekali")]

    def __str__(self) -> str:
        return f"Draf {self.user} {self.indikator}"


class Komentar(models.Model):
    """A remark on an indikator in a quarter, until somebody resolves it."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="komentar")
    triwulan = models.PositiveSmallIntegerField()
    isi = models.TextField()
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    selesai_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "komentar"
        verbose_name_plural = "komentar"
        constraints = [
            models.CheckConstraint(
                name="komentar_selesai_tercatat",
                condition=Q(selesai_oleh__isnull=True, selesai_pada__isnull=True)
                | Q(selesai_oleh__isnull=False, selesai_pada__isnull=False),
            ),
            models.CheckConstraint(name="komentar_berisi", condition=~Q(isi="")),
        ]

    def __str__(self) -> str:
        return self.isi
