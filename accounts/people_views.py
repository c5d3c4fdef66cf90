"""Pages on which an Administrator invites people, gives and ends duties, closes accounts; the invitation."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import actions, invitations
from accounts.actions import Ditolak
from accounts.form_page import attempt, edit_page, form_page, posted
from accounts.locking import unlock
from accounts.models import Jejak, Penugasan, Satker, User
from accounts.people_forms import (
    AcceptForm,
    DutyForm,
    EndDutyForm,
    InviteForm,
    PeopleFilterForm,
)
from accounts.permissions import Permission
from accounts.policy import require, require_anywhere, satker_filter
from accounts.queries import people_of, people_with_duties
from accounts.second_step import device_of
from accounts.trail import history

PER_PAGE = 50
EVENTS = 30
UNUSABLE = {invitations.Keadaan.TIDAK_DIKENAL: 404}


class Keadaan(NamedTuple):
    """The state of an account as a chip."""

    label: str
    nada: str


def people_list(request: HttpRequest) -> HttpResponse:
    """The people whose accounts one manages, by name; searched, of one satker, of one role."""
    require_anywhere(request.user, Permission.MANAGE_ACCOUNTS)
    hari = timezone.localdate()
    form = PeopleFilterForm(request.GET, by=request.user)
    form.is_valid()
    pilihan = {nama: nilai for nama, nilai in form.cleaned_data.items() if nilai}
    orang = people_with_duties(request.user, hari)
    if cari := pilihan.get("q"):
        orang = orang.filter(Q(nama__icontains=cari) | Q(username__icontains=cari) | Q(email__icontains=cari))
    if tugas := {nama: pilihan[nama] for nama in ("satker", "peran") if nama in pilihan}:
        berlaku = Penugasan.objects.managed_by(request.user).in_force(hari).filter(**tugas)
        orang = orang.filter(pk__in=berlaku.values("user_id"))
    page = Paginator(orang, PER_PAGE).get_page(request.GET.get("page"))
    dipilih = {nama: nilai.slug if isinstance(nilai, Satker) else nilai for nama, nilai in pilihan.items()}
    context = {
        "page": page,
        "baris": [(satu, account_state(satu)) for satu in page.object_list],
        "form": form,
        "cari": pilihan.get("q", ""),
        "satker": pilihan.get("satker")
        or Satker.objects.visible_to(request.user, Permission.MANAGE_ACCOUNTS).first(),
        "query": f"{urlencode(dipilih)}&" if dipilih else "",
    }
    return render(request, "accounts/people_list.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """A new account; its link is shown once, in the answer itself, so that it is stored nowhere."""
    require_anywhere(request.user, Permission.MANAGE_ACCOUNTS)
    form = InviteForm(posted(request), by=request.user, initial={"mulai": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            tautan = actions.invite(isi["nama"], isi["username"], isi["email"], form.tugas(), by=request.user)
        except Ditolak as error:
            form.refuse(error)
        else:
            return _show_link(request, tautan)
    return form_page(
        request,
        form,
        title="Undang orang",
        lead="Orang ini menetapkan kata sandinya sendiri melalui tautan yang berlaku tujuh hari.",
        button="Kirim undangan",
        back=(reverse("accounts:people_list"), "Orang"),
    )


def detail(request: HttpRequest, orang: int) -> HttpResponse:
    """One person: state, duties past and present, what was done to the account."""
    user = person(request, orang)
    return _person_page(request, user)


def add_duty(request: HttpRequest, orang: int) -> HttpResponse:
    """Another duty."""
    user = person(request, orang)
    form = DutyForm(posted(request), by=request.user, initial={"mulai": timezone.localdate()})
    if attempt(request, form, lambda: actions.add_duty(user, form.tugas(), by=request.user)):
        messages.success(request, "Penugasan disimpan.")
        return redirect("accounts:people_detail", user.pk)
    return form_page(
        request,
        form,
        title="Tambah penugasan",
        lead=f"Untuk {user.nama} ({user.username}).",
        button="Simpan penugasan",
        back=(reverse("accounts:people_detail", args=[user.pk]), user.nama),
    )


def end_duty(request: HttpRequest, orang: int, tugas: int) -> HttpResponse:
    """The last day of a duty; today ends it at once."""
    user = person(request, orang)
    terjangkau = user.penugasan.filter(satker_filter(request.user, prefix="satker__"))
    duty = get_object_or_404(terjangkau.select_related("satker__induk__induk", "user"), pk=tugas)
    require(request.user, Permission.MANAGE_ACCOUNTS, duty.satker)
    hari = timezone.localdate()
    form = EndDutyForm(posted(request), initial={"selesai": hari, "lama": duty.selesai})

    def end() -> None:
        isi = form.cleaned_data
        actions.end_duty(duty, isi["selesai"], lama=isi["lama"], by=request.user, on=hari)

    return edit_page(
        request,
        form,
        end,
        title="Akhiri penugasan",
        lead=f"{user.nama}, {duty}.",
        button="Simpan hari terakhir",
        back=(reverse("accounts:people_detail", args=[user.pk]), user.nama),
        done="Hari terakhir penugasan disimpan.",
    )


@require_POST
def deactivate(request: HttpRequest, orang: int) -> HttpResponse:
    """Close the account."""
    user = person(request, orang)
    return _do(
        request,
        user,
        lambda: actions.deactivate(user, by=request.user, on=timezone.localdate()),
        "Akun dinonaktifkan. Semua sesinya diakhiri.",
    )


@require_POST
def reactivate(request: HttpRequest, orang: int) -> HttpResponse:
    """Let the person in again."""
    user = person(request, orang)
    return _do(
        request,
        user,
        lambda: actions.reactivate(user, by=request.user, on=timezone.localdate()),
        "Akun diaktifkan kembali.",
    )


@require_POST
def renew(request: HttpRequest, orang: int) -> HttpResponse:
    """A new link, shown once in the answer."""
    user = person(request, orang)
    try:
        tautan = actions.renew_invitation(user, by=request.user, on=timezone.localdate())
    except Ditolak as error:
        messages.error(request, str(error))
        return redirect("accounts:people_detail", user.pk)
    return _show_link(request, tautan)


@require_POST
def revoke(request: HttpRequest, orang: int) -> HttpResponse:
    """Make the open link void."""
    user = person(request, orang)
    return _do(
        request,
        user,
        lambda: actions.revoke_invitation(user, by=request.user, on=timezone.localdate()),
        "Tautan dicabut dan tidak dapat dipakai lagi.",
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password, or a new one; a link that opens nothing says why and whom to ask."""
    try:
        undangan = invitations.find(token, timezone.now())
        form = AcceptForm(undangan.user, posted(request))
        if request.method == "POST" and form.is_valid():
            unlock(invitations.accept(token, form.cleaned_data["new_password1"], now=timezone.now()))
            messages.success(request, "Kata sandi disimpan. Silakan masuk.")
            return redirect("accounts:login")
    except invitations.TidakBerlaku as error:
        context = {"alasan": str(error)}
        return render(
            request, "accounts/people_link_void.html", context, status=UNUSABLE.get(error.keadaan, 410)
        )
    return render(request, "accounts/people_accept.html", {"form": form, "orang": undangan.user})


