"""The budget beside a promise, for pages of agreements that do not know this app; the tabs of its own."""

from typing import Any

from django import template
from django.urls import reverse

from accounts.models import Satker
from accounts.permissions import Permission
from accounts.policy import can
from agreements.models import Indikator, PerjanjianKinerja
from agreements.states import StatusPK
from budget.queries import banding_perjanjian, kegiatan_pendukung

register = template.Library()


@register.inclusion_tag("budget/activity_table.html", takes_context=True)
def kegiatan_indikator(context: template.Context, indikator: Indikator) -> dict[str, Any]:
    """The kegiatan of the DIPA in force that serve an indikator, for who may read the budget."""
    perjanjian = indikator.sasaran.perjanjian
    satker, tahun = perjanjian.satker, perjanjian.tahun
    boleh = can(context["user"], Permission.READ_BUDGET, satker)
    return {
        "boleh": boleh,
        "baris": kegiatan_pendukung(indikator, satker, tahun) if boleh else [],
        "url_dipa": reverse("budget:satker", args=[satker.slug, tahun]),
    }


@register.inclusion_tag("budget/agreement_table.html", takes_context=True)
def anggaran_perjanjian(context: template.Context, perjanjian: PerjanjianKinerja) -> dict[str, Any]:
    """The programmes of a PK beside the DIPA in force, for who may read the budget; else the PK alone."""
    boleh = can(context["user"], Permission.READ_BUDGET, perjanjian.satker)
    menyusun = can(context["user"], Permission.COMPOSE_AGREEMENT, perjanjian.satker)
    program = list(perjanjian.anggaran_program.all())
    baris = banding_perjanjian(perjanjian) if boleh else []
    jumlah = sum(satu.nilai for satu in program)
    pagu = [satu.pagu for satu in baris if satu.pagu is not None]
    return {
        "perjanjian": perjanjian,
        "boleh": boleh,
        "boleh_ambil": boleh and menyusun and perjanjian.status == StatusPK.DRAF,
        "boleh_ubah": boleh and menyusun and perjanjian.status == StatusPK.DITETAPKAN,
        "csrf_token": context.get("csrf_token"),
        "program": program,
        "jumlah": jumlah,
        "baris": baris,
        "jumlah_pagu": sum(pagu) if pagu else None,
        "selisih": sum(pagu) - jumlah if pagu else None,
        "url_dipa": reverse("budget:satker", args=[perjanjian.satker.slug, perjanjian.tahun]),
        "url_unggah": reverse("budget:unggah", args=[perjanjian.satker.slug, perjanjian.tahun]),
    }


@register.inclusion_tag("components/tabs.html")
def tab_semua(tahun: int, di: str) -> dict[str, Any]:
    """The pages about all satker; `di` is the name of the one that is shown."""
    tab = [("rekap", "Rekapitulasi"), ("peta", "Unggahan per bulan")]
    return {
        "label": "Anggaran semua satker",
        "items": [
            {"label": label, "url": reverse(f"budget:{nama}", args=[tahun]), "active": nama == di}
            for nama, label in tab
        ],
    }


@register.inclusion_tag("components/tabs.html")
def tab_satker(satker: Satker, tahun: int, di: str) -> dict[str, Any]:
    """The pages about one satker's budget; `di` is the name of the one that is shown."""
    tab = [("satker", "Rincian"), ("bulanan", "Per bulan"), ("revisi", "Revisi DIPA"), ("unggah", "Unggahan")]
    return {
        "label": "Anggaran satker",
        "items": [
            {
                "label": label,
                "url": reverse(f"budget:{nama}", args=[satker.slug, tahun]),
                "active": nama == di,
            }
            for nama, label in tab
        ],
    }
