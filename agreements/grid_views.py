"""What the pages of a grid share: a paste is looked at, then used; what cannot be saved stays typed."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from accounts.actions import Ditolak
from agreements.frozen import Dibekukan
from agreements.grid import (
    Baris,
    BarisKetikan,
    KisiBentrok,
    TanpaIsian,
    Tempelan,
    apply,
    clashed,
    pasted,
    sent_rows,
)
from agreements.grid_display import error_links, preview_row
from agreements.pk_lock import Terkunci

#: The page of a grid: its rows, and what `grid_context` and the status say besides.
Halaman = Callable[..., HttpResponse]


def answer_grid(
    request: HttpRequest,
    baris: Sequence[Baris],
    *,
    page: Halaman,
    save: Callable[[list[Baris]], str],
    tanpa: Mapping[str, TanpaIsian] = MappingProxyType({}),
) -> HttpResponse:
    """The page of a grid; a POST looks at a paste, puts it into the grid, or saves the changed rows.

    save: writes rows without errors and says in a sentence what it did; KisiBentrok, Ditolak, Terkunci,
    Dibekukan keep the page with what was typed. tanpa: in each part of the grid, who has no field there.
    """
    if request.method != "POST":
        return page(list(baris))
    baris = sent_rows(baris, request.POST)
    tempel, kelompok = request.POST.get("tempel", ""), request.POST.get("kelompok", "")
    if (aksi := request.POST.get("aksi")) in ("cuplik", "pakai"):
        tempelan = pasted(tempel, baris, kelompok, tanpa.get(kelompok)) if tempel else None
        if aksi == "pakai" and tempelan and tempelan.dapat_dipakai:
            return page(apply(baris, tempelan, kelompok), ditempel=True)
        return page(baris, tempel=tempel, kelompok=kelompok, tempelan=tempelan)
    if any(any(satu.galat) for satu in baris):
        return page(baris)
    try:
        kabar = save([satu for satu in baris if satu.berubah])
    except KisiBentrok as error:
        return page(clashed(baris, error), status=409)
    except (Ditolak, Terkunci, Dibekukan) as error:
        return page(baris, ditolak=str(error), status=409)
    messages.success(request, kabar)
    return HttpResponseRedirect(request.get_full_path())


def render_grid(
    request: HttpRequest,
    template: str,
    baris: Sequence[BarisKetikan],
    context: dict[str, Any],
    *,
    tempel: str = "",
    kelompok: str = "",
    tempelan: Tempelan | None = None,
    ditempel: bool = False,
    ditolak: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a grid with what its templates share: errors, clash, paste and its preview."""
    lajur = baris[0].LAJUR if baris else ()
    context |= {
        "galat": error_links(baris),
        "bentrok": any(satu.tersimpan for satu in baris),
        "ditempel": ditempel,
        "ditolak": ditolak,
        "tempel": tempel,
        "kelompok": kelompok,
        "tempelan": tempelan,
        "lajur": lajur,
        "lebar": len(lajur) + 3,
        "cuplikan": [preview_row(satu, lajur) for satu in tempelan.baris] if tempelan else (),
    }
    return render(request, template, context, status=status)
