"""One's own account and the satker one may see."""

from django.contrib.auth.views import LogoutView
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from accounts.forms import SatkerSearchForm
from accounts.models import Satker
from accounts.permissions import ROLES, Permission, access_table
from accounts.policy import duties
from accounts.second_step import device_of, needs_second_step

PER_PAGE = 50
_sign_out = LogoutView.as_view(http_method_names=["post", "options"])


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; on a PC that others use too, going back shows no page of before."""
    response = _sign_out(request)
    response["Clear-Site-Data"] = '"cache"'
    return response


def me(request: HttpRequest) -> HttpResponse:
    """One's duties with how far they reach, and what each role may do."""
    tugas = [(duty, ROLES[duty.peran].reach.value) for duty in duties(request.user)]
    peran = {duty.get_peran_display() for duty, _ in tugas}
    context = {
        "tugas": tugas,
        "langkah_kedua": device_of(request.user),
        "kode_tersisa": request.user.kode_pemulihan.filter(dipakai_pada__isnull=True).count(),
        "perlu_langkah_kedua": needs_second_step(request.user),
        "kewenangan": [satu.value for satu in Permission],
        "baris": [
            (nama, jangkauan, list(boleh.values()), nama in peran)
            for nama, jangkauan, boleh in access_table()
        ],
    }
    return render(request, "accounts/user_detail.html", context)


def satker_list(request: HttpRequest) -> HttpResponse:
    """The satker in reach, searched by name, region or code."""
    form = SatkerSearchForm(request.GET)
    cari = form.cleaned_data["q"] if form.is_valid() else ""
    satker = Satker.objects.visible_to(request.user).select_related("induk")
    ditemukan = satker.filter(Q(nama__icontains=cari) | Q(wilayah__icontains=cari) | Q(kode__startswith=cari))
    page = Paginator(ditemukan, PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': cari})}&" if cari else ""
    return render(request, "accounts/satker_list.html", {"page": page, "query": query, "cari": cari})
