"""The life of a realisasi: a state machine is a table (domain: the year, states)."""

from django.db.models import TextChoices


class StatusRealisasi(TextChoices):
    """draf → diajukan → dikembalikan … → terverifikasi → terkunci."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    TERKUNCI = "terkunci", "Terkunci"
