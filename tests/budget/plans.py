"""Plans made in memory: a file, a satker, a DIPA year, and what is found. No database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from accounts.models import Satker
from budget.snapshot import BarisPotret, PotretDipa, RevisiPotret
from budget.upload_plan import UPLOADING
from budget.uploads.material import Bahan, Permintaan
from budget.uploads.plan import Rencana, susun
from budget.uploads.read import baca
from importing.book import Workbook
from tests.budget.books import BULAN, KODE, LEVELS, NAMA, TAHUN, tree

SATKER = Satker(pk=1, kode=KODE, nama=NAMA, nama_panjang="Komisi Pemilihan Umum Provinsi Uji")
KAB = [
    Satker(
        pk=pk, kode=f"65679{pk}", nama=f"KPU Kab. {nama}", nama_panjang=f"Komisi Pemilihan Umum Kab. {nama}"
    )
    for pk, nama in ((2, "Satu"), (3, "Dua"))
]
MONTHS = Mapping[int, Mapping[str, int]]


def revisi(
    ro: Mapping[str, tuple[int, int]], nomor: int = 0, months: MONTHS | None = None, **isi: Any
) -> RevisiPotret:
    """A revision with a tree; months: month -> code of an RO -> rupiah."""
    baris = tuple(
        BarisPotret(
            kode,
            LEVELS[kode.count(".")],
            f"Uraian {kode}",
            urutan,
            kode.rpartition(".")[0] or None,
            pagu if kode in ro else None,
            {bulan: isi[kode] for bulan, isi in (months or {}).items() if kode in isi},
        )
        for urutan, (kode, (pagu, _)) in enumerate(tree(ro).items(), start=1)
    )
    return RevisiPotret(nomor, baris=baris, **isi)


def total_saja(pagu: int, months: Mapping[int, int] | None = None, nomor: int = 0) -> RevisiPotret:
    """A revision that is known by its total."""
    return RevisiPotret(
        nomor, baris=(BarisPotret("", "total", "Seluruh program", 1, None, pagu, dict(months or {})),)
    )


def bahan(
    workbook: Workbook,
    *stored: RevisiPotret,
    satker: Satker = SATKER,
    bawahan: Mapping[int, RevisiPotret] | None = None,
    sama: str = "",
    **minta: Any,
) -> Bahan:
    """bawahan: id of a kabupaten -> the revision that it has."""
    dasar: dict[str, Any] = {
        "tahun": TAHUN, "bulan": BULAN, "jangkauan": (SATKER, *KAB), "boleh": UPLOADING,
    }  # fmt: skip
    dasar |= minta
    dipa = {satu.pk: PotretDipa(satu.pk, TAHUN) for satu in (satker, *dasar["jangkauan"])}
    dipa[satker.pk] = PotretDipa(satker.pk, TAHUN, 1, stored)
    for pk, satu in (bawahan or {}).items():
        dipa[pk] = replace(dipa[pk], versi=1, revisi=(satu,))
    return Bahan(baca(workbook), Permintaan(satker, **dasar), dipa, sama)


def rencana(workbook: Workbook, *stored: RevisiPotret, **minta: Any) -> Rencana:
    return susun(bahan(workbook, *stored, **minta))


def temuan(workbook: Workbook, *stored: RevisiPotret, **minta: Any) -> list[tuple[str, str, str]]:
    """What is found: (severity, code, cell), sorted."""
    found = rencana(workbook, *stored, **minta).temuan
    return sorted((satu.severity.value, satu.code, satu.cell) for satu in found)


HARI = date(2023, 7, 1)
