"""Evidence: a document that proves a realisasi, or one satker's answer to it."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Satker, User
from accounts.policy import satker_filter
from accounts.scope import ScopedQuerySet
from measurements.models.realisasi import JawabanSatker, Realisasi


class BuktiDukungQuerySet(ScopedQuerySet):
    """Evidence: a figure's is its satker's, an answer's is the answering satker's."""

    satker_path = "realisasi__indikator__sasaran__perjanjian__satker__"

    def visible_to(self, user: User) -> Self:
        """The evidence of the satker in reach; so no satker reads the answers of another's Operator."""
        sendiri = Q(jawaban__isnull=True) & satker_filter(user, prefix=self.satker_path)
        return self.filter(sendiri | satker_filter(user, prefix="jawaban__satker__"))


class BuktiDukung(models.Model):
    """A document that proves a realisasi, or one satker's answer to it, by its title, number and date.

    The realisasi of an answer's evidence is that of the answer; triggers hold it (migration 0005).
    """

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="bukti")
    jawaban = models.ForeignKey(JawabanSatker, models.CASCADE, null=True, blank=True, related_name="bukti")
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

    objects = BuktiDukungQuerySet.as_manager()

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

    @property
    def satker(self) -> Satker:
        """Whose document it is."""
        if self.jawaban is not None:
            return self.jawaban.satker
        return self.realisasi.indikator.sasaran.perjanjian.satker
