"""App configuration."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The promise."""

    name = "agreements"
    verbose_name = "Perjanjian Kinerja"
