"""The calendar of a year and the exceptions to it: set by the province, read by everybody under it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actions import Ditolak
from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can
from agreements.queries import tahun_perjanjian
from kinerja import jadwal as aturan
from kinerja.angka import tanggal
from kinerja.periode import Periode, Tahun, Triwulan
from measurements.calendar_actions import HARI, JadwalBentrok, grant_exception, set_calendar
from measurements.calendar_forms import JUDUL, CalendarForm, ExceptionForm
from measurements.models import JadwalTriwulan, Pengecualian
from measurements.schedule import pemilik_jadwal

KEADAAN = {
    aturan.Keadaan.BELUM_DIJADWALKAN: "Belum ditetapkan",
    aturan.Keadaan.BELUM_DIBUKA: "Belum dibuka",
    aturan.Keadaan.TERBUKA: "Terbuka",
    aturan.Keadaan.TERLAMBAT: "Masa toleransi",
    aturan.Keadaan.DIVERIFIKASI: "Diperiksa",
    aturan.Keadaan.DITUTUP: "Ditutup",
}


class BidangHari(NamedTuple):
    """A day to be set: its field, the day in it in words, what is stored where a clash shows another."""

    label: str
    bidang: BoundField
    tertulis: str
    tersimpan: str


@dataclass(frozen=True)
class BarisJadwal:
    """One quarter as the page shows it: its days, or the fields to set them."""

    nama: str
    keadaan: str
    hari: list[tuple[str, date | None]]
    bidang: list[BidangHari]
    versi: BoundField | None


def year_or_404(tahun: int) -> Tahun:
    """The year of an address. Http404: not one that a calendar can have."""
    if not 2000 <= tahun <= 2100:
        raise Http404
    return Tahun(tahun)


def quarter_or_404(triwulan: int) -> Triwulan:
    """The quarter of an address. Http404: not 1-4."""
    if triwulan not in set(Triwulan):
        raise Http404
    return Triwulan(triwulan)


@switchable
@require_http_methods(["GET", "HEAD", "POST"])
def jadwal(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The four days of each quarter; a form where the user sets them, else the days that hold."""
    found = enter(request, satker, Permission.READ_MEASUREMENT, tahun)
    periode = year_or_404(tahun).periode
    pemilik = pemilik_jadwal(found)
    menetapkan = found == pemilik and can(request.user, Permission.SET_CALENDAR, found)
    if request.method == "POST" and not menetapkan:
        raise PermissionDenied(f"Jadwal ditetapkan oleh Administrator {pemilik}.")
    ada = _stored(pemilik, tahun)
    form, bentrok = _calendar_form(request, ada, periode) if menetapkan else (None, ())
    if request.method == "POST" and form.is_valid():
        try:
            berubah = set_calendar(found, tahun, form.jadwal, versi=form.versi, by=request.user)
        except JadwalBentrok as error:
            bentrok = {satu.triwulan: satu for satu in error.terkini}
            form = _form_after_clash(request, bentrok)
        else:
            kalimat = f"Jadwal tahun {tahun} disimpan." if berubah else "Tidak ada tanggal yang berubah."
            messages.success(request, kalimat)
            return redirect("measurements:jadwal", satker, tahun)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Jadwal pengisian tahun {tahun}",
        "pemilik": pemilik,
        "menetapkan": menetapkan,
        "usulan": menetapkan and not ada and not form.is_bound,
        "ada": bool(ada),
        "form": form,
        "bentrok": bool(bentrok),
        "kolom": list(JUDUL.values()),
        "baris": [_row(satu, ada, form, bentrok) for satu in periode],
        "pengecualian": _exceptions(found, tahun),
        "boleh_kecualikan": can(request.user, Permission.SET_CALENDAR, pemilik),
        "pemilih": switcher(
            request.user, found, tahun, [*tahun_perjanjian(found), timezone.localdate().year]
        ),
    }
    return render(request, "measurements/calendar_form.html", context, status=409 if bentrok else 200)


def _stored(pemilik: Satker, tahun: int) -> dict[int, JadwalTriwulan]:
    return {satu.triwulan: satu for satu in JadwalTriwulan.objects.filter(satker=pemilik, tahun=tahun)}


