"""Our pictures as PNG, for a document that knows no SVG: drawn by WeasyPrint, cut to their edges."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from printing.pdf import print_page, stylesheet

DPI = 200
PAGE = "@page { size: 160mm 240mm; margin: 0; @top-left { content: none } @top-right { content: none }\n"
PAGE += "@bottom-center { content: none } } .lkj-gambar { break-before: page; margin: 0 }"


def pictures(svg: Sequence[str], tanggal: date) -> list[bytes]:
    """One PNG for each picture, in their order."""
    import pypdfium2  # noqa: PLC0415  (part of the extra `docx`)

    if not svg:
        return []
    isi = "".join(f'<figure class="lkj-gambar">{satu}</figure>' for satu in svg)
    html = f'<!DOCTYPE html><html lang="id"><head><title>Gambar</title></head><body>{isi}</body></html>'
    pdf = print_page(html, stylesheet("css/print.css") + PAGE, tanggal=tanggal)
    with pypdfium2.PdfDocument(pdf.isi) as document:
        halaman = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    return [_cut(satu) for satu in halaman if satu.getextrema() != ((255, 255),) * 3]


def _cut(picture: Any) -> bytes:
    """The picture without the white around it."""
    kotak = picture.convert("L").point(lambda terang: 255 * (terang < 255)).getbbox()
    stream = BytesIO()
    picture.crop(kotak).save(stream, "PNG", optimize=True, dpi=(DPI, DPI))
    return stream.getvalue()
