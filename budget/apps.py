"""App configuration."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """What was spent."""

    name = "budget"
    verbose_name = "Anggaran"
