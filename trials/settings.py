"""The application's settings for trials: faults are answered as in production, passwords hash fast."""

from lkj.settings import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
