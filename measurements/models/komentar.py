"""What people say about a figure: why it came back, remarks."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from agreements.models import Indikator
from measurements.models.realisasi import Realisasi
from measurements.states import KategoriPengembalian


class Pengembalian(models.Model):
    """A realisasi sent back: the category, the field it is about, and what is to be mended.

    Also a verification that was taken back, with its reason: the figure waits again for the Verifikator.
    """

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

    @property
    def judul(self) -> str:
        """What happened, over the reason."""
        label = self.get_kategori_display()
        return label if self.kategori == KategoriPengembalian.BATAL else f"Dikembalikan: {label}"


class Komentar(models.Model):
    """A remark on an indikator in a quarter, until somebody resolves it; nothing else of it ever changes."""

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
