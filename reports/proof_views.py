"""The public page behind the QR code of a signed LKj; it needs no account and no JavaScript."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.proof import MAX_BYTES, Bukti, Perbandingan, bandingkan, cari_bukti
from reports.throttle import limited

PER_MINUTE = 30
#: Comparisons among them: a file made for it keeps a web process busy for as long as proof.SECONDS.
POSTS_PER_MINUTE = 6
#: What surrounds a file in the body of a request.
ENVELOPE = 4096
TOO_LARGE = f"Berkas lebih besar dari {MAX_BYTES // 2**20} MB, jadi bukan berkas yang disahkan di sini."
NO_FILE = "Pilih dahulu berkas PDF yang hendak dibandingkan."


# Nothing is changed by a comparison; and a body that is too large is not even read for its token.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(PER_MINUTE, posts=POSTS_PER_MINUTE)
def bukti(request: HttpRequest, token: str) -> HttpResponse:
    """sah, digantikan or tidak dikenal; a PDF that is sent is compared with what was signed."""
    found = cari_bukti(token)
    if request.method != "POST":
        return _page(request, found)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + ENVELOPE:
        return _page(request, found, galat=TOO_LARGE, status=413)
    berkas = request.FILES.get("berkas")
    if not isinstance(berkas, UploadedFile) or not berkas.size:
        return _page(request, found, galat=NO_FILE, status=400)
    if berkas.size > MAX_BYTES:
        return _page(request, found, galat=TOO_LARGE, status=413)
    return _page(request, found, bandingkan(berkas.read()), nama=berkas.name)


def _page(
    request: HttpRequest,
    found: Bukti | None,
    banding: Perbandingan | None = None,
    *,
    nama: str = "",
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "bukti": found,
        "judul": found.judul if found else "",
        "status": _status(found, banding),
        "banding": banding,
        "nama": nama,
        "galat": galat,
    }
    if found is None and status == 200 and banding is None:
        status = 404
    response = render(request, "reports/proof_detail.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _status(found: Bukti | None, banding: Perbandingan | None) -> str:
    """What stands beside the title: nothing that could be taken for a verdict on another file."""
    if banding and not banding.cocok:
        return ""
    return found.status if found else "Tidak dikenal"
