"""What the pages on a PK share: fetching what is in reach, one form that may be refused, the locked page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.action_forms import ActionForm
from accounts.actions import Ditolak
from accounts.permissions import Permission
from accounts.place import step_into
from agreements.models import Indikator, PerjanjianKinerja, SasaranKegiatan
from agreements.pk_actions import LembarBentrok, Terhapus
from agreements.pk_lock import Terkunci, alasan_terkunci
from agreements.pk_signing import Berubah

PIHAK_DAN_LANGKAH = (
    "satker__induk",
    "pihak_pertama",
    "pihak_kedua",
    "diajukan_oleh",
    "ditandatangani_oleh",
    "ditetapkan_oleh",
    "menggantikan",
)


def pk_in_reach(request: HttpRequest, pk: int, permission: Permission) -> PerjanjianKinerja:
    """A PK. Http404: out of reach; PermissionDenied: in reach, not allowed."""
    reach = PerjanjianKinerja.objects.visible_to(request.user).select_related(*PIHAK_DAN_LANGKAH)
    found = get_object_or_404(reach, pk=pk)
    step_into(request, found.satker, permission, found.tahun)
    return found


def sasaran_in_reach(request: HttpRequest, pk: int) -> SasaranKegiatan:
    """A sasaran kegiatan that the person writes on."""
    reach = SasaranKegiatan.objects.visible_to(request.user)
    jalur = [f"perjanjian__{nama}" for nama in PIHAK_DAN_LANGKAH]
    found = get_object_or_404(reach.select_related(*jalur, "sasaran_strategis"), pk=pk)
    perjanjian = found.perjanjian
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)
    return found


def indikator_in_reach(request: HttpRequest, pk: int) -> Indikator:
    """An indikator that the person writes on."""
    reach = Indikator.objects.visible_to(request.user)
    jalur = [f"sasaran__perjanjian__{nama}" for nama in PIHAK_DAN_LANGKAH]
    found = get_object_or_404(reach.select_related(*jalur, "penanggung_jawab", "iku"), pk=pk)
    perjanjian = found.sasaran.perjanjian
    step_into(request, perjanjian.satker, Permission.COMPOSE_AGREEMENT, perjanjian.tahun)
    return found


def susun_url(perjanjian: PerjanjianKinerja, baris: str = "") -> str:
    """The page on which a PK is written; `baris`: the id of the row to come back to."""
    return reverse("agreements:pk_susun", args=[perjanjian.pk]) + (f"#{baris}" if baris else "")


def sheet_page(
    request: HttpRequest,
    perjanjian: PerjanjianKinerja,
    form: ActionForm,
    save: Callable[[], Any],
    *,
    title: str,
    lead: str = "",
    button: str = "Simpan",
    done: str = "Perubahan disimpan.",
    template: str = "agreements/pk_form.html",
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of one sheet: saved it leads back; refused, locked or clashing it keeps what was typed."""
    terkunci, bentrok, status = alasan_terkunci(perjanjian), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            baris = save()
            messages.success(request, done)
            return redirect(back or susun_url(perjanjian, baris if isinstance(baris, str) else ""))
        except LembarBentrok as galat:
            form.take_over(galat.sidik)
            bentrok, status = galat, 409
        except (Terkunci, Berubah) as galat:
            terkunci, status = str(galat), 409
        except Terhapus as galat:
            form.add_error(None, str(galat))
            status = 409
        except Ditolak as galat:
            form.refuse(galat)
    konteks = {
        "perjanjian": perjanjian, "satker": perjanjian.satker, "form": form, "title": title, "lead": lead,
        "button": button, "bentrok": bentrok, "terkunci": terkunci,
        "kembali": back or susun_url(perjanjian), "url_pk": pk_url(perjanjian), **more,
    }  # fmt: skip
    return render(request, template, konteks, status=status)


def pk_url(perjanjian: PerjanjianKinerja) -> str:
    """The page of exactly this version."""
    return f"{perjanjian.get_absolute_url()}?versi={perjanjian.versi}"


def locked_page(request: HttpRequest, perjanjian: PerjanjianKinerja, alasan: str) -> HttpResponse:
    """Why nothing was changed."""
    konteks = {
        "perjanjian": perjanjian,
        "satker": perjanjian.satker,
        "alasan": alasan,
        "url_pk": pk_url(perjanjian),
    }
    return render(request, "agreements/pk_locked.html", konteks, status=409)


def take(request: HttpRequest, perjanjian: PerjanjianKinerja, step: Callable[[], Any], done: str, back: str):
    """A step without a form of its own: taken, or the sentence that says why it was not."""
    try:
        step()
    except (Terkunci, Berubah, Terhapus) as galat:
        return locked_page(request, perjanjian, str(galat))
    except Ditolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, done)
    return redirect(back)
