"""Other processes of the tests: how long to wait for them, and their surroundings."""

WAIT = 120


def in_another_mood(seed: int) -> dict[str, str]:
    """Surroundings that must not show in a PDF: hash seed, time zone, language."""
    return {"PYTHONHASHSEED": str(seed), "TZ": f"Etc/GMT+{seed}", "LC_ALL": ("C", "C.UTF-8")[seed % 2]}
