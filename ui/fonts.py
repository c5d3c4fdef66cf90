"""The two type faces, from their wheels: no font file is committed and none is fetched from elsewhere."""

from importlib.util import find_spec
from pathlib import Path

# File name -> package that ships it; nothing else of the wheels is used or exposed.
FONT_FILES = {
    "SourceSansPro-Regular.otf": "font_source_sans_pro",
    "SourceSansPro-It.otf": "font_source_sans_pro",
    "SourceSansPro-Semibold.otf": "font_source_sans_pro",
    "SourceSansPro-Bold.otf": "font_source_sans_pro",
    "SourceSerifPro-Regular.otf": "font_source_serif_pro",
    "SourceSerifPro-It.otf": "font_source_serif_pro",
    "SourceSerifPro-Semibold.otf": "font_source_serif_pro",
}


def font_path(name: str) -> Path:
    """Where the file of a font is. KeyError: not one of FONT_FILES."""
    return Path(find_spec(FONT_FILES[name]).origin).parent / "files" / name
