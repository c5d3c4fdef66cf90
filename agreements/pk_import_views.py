"""A PK from a filled template: the template of a satker and year, and the upload that begins a draf."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import Ditolak
from accounts.models import Satker
from accounts.place import enter
from agreements import queries
from agreements.pk_begin import Isi, begin_from_sheets, isi_renstra
from agreements.pk_import import baca_buku, templat
from agreements.pk_pages import susun_url
from agreements.pk_sheet import LembarSasaran, lembar_indikator
from agreements.pk_views import COMPOSE
from importing.archive import MIB
from importing.confined import confined
from importing.findings import Finding, Severity
from importing.refused import FileRefused
from importing.workbook import read_workbook
from jobs.storage import clean_name

BATAS = 5 * MIB
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def unduh_templat(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The template, filled from last year's PK, else from the Renstra, else empty."""
    found = enter(request, satker, COMPOSE, tahun)
    isi = templat(found, tahun, _diketahui(found, tahun))
    nama = f"templat-pk-{tahun}-{found.slug}.xlsx"
    return HttpResponse(
        isi, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{nama}"'}
    )


def _diketahui(satker: Satker, tahun: int) -> Isi:
    lalu = queries.pk_tahun_lalu(satker, tahun)
    if lalu is not None:
        per_sasaran: dict[int, list] = {}
        for satu in queries.indikator_utuh(lalu):
            per_sasaran.setdefault(satu.sasaran_id, []).append(lembar_indikator(satu))
        sasaran = lalu.sasaran_kegiatan.select_related("sasaran_strategis")
        return [
            (LembarSasaran(satu.uraian, satu.sasaran_strategis), per_sasaran.get(satu.pk, ()))
            for satu in sasaran
        ]
    renstra = queries.renstra_tahun(satker, tahun)
    return isi_renstra(renstra, tahun) if renstra else []


@require_POST
def unggah(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Begin a draf from a filled template; with any fault nothing is saved and all are listed."""
    found = enter(request, satker, COMPOSE, tahun)
    berkas = request.FILES.get("berkas")
    if berkas is None:
        return _ditolak(request, found, tahun, "", [_berkas("Belum ada berkas yang dipilih.")])
    nama = clean_name(berkas.name)
    if berkas.size > BATAS:
        return _ditolak(request, found, tahun, nama, [_berkas("Berkas melebihi 5 MB.")])
    try:
        book = confined(read_workbook, berkas.read())
        isi, temuan = baca_buku(book, found, tahun)
        if not temuan:
            return redirect(susun_url(begin_from_sheets(found, tahun, isi, by=request.user, nama=nama)))
    except FileRefused as galat:
        temuan = [_berkas(str(galat))]
    except Ditolak as galat:
        temuan = [_berkas(str(galat))]
    return _ditolak(request, found, tahun, nama, temuan)


def _berkas(kalimat: str) -> Finding:
    return Finding("PK-BERKAS", Severity.ERROR, kalimat, "Unggah templat yang sudah diisi (.xlsx).")


def _ditolak(
    request: HttpRequest, satker: Satker, tahun: int, nama: str, temuan: list[Finding]
) -> HttpResponse:
    konteks = {
        "satker": satker,
        "tahun": tahun,
        "nama": nama,
        "temuan": temuan,
        "judul": f"{len(temuan)} kesalahan dalam berkas",
    }
    return render(request, "agreements/pk_import.html", konteks, status=422)
