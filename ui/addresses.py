"""Addresses of pages, for pages with hundreds of them."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *args: int | str) -> str:
    """What `reverse` gives for a name and its arguments, worked out once in a process: that takes 30 µs.

    Nothing but the code decides it, and where the server says that the site begins.
    """
    return _reversed(get_script_prefix(), get_urlconf(settings.ROOT_URLCONF), name, args)


@lru_cache(maxsize=20_000)
def _reversed(prefix: str, urlconf: str, name: str, args: tuple[int | str, ...]) -> str:
    return reverse(name, urlconf, args)
