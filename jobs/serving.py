"""A stored file on its way out: a download and never a page, or a page that says why there is none."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, Protocol

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from jobs.storage import BerkasBerubah, BerkasHilang

log = logging.getLogger(__name__)


class Tersimpan(Protocol):
    """The row of an uploaded file."""

    pk: Any
    berkas: str
    sha256: str
    nama_asli: str
    diunggah_oleh: Any
    diunggah_pada: datetime | None


def send_stored(
    request: HttpRequest,
    found: Tersimpan,
    open_file: Callable[[], BinaryIO],
    *,
    mime: str,
    above: Callable[[], str],
) -> HttpResponseBase:
    """The file as it was uploaded, byte for byte; `above`: the page that a person without it goes back to."""
    try:
        stream = open_file()
    except BerkasHilang:
        log.error("%s %s: file %s is missing", type(found).__name__, found.pk, found.berkas)
        return _gone(request, found, above(), 410, "tidak ditemukan di penyimpanan")
    except BerkasBerubah as galat:
        log.error(
            "%s %s: file %s has SHA-256 %s, not %s",
            type(found).__name__, found.pk, found.berkas, galat.ditemukan, found.sha256,
        )  # fmt: skip
        return _gone(
            request, found, above(), 500, "berubah sejak diunggah, sehingga tidak dapat menjadi bukti"
        )
    response = FileResponse(stream, as_attachment=True, filename=found.nama_asli, content_type=mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _gone(request: HttpRequest, found: Tersimpan, kembali: str, status: int, sebab: str) -> HttpResponse:
    konteks = {"berkas": found, "kembali": kembali, "sebab": sebab, "kode": status}
    return render(request, "jobs/file_gone.html", konteks, status=status)
