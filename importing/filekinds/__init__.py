"""One kind of file each: its structure is walked, never rendered."""
