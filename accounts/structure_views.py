"""Pages on which an Administrator keeps a satker's seat, its Bagian and its officials in office."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts import structure
from accounts.action_forms import ActionForm
from accounts.form_page import edit_page, posted
from accounts.models import Satker
from accounts.people_forms import (
    EndPejabatForm,
    NewBagianForm,
    PejabatForm,
    RenameBagianForm,
    SeatForm,
)
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher


@switchable
def satker_detail(request: HttpRequest, satker: str) -> HttpResponse:
    """How a satker is made up: seat, Bagian with their Subbagian, officials past and present."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    hari = timezone.localdate()
    pejabat = found.pejabat.select_related("bagian").by_rank()
    bagian = list(found.bagian.order_by("urutan", "nama"))
    context = {
        "satker": found,
        "identitas": [
            {"label": "Nama panjang", "value": found.nama_panjang},
            {"label": "Kode satker", "value": found.kode},
            {"label": "Jenis", "value": found.get_jenis_display()},
            {"label": "Tempat kedudukan", "value": found.ibu_kota},
        ],
        "bagian": [
            (induk, [satu for satu in bagian if satu.induk_id == induk.pk])
            for induk in bagian
            if induk.induk_id is None
        ],
        "pejabat": [
            (satu, satu.mulai <= hari and (satu.selesai is None or satu.selesai >= hari)) for satu in pejabat
        ],
        "pemilih": switcher(request.user, found, None),
    }
    return render(request, "accounts/people_satker.html", context)


def seat(request: HttpRequest, satker: str) -> HttpResponse:
    """Where the satker has its seat."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    form = SeatForm(posted(request), initial={"ibu_kota": found.ibu_kota, "lama": found.ibu_kota})

    def save() -> None:
        isi = form.cleaned_data
        structure.set_seat(found, isi["ibu_kota"], lama=isi["lama"], by=request.user)

    lead = "Dicetak sebagai tempat penandatanganan dokumen yang dibuat sesudah ini."
    return _edit(request, found, form, save, "Ubah tempat kedudukan", lead)


def bagian_add(request: HttpRequest, satker: str) -> HttpResponse:
    """A new Bagian or Subbagian."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    form = NewBagianForm(posted(request), satker=found)

    def save() -> None:
        structure.add_bagian(found, form.cleaned_data["nama"], form.cleaned_data["induk"], by=request.user)

    return _edit(request, found, form, save, "Tambah Bagian", f"Pada {found.nama}.")


def bagian_rename(request: HttpRequest, satker: str, bagian: int) -> HttpResponse:
    """Another name of a Bagian."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    satu = get_object_or_404(found.bagian.select_related("satker__induk"), pk=bagian)
    form = RenameBagianForm(posted(request), initial={"nama": satu.nama, "lama": satu.nama})

    def save() -> None:
        structure.rename_bagian(
            satu, form.cleaned_data["nama"], lama=form.cleaned_data["lama"], by=request.user
        )

    lead = "Indikator dan penugasan tetap terhubung dengan Bagian ini."
    return _edit(request, found, form, save, "Ubah nama Bagian", lead)


def pejabat_add(request: HttpRequest, satker: str) -> HttpResponse:
    """A new term of office."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    form = PejabatForm(posted(request), satker=found)

    def save() -> None:
        structure.add_pejabat(found, form.masa(), by=request.user)

    lead = f"Pada {found.nama}. Ketua dan Sekretaris hanya satu orang pada satu waktu."
    return _edit(request, found, form, save, "Tambah pejabat", lead)


def pejabat_end(request: HttpRequest, satker: str, pejabat: int) -> HttpResponse:
    """The last day of a term of office."""
    found = enter(request, satker, Permission.MANAGE_ACCOUNTS)
    satu = get_object_or_404(found.pejabat.select_related("satker__induk"), pk=pejabat)
    form = EndPejabatForm(posted(request), initial={"selesai": satu.selesai, "lama": satu.selesai})

    def save() -> None:
        structure.end_pejabat(
            satu, form.cleaned_data["selesai"], lama=form.cleaned_data["lama"], by=request.user
        )

    return _edit(request, found, form, save, "Akhiri masa jabatan", f"{satu}.")


def _edit(
    request: HttpRequest, satker: Satker, form: ActionForm, save: Callable[[], None], title: str, lead: str
) -> HttpResponse:
    """One form of a satker: saved, refused, or clashing with what somebody else saved."""
    back = (reverse("accounts:people_satker", args=[satker.slug]), satker.nama)
    return edit_page(request, form, save, title=title, lead=lead, back=back)
