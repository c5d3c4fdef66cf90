"""What was spent: DIPA, its revisions and lines, realisasi."""
