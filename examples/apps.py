"""App configuration."""

from django.apps import AppConfig


class ExamplesConfig(AppConfig):
    """Example years and their loader."""

    name = "examples"
    verbose_name = "Contoh"
