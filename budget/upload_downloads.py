"""What is downloaded around an upload: our template, the file itself, a copy with its findings marked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budget.models import Unggahan
from budget.snapshot import potret
from budget.template_file import isi_templat
from budget.upload_plan import STORAGE
from budget.upload_views import satker_or_404, unggahan_or_404
from importing.annotate import annotated_copy
from importing.confined import confined
from importing.findings import Finding
from importing.refused import FileRefused
from importing.workbook import read_workbook
from jobs.storage import BerkasBerubah, BerkasHilang

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def berkas_unggahan(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, byte for byte as it was uploaded."""
    found = unggahan_or_404(request, pk)
    return _unduhan(_isi(found), found.nama_asli, "application/octet-stream")


@require_safe
def salinan_bertanda(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of what was read in which every finding is marked."""
    found = unggahan_or_404(request, pk)
    try:
        workbook = confined(read_workbook, _isi(found))
    except FileRefused as galat:
        raise Http404(f"Berkas ini tidak dapat dibaca, sehingga tidak ada salinannya. {galat}") from galat
    isi = annotated_copy(workbook, [Finding.from_json(satu) for satu in found.temuan])
    return _unduhan(isi, f"temuan-unggahan-{found.pk}.xlsx", XLSX)


def _isi(found: Unggahan) -> bytes:
    """The stored bytes. Http404: a return has none, or they are not what was uploaded."""
    if not found.berkas:
        raise Http404("Unggahan ini tidak berupa berkas.")
    try:
        with STORAGE.open_checked(found.berkas, found.sha256) as stream:
            return stream.read()
    except (BerkasHilang, BerkasBerubah) as galat:
        raise Http404("Berkas ini tidak ada lagi atau berubah di penyimpanan.") from galat


def _unduhan(isi: bytes, nama: str, mime: str) -> HttpResponse:
    response = HttpResponse(isi, content_type=mime)
    response.headers["Content-Disposition"] = content_disposition_header(True, nama)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def templat(request: HttpRequest, satker: str, tahun: int, bulan: int) -> HttpResponse:
    """Our template, filled for the satker and the month; `?revisi=berikut`: for the DIPA revision to come."""
    found = satker_or_404(request, satker, tahun)
    if bulan not in range(1, 13):
        raise Http404
    berikut = request.GET.get("revisi") == "berikut"
    isi = isi_templat(found, potret([found.pk], tahun)[found.pk], bulan, revisi_berikut=berikut)
    nama = f"templat-anggaran-{satker}-{tahun}-{bulan:02}{'-revisi' if berikut else ''}.xlsx"
    return _unduhan(isi, nama, XLSX)
