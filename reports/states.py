"""The life of an LKj: a state machine is a table (domain: the year, states)."""

from django.db.models import TextChoices


class StatusLkj(TextChoices):
    """konsep → diperiksa → disahkan → digantikan."""

    KONSEP = "konsep", "Konsep"
    DIPERIKSA = "diperiksa", "Diperiksa"
    DISAHKAN = "disahkan", "Disahkan"
    DIGANTIKAN = "digantikan", "Digantikan"
