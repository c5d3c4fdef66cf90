"""The one door to WeasyPrint: a document in, a tagged PDF/A-3a out, the same bytes for the same data.

Nothing is fetched but the fonts of two installed packages: no file, no network, whatever the HTML says.
"""

import gc
import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from importlib.resources import files

from django.core.serializers.json import DjangoJSONEncoder

from reports.document import Dokumen
from reports.html import render_page, stylesheet
from ui.fonts import FONT_FILES, font_path

VARIANT = "pdf/a-3a"
DATA_NAME = "data-lkj.json"
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
PAGE = re.compile(r"Page (\d+)")
# The rules of WeasyPrint's own stylesheet for footnotes and notes; the report has none.
NOTES = re.compile(r"(?m)^::(foot)?note-.*\n")
# What one layout page is worth of the whole: the report is about this long, more only slows the bar down.
EXPECTED_PAGES = 60

Progress = Callable[[int, str], None]


class RenderFailed(Exception):
    """The PDF could not be made; the message is a formal sentence for the person who asked for it."""


@dataclass(frozen=True)
class Pdf:
    """A rendered report: bytes, number of pages, SHA-256 in hex."""

    isi: bytes
    halaman: int
    sha256: str


def render_pdf(dokumen: Dokumen, progress: Progress = lambda percent, step: None) -> Pdf:
    """Lay out and write the report; `progress` is told percent (0-100) and the step in words.

    RenderFailed: the layout asked for something that is not allowed or not there.
    """
    from weasyprint import CSS, Attachment  # noqa: PLC0415  (0.6 s and 47 MB of every web process)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    html = render_page(dokumen)
    data = data_json(dokumen)
    dibuat = created_at(dokumen)
    font_config, fetcher = FontConfiguration(), _fetcher()
    with _quiet_gc(), _reported(progress), _dated(dibuat):
        try:
            css = CSS(string=FACES + stylesheet(), font_config=font_config, url_fetcher=fetcher)
            hasil = _html_class()(string=html, url_fetcher=fetcher).render(
                font_config, stylesheets=[css], presentational_hints=True
            )
            gc.collect()  # the boxes as they were before the layout make room for the writing: 14 MB less
            isi = hasil.write_pdf(
                finisher=_serialise_once,
                pdf_variant=VARIANT,
                pdf_identifier=sha256(html.encode() + data).digest()[:16],
                attachments=[
                    Attachment(
                        string=data.decode(),
                        name=DATA_NAME,
                        description="Data Laporan Kinerja",
                        created=dibuat,
                        modified=dibuat,
                        relationship="Data",
                        url_fetcher=fetcher,
                    )
                ],
            )
        except FatalURLFetchingError as galat:
            raise RenderFailed(f"Dokumen memuat sumber luar yang tidak diperbolehkan: {galat}") from galat
    return Pdf(isi, len(hasil.pages), sha256(isi).hexdigest())


def data_json(dokumen: Dokumen) -> bytes:
    """The document's tree as JSON, keys sorted: attached to the PDF and offered as a download.

    Without addresses of pages: they hold ids, which differ between databases with the same data.
    """

    def tanpa_alamat(pasangan: list[tuple[str, object]]) -> dict[str, object]:
        return {nama: nilai for nama, nilai in pasangan if nama != "url"}

    isi = asdict(dokumen, dict_factory=tanpa_alamat)
    return json.dumps(
        isi, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def created_at(dokumen: Dokumen) -> datetime:
    """The date the PDF bears: that of the report, so that the same data gives the same bytes."""
    return datetime.combine(dokumen.tanggal_berkas, time(), UTC)


def _fetcher():
    """A fetcher that knows fonts by name and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class FontsOnly(URLFetcher):
        """font:NAME gives a file of the font packages; anything else stops the rendering."""

        def fetch(self, url, headers=None):
            name = url.removeprefix("font:")
            if name == url or name not in FONT_FILES:
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, font_path(name).read_bytes(), {"Content-Type": "font/otf"})

    return FontsOnly()


@cache
def _html_class():
    """WeasyPrint's HTML without notes: its stylesheet gives every element five styles for them, 36 MB in all.

    The hook is WeasyPrint's own, for its tests; should it go away, only the memory comes back.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415

    rules = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    sheets = [CSS(string=NOTES.sub("", rules).replace("\n::marker {", "\nli::marker {"))]

    class WithoutNotes(HTML):
        """What the report needs of HTML."""

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


@contextmanager
def _reported(progress: Progress) -> Iterator[None]:
    """Hand WeasyPrint's own progress log on as percent."""
    log = logging.getLogger("weasyprint.progress")
    handler = _ProgressHandler(progress)
    lama, log.propagate = log.propagate, False
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = lama


class _ProgressHandler(logging.Handler):
    """Steps of WeasyPrint's log as percent; the layout of pages runs from 20 to 85."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._percent = 0

    def emit(self, record: logging.LogRecord) -> None:
        pesan = record.getMessage()
        if "Step 5" in pesan and (cocok := PAGE.search(pesan)):
            halaman = int(cocok.group(1))
            self._tell(20 + 65 * halaman // (halaman + EXPECTED_PAGES // 2), f"Menata halaman {halaman}")
        elif "Step 6" in pesan:
            self._tell(88, "Menulis PDF")
        elif "Step 4" in pesan:
            self._tell(20, "Menyusun dokumen")

    def _tell(self, percent: int, step: str) -> None:
        self._percent = max(self._percent, percent)
        self._progress(self._percent, step)
