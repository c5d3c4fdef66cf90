"""App configuration."""

from django.apps import AppConfig


class MeasurementsConfig(AppConfig):
    """What was reached."""

    name = "measurements"
    verbose_name = "Realisasi"
