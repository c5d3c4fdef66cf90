"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What is handed in."""

    name = "reports"
    verbose_name = "Laporan Kinerja"
