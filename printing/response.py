"""A PDF as the answer to a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from printing.pdf import Pdf


def pdf_response(request: HttpRequest, nama: str, make: Callable[[], Pdf]) -> HttpResponse:
    """Show a PDF in the browser under a name; who asks for the head alone does not have it made."""
    isi = b"" if request.method == "HEAD" else make().isi
    kepala = {"Content-Disposition": f'inline; filename="{nama}"'}
    return HttpResponse(isi, content_type="application/pdf", headers=kepala)
