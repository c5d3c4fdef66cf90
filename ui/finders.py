"""Fonts of the wheels as static files under fonts/."""

from collections.abc import Iterator

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from ui.fonts import FONT_FILES, font_path

PREFIX = "fonts"


class FontFinder(BaseFinder):
    """Exposes FONT_FILES, and nothing else of the wheels."""

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        folder, _, name = path.replace("\\", "/").partition("/")
        if folder != PREFIX or name not in FONT_FILES:
            return []
        found = str(font_path(name))
        return [found] if find_all else found

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in FONT_FILES:
            if not matches_patterns(name, ignore_patterns or []):
                storage = FileSystemStorage(location=font_path(name).parent)
                storage.prefix = PREFIX
                yield name, storage
