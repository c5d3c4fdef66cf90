"""The document as HTML: one template for preview and PDF; only the preview links figures to their pages."""

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reports.document import Dokumen


def render_body(dokumen: Dokumen, *, links: bool) -> str:
    """The report from cover to lampiran, without page furniture; `links` makes every bound figure a link."""
    return render_to_string("reports/lkj/document.html", {"dokumen": dokumen, "links": links})


def render_page(dokumen: Dokumen) -> str:
    """A whole HTML page for print: what WeasyPrint (and, in the bench, Chromium) lays out."""
    konteks = {
        "dokumen": dokumen,
        "body": render_body(dokumen, links=False),
        "tanggal": dokumen.tanggal_berkas.isoformat(),
    }
    return render_to_string("reports/lkj/page.html", konteks)


def stylesheet() -> str:
    """The text of the print stylesheet."""
    path = finders.find("css/print.css")
    if path is None:
        raise FileNotFoundError("css/print.css is not among the static files")
    with open(path, encoding="utf-8") as stream:
        return stream.read()
