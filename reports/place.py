"""Where a page of a report is: the newest version of a satker's year."""

from django.http import Http404, HttpRequest

from accounts.permissions import Permission
from accounts.place import enter
from reports.models import LaporanKinerja
from reports.queries import laporan_terbaru


def laporan_or_404(request: HttpRequest, satker: str, tahun: int) -> LaporanKinerja:
    """The newest version that may be read. Http404: none, or out of reach; PermissionDenied."""
    laporan = laporan_terbaru(enter(request, satker, Permission.READ_REPORT, tahun), tahun)
    if laporan is None:
        raise Http404("Laporan Kinerja tidak ditemukan.")
    return laporan
