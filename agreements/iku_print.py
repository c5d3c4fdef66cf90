"""A decree on IKU as a PDF."""

from django.template.loader import render_to_string

from agreements.iku_document import naskah
from agreements.models import KeputusanIKU
from printing.pdf import Pdf, print_page, stylesheet


def decree_pdf(keputusan: KeputusanIKU) -> Pdf:
    """The decree and its Lampiran on pages of their own; it bears the decree's date. RenderFailed."""
    html = render_to_string("agreements/print/keputusan_iku.html", {"n": naskah(keputusan)})
    return print_page(html, stylesheet("css/print_agreement.css"), tanggal=keputusan.tanggal)
