"""The steps of a PK: handed in, withdrawn, returned, signed by two; its paper as PDF."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import Ditolak
from accounts.permissions import Permission
from accounts.policy import can, require
from agreements import pk_signing
from agreements.models import PerjanjianKinerja
from agreements.pk_document import dokumen_pk, render_body, render_pdf
from agreements.pk_forms import ReturnForm, StepForm
from agreements.pk_gate import baca_naskah
from agreements.pk_pages import locked_page, pk_in_reach, pk_url, sheet_page, take
from agreements.pk_signing import BelumLengkap, Berubah
from agreements.pk_views import COMPOSE, compose_page, judul, posted
from agreements.policy import why_another
from agreements.states import ALUR, StatusPK
from kinerja.workflow import Transition
from printing.pdf import RenderFailed

READ = Permission.READ_AGREEMENT
#: The step of each who signs -> its button, and what is said when it is done.
TANDA = {
    "tandatangani": (
        "Tanda tangani sebagai Pihak Pertama",
        "Perjanjian Kinerja ditandatangani; sekarang menunggu Pihak Kedua.",
    ),
    "tetapkan": ("Tetapkan sebagai Pihak Kedua", "Perjanjian Kinerja ditetapkan."),
}
SIGNERS = [Permission(satu.permission) for satu in ALUR.transitions if satu.name in TANDA]


@require_POST
def ajukan(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draf in; what is missing is shown on the page on which it is written."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    form = StepForm(request.POST)
    if not form.is_valid():
        return locked_page(request, perjanjian, "Langkah ini tidak lengkap; ulangi dari halaman penyusunan.")
    try:
        pk_signing.submit(perjanjian, suntingan=form.cleaned_data["suntingan"], by=request.user)
    except BelumLengkap as galat:
        return compose_page(request, perjanjian, list(galat.kekurangan))
    except Berubah as galat:
        return locked_page(request, perjanjian, str(galat))
    messages.success(request, "Perjanjian Kinerja diajukan; sekarang menunggu Pihak Pertama.")
    return redirect(pk_url(perjanjian))


@require_POST
def tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a PK back before it is signed."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    return take(
        request,
        perjanjian,
        lambda: pk_signing.withdraw(perjanjian, by=request.user),
        "Pengajuan ditarik kembali; isinya dapat diubah lagi.",
        pk_url(perjanjian),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a PK with what is to be mended."""
    perjanjian = pk_in_reach(request, pk, READ)
    giliran = _require_signer(request, perjanjian)
    if giliran is None:
        return locked_page(request, perjanjian, _tidak_menunggu(perjanjian))
    form = ReturnForm(posted(request), initial={"suntingan": perjanjian.suntingan})

    def save() -> None:
        isi = form.cleaned_data
        pk_signing.send_back(perjanjian, isi["alasan"], suntingan=isi["suntingan"], by=request.user)

    return sheet_page(
        request, perjanjian, form, save, title="Kembalikan Perjanjian Kinerja", button="Kembalikan",
        lead=f"{judul(perjanjian)}, versi {perjanjian.versi}", back=pk_url(perjanjian), langkah=True,
        done="Perjanjian Kinerja dikembalikan kepada penyusunnya.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def tanda_tangan(request: HttpRequest, pk: int) -> HttpResponse:
    """What is signed, and the button of whoever signs next."""
    perjanjian = pk_in_reach(request, pk, READ)
    giliran = _require_signer(request, perjanjian)
    if giliran is None:
        return locked_page(request, perjanjian, _tidak_menunggu(perjanjian))
    tombol, selesai = TANDA[giliran.name]
    form = StepForm(posted(request), initial={"suntingan": perjanjian.suntingan})
    act = {
        "tandatangani": partial(pk_signing.sign, on=timezone.localdate()),
        "tetapkan": pk_signing.establish,
    }[giliran.name]
    if form.is_valid():
        try:
            act(perjanjian, suntingan=form.cleaned_data["suntingan"], by=request.user)
            messages.success(request, selesai)
            return redirect(pk_url(perjanjian))
        except Berubah as galat:
            return locked_page(request, perjanjian, str(galat))
        except Ditolak as galat:
            form.refuse(galat)
    konteks = {
        "perjanjian": perjanjian,
        "satker": perjanjian.satker,
        "judul": judul(perjanjian),
        "url_pk": pk_url(perjanjian),
        "tombol": tombol,
        "form": form,
        "kertas": SafeString(render_body(dokumen_pk(perjanjian))),
        "nasihat": baca_naskah(perjanjian).nasihat,
        "orang_lain": why_another(perjanjian, request.user),
    }
    return render(request, "agreements/pk_sign.html", konteks)


def _require_signer(request: HttpRequest, perjanjian: PerjanjianKinerja) -> Transition | None:
    """The step of who signs next, who alone may see the page; None: it waits for nobody.

    PermissionDenied: somebody else, and of one that waits for nobody whoever may not sign at all.
    """
    langkah = ALUR.available(StatusPK(perjanjian.status))
    giliran = next((satu for satu in langkah if satu.name in TANDA), None)
    if giliran is not None:
        require(request.user, Permission(giliran.permission), perjanjian.satker)
        return giliran
    boleh = [izin for izin in SIGNERS if can(request.user, izin, perjanjian.satker)]
    require(request.user, boleh[0] if boleh else SIGNERS[0], perjanjian.satker)
    return None


def _tidak_menunggu(perjanjian: PerjanjianKinerja) -> str:
    status = perjanjian.get_status_display()
    return f"Perjanjian Kinerja ini berstatus “{status}” dan tidak menunggu tanda tangan."


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as a file; who only asks for its head lays nothing out."""
    perjanjian = pk_in_reach(request, pk, READ)
    try:
        isi = render_pdf(perjanjian).isi if request.method == "GET" else b""
    except RenderFailed as galat:
        return locked_page(request, perjanjian, str(galat))
    nama = f"pk-{perjanjian.tahun}-{perjanjian.satker.slug}-versi-{perjanjian.versi}.pdf"
    return HttpResponse(
        isi,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{nama}"'},
    )
