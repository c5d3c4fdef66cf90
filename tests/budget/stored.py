"""Uploads that are stored, checked and applied, and what the database holds then."""

from typing import Any

from accounts.models import Satker
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa, Unggahan
from budget.snapshot import potret
from budget.upload_actions import apply, check, receive
from budget.upload_plan import plan
from tests.budget.books import BULAN, RO, TAHUN, Rows, csv, recap

NEW = RO | {"CQ.6710.QGE.001": (20_000, 10_000)}
NAIK = {code: (pagu, min(pagu, nyata + 1_000)) for code, (pagu, nyata) in RO.items()}
TURUN = {code: (pagu, nyata - 1_000) for code, (pagu, nyata) in RO.items()}


def upload(satker: Satker, rows: Rows, by=None, bulan: int = BULAN, **isi: Any) -> Unggahan:
    """Received and checked."""
    unggahan = receive(satker, TAHUN, bulan, "realisasi.csv", csv(rows), by=by, **isi)
    check(unggahan)
    unggahan.refresh_from_db()
    return unggahan


def reasons(unggahan: Unggahan) -> dict[str, str]:
    """A reason for every warning of an upload."""
    return {satu.key: "Sudah diperiksa." for satu in plan(unggahan).peringatan}


def applied(satker: Satker, rows: Rows, by=None, **isi: Any) -> Unggahan:
    unggahan = upload(satker, rows, by, **isi)
    apply(unggahan, by=by, alasan=reasons(unggahan))
    unggahan.refresh_from_db()
    return unggahan


def dump() -> list[list[tuple]]:
    """Every row of the budget but the uploads themselves."""
    models = (Dipa, RevisiDipa, BarisDipa, RealisasiAnggaran)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def state(satker: Satker) -> tuple:
    return potret([satker.pk], TAHUN)[satker.pk].revisi


def recap_of(satker: Satker, kab: list[Satker], **amounts: tuple[int, int]) -> Rows:
    dasar = {satu.nama: (1_000, 400) for satu in (satker, *kab)}
    return recap(dasar | {f"KPU Kab. {nama}": satu for nama, satu in amounts.items()})
