"""The application's settings; the site has one page more, the empty one that all others are compared with."""

from lkj.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
