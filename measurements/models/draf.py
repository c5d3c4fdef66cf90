"""What a person has typed and not saved yet."""

from typing import Any

from django.db import models

from accounts.models import User
from agreements.models import Indikator


class DrafDasar(models.Model):
    """What a person has typed and not saved yet, invalid text included.

    A draft adds of what it is one, and `versi`: on top of which stored version it was typed.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    isi: Any = models.JSONField()
    nomor = models.PositiveIntegerField(default=1, help_text="Berapa kali disimpan")
    tab = models.CharField("tab yang menyimpan", max_length=36, blank=True)
    ke = models.PositiveIntegerField("kiriman keberapa dari tab itu", default=0)
    disimpan_pada = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def tanda(self) -> str:
        """The counter as a form carries it; with the key, so that a draft begun anew is never the same."""
        return f"{self.pk}-{self.nomor}"


class Draf(DrafDasar):
    """What a person has typed for a realisasi and not saved yet."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="draf")
    triwulan = models.PositiveSmallIntegerField()
    versi = models.PositiveIntegerField(help_text="Versi realisasi yang menjadi dasar ketikan")

    class Meta:
        ordering = ["indikator", "triwulan"]
        verbose_name = "draf"
        verbose_name_plural = "draf"
        constraints = [models.UniqueConstraint(fields=["user", "indikator", "triwulan"], name="draf_sekali")]

    def __str__(self) -> str:
        return f"Draf {self.user} {self.indikator}"


class DrafTabel(DrafDasar):
    """What a person has typed for a supporting table and not saved yet.

    isi: {"kini": the table as typed, "urung": what it was before each change of its rows and columns,
    "ulang": what was taken back}, each as reports/table_sheet.py writes it.
    """

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="draf_tabel")
    kunci = models.SlugField(max_length=60)
    versi = models.PositiveIntegerField(help_text="Versi tabel yang menjadi dasar ketikan")

    class Meta:
        ordering = ["indikator", "kunci"]
        verbose_name = "draf tabel"
        verbose_name_plural = "draf tabel"
        constraints = [
            models.UniqueConstraint(fields=["user", "indikator", "kunci"], name="draf_tabel_sekali")
        ]

    def __str__(self) -> str:
        return f"Draf {self.kunci} {self.user}"
