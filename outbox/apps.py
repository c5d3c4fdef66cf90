"""App configuration."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail on its way out."""

    name = "outbox"
    verbose_name = "Surat keluar"
