"""The document as HTML: one template for preview and PDF; only the preview links figures to their pages."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.template.loader import render_to_string

from printing import pdf
from reports.document import Dokumen
from reports.parts import Potongan, seluruhnya

TANPA_NOMOR: Mapping[str, str] = MappingProxyType({})


def render_body(dokumen: Dokumen, *, links: bool) -> str:
    """The report from cover to lampiran, without page furniture; `links` makes every bound figure a link."""
    return _body(dokumen, seluruhnya(dokumen), links=links)


def render_page(dokumen: Dokumen) -> str:
    """The whole report as an HTML page for print: what, in the bench, Chromium prints."""
    return _page(render_body(dokumen, links=False), dokumen)


def render_part(dokumen: Dokumen, potongan: Potongan, nomor: Mapping[str, str] = TANPA_NOMOR) -> str:
    """A piece of the report as an HTML page; `nomor`: the printed page number of every key, for the lists."""
    return _page(_body(dokumen, potongan, links=False, nomor=nomor))


def render_frame(dokumen: Dokumen, depan: Sequence[str], isi: Sequence[tuple[str, bool]]) -> str:
    """The sheets of the report with nothing on them: the running heads of the front matter after the cover,
    then running heads of the body and whether the sheet lies on its side."""
    konteks = {"dokumen": dokumen, "depan": depan, "isi": isi}
    return _page(render_to_string("reports/lkj/frame.html", konteks), dokumen)


def _body(
    dokumen: Dokumen, potongan: Potongan, *, links: bool, nomor: Mapping[str, str] = TANPA_NOMOR
) -> str:
    konteks = {"dokumen": dokumen, "potongan": potongan, "links": links, "nomor": nomor}
    return render_to_string("reports/lkj/document.html", konteks)


def _page(body: str, dokumen: Dokumen | None = None) -> str:
    """An HTML page; what a file says of itself (title, date) only with the document."""
    tanggal = dokumen.tanggal_berkas.isoformat() if dokumen else ""
    return render_to_string("reports/lkj/page.html", {"dokumen": dokumen, "body": body, "tanggal": tanggal})


def stylesheet() -> str:
    """The text of the print stylesheet."""
    return pdf.stylesheet("css/print.css")
