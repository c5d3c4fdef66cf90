"""The pages on which a PK is written: its whole, its head, its sasaran and indikator, advice overruled."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from agreements import pk_actions
from agreements.display import BELUM, baris_perjanjian, pihak_teks
from agreements.models import PerjanjianKinerja
from agreements.pk_forms import HeadForm, OverruleForm, SasaranForm, StepForm
from agreements.pk_gate import Kekurangan, baca_naskah, missing_to_submit
from agreements.pk_indikator_form import IndikatorForm, awal_indikator
from agreements.pk_line import continued, last_years
from agreements.pk_lock import alasan_terkunci
from agreements.pk_pages import (
    indikator_in_reach,
    locked_page,
    pk_in_reach,
    pk_url,
    sasaran_in_reach,
    sheet_page,
    susun_url,
    take,
)
from agreements.pk_sheet import lembar_indikator, lembar_kepala, lembar_sasaran, sidik, teks

COMPOSE = Permission.COMPOSE_AGREEMENT
ARAH = {"naik": -1, "turun": 1}


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, however little; None when nothing was."""
    return request.POST if request.method == "POST" else None


def susun(request: HttpRequest, pk: int) -> HttpResponse:
    """A draf as it is written: head, rows, budget, advice, what is missing, the button that hands it in."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    if alasan := alasan_terkunci(perjanjian):
        return locked_page(request, perjanjian, alasan)
    return compose_page(request, perjanjian)


def compose_page(
    request: HttpRequest, perjanjian: PerjanjianKinerja, ditolak: list[Kekurangan] | None = None
) -> HttpResponse:
    """The page of a draf; `ditolak`: what kept it from being handed in a moment ago."""
    naskah = baca_naskah(perjanjian)
    nasihat: dict[int | None, list] = {}
    for satu in naskah.nasihat:
        nasihat.setdefault(satu.saran.indikator, []).append(satu)
    sasaran = [
        (satu, [(baris, nasihat.get(baris.indikator.pk, ())) for baris in isi])
        for satu, isi in baris_perjanjian(perjanjian, naskah.sasaran)
    ]
    konteks = {
        "perjanjian": perjanjian,
        "satker": perjanjian.satker,
        "judul": judul(perjanjian),
        "url_pk": pk_url(perjanjian),
        "sasaran": sasaran,
        "banyak_indikator": len(naskah.indikator),
        "nasihat_umum": [satu for satu in nasihat.get(None, ()) if not satu.saran.anggaran],
        "nasihat_anggaran": [satu for satu in nasihat.get(None, ()) if satu.saran.anggaran],
        "nasihat_terbuka": len(naskah.terbuka),
        "kurang": missing_to_submit(naskah) if ditolak is None else ditolak,
        "ditolak": ditolak is not None,
        "pengembalian": perjanjian.pengembalian.select_related("oleh").first(),
        "kepala": _kepala(perjanjian, naskah.pejabat),
    }
    return render(request, "agreements/pk_compose.html", konteks, status=200 if ditolak is None else 422)


def judul(perjanjian: PerjanjianKinerja) -> str:
    """What a version of a PK is called on pages."""
    return f"{perjanjian.judul} tahun {perjanjian.tahun}"


def _kepala(perjanjian: PerjanjianKinerja, pejabat: dict) -> list[dict[str, str]]:
    lembar = teks(lembar_kepala(perjanjian))
    pihak = dict(pihak_teks(perjanjian, pejabat))
    isi = {
        label: nilai for label, nilai in lembar.items() if nilai or perjanjian.versi > 1 or label == "Tanggal"
    }
    return [{"label": label, "value": _besar(nilai) or BELUM} for label, nilai in {**pihak, **isi}.items()]


def _besar(teks: str) -> str:
    """With a capital in front, the rest as it is."""
    return teks[:1].upper() + teks[1:]


@require_http_methods(["GET", "HEAD", "POST"])
def kepala(request: HttpRequest, pk: int) -> HttpResponse:
    """Place, day, number, and of a change its reason."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    lembar = lembar_kepala(perjanjian)
    form = HeadForm(posted(request), perjanjian=perjanjian, initial={**vars(lembar), "lama": sidik(lembar)})

    def save() -> None:
        pk_actions.save_head(perjanjian, form.lembar(), lama=form.cleaned_data["lama"], by=request.user)

    return sheet_page(request, perjanjian, form, save, title="Tempat, tanggal, dan nomor")


