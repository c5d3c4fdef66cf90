"""Pages on which a Renstra is made: begun, its rows written, ordered and deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.action_forms import VersionedForm
from accounts.actions import Ditolak
from accounts.form_page import attempt, posted, version_sent
from accounts.permissions import Permission
from accounts.place import enter, step_into
from accounts.trail import history
from agreements import queries, renstra_actions
from agreements.delete_page import delete_page
from agreements.display import bagian_renstra
from agreements.models import IKU, Renstra
from agreements.renstra_actions import Bentrok
from agreements.renstra_forms import (
    NewRenstraForm,
    RenstraForm,
    as_typed,
    differences,
    initial,
    node_form,
)
from agreements.renstra_nodes import JENIS, KE_SATKER, Jenis, Node, renstra_of, uses

ISIAN = require_http_methods(["GET", "HEAD", "POST"])


def _renstra(request: HttpRequest, pk: int) -> Renstra:
    """A Renstra that one may compose. Http404: out of reach; PermissionDenied: in reach, not allowed."""
    found = get_object_or_404(
        Renstra.objects.visible_to(request.user).select_related(KE_SATKER[Renstra]), pk=pk
    )
    step_into(request, found.satker, Permission.COMPOSE_AGREEMENT, None)
    return found


def _row(request: HttpRequest, model: type, pk: int) -> Renstra | Node:
    """A row of a Renstra that one may compose, with the way up to its satker."""
    found = get_object_or_404(model.objects.visible_to(request.user).select_related(KE_SATKER[model]), pk=pk)
    step_into(request, renstra_of(found).satker, Permission.COMPOSE_AGREEMENT, None)
    return found


def _jenis(kata: str) -> Jenis:
    if kata not in JENIS:
        raise Http404
    return JENIS[kata]


def compose_url(renstra: Renstra, tanda: str = "") -> str:
    """The page on which a Renstra is made, at one of its rows."""
    return reverse("agreements:renstra_susun", args=[renstra.pk]) + tanda


def susun(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of a Renstra with what one can do to it."""
    found = _renstra(request, pk)
    found = queries.renstra_dipilih(found.satker, found.tahun_mulai) or found
    context = {
        "satker": found.satker,
        "renstra": found,
        "judul": f"Susun Renstra {found.periode}",
        "misi": list(found.misi.all()),
        "tujuan": bagian_renstra(found),
        "baca": f"{reverse('agreements:renstra', args=[found.satker.slug])}?periode={found.tahun_mulai}",
    }
    return render(request, "agreements/renstra_compose.html", context)


@ISIAN
def baru(request: HttpRequest, satker: str) -> HttpResponse:
    """A new Renstra, empty or copied from an earlier one."""
    found = enter(request, satker, Permission.COMPOSE_AGREEMENT)
    lama = Renstra.objects.filter(satker=found).order_by("-tahun_mulai")
    form = NewRenstraForm(posted(request), satker_renstra=lama)
    jadi: list[Renstra] = []

    def save() -> None:
        sumber = form.cleaned_data["sumber"]
        jadi.append(renstra_actions.create_renstra(found, form.isi(), by=request.user, sumber=sumber))

    if attempt(request, form, save):
        messages.success(request, _begun(jadi[0], salinan=form.cleaned_data["sumber"] is not None))
        return redirect(compose_url(jadi[0]))
    kembali = reverse("agreements:renstra", args=[found.slug])
    return _form_page(request, form, judul="Renstra baru", satker=found, kembali=kembali)


def _begun(renstra: Renstra, *, salinan: bool) -> str:
    if not salinan:
        return f"Renstra {renstra.periode} dibuat. Isilah misi, tujuan, sasaran strategis, dan IKU-nya."
    banyak = IKU.objects.filter(sasaran_strategis__tujuan__renstra=renstra).count()
    return f"Renstra {renstra.periode} disalin. Target tidak ikut disalin: {banyak} IKU menunggu targetnya."


