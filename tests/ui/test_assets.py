"""The third-party files that are served are the ones that were looked at."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import AppDirectoriesFinder

from ui.chips import _LOOKS, _NOTICES, NADA
from ui.finders import FontFinder
from ui.fonts import FONT_FILES
from ui.icons import ICONS, icon, icon_path


def digest(*path):
    return sha256(b"".join(Path(satu).read_bytes() for satu in path)).hexdigest()


@pytest.mark.parametrize("path", sorted(Path("static/css").glob("*.css")), ids=lambda path: path.name)
def test_every_block_of_a_stylesheet_is_closed(path):
    """One that is not swallows every rule after it, and no page says so: a rule begins its line."""
    depth = 0
    for line in path.read_text().splitlines():
        assert depth == 0 or not line or line[0] in " }", f"{path.name}: inside a block stands {line!r}"
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_bootstrap_css():
    berkas = AppDirectoriesFinder().find("js-lib-bootstrap5/css/bootstrap.min.css")
    assert digest(berkas) == "3c8f27e6009ccfd710a905e6dcf12d0ee3c6f2ac7da05b0572d3e0d12e736fc8"


def test_editor():
    berkas = AppDirectoriesFinder().find("django_prose_editor/editor.js")
    assert digest(berkas) == "dfe143953e7e504247031aeaecf34b9f0eb10d9f832c9569b4c948423d39d608"


@pytest.mark.parametrize(
    ("nama", "nilai"),
    [
        ("SourceSansPro-Regular.otf", "6b096b47206d8f78a2c49af2f2ae46b35d93b0e3cf105a9febef59144aa2eae2"),
        ("SourceSansPro-It.otf", "e90b35e5f96577f03a27e659c4b69666e45e1691f2bce2fc2f883aeff9238419"),
        ("SourceSansPro-Semibold.otf", "ee3ba5c88400b22b880d85202ce82143dc5e19861bf7880b7f4c32d4263e96d5"),
        ("SourceSansPro-Bold.otf", "9b8bd174f97413334e317be808d14d0ff8f6efed79a69299d84384c7e10e9312"),
        ("SourceSerifPro-Regular.otf", "199c8adc83479480d9aa5d942afe8f52085af4e6c2093819b190807702fbcfe2"),
        ("SourceSerifPro-It.otf", "929c92384dee90dfc6d736743e006f31fc7b7e73ab9863726d60a978ff77207c"),
        ("SourceSerifPro-Semibold.otf", "fa0fa85d115316bb1541607373a8e6676f2430f42d38806f2bc0b5f9a8424c91"),
    ],
)
def test_font(nama, nilai):
    assert digest(FontFinder().find(f"fonts/{nama}")) == nilai


def test_icons():
    assert (
        digest(*(icon_path(nama) for nama in ICONS))
        == "8d554032abcb5bbe88f80da2e3f95c185d05a422546a65bd05a0f022ba517cc5"
    )


def test_font_finder_lists_exactly_its_files():
    daftar = list(FontFinder().list([]))
    assert [(storage.prefix, nama, storage.exists(nama)) for nama, storage in daftar] == [
        ("fonts", nama, True) for nama in FONT_FILES
    ]


@pytest.mark.parametrize(
    "path",
    ["fonts/LICENSE.txt", "fonts/../__init__.py", "SourceSansPro-Regular.otf", "fonts/", "css/base.css"],
)
def test_font_finder_finds_nothing_else(path):
    assert FontFinder().find(path) == []
    assert FontFinder().find(path, find_all=True) == []


def test_every_look_has_a_known_tone_and_icon():
    for rupa in (*_LOOKS.values(), *_NOTICES.values()):
        assert rupa.nada in NADA
        assert rupa.ikon == "" or icon(rupa.ikon)
