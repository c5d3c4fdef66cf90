"""A mail in the outbox."""

from django.db import models
from django.db.models import Q


class SuratKeluar(models.Model):
    """One mail: queued once per `kunci`, tried until it is sent.

    coba_lagi_pada: not tried before; while a sender is busy with the mail it is the end of its claim.
    sia_sia_pada: from then on the mail would only confuse, and is not sent any more.
    rahasia: the text holds a link that opens something; it is erased once the mail is sent.
    """

    kunci = models.CharField(max_length=120, unique=True)
    kepada = models.EmailField()
    perihal = models.CharField(max_length=200)
    isi = models.TextField()
    rahasia = models.BooleanField(default=False)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    coba_lagi_pada = models.DateTimeField(null=True, blank=True)
    sia_sia_pada = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.TextField(blank=True)
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "surat keluar"
        verbose_name_plural = "surat keluar"
        indexes = [
            models.Index(
                fields=["coba_lagi_pada"], condition=Q(dikirim_pada__isnull=True), name="surat_menunggu"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="surat_terkirim_pernah_dicoba",
                condition=Q(dikirim_pada__isnull=True) | Q(percobaan__gte=1),
            )
        ]

    def __str__(self) -> str:
        return f"{self.perihal} ({self.kepada})"
