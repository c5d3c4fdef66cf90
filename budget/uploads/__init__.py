"""Uploads of what was spent: recognised, parsed, checked, set against the DIPA. Nothing here writes."""
