"""The pages of the second step: give a code, set up an app, new recovery codes, take off a lost app."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts import second_step
from accounts.actions import Ditolak
from accounts.confirm import KonfirmasiForm, PerluKonfirmasi, require_fresh
from accounts.form_page import form_page, posted
from accounts.forms import CodeForm
from accounts.people_views import person
from accounts.second_step import KodeDitolak
from accounts.second_step_middleware import is_through, pass_second_step
from ui.qr import qr_svg


@never_cache
@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    """The second step of a login."""
    tujuan = _next(request)
    if is_through(request):
        return HttpResponseRedirect(tujuan)
    if second_step.device_of(request.user) is None:
        return redirect(_with_next("accounts:kode_pasang", request))
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            second_step.check_code(request.user, form.cleaned_data["kode"])
        except KodeDitolak as error:
            form.add_error("kode", str(error))
        else:
            pass_second_step(request)
            return HttpResponseRedirect(tujuan)
    return render(request, "accounts/second_step.html", {"form": form})


@never_cache
@sensitive_post_parameters()
@sensitive_variables("kode")
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app; its recovery codes are shown once, in the answer itself."""
    if not second_step.needs_second_step(request.user):
        raise PermissionDenied("Peran Anda tidak memerlukan verifikasi dua langkah.")
    try:
        device = second_step.begin_enrolment(request.user)
    except Ditolak:
        return redirect("accounts:me" if is_through(request) else _with_next("accounts:kode", request))
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            kode = second_step.confirm_enrolment(request.user, form.cleaned_data["kode"])
        except (KodeDitolak, Ditolak) as error:
            form.add_error("kode", str(error))
        else:
            pass_second_step(request)
            return _show_codes(request, kode, _next(request))
    context = {
        "form": form,
        "qr": qr_svg(device.config_url, "Kode QR untuk aplikasi autentikator"),
        "rahasia": second_step.secret_text(device),
        "tautan": device.config_url,
    }
    return render(request, "accounts/second_step_enrol.html", context)


@never_cache
@sensitive_post_parameters()
def recovery(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in place of the old ones, after a confirmation."""
    if second_step.device_of(request.user) is None:
        return redirect("accounts:me")
    form = KonfirmasiForm(posted(request), request=request, keperluan="kode-pemulihan")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            require_fresh(request, "kode-pemulihan")
            kode = second_step.renew_recovery_codes(request.user)
        return _show_codes(request, kode, reverse("accounts:me"))
    return form_page(
        request,
        form,
        title="Buat kode pemulihan baru",
        lead="Sepuluh kode baru menggantikan semua kode yang lama, juga yang belum dipakai.",
        button="Buat kode baru",
        back=(reverse("accounts:me"), "Akun saya"),
    )


@never_cache
@sensitive_post_parameters()
def people_reset(request: HttpRequest, orang: int) -> HttpResponse:
    """Take a lost app off somebody's account, after a confirmation."""
    user = person(request, orang)
    keperluan = f"atur-ulang-kode:{user.pk}"
    form = KonfirmasiForm(posted(request), request=request, keperluan=keperluan)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                require_fresh(request, keperluan)
                second_step.reset(user, by=request.user, on=timezone.localdate())
        except Ditolak as error:
            form.refuse(error)
        except PerluKonfirmasi as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Verifikasi dua langkah diatur ulang. Semua sesi orang ini diakhiri.")
            return redirect("accounts:people_detail", user.pk)
    return form_page(
        request,
        form,
        title="Atur ulang verifikasi dua langkah",
        lead=(
            f"Untuk {user.nama} ({user.username}), bila ponselnya hilang atau diganti. Periksa identitasnya "
            "lebih dahulu. Semua sesinya berakhir, kode pemulihannya tidak berlaku lagi, dan aplikasi "
            "autentikator dipasang kembali saat masuk berikutnya."
        ),
        button="Atur ulang",
        back=(reverse("accounts:people_detail", args=[user.pk]), user.nama),
    )


def _show_codes(request: HttpRequest, kode: list[str], tujuan: str) -> HttpResponse:
    kepala = [f"Kode pemulihan LKj, {request.user.username}", "Setiap kode berlaku satu kali.", ""]
    teks = "\r\n".join([*kepala, *kode])
    context = {"kode": kode, "tujuan": tujuan, "unduhan": f"data:text/plain;charset=utf-8,{quote(teks)}"}
    return render(request, "accounts/second_step_codes.html", context)


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of ours.

    For HttpResponseRedirect, not for `redirect`, which takes what is no address for the name of a view.
    """
    tujuan = request.GET.get("next", "")
    aman = url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure())
    return tujuan if aman else reverse("home")


def _with_next(name: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return reverse(name) + (f"?{query}" if query else "")
