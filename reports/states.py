"""The states of an LKj (domain: the year, states)."""

from django.db.models import TextChoices


class StatusLkj(TextChoices):
    """konsep → diperiksa → disahkan → digantikan."""

    KONSEP = "konsep", "Konsep"
    DIPERIKSA = "diperiksa", "Diperiksa"
    DISAHKAN = "disahkan", "Disahkan"
    DIGANTIKAN = "digantikan", "Digantikan"
