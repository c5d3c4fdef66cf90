"""What was reached in a quarter, as inputs: values, components, answers of satker, analysis."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import Indikator, angka_field
from kinerja.periode import Triwulan
from measurements.states import KategoriPengembalian, StatusRealisasi

if TYPE_CHECKING:
    from measurements.models.bukti import BuktiDukung
    from measurements.models.komentar import Pengembalian


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
    tab = models.CharField("tab yang menyimpan", max_length=36, blank=True)
    ke = models.PositiveIntegerField("kiriman keberapa dari tab itu", default=0)
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

    @property
    def sebutan(self) -> str:
        """As a sentence names it among others: `indikator 3, KPU Kab. Mesuji, Triwulan IV Tahun 2026`."""
        perjanjian = self.indikator.sasaran.perjanjian
        periode = f"{Triwulan(self.triwulan)} Tahun {perjanjian.tahun}"
        return f"indikator {self.indikator.nomor}, {perjanjian.satker.nama}, {periode}"

    @property
    def pengembalian_kini(self) -> "Pengembalian | None":
        """Why it is returned, or why its verification was undone, until it is handed in again."""
        akhir = next(iter(self.pengembalian.all()), None)
        if akhir is None or self.status == StatusRealisasi.DIKEMBALIKAN:
            return akhir
        batal = self.status == StatusRealisasi.DIAJUKAN and akhir.kategori == KategoriPengembalian.BATAL
        return akhir if batal and (self.diajukan_pada is None or akhir.pada > self.diajukan_pada) else None

    @property
    def bukti_sendiri(self) -> "list[BuktiDukung]":
        """The evidence of the figure itself, without that of the answers to it."""
        return [satu for satu in self.bukti.all() if satu.jawaban_id is None]

    @property
    def bukti_jawaban(self) -> "list[BuktiDukung]":
        """The evidence of the answers of the satker."""
        return [satu for satu in self.bukti.all() if satu.jawaban_id is not None]


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
    versi = models.PositiveIntegerField(default=0, help_text="Berapa kali disimpan; 0: baru ditanyakan")

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
