"""The states of a Perjanjian Kinerja (domain: the year, states)."""

from django.db.models import TextChoices


class StatusPK(TextChoices):
    """draf → diajukan → ditandatangani (Pihak Pertama) → ditetapkan (Pihak Kedua) → digantikan."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DITANDATANGANI = "ditandatangani", "Ditandatangani Pihak Pertama"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIGANTIKAN = "digantikan", "Digantikan"
