"""The text face from its wheel, so that no font file is committed and none is fetched from a CDN."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

PREFIX = "fonts"
FONT_FILES = (
    "SourceSansPro-Regular.otf",
    "SourceSansPro-It.otf",
    "SourceSansPro-Semibold.otf",
    "SourceSansPro-Bold.otf",
)


def font_directory() -> Path:
    """Where the wheel font-source-sans-pro keeps its files."""
    spec = find_spec("font_source_sans_pro")
    return Path(spec.origin).parent / "files"


class FontFinder(BaseFinder):
    """Exposes FONT_FILES, and nothing else of the wheel, as static files under fonts/."""

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        self.storage = FileSystemStorage(location=font_directory())
        self.storage.prefix = PREFIX
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        folder, _, name = path.replace("\\", "/").partition("/")
        if folder != PREFIX or name not in FONT_FILES:
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in FONT_FILES:
            if not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage
