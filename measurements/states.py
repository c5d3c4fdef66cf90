"""The states of a realisasi (domain: the year, states)."""

from django.db.models import TextChoices


class StatusRealisasi(TextChoices):
    """draf → diajukan → dikembalikan … → terverifikasi → terkunci."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    TERKUNCI = "terkunci", "Terkunci"
