"""The pohon kinerja: read as a tree, printed on one page, and its lowest levels written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.actions import Ditolak
from accounts.form_page import attempt, posted, version_sent
from accounts.permissions import Permission
from accounts.place import enter, step_into, switchable, switcher
from accounts.policy import can
from accounts.trail import history
from agreements import queries, tree_actions
from agreements.delete_page import delete_page
from agreements.models import Indikator, PerjanjianKinerja, Turunan
from agreements.renstra_actions import Bentrok
from agreements.renstra_forms import differences
from agreements.renstra_views import ISIAN
from agreements.tree_actions import IsiTurunan
from agreements.tree_forms import TurunanForm, stored, turunan_form
from agreements.tree_print import tree_pdf
from agreements.tree_queries import pohon, turunan_source
from agreements.views import versi_diminta
from printing.response import pdf_response

KE_SATKER = "sasaran__perjanjian__satker__induk"


@switchable
def pohon_kinerja(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The tree of the PK in force, or of the version asked for by ?versi=."""
    found = enter(request, satker, Permission.READ_AGREEMENT, tahun)
    versi = queries.versi_perjanjian(found, tahun)
    perjanjian = versi_diminta(request, versi)
    menyusun = can(request.user, Permission.COMPOSE_AGREEMENT, found)
    context = {
        "satker": found,
        "tahun": tahun,
        "judul": f"Pohon kinerja tahun {tahun}",
        "perjanjian": perjanjian,
        "versi": [
            {
                "label": f"Versi {satu.versi} ({satu.get_status_display()})",
                "url": f"?versi={satu.versi}",
                "active": satu == perjanjian,
            }
            for satu in versi
        ],
        "akar": pohon(perjanjian) if perjanjian else (),
        "menyusun": menyusun,
        "sumber": turunan_source(perjanjian) if menyusun and perjanjian else None,
        "pemilih": switcher(request.user, found, tahun, queries.tahun_perjanjian(found)),
    }
    return render(request, "agreements/pohon.html", context)


