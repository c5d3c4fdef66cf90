"""What the models of the promise share."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

TAHUN_VALIDATORS = [MinValueValidator(2000), MaxValueValidator(2100)]


def angka_field(*, null: bool = False) -> models.DecimalField:
    """An exact figure that is not rupiah: up to 14 digits before and 6 after the comma."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=null, blank=null)


class Edited(models.Model):
    """A row that two people may edit at one time: `versi_isi` grows with every saving."""

    versi_isi = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
