"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Satker, users, duties, access, audit trail."""

    name = "accounts"
    verbose_name = "Akun"
