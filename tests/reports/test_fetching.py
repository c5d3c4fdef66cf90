"""Whatever the HTML of a report says, nothing is fetched but our fonts: attacks from within the page."""

import io
import os
import struct
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from weasyprint.css.tokens import InvalidValues
from weasyprint.urls import URLFetcher

from printing import parts
from printing import pdf as printing
from printing.pdf import Pdf, RenderFailed
from reports import pdf
from reports.document import Dokumen
from reports.pdf import render_pdf

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

SECRET = "SANDIRAHASIA"
# Where the secret lies: {file} is its path, {svg} and {png} pictures that show it, {folder} all of them.
# These WeasyPrint follows with a fetcher of its own: the control shows that the attacks are real.
LEAKY_HEAD = [
    '<link rel="attachment" href="file://{file}">',
    '<base href="file://{folder}/"><link rel="attachment" href="rahasia.txt">',
    '<base href="file://{folder}/"><link rel="stylesheet" href="rahasia.css">',
    '<link rel="stylesheet" href="file://{css}">',
    "<style>@import 'file://{css}';</style>",
]
LEAKY_BODY = [
    '<img src="file://{svg}">',
    '<img src="file://localhost{svg}">',
    '<object data="file://{svg}"></object>',
    '<embed src="file://{svg}">',
    '<a rel="attachment" href="file://{file}">x</a>',
]
HEAD = [
    *LEAKY_HEAD,
    '<link rel="stylesheet" href="{css}">',
    '<link rel="attachment" href="{file}">',
    '<link rel="attachment" href="rahasia.txt">',
    "<style>@import url({css});</style>",
    "<style>body {{background: url(file://{png})}}</style>",
    "<style>p::before {{content: url(file://{svg})}}</style>",
    "<style>li {{list-style-image: url(file://{svg})}}</style>",
    "<style>p {{border-image-source: url(file://{svg})}}</style>",
    "<style>@font-face {{font-family: x; src: url(file://{file})}} p {{font-family: x}}</style>",
    "<style>@page {{background: url(file://{svg})}}</style>",
    "<style>@page {{@top-left {{content: url(file://{svg})}}}}</style>",
]
BODY = [
    *LEAKY_BODY,
    '<img src="file://{png}">',
    '<img src="FILE://{svg}">',
    '<img src="file:{svg}">',
    '<img src="{svg}">',
    '<img src="rahasia.svg">',
    '<img src="../../../../../../../{svg}">',
    '<img src="//localhost{svg}">',
    '<img srcset="file://{svg} 1x">',
    '<p style="background: url(file://{svg})">x</p>',
    '<svg width="9" height="9"><image href="file://{svg}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><image xlink:href="file://{png}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="file://{svg}#a"/></svg>',
    '<svg width="9" height="9"><style>@import url(file://{css})</style></svg>',
    '<img src="data:image/svg+xml,&lt;svg xmlns=%22http://www.w3.'
    'org/2000/svg%22&gt;&lt;image href=%22file://{svg}%22/&gt;&lt;/svg&gt;">',
    '<iframe src="file://{file}"></iframe>',
    '<a href="file://{file}">x</a>',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="https://127.0.0.1:9/x.png">',
    '<img src="ftp://127.0.0.1/x.png">',
    '<img src="data:image/png;base64,AAAA">',
    '<img src="font:../../rahasia">',
    '<img src="font:{svg}">',
    '<img src="jar:file://{svg}!/x"><img src="gopher://127.0.0.1/"><img src="javascript:1">',
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with the secret as text, stylesheet, and pictures."""
    folder = tmp_path_factory.mktemp("rahasia")
    isi = {
        "file": ("rahasia.txt", SECRET.encode()),
        "css": ("rahasia.css", f'body::before {{content: "{SECRET}"}}'.encode()),
        "svg": ("rahasia.svg", (
            '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60" viewBox="0 0 400 60">'
            f'<text id="a" x="5" y="40" font-family="Source Sans Pro" font-size="20">{SECRET}</text></svg>'
        ).encode()),
        "png": ("rahasia.png", png()),
    }  # fmt: skip
    for name, satu in isi.values():
        (folder / name).write_bytes(satu)
    return {kind: folder / name for kind, (name, _) in isi.items()} | {"folder": folder}


def png() -> bytes:
    """Two pixels whose raw bytes are no accident."""

    def chunk(kind: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + kind + isi + struct.pack(">I", zlib.crc32(kind + isi))

    head = struct.pack(">IIBBBBB", 4, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" + SECRET.encode()))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def dokumen() -> Dokumen:
    return Dokumen("Judul", "Satker", "Nama panjang", 2023, "Konsep", None, (), (), ())


@pytest.fixture
def render(monkeypatch: pytest.MonkeyPatch, dokumen: Dokumen, places):
    """Render a page of the test's own making in place of the report's."""
    monkeypatch.setattr(pdf, "stylesheet", lambda: "body {font-family: 'Source Sans Pro'}")

    def make(head: str = "", body: str = "") -> Pdf:
        def page(isi: str) -> str:
            return (
                f'<!doctype html><html lang="id"><head><title>x</title>{head}</head><body>{isi}</body></html>'
            )

        part = page(f"<p>isi</p><ul><li>a</li></ul>{body}")
        frame = page('<p>1</p><p style="break-before: page">2</p>')
        monkeypatch.setattr(pdf, "render_part", lambda *_: part)
        monkeypatch.setattr(pdf, "render_frame", lambda *_: frame)
        parts.forget()
        return render_pdf(dokumen)

    return make


def holds_secret(isi: bytes) -> bool:
    """Whether the secret is in the bytes, in any decompressed stream, or in the text of a page."""
    if SECRET.encode() in isi:
        return True
    with pikepdf.open(io.BytesIO(isi)) as satu:
        for objek in satu.objects:
            if isinstance(objek, pikepdf.Stream) and SECRET.encode() in objek.read_bytes():
                return True
    halaman = pypdfium2.PdfDocument(isi)
    try:
        return any(SECRET in page.get_textpage().get_text_bounded().replace("\ufffe", "") for page in halaman)
    finally:
        halaman.close()


def attack(render, form: str, places) -> Pdf | None:
    isi = form.format(**places)
    try:
        return render(head=isi) if form in HEAD else render(body=isi)
    except (RenderFailed, InvalidValues):  # the latter is how WeasyPrint refuses an @import it cannot resolve
        return None


@pytest.mark.parametrize("form", HEAD + BODY)
def test_an_address_is_refused_or_ignored(form, render, places, monkeypatch):
    monkeypatch.chdir(places["folder"])
    hasil = attack(render, form, places)
    assert hasil is None or not holds_secret(hasil.isi)


@pytest.mark.parametrize(
    "form",
    [
        '<img src="file://{svg}">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="font:tidak-ada.otf">',
        '<link rel="attachment" href="file://{file}">',
        "<style>@import 'file://{css}';</style>",
    ],
)
def test_what_is_asked_for_fails_with_a_sentence(form, render, places):
    with pytest.raises(RenderFailed, match=r"^Dokumen memuat sumber luar yang tidak diperbolehkan: "):
        render(head=form.format(**places))  # what stands in no head, a parser puts into the body


@pytest.mark.parametrize("form", LEAKY_HEAD + LEAKY_BODY)
def test_the_control_leaks_with_weasyprint_s_own_fetcher(form, render, places, monkeypatch):
    monkeypatch.setattr(printing, "_fetcher", lambda pictures: URLFetcher())
    assert holds_secret(attack(render, form, places).isi)


def test_our_own_fonts_are_fetched(render):
    with pikepdf.open(io.BytesIO(render().isi)) as satu:
        names = {str(o.BaseFont).split("+")[1] for o in satu.objects
                 if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"}  # fmt: skip
    assert names == {"Source-Sans-Pro"}


def test_the_process_is_left_as_it_was(render, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    render()
    assert "SOURCE_DATE_EPOCH" not in os.environ
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    render()
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"


def test_progress_only_goes_up_and_names_each_step(render, dokumen):
    render()
    seen: list[tuple[int, str]] = []
    render_pdf(dokumen, lambda percent, step: seen.append((percent, step)))
    assert [percent for percent, _ in seen] == sorted(percent for percent, _ in seen)
    assert [step for _, step in seen] == [
        "Menyusun dokumen", "Menata halaman 1", "Menata halaman 2", "Menulis PDF"
    ]  # fmt: skip
