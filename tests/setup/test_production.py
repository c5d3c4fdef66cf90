"""In production mode the settings refuse what must not be on the network, naming the variable."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from lkj.environment import DEVELOPMENT_SECRET

ROOT = Path(__file__).resolve().parents[2]
# The variables of lkj/settings.py: none of the developer's own may reach these tests.
VARIABLES = {
    *("LKJ_ENV", "LKJ_DEV_TOOLS", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"),
    *("DATABASE_URL", "SECURE_SSL_REDIRECT", "TRUST_X_FORWARDED_PROTO", "TRUSTED_PROXIES"),
    *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "SITE_URL"),
}
INSECURE = "django-insecure-" + secrets.token_urlsafe(64)
GOOD = {"LKJ_ENV": "production", "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "lkj.example"}


def check(tmp_path: Path, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *options],
        cwd=ROOT, env=clean | {"LKJ_DATA_DIR": str(tmp_path)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY must be set to a secret of its own"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set to a secret of its own"),
        ({"SECRET_KEY": DEVELOPMENT_SECRET}, "SECRET_KEY must be set to a secret of its own"),
        ({"SECRET_KEY": INSECURE}, "SECRET_KEY must be set to a secret of its own"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 50 characters, 5 of them different"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY must have at least 50 characters, 5 of them different"),
        ({"DEBUG": "1"}, "DEBUG must be off"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS must name the hosts that are served"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must not hold *"),
        ({"ALLOWED_HOSTS": "lkj.example,*"}, "ALLOWED_HOSTS must not hold *"),
    ],
)
def test_production_refuses(tmp_path: Path, change: dict[str, str | None], sentence: str) -> None:
    environment = {name: value for name, value in (GOOD | change).items() if value is not None}

    refused = check(tmp_path, environment)

    assert refused.returncode != 0
    last_line = refused.stderr.strip().splitlines()[-1]
    assert last_line.endswith(f"LKJ_ENV=production refuses to start: {sentence}.")


def test_production_names_every_fault_at_once(tmp_path: Path) -> None:
    refused = check(tmp_path, {"LKJ_ENV": "production", "DEBUG": "1", "ALLOWED_HOSTS": "*"})

    assert (
        refused.stderr.strip()
        .splitlines()[-1]
        .endswith(
            "SECRET_KEY must be set to a secret of its own; DEBUG must be off; ALLOWED_HOSTS must not hold *."
        )
    )


def test_unknown_environment_is_refused(tmp_path: Path) -> None:
    refused = check(tmp_path, {"LKJ_ENV": "staging"})

    assert refused.returncode != 0
    assert (
        refused.stderr.strip()
        .splitlines()[-1]
        .endswith("LKJ_ENV must be development or production, not 'staging'.")
    )


def test_good_production_environment_passes_the_deployment_check(tmp_path: Path) -> None:
    checked = check(tmp_path, GOOD, "--deploy", "--fail-level", "WARNING")

    assert (checked.stderr, checked.returncode) == ("", 0)


def test_development_needs_no_variable(tmp_path: Path) -> None:
    checked = check(tmp_path, {})

    assert (checked.stderr, checked.returncode) == ("", 0)
