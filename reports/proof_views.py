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
TOO_LARGE = f"Berkas lebih besar dari {MAX_BYTES // 2**20} MB, sehingga tidak diperiksa di halaman ini."
NO_FILE = "Pilih dahulu berkas PDF yang hendak dibandingkan."
UNKNOWN = (
    "Alamat ini tidak menunjuk ke Laporan Kinerja yang disahkan."
    " Periksa kembali kode atau alamat pada lembar pengesahan."
)


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
    dikirim = bool(banding or galat)
    context = {
        "bukti": found,
        "dikirim": dikirim,
        "judul": "Pemeriksaan berkas" if dikirim else "Bukti pengesahan",
        "pengantar": nama if dikirim else (found.judul if found else ""),
        # A file that was sent has one verdict: no state of the record stands beside it.
        "status": "" if dikirim else (found.status if found else "Tidak dikenal"),
        "tidak_dikenal": UNKNOWN,
        "banding": banding,
        "galat": galat,
        "ajakan": "Bandingkan berkas lain" if dikirim else "Bandingkan berkas Anda",
    }
    if found is None and status == 200 and banding is None:
        status = 404
    response = render(request, "reports/proof_detail.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
