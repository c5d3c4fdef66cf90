"""The recap and the tree as files, narrowed as the pages are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.place import enter
from budget.display import level_terpilih, simpul_terpilih
from budget.overview_queries import diterapkan
from budget.queries import anggaran_satker, rekap_satker
from budget.searching import kata_cari, saringan
from budget.sheets import isi_pohon, isi_rekap

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def unduh_rekap(request: HttpRequest, tahun: int) -> HttpResponse:
    """The recap with the satker that ?wilayah=, ?cari= and ?belum= leave."""
    rekap = rekap_satker(saringan(request, tahun).satker, tahun)
    terakhir = {pk: jejak[-1] for pk, jejak in diterapkan(tahun).items()}
    return _unduhan(isi_rekap(rekap, tahun, terakhir), f"anggaran-{tahun}.xlsx")


@require_safe
def unduh_satker(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The tree with the lines that ?sampai= and ?cari= leave. Http404: there is no DIPA."""
    found = enter(request, satker, Permission.READ_BUDGET, tahun)
    anggaran = anggaran_satker(found, tahun)
    if anggaran is None:
        raise Http404(f"Belum ada DIPA tahun {tahun}.")
    simpul = simpul_terpilih(anggaran, level_terpilih(request.GET.get("sampai")), kata_cari(request))
    return _unduhan(isi_pohon(anggaran, simpul), f"anggaran-{satker}-{tahun}.xlsx")


def _unduhan(isi: bytes, nama: str) -> HttpResponse:
    response = HttpResponse(isi, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, nama)
    response["Cache-Control"] = "private, no-store"
    return response