@ISIAN
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Period, number and visi."""
    found = _renstra(request, pk)
    form = RenstraForm(posted(request), initial=initial(found))

    def save() -> None:
        versi = form.cleaned_data["versi"]
        renstra_actions.edit_renstra(found, form.isi(), versi=versi, by=request.user)

    return _edit(request, form, save, found, judul="Ubah periode dan visi", tanda="")


@ISIAN
def tambah(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """A new row under another."""
    kind = _jenis(jenis)
    induk = _row(request, kind.induk, pk)
    renstra = renstra_of(induk)
    form = node_form(kind, renstra, posted(request))
    jadi: list[Node] = []

    def save() -> None:
        jadi.append(renstra_actions.add_node(kind, induk, form.isi(), by=request.user))

    if attempt(request, form, save):
        messages.success(request, f"{kind.judul} ditambahkan.")
        return redirect(compose_url(renstra, f"#{kind.kata}-{jadi[0].pk}"))
    return _form_page(
        request,
        form,
        judul=f"Tambah {kind.nama}",
        lead="" if isinstance(induk, Renstra) else str(induk),
        satker=renstra.satker,
        kembali=compose_url(renstra),
    )


@ISIAN
def ubah_butir(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """Another text of a row."""
    kind = _jenis(jenis)
    butir = _row(request, kind.model, pk)
    form = node_form(kind, renstra_of(butir), posted(request), butir)

    def save() -> None:
        renstra_actions.edit_node(butir, form.isi(), versi=form.cleaned_data["versi"], by=request.user)

    return _edit(request, form, save, butir, judul=f"Ubah {kind.nama}", tanda=f"#{kind.kata}-{butir.pk}")


@require_POST
def geser(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """One place up or down; the page comes back at the row."""
    kind = _jenis(jenis)
    butir = _row(request, kind.model, pk)
    try:
        renstra_actions.move_node(butir, naik=request.POST.get("arah") == "naik", by=request.user)
    except Ditolak as error:
        messages.error(request, str(error))
    return redirect(compose_url(renstra_of(butir), f"#{kind.kata}-{butir.pk}"))


@ISIAN
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and delete a Renstra that holds nothing."""
    found = _renstra(request, pk)

    def delete() -> None:
        renstra_actions.delete_renstra(found, versi=version_sent(request.POST), by=request.user)

    selesai = reverse("agreements:renstra", args=[found.satker.slug])
    return _delete_page(request, found, delete, nama="Renstra", teks=found.periode, selesai=selesai)


@ISIAN
def hapus_butir(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """Ask, and delete a row that nothing uses."""
    kind = _jenis(jenis)
    butir = _row(request, kind.model, pk)

    def delete() -> None:
        renstra_actions.delete_node(butir, versi=version_sent(request.POST), by=request.user)

    selesai = compose_url(renstra_of(butir))
    return _delete_page(request, butir, delete, nama=kind.nama, teks=str(butir), selesai=selesai)


def _delete_page(
    request: HttpRequest,
    row: Renstra | Node,
    delete: Callable[[], None],
    *,
    nama: str,
    teks: str,
    selesai: str,
) -> HttpResponse:
    """The question before deleting a row of a Renstra, with what stands in the way."""
    renstra = renstra_of(row)
    return delete_page(
        request,
        delete,
        done=f"{nama[0].upper()}{nama[1:]} dihapus.",
        selesai=selesai,
        satker=renstra.satker,
        judul=f"Hapus {nama}",
        teks=teks,
        versi=row.versi_isi,
        dipakai=uses(row),
        kembali=compose_url(renstra),
        label_kembali="Renstra",
    )


def _edit(
    request: HttpRequest,
    form: VersionedForm,
    save: Callable[[], None],
    row: Renstra | Node,
    *,
    judul: str,
    tanda: str,
) -> HttpResponse:
    """A form that may clash: saved it leads back to the row, after a clash it shows both texts."""
    renstra = renstra_of(row)
    bentrok: dict[str, Any] = {}
    try:
        if attempt(request, form, save):
            messages.success(request, "Perubahan disimpan.")
            return redirect(compose_url(renstra, tanda))
    except Bentrok as error:
        form.take_over(error.versi)
        bentrok = {"beda": differences(form, as_typed(error.terkini)), "terakhir": history(row).first()}
    kembali = compose_url(renstra, tanda)
    return _form_page(request, form, judul=judul, satker=renstra.satker, kembali=kembali, bentrok=bentrok)


def _form_page(request: HttpRequest, form: VersionedForm, **isi: Any) -> HttpResponse:
    context = {"form": form, "lead": "", "bentrok": {}, "di_sini": request.path, "label_kembali": "Renstra"}
    context |= isi
    return render(request, "agreements/renstra_form.html", context, status=409 if context["bentrok"] else 200)