def _calendar_form(
    request: HttpRequest, ada: dict[int, JadwalTriwulan], periode: tuple[Periode, ...]
) -> tuple[CalendarForm, dict]:
    if request.method == "POST":
        return CalendarForm(request.POST), {}
    isi: dict[str, Any] = {}
    for satu in periode:
        ke = satu.triwulan.value
        sumber = ada.get(ke) or aturan.usulan(satu)
        isi |= {f"{nama}_{ke}": getattr(sumber, nama) for nama in HARI}
        isi[f"versi_{ke}"] = ada[ke].versi if ke in ada else 0
    return CalendarForm(initial=isi), {}


def _form_after_clash(request: HttpRequest, kini: dict[int, JadwalTriwulan]) -> CalendarForm:
    """What was typed, on the versions that are stored now: saving again is a choice made with both seen."""
    data = request.POST.copy()
    for ke in Triwulan:
        data[f"versi_{ke.value}"] = str(kini[ke.value].versi if ke.value in kini else 0)
    form = CalendarForm(data)
    form.is_valid()
    return form


def _row(periode: Periode, ada: dict, form: CalendarForm | None, bentrok: dict) -> BarisJadwal:
    ke = periode.triwulan.value
    tersimpan = ada.get(ke)
    keadaan = aturan.Keadaan.BELUM_DIJADWALKAN
    if tersimpan:
        hari = aturan.Jadwal(*(getattr(tersimpan, nama) for nama in HARI))
        keadaan = hari.keadaan(timezone.localdate())
    bidang = [] if form is None else [_field(form, nama, ke, bentrok.get(ke)) for nama in HARI]
    return BarisJadwal(
        str(periode.triwulan),
        KEADAAN[keadaan],
        [(JUDUL[nama], getattr(tersimpan, nama, None)) for nama in HARI],
        bidang,
        form[f"versi_{ke}"] if form else None,
    )


def _field(form: CalendarForm, nama: str, ke: int, kini: JadwalTriwulan | None) -> BidangHari:
    """A day's field; in words too, as a browser writes day and month in an order of its own."""
    bidang = form[f"{nama}_{ke}"]
    if bidang.errors:
        bidang.field.widget.attrs["class"] = "form-control is-invalid"
    hari = (form.cleaned_data if form.is_bound else form.initial).get(bidang.name)
    beda = kini and getattr(kini, nama) != hari
    tersimpan = f"Tersimpan: {tanggal(getattr(kini, nama))}" if beda else ""
    return BidangHari(JUDUL[nama], bidang, tanggal(hari) if hari else "", tersimpan)


def _exceptions(satker: Satker, tahun: int) -> list[Pengecualian]:
    """Exceptions of a satker and of those under it, newest first."""
    return list(
        Pengecualian.objects.filter(Q(satker=satker) | Q(satker__induk=satker), tahun=tahun).select_related(
            "satker", "diberikan_oleh"
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pengecualian(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """Give one satker of the tree more time; an end is moved by a new exception, never by an edit."""
    found = enter(request, satker, Permission.SET_CALENDAR, tahun)
    year_or_404(tahun)
    pemilik = pemilik_jadwal(found)
    if found != pemilik and not can(request.user, Permission.SET_CALENDAR, pemilik):
        raise PermissionDenied(f"Pengecualian diberikan oleh Administrator {pemilik}.")
    pohon = Satker.objects.filter(Q(pk=pemilik.pk) | Q(induk=pemilik)).select_related("induk")
    awal = {nama: request.GET[nama] for nama in ("satker", "triwulan") if nama in request.GET}
    form = ExceptionForm(
        request.POST if request.method == "POST" else None,
        satker=pohon,
        hari=timezone.localdate(),
        initial=awal or ({} if found == pemilik else {"satker": found.slug}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            satu = grant_exception(**form.cleaned_data, tahun=tahun, by=request.user)
        except Ditolak as error:
            form.refuse(error)
        else:
            untuk = f"Pengecualian {satu.satker} untuk {Triwulan(satu.triwulan)}"
            messages.success(request, f"{untuk} berlaku sampai dengan {tanggal(satu.sampai)}.")
            return redirect("measurements:jadwal", pemilik.slug, tahun)
    context = {
        "satker": found,
        "tahun": tahun,
        "pemilik": pemilik,
        "form": form,
        "berlaku": _exceptions(pemilik, tahun),
    }
    return render(request, "measurements/exception_form.html", context)
