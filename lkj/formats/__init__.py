"""Date formats of the site; Django's own `id` prints "1 Jan. 2026"."""