@require_http_methods(["GET", "HEAD", "POST"])
def sasaran_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A new sasaran kegiatan."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    form = SasaranForm(posted(request), perjanjian=perjanjian)

    def save() -> str:
        baru = pk_actions.add_sasaran(perjanjian, form.lembar(), by=request.user)
        return f"sasaran-{baru.pk}"

    return sheet_page(
        request, perjanjian, form, save, title="Tambah sasaran kegiatan", done="Sasaran kegiatan ditambahkan."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sasaran(request: HttpRequest, pk: int) -> HttpResponse:
    """A sasaran kegiatan: its words and its link to the Renstra."""
    found = sasaran_in_reach(request, pk)
    lembar = lembar_sasaran(found)
    form = SasaranForm(
        posted(request), perjanjian=found.perjanjian, initial={**vars(lembar), "lama": sidik(lembar)}
    )

    def save() -> str:
        pk_actions.save_sasaran(found, form.lembar(), lama=form.cleaned_data["lama"], by=request.user)
        return f"sasaran-{found.pk}"

    return sheet_page(request, found.perjanjian, form, save, title=f"Sasaran kegiatan {found.urutan}")


@require_http_methods(["GET", "HEAD", "POST"])
def indikator_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indikator of a sasaran."""
    found = sasaran_in_reach(request, pk)
    form = IndikatorForm(posted(request), perjanjian=found.perjanjian)

    def save() -> str:
        baru = pk_actions.add_indikator(found, form.lembar(), by=request.user)
        return f"indikator-{baru.pk}"

    return sheet_page(
        request, found.perjanjian, form, save, title="Tambah indikator", lead=found.uraian,
        done="Indikator ditambahkan.", template="agreements/pk_indikator_form.html", nasihat=(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """The full sheet of an indikator."""
    found = indikator_in_reach(request, pk)
    lembar = lembar_indikator(found, continued(found, last_years(found.sasaran.perjanjian)))
    form = IndikatorForm(
        posted(request),
        perjanjian=found.sasaran.perjanjian,
        initial={**awal_indikator(lembar), "lama": sidik(lembar)},
    )

    def save() -> str:
        pk_actions.save_indikator(found, form.lembar(), lama=form.cleaned_data["lama"], by=request.user)
        return f"indikator-{found.pk}"

    return sheet_page(
        request, found.sasaran.perjanjian, form, save, title=f"Indikator {found.nomor}",
        lead=found.sasaran.uraian, template="agreements/pk_indikator_form.html",
        nasihat=baca_naskah(found.sasaran.perjanjian).tentang(found),
    )  # fmt: skip


@require_POST
def sasaran_pindah(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    found = sasaran_in_reach(request, pk)
    langkah = _arah(request)
    return take(
        request,
        found.perjanjian,
        lambda: pk_actions.move_sasaran(found, langkah, by=request.user),
        "Urutan sasaran kegiatan diubah.",
        susun_url(found.perjanjian, f"sasaran-{found.pk}"),
    )


@require_POST
def indikator_pindah(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down within its sasaran."""
    found = indikator_in_reach(request, pk)
    langkah = _arah(request)
    return take(
        request,
        found.sasaran.perjanjian,
        lambda: pk_actions.move_indikator(found, langkah, by=request.user),
        "Urutan indikator diubah.",
        susun_url(found.sasaran.perjanjian, f"indikator-{found.pk}"),
    )


def _arah(request: HttpRequest) -> int:
    try:
        return ARAH[request.POST["arah"]]
    except KeyError as galat:
        raise Http404("Arah itu tidak ada.") from galat


@require_http_methods(["GET", "HEAD", "POST"])
def sasaran_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a sasaran with its indikator."""
    found = sasaran_in_reach(request, pk)
    return _delete_page(
        request,
        found.perjanjian,
        partial(pk_actions.delete_sasaran, found),
        title=f"Hapus sasaran kegiatan {found.urutan}",
        hal=found.uraian,
        ikut=[satu.nama for satu in found.indikator.all()],
        done="Sasaran kegiatan dihapus.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def indikator_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete an indikator."""
    found = indikator_in_reach(request, pk)
    return _delete_page(
        request,
        found.sasaran.perjanjian,
        partial(pk_actions.delete_indikator, found),
        title=f"Hapus indikator {found.nomor}",
        hal=found.nama,
        done="Indikator dihapus.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a draf whole."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    return _delete_page(
        request,
        perjanjian,
        partial(pk_actions.discard, perjanjian),
        title="Hapus draf",
        hal=f"{judul(perjanjian)}, versi {perjanjian.versi}, beserta seluruh sasaran dan indikatornya.",
        done="Draf dihapus.",
        back=perjanjian.get_absolute_url(),
    )


def _delete_page(request: HttpRequest, perjanjian: PerjanjianKinerja, step, *, back: str = "", **isi: Any):
    """Ask; `step` is taken with the count of changes of the page that asked, so that nothing unseen goes."""
    form = StepForm(posted(request), initial={"suntingan": perjanjian.suntingan})

    def save() -> None:
        step(suntingan=form.cleaned_data["suntingan"], by=request.user)

    return sheet_page(
        request,
        perjanjian,
        form,
        save,
        button="Hapus",
        back=back,
        template="agreements/pk_delete.html",
        **isi,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kesampingkan(request: HttpRequest, pk: int, kunci: str) -> HttpResponse:
    """Overrule an advice with a reason."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    semua = {satu.saran.kunci: satu for satu in baca_naskah(perjanjian).nasihat}
    if kunci not in semua and request.method != "POST":
        return redirect(susun_url(perjanjian))
    nasihat = semua.get(kunci)
    lama = nasihat.pertimbangan if nasihat else None
    awal = {"alasan": lama.alasan if lama else "", "lama": pk_actions.cap(lama)}
    form = OverruleForm(posted(request), initial=awal)

    def save() -> None:
        try:
            pk_actions.overrule(perjanjian, kunci, **form.cleaned_data, by=request.user)
        except pk_actions.AlasanBentrok as bentrok:
            form.take_over(pk_actions.cap(bentrok.tersimpan))
            raise

    return sheet_page(
        request, perjanjian, form, save, title="Kesampingkan saran",
        lead=nasihat.saran.kalimat if nasihat else "", done="Alasan disimpan.",
    )  # fmt: skip