def account_state(user: User) -> Keadaan:
    """The state of an account whose open links were fetched as `undangan_terbuka`."""
    if user.is_active:
        return Keadaan("Aktif", "baik")
    terbuka = next(iter(user.undangan_terbuka), None)
    if terbuka is None:
        return Keadaan("Tidak aktif", "netral")
    if terbuka.berlaku_sampai <= timezone.now():
        return Keadaan("Undangan kedaluwarsa", "perhatian")
    return Keadaan("Menunggu undangan diterima", "proses")


def person(request: HttpRequest, pk: int) -> User:
    """A person of a satker in reach (else Http404) whose account one manages (else PermissionDenied)."""
    user = get_object_or_404(people_of(request.user), pk=pk)
    actions.require_person(request.user, user)
    return user


def _person_page(request: HttpRequest, user: User) -> HttpResponse:
    hari = timezone.localdate()
    tampil = people_with_duties(request.user, hari).get(pk=user.pk)
    tugas = Penugasan.objects.managed_by(request.user).filter(user=user).select_related("satker", "bagian")
    tugas = list(tugas.order_by("-mulai", "-pk"))
    berlaku = {duty.pk for duty in tampil.tugas_berlaku}
    context = {
        "orang": tampil,
        "keadaan": account_state(tampil),
        "undangan": next(iter(tampil.undangan_terbuka), None),
        "pernah_masuk": tampil.has_usable_password(),
        "tugas": [(duty, _duty_state(duty, berlaku, hari)) for duty in tugas],
        "di_luar": user.penugasan.exclude(pk__in=[duty.pk for duty in tugas]).count(),
        "diri_sendiri": user.pk == request.user.pk,
        "langkah_kedua": device_of(user),
        "alasan_tertutup": _why_not(request.user, user),
        "peristiwa": _events(request.user, user),
    }
    return render(request, "accounts/people_detail.html", context)


def _duty_state(duty: Penugasan, berlaku: set[int], hari) -> str:
    if duty.pk in berlaku:
        return "Berlaku"
    return "Belum mulai" if duty.mulai > hari and duty.diakhiri_pada is None else "Berakhir"


def _why_not(by: User, user: User) -> str:
    """Why the account itself may not be touched; empty when it may."""
    if by.pk == user.pk:
        return "Ini akun Anda sendiri. Perubahan atas akun ini dilakukan oleh Administrator lain."
    try:
        actions.require_whole_person(by, user, timezone.localdate())
    except Ditolak as error:
        return str(error)
    return ""


def _events(by: User, user: User) -> list[Jejak]:
    terlihat = Satker.objects.visible_to(by, Permission.MANAGE_ACCOUNTS)
    return list(history(user).filter(Q(satker__isnull=True) | Q(satker__in=terlihat.values("pk")))[:EVENTS])


def _do(request: HttpRequest, user: User, action: Callable[[], object], done: str) -> HttpResponse:
    try:
        action()
    except Ditolak as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("accounts:people_detail", user.pk)


@never_cache
def _show_link(request: HttpRequest, tautan: invitations.Tautan) -> HttpResponse:
    context = {"orang": tautan.undangan.user, "undangan": tautan.undangan, "tautan": tautan.url}
    return render(request, "accounts/people_link.html", context)
