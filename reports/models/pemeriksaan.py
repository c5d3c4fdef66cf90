"""What is answered to the findings of the checker and to the checklist of APIP."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from reports.models.laporan import LaporanKinerja
from reports.states import Jawaban, StatusReviu


class AlasanTemuan(models.Model):
    """Why a warning of the checker may stand: for the finding with this fingerprint and no other.

    kode, kalimat and tempat are the finding's when the reason was written; a reason whose finding has changed
    stays to be read and counts no more.
    """

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="alasan_temuan")
    sidik = models.CharField(max_length=64)
    kode = models.CharField(max_length=20)
    kalimat = models.TextField()
    tempat = models.TextField()
    alasan = models.TextField()
    versi = models.PositiveIntegerField(default=1)
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["laporan", "pk"]
        verbose_name = "alasan temuan"
        verbose_name_plural = "alasan temuan"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "sidik"], name="alasan_temuan_sekali"),
            models.CheckConstraint(name="alasan_temuan_berisi", condition=~Q(alasan="")),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.alasan}"


class Reviu(models.Model):
    """The reviu of one version of a report by its Pereviu.

    belum_terpenuhi, sidik_naskah: items, and the fingerprint of the report, when it was finished.
    """

    laporan = models.OneToOneField(LaporanKinerja, models.CASCADE, related_name="reviu")
    status = models.CharField(max_length=10, choices=StatusReviu.choices, default=StatusReviu.BERJALAN)
    versi = models.PositiveIntegerField(default=0)
    belum_terpenuhi = models.PositiveSmallIntegerField(default=0)
    sidik_naskah = models.CharField(max_length=64, blank=True)
    selesai_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["laporan"]
        verbose_name = "reviu"
        verbose_name_plural = "reviu"
        constraints = [
            models.CheckConstraint(
                name="reviu_selesai_tercatat",
                condition=Q(
                    status=StatusReviu.SELESAI, selesai_oleh__isnull=False, selesai_pada__isnull=False
                )
                | Q(status=StatusReviu.BERJALAN, selesai_oleh__isnull=True, selesai_pada__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Reviu {self.laporan}"


class JawabanReviu(models.Model):
    """The answer and note to one item of the checklist; no answer where the application tells it."""

    reviu = models.ForeignKey(Reviu, models.CASCADE, related_name="jawaban")
    butir = models.SlugField(max_length=40)
    jawaban = models.CharField(max_length=5, choices=Jawaban.choices, blank=True)
    catatan = models.TextField(blank=True)

    class Meta:
        ordering = ["reviu", "pk"]
        verbose_name = "jawaban reviu"
        verbose_name_plural = "jawaban reviu"
        constraints = [
            models.UniqueConstraint(fields=["reviu", "butir"], name="jawaban_reviu_sekali"),
            models.CheckConstraint(
                name="jawaban_reviu_dikenal", condition=Q(jawaban__in=["", *Jawaban.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.butir}: {self.jawaban}"
