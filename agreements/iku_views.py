"""Pages of the decrees on IKU: read, made, their Lampiran chosen, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.form_page import attempt, posted, version_sent
from accounts.models import Satker
from accounts.permissions import Permission
from accounts.place import enter, step_into
from accounts.policy import can
from accounts.trail import history
from agreements import iku_actions
from agreements.delete_page import delete_page, refused
from agreements.display import rincian_keputusan
from agreements.iku_actions import IsiKeputusan
from agreements.iku_document import naskah
from agreements.iku_forms import DecreeForm, decree_form, stored
from agreements.iku_print import decree_pdf
from agreements.models import KeputusanIKU
from agreements.renstra_actions import Bentrok
from agreements.renstra_forms import differences
from agreements.renstra_views import ISIAN
from printing.response import pdf_response


def _decree(request: HttpRequest, pk: int, permission: Permission) -> KeputusanIKU:
    """A decree in reach. Http404: out of it; PermissionDenied: in it, not allowed."""
    reach = KeputusanIKU.objects.visible_to(request.user)
    found = get_object_or_404(reach.select_related("satker__induk", "pejabat"), pk=pk)
    step_into(request, found.satker, permission, None)
    return found


def keputusan_iku(request: HttpRequest, pk: int) -> HttpResponse:
    """A decree with its Lampiran, as it is printed."""
    found = _decree(request, pk, Permission.READ_AGREEMENT)
    context = {
        "keputusan": found,
        "judul": str(found),
        "satker": found.satker,
        "rincian": rincian_keputusan(found),
        "naskah": naskah(found),
        "berubah": len(iku_actions.changed_since(found)),
        "menyusun": can(request.user, Permission.COMPOSE_AGREEMENT, found.satker),
    }
    return render(request, "agreements/keputusan_iku_detail.html", context)


@ISIAN
def baru(request: HttpRequest, satker: str) -> HttpResponse:
    """A new decree, with a wording that is offered."""
    found = enter(request, satker, Permission.COMPOSE_AGREEMENT)
    form = decree_form(found, posted(request), tahun=timezone.localdate().year)
    jadi: list[KeputusanIKU] = []

    def save() -> None:
        jadi.append(iku_actions.create_decree(found, form.isi(), by=request.user))

    if attempt(request, form, save):
        messages.success(request, _filled(jadi[0]))
        return redirect("agreements:keputusan_iku", jadi[0].pk)
    kembali = reverse("agreements:renstra", args=[found.slug])
    lead = "Rumusan di bawah adalah usulan; ubahlah menurut keadaan satker."
    return _form_page(request, form, found, judul="Keputusan IKU baru", lead=lead, kembali=kembali)


def _filled(keputusan: KeputusanIKU) -> str:
    banyak = keputusan.lampiran.count()
    if banyak:
        return f"Keputusan dibuat. Lampirannya memuat {banyak} IKU dari Renstra."
    return (
        f"Keputusan dibuat. Lampirannya kosong: belum ada Renstra dengan IKU untuk tahun {keputusan.tahun}."
    )


@ISIAN
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another signatory."""
    found = _decree(request, pk, Permission.COMPOSE_AGREEMENT)
    form = decree_form(found.satker, posted(request), found)
    bentrok: dict[str, Any] = {}

    def save() -> None:
        iku_actions.edit_decree(found, form.isi(), versi=form.cleaned_data["versi"], by=request.user)

    try:
        if attempt(request, form, save):
            messages.success(request, "Perubahan disimpan.")
            return redirect("agreements:keputusan_iku", pk)
    except Bentrok as error:
        form.take_over(error.versi)
        beda = differences(form, stored(IsiKeputusan(**error.terkini)))
        bentrok = {"beda": beda, "terakhir": history(found).first()}
    kembali = reverse("agreements:keputusan_iku", args=[pk])
    return _form_page(request, form, found.satker, judul=f"Ubah {found}", kembali=kembali, bentrok=bentrok)


@ISIAN
def lampiran(request: HttpRequest, pk: int) -> HttpResponse:
    """Which IKU the Lampiran holds; saved, it takes their words from the Renstra anew."""
    found = _decree(request, pk, Permission.COMPOSE_AGREEMENT)
    terpilih = {str(baris.iku_id) for baris in found.lampiran.all()}
    galat = ""
    if request.method == "POST":
        terpilih = set(request.POST.getlist("iku"))
        pilihan = iku_actions.iku_of(found.satker, found.tahun)
        ids = [satu.pk for satu in pilihan if str(satu.pk) in terpilih]

        def save() -> None:
            iku_actions.set_lampiran(found, ids, versi=version_sent(request.POST), by=request.user)

        galat = refused(save)
        if not galat:
            messages.success(request, "Lampiran disusun menurut bunyi Renstra sekarang.")
            return redirect("agreements:keputusan_iku", pk)
        found.refresh_from_db()
    context = {
        "keputusan": found,
        "satker": found.satker,
        "judul": "Susun lampiran",
        "galat": galat,
        "tersimpan": [baris.nama for baris in found.lampiran.all()] if galat else [],
        "iku": [(satu, str(satu.pk) in terpilih) for satu in iku_actions.iku_of(found.satker, found.tahun)],
    }
    return render(request, "agreements/keputusan_iku_lampiran.html", context, status=409 if galat else 200)


@ISIAN
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and delete a decree."""
    found = _decree(request, pk, Permission.COMPOSE_AGREEMENT)
    return delete_page(
        request,
        lambda: iku_actions.delete_decree(found, versi=version_sent(request.POST), by=request.user),
        done="Keputusan dihapus.",
        selesai=reverse("agreements:renstra", args=[found.satker.slug]),
        satker=found.satker,
        judul="Hapus Keputusan IKU",
        teks=f"{found} tentang {found.tentang}",
        versi=found.versi_isi,
        dipakai=(),
        kembali=reverse("agreements:keputusan_iku", args=[pk]),
        label_kembali="Keputusan IKU",
    )


def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The decree on paper."""
    found = _decree(request, pk, Permission.READ_AGREEMENT)
    nama = f"keputusan-iku-{found.tahun}-{found.satker.slug}.pdf"
    return pdf_response(request, nama, lambda: decree_pdf(found))


def _form_page(request: HttpRequest, form: DecreeForm, satker: Satker, **isi: Any) -> HttpResponse:
    context = {"form": form, "satker": satker, "lead": "", "bentrok": {}, "di_sini": request.path}
    context |= {"label_kembali": "Renstra"} | isi
    return render(request, "agreements/renstra_form.html", context, status=409 if context["bentrok"] else 200)
