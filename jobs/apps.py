"""App configuration."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work done in the background."""

    name = "jobs"
    verbose_name = "Pekerjaan latar"
