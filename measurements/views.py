"""What was reached: the measurement table of a year, and where the figure of one indikator comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can
from agreements.models import Indikator
from agreements.queries import tahun_perjanjian, versi_perjanjian
from agreements.views import versi_diminta
from measurements import display, queries
from measurements.changes import riwayat
from measurements.models import TabelPendukung
from measurements.past_display import past_url
from measurements.tabel import Tabel, TabelRusak, baca_tabel


@switchable
def capaian(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Every sasaran and indikator of the PK in force, or of ?versi=, with target, realisasi and capaian."""
    found = enter(request, satker, Permission.READ_MEASUREMENT, tahun)
    perjanjian = versi_diminta(request, versi_perjanjian(found, tahun))
    pengukuran = display.pengukuran(perjanjian) if perjanjian else None
    context = {
        "satker": found,
        "tahun": tahun,
        "tahun_lalu": tahun - 1,
        "judul": f"Capaian kinerja tahun {tahun}",
        "kosong": f"Belum ada Perjanjian Kinerja tahun {tahun}",
        "pengukuran": pengukuran,
        "rincian": display.rincian_pengukuran(pengukuran) if pengukuran else (),
        "pemilih": switcher(request.user, found, tahun, tahun_perjanjian(found)),
    }
    return render(request, "measurements/capaian_list.html", context)


def indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indikator: formula, inputs, quarters, comparison, analysis, evidence, tables, history."""
    reach = Indikator.objects.visible_to(request.user)
    found = get_object_or_404(reach.select_related("sasaran__perjanjian__satker__induk"), pk=pk)
    perjanjian = found.sasaran.perjanjian
    satker = step_into(request, perjanjian.satker, Permission.READ_MEASUREMENT, perjanjian.tahun)
    figur = queries.figur_indikator(found)
    isi = [satu.realisasi for satu in figur.triwulan if satu.realisasi]
    uraian = display.uraian(figur, perjanjian.tahun)
    context = {
        "satker": satker,
        "perjanjian": perjanjian,
        "sasaran": found.sasaran,
        "judul": f"Indikator {found.nomor}",
        "indikator": found,
        "figur": figur,
        "uraian": uraian,
        "rincian": display.rincian_indikator(figur, uraian),
        "bukti": [bukti for satu in isi for bukti in satu.bukti_sendiri],
        "rekap_berbukti": [satu for satu in isi if satu.bukti_jawaban],
        "tabel": [_tabel(satu) for satu in figur.indikator.tabel_pendukung.all()],
        "url_lalu": past_url(found),
        "penyusun": can(request.user, Permission.COMPOSE_REPORT, satker),
        "riwayat": riwayat(found, *isi),
    }
    return render(request, "measurements/indikator_detail.html", context)


def _tabel(tabel: TabelPendukung) -> tuple[str, Tabel | str | None, str]:
    """Its key and the table, or why it cannot be read; of one that shows data its title and "tautan"."""
    if tabel.tautan:
        return tabel.kunci, tabel.judul, "tautan"
    try:
        return tabel.kunci, baca_tabel(tabel), ""
    except TabelRusak as galat:
        return tabel.kunci, None, str(galat)
