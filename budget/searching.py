"""What a list of budgets is narrowed to: the satker in reach, a search, who has not uploaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import Satker
from accounts.permissions import Permission
from budget.months import Tempo, tempo_terakhir
from budget.overview_queries import belum_mengunggah

LONGEST, PER_HALAMAN = 100, 50


@dataclass(frozen=True)
class Saringan:
    """The satker that are shown out of all that may be read; `tempo` is the last month that is due."""

    satker: Sequence[Satker]
    terbaca: Sequence[Satker]
    wilayah: str
    cari: str
    belum: bool
    tempo: Tempo | None

    @property
    def menyaring(self) -> bool:
        """Whether something was asked for."""
        return bool(self.wilayah or self.cari or self.belum)

    @property
    def query(self) -> str:
        """The same once more, with its question mark; empty for all."""
        isi = {"wilayah": self.wilayah, "cari": self.cari, "belum": "1" if self.belum else ""}
        ada = {nama: nilai for nama, nilai in isi.items() if nilai}
        return f"?{urlencode(ada)}" if ada else ""

    @property
    def query_halaman(self) -> str:
        """The same for components/pagination.html."""
        return f"{self.query[1:]}&" if self.query else ""


def saringan(request: HttpRequest, tahun: int) -> Saringan:
    """What ?wilayah=, ?cari= and ?belum=1 ask for. PermissionDenied: no satker's budget may be read."""
    reach = Satker.objects.visible_to(request.user, Permission.READ_BUDGET)
    hari, wilayah, cari = timezone.localdate(), request.GET.get("wilayah", ""), kata_cari(request)
    terbaca = list(reach.select_related("induk") if wilayah else reach)
    if not terbaca:
        raise PermissionDenied("Peran Anda tidak mencakup kewenangan membaca anggaran satker mana pun.")
    belum = request.GET.get("belum") == "1"
    dipilih = [satu for satu in terbaca if _di_wilayah(satu, wilayah) and _cocok_satker(satu, cari)]
    tempo = tempo_terakhir(tahun, hari)
    if belum:
        tertunda = belum_mengunggah(dipilih, tahun, hari)
        dipilih = [satu for satu in dipilih if satu.pk in tertunda]
    return Saringan(dipilih, terbaca, wilayah, cari, belum, tempo)


def halaman(request: HttpRequest, baris: Sequence[Any]) -> Page:
    """The part of a list of satker that ?page= asks for."""
    return Paginator(baris, PER_HALAMAN).get_page(request.GET.get("page"))


def kata_cari(request: HttpRequest) -> str:
    """What ?cari= asks for, without needless blanks."""
    return " ".join(request.GET.get("cari", "").split())[:LONGEST]


def cocok(cari: str, *teks: str) -> bool:
    """Whether one of the texts holds what is looked for, whatever its case."""
    return any(cari.casefold() in satu.casefold() for satu in teks)


def _cocok_satker(satker: Satker, cari: str) -> bool:
    return cocok(cari, satker.nama, satker.wilayah, satker.kode)


def _di_wilayah(satker: Satker, slug: str) -> bool:
    """The satker itself, or one right under it."""
    return not slug or satker.slug == slug or (satker.induk is not None and satker.induk.slug == slug)