def pohon_pdf(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The same on paper. Http404: the year has no PK."""
    found = enter(request, satker, Permission.READ_AGREEMENT, tahun)
    perjanjian = versi_diminta(request, queries.versi_perjanjian(found, tahun))
    if perjanjian is None:
        raise Http404("Tahun ini belum memiliki Perjanjian Kinerja.")
    return pdf_response(
        request,
        f"pohon-kinerja-{tahun}-{found.slug}.pdf",
        lambda: tree_pdf(perjanjian, pohon(perjanjian), on=timezone.localdate()),
    )


def tree_url(perjanjian: PerjanjianKinerja, tanda: str = "") -> str:
    """The tree of one version of a PK, at one of its nodes."""
    alamat = reverse("agreements:pohon", args=[perjanjian.satker.slug, perjanjian.tahun])
    return f"{alamat}?versi={perjanjian.versi}{tanda}"


def _enter(request: HttpRequest, indikator: Indikator) -> PerjanjianKinerja:
    perjanjian = indikator.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)
    return perjanjian


def _turunan(request: HttpRequest, pk: int) -> Turunan:
    reach = Turunan.objects.visible_to(request.user)
    found = get_object_or_404(
        reach.select_related(f"indikator__{KE_SATKER}", "bagian", "induk__bagian"), pk=pk
    )
    _enter(request, found.indikator)
    return found


@require_POST
def turunan_salin(request: HttpRequest, pk: int) -> HttpResponse:
    """The turunan of the version or year before, into a PK that has none."""
    reach = PerjanjianKinerja.objects.visible_to(request.user)
    perjanjian = get_object_or_404(reach.select_related("satker__induk"), pk=pk)
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)
    sumber = turunan_source(perjanjian)
    if sumber is None:
        messages.error(request, "Tidak ada turunan yang dapat disalin ke pohon ini.")
        return redirect(tree_url(perjanjian))
    try:
        disalin, lepas = tree_actions.copy_turunan(sumber, perjanjian, by=request.user)
    except Ditolak as error:
        messages.error(request, str(error))
    else:
        sisa = (
            f" {lepas} lainnya tidak disalin: indikatornya tidak ada dengan nama yang sama." if lepas else ""
        )
        messages.success(request, f"{disalin} turunan disalin. Periksa targetnya satu per satu.{sisa}")
    return redirect(tree_url(perjanjian))


@ISIAN
def turunan_tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """What a Bagian does for an indikator."""
    reach = Indikator.objects.visible_to(request.user)
    indikator = get_object_or_404(reach.select_related(KE_SATKER), pk=pk)
    _enter(request, indikator)
    return _add(request, indikator, None, judul="Turunkan ke Bagian", lead=indikator.nama)


@ISIAN
def turunan_rinci(request: HttpRequest, pk: int) -> HttpResponse:
    """What a Subbagian does for the part of its Bagian."""
    induk = _turunan(request, pk)
    if induk.induk_id is not None:
        raise Http404("Turunan Subbagian tidak diturunkan lagi.")
    return _add(request, induk.indikator, induk, judul="Turunkan ke Subbagian", lead=induk.uraian)


def _add(
    request: HttpRequest, indikator: Indikator, induk: Turunan | None, *, judul: str, lead: str
) -> HttpResponse:
    perjanjian = indikator.sasaran.perjanjian
    form = turunan_form(posted(request), indikator, induk)
    jadi: list[Turunan] = []

    def save() -> None:
        jadi.append(tree_actions.add_turunan(indikator, induk, form.isi(), by=request.user))

    if attempt(request, form, save):
        messages.success(request, "Turunan ditambahkan.")
        return redirect(tree_url(perjanjian, f"#turunan-{jadi[0].pk}"))
    return _form_page(request, form, perjanjian, judul=judul, lead=lead)


@ISIAN
def turunan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Another Bagian, text or target."""
    found = _turunan(request, pk)
    perjanjian = found.indikator.sasaran.perjanjian
    form = turunan_form(posted(request), found.indikator, found.induk, found)
    bentrok: dict[str, Any] = {}

    def save() -> None:
        tree_actions.edit_turunan(found, form.isi(), versi=form.cleaned_data["versi"], by=request.user)

    try:
        if attempt(request, form, save):
            messages.success(request, "Perubahan disimpan.")
            return redirect(tree_url(perjanjian, f"#turunan-{pk}"))
    except Bentrok as error:
        form.take_over(error.versi)
        beda = differences(form, stored(IsiTurunan(**error.terkini)))
        bentrok = {"beda": beda, "terakhir": history(found).first()}
    lead = found.indikator.nama
    return _form_page(request, form, perjanjian, judul="Ubah turunan", lead=lead, bentrok=bentrok)


@ISIAN
def turunan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and delete."""
    found = _turunan(request, pk)
    perjanjian = found.indikator.sasaran.perjanjian

    def delete() -> None:
        tree_actions.delete_turunan(found, versi=version_sent(request.POST), by=request.user)

    return delete_page(
        request,
        delete,
        done="Turunan dihapus.",
        selesai=tree_url(perjanjian),
        satker=perjanjian.satker,
        judul="Hapus turunan",
        teks=f"{found.bagian.nama}: {found.uraian}",
        versi=found.versi_isi,
        dipakai=tree_actions.uses(found),
        kembali=tree_url(perjanjian),
        label_kembali="Pohon kinerja",
    )


def _form_page(
    request: HttpRequest, form: TurunanForm, perjanjian: PerjanjianKinerja, **isi: Any
) -> HttpResponse:
    context = {
        "form": form,
        "satker": perjanjian.satker,
        "bentrok": {},
        "di_sini": request.path,
        "kembali": tree_url(perjanjian),
        "label_kembali": "Pohon kinerja",
    }
    context |= isi
    return render(request, "agreements/renstra_form.html", context, status=409 if context["bentrok"] else 200)
