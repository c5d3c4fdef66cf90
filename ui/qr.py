"""A QR code as inline SVG: no style attribute, no script, nothing to fetch."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(isi: str, keterangan: str) -> SafeString:
    """The code of a text, with its title for who cannot see it; its size comes from the style sheet."""
    gambar = BytesIO()
    segno.make(isi, error="m", micro=False).save(
        gambar, kind="svg", xmldecl=False, svgns=True, title=keterangan, svgclass="kode-qr", lineclass=None,
        omitsize=True, light="#fff", border=4,
    )  # fmt: skip
    # Numbers and the title alone, which segno escapes.
    return mark_safe(gambar.getvalue().decode("utf-8"))
