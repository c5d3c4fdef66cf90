"""What production demands of the environment, and of the folder that the application writes to."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT_SECRET = "hanya-untuk-pengembangan-jangan-dipakai-di-produksi"


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else on the machine looks into; one of somebody else's is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    if status.st_uid == os.geteuid() and status.st_mode & 0o077:
        folder.chmod(0o700)


def require_production_values(*, secret_key: str, debug: bool, allowed_hosts: Sequence[str]) -> None:
    """Raise ImproperlyConfigured with every fault at once, each naming its variable."""
    faults = []
    if not secret_key or secret_key == DEVELOPMENT_SECRET or secret_key.startswith("django-insecure"):
        faults.append("SECRET_KEY must be set to a secret of its own")
    elif len(secret_key) < 50 or len(set(secret_key)) < 5:
        faults.append("SECRET_KEY must have at least 50 characters, 5 of them different")
    if debug:
        faults.append("DEBUG must be off")
    if not allowed_hosts:
        faults.append("ALLOWED_HOSTS must name the hosts that are served")
    if "*" in allowed_hosts:
        faults.append("ALLOWED_HOSTS must not hold *")
    if faults:
        raise ImproperlyConfigured("LKJ_ENV=production refuses to start: " + "; ".join(faults) + ".")
