"""The one door to WeasyPrint: a page in, a tagged PDF/A-3a out, the same bytes for the same page.

Nothing is fetched but the fonts of two installed packages and the pictures that are handed over: no file, no
network, whatever the HTML says.
"""

import gc
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from django.contrib.staticfiles import finders

from ui.fonts import FONT_FILES, font_path

VARIANT = "pdf/a-3a"
FACES = "".join(
    f'@font-face {{font-family: "{family}"; src: url("font:{file}.otf"); '
    f"font-weight: {weight}; font-style: {style}}}\n"
    for family, file, weight, style in (
        ("Source Sans Pro", "SourceSansPro-Regular", 400, "normal"),
        ("Source Sans Pro", "SourceSansPro-It", 400, "italic"),
        ("Source Sans Pro", "SourceSansPro-Semibold", 600, "normal"),
        ("Source Serif Pro", "SourceSerifPro-Regular", 400, "normal"),
        ("Source Serif Pro", "SourceSerifPro-It", 400, "italic"),
        ("Source Serif Pro", "SourceSerifPro-Semibold", 600, "normal"),
    )
)
# The rules of WeasyPrint's own stylesheet for footnotes and notes; our documents have none.
NOTES = re.compile(r"(?m)^::(foot)?note-.*\n")


class RenderFailed(Exception):
    """The PDF could not be made; the message is a formal sentence for the person who asked for it."""


@dataclass(frozen=True)
class Pdf:
    """A rendered document: bytes, number of pages, SHA-256 in hex."""

    isi: bytes
    halaman: int
    sha256: str


@dataclass(frozen=True)
class Picture:
    """A picture that the page shows: its bytes and what they are."""

    isi: bytes
    mime: str


@dataclass(frozen=True)
class Attached:
    """A file that travels inside the PDF."""

    nama: str
    keterangan: str
    isi: bytes


def stylesheet(path: str) -> str:
    """The text of a print stylesheet among the static files. FileNotFoundError: it is not there."""
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(f"{path} is not among the static files")
    with open(found, encoding="utf-8") as stream:
        return stream.read()


def print_page(
    html: str,
    css: str,
    *,
    tanggal: date,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> Pdf:
    """Lay out and write a whole HTML page.

    tanggal: the day the PDF bears. pictures: what `picture:NAME` in the page stands for. RenderFailed: the
    layout asked for something that is not allowed.
    """
    press = Press(css)
    with working(tanggal):
        hasil = press.lay_out(html, pictures)
        gc.collect()  # the boxes as they were before the layout make room for the writing: 14 MB less
        return press.write(hasil, tanggal)


class Press:
    """A stylesheet and its fonts, ready to lay out one page after another; what it made may be joined."""

    def __init__(self, css: str) -> None:
        from weasyprint import CSS  # noqa: PLC0415  (0.6 s and 47 MB of every web process)
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        self.css = css
        self._fonts = FontConfiguration()
        self._sheet = CSS(string=FACES + css, font_config=self._fonts, url_fetcher=_fetcher({}))

    def lay_out(self, html: str, pictures: Mapping[str, Picture]) -> Any:
        """WeasyPrint's document of an HTML page, with an `identifier` of what it was made from."""
        isi = _html_class()(string=html, url_fetcher=_fetcher(pictures))
        hasil = isi.render(self._fonts, stylesheets=[self._sheet], presentational_hints=True)
        hasil.identifier = sha256(html.encode()).digest()
        return hasil

    def write(self, hasil: Any, tanggal: date, attached: Sequence[Attached] = ()) -> Pdf:
        """The file of what was laid out; what is attached travels in it."""
        from weasyprint import Attachment  # noqa: PLC0415

        dibuat = midnight(tanggal)
        isi = hasil.write_pdf(
            finisher=_serialise_once,
            pdf_variant=VARIANT,
            pdf_identifier=_identifier(hasil.identifier, attached),
            attachments=[
                Attachment(
                    string=satu.isi.decode(),
                    name=satu.nama,
                    description=satu.keterangan,
                    created=dibuat,
                    modified=dibuat,
                    relationship="Data",
                    url_fetcher=hasil.url_fetcher,
                )
                for satu in attached
            ],
        )
        return Pdf(isi, len(hasil.pages), sha256(isi).hexdigest())


@contextmanager
def working(tanggal: date) -> Iterator[None]:
    """What holds while a press works: its errors are told in a sentence. RenderFailed."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    with _quiet_gc(), _dated(midnight(tanggal)):
        try:
            yield
        except FatalURLFetchingError as galat:
            raise RenderFailed(f"Dokumen memuat sumber luar yang tidak diperbolehkan: {galat}") from galat


def midnight(tanggal: date) -> datetime:
    return datetime.combine(tanggal, time(), UTC)


def _identifier(html: bytes, attached: Sequence[Attached]) -> bytes:
    return sha256(b"".join([html, *(satu.isi for satu in attached)])).hexdigest()[:32].encode()


def _fetcher(pictures: Mapping[str, Picture]):
    """A fetcher that knows fonts and the pictures that were handed over, and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class HandedOver(URLFetcher):
        """font:NAME is a file of the font packages, picture:NAME one that the caller gave; else it stops."""

        def fetch(self, url, headers=None):
            kind, _, name = url.partition(":")
            if kind == "font" and name in FONT_FILES:
                return URLFetcherResponse(url, font_path(name).read_bytes(), {"Content-Type": "font/otf"})
            if kind == "picture" and name in pictures:
                picture = pictures[name]
                return URLFetcherResponse(url, picture.isi, {"Content-Type": picture.mime})
            raise FatalURLFetchingError(url)

    return HandedOver()


@cache
def _html_class():
    """WeasyPrint's HTML without notes: its stylesheet gives every element five styles for them, 36 MB in all.

    The hook is WeasyPrint's own, for its tests; should it go away, only the memory comes back.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415

    rules = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    sheets = [CSS(string=NOTES.sub("", rules).replace("\n::marker {", "\nli::marker {"))]

    class WithoutNotes(HTML):
        """What our documents need of HTML."""

        def _ua_stylesheets(self, forms=False):
            return sheets

    return WithoutNotes


def _serialise_once(_document, pdf) -> None:
    """Replace every object by its bytes: pydyf would compress all of them a second time for the trailer."""
    from pydyf import Object  # noqa: PLC0415

    class Ready(Object):
        """An object that is its bytes already."""

        data, compressible = b"", True

    for nomor, objek in enumerate(pdf.objects):
        if objek.free != "f":
            jadi = Ready()
            jadi.number, jadi.generation = objek.number, objek.generation
            jadi.data, jadi.compressible = objek.data, objek.compressible
            pdf.objects[nomor] = jadi


@contextmanager
def _quiet_gc() -> Iterator[None]:
    """No garbage collection during the layout: measured a fifth faster. The caller collects afterwards."""
    menyala = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if menyala:
            gc.enable()


@contextmanager
def _dated(hari: datetime) -> Iterator[None]:
    """Font tools stamp subsets with the time of day unless told otherwise."""
    lama = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(hari.timestamp()))
    try:
        yield
    finally:
        if lama is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = lama
