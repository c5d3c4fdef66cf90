"""What was spent: the recap of every satker in reach, and one satker's tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from budget import display
from budget.overview_queries import diterapkan
from budget.queries import anggaran_satker, rekap_satker, riwayat_dipa, tahun_dipa
from budget.searching import halaman, kata_cari, saringan
from budget.upload_display import boleh_mengunggah


@switchable
def rekap(request: HttpRequest, tahun: int) -> HttpResponse:
    """Pagu and realisasi of every satker whose budget the user may read, and when each last uploaded.

    ?wilayah=SLUG narrows it to one satker and those right under it, as its LKj sums them up; ?cari= to names
    and codes that hold a text, ?belum=1 to those whose last month that is due has not been uploaded.
    """
    saring = saringan(request, tahun)
    rekap = rekap_satker(saring.satker, tahun)
    page = halaman(request, rekap)
    ringkasan = display.ringkasan_rekap(rekap)
    terakhir = {pk: jejak[-1] for pk, jejak in diterapkan(tahun).items()}
    context = {
        "tahun": tahun,
        "judul": f"Anggaran dan realisasi tahun {tahun}",
        "kosong": f"Belum ada DIPA tahun {tahun}",
        "catatan": display.catatan_rekap(ringkasan, rekap),
        "page": page,
        "baris": display.baris_rekap(page.object_list, tahun, terakhir, {satu.pk for satu in saring.terbaca}),
        "ringkasan": ringkasan,
        "saring": saring,
        "pemilih": display.tahun_rekap(saring.terbaca, tahun),
    }
    return render(request, "budget/rekap_list.html", context)


@switchable
def satker(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The tree of a DIPA down to ?sampai=, narrowed to what holds ?cari=, and the revisions behind it."""
    found = enter(request, satker, Permission.READ_BUDGET, tahun)
    anggaran, riwayat = anggaran_satker(found, tahun), riwayat_dipa(found, tahun)
    level, cari = display.level_terpilih(request.GET.get("sampai")), kata_cari(request)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Anggaran tahun {tahun}",
        "kosong": f"Belum ada DIPA tahun {tahun}",
        "anggaran": anggaran,
        "level": level,
        "cari": cari,
        "query": f"&{urlencode({'cari': cari})}" if cari else "",
        "pilihan_level": display.SAMPAI,
        "riwayat": riwayat,
        "boleh_mengunggah": boleh_mengunggah(request.user, found),
        "pemilih": switcher(request.user, found, tahun, tahun_dipa(found)),
    }
    if anggaran:
        context |= display.isi_anggaran(anggaran, riwayat, level, cari)
    return render(request, "budget/dipa_detail.html", context)
