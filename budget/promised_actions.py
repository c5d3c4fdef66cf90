"""The budget of a promise, taken from the DIPA in force."""

from accounts.actions import Ditolak
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from agreements.models import PerjanjianKinerja
from agreements.pk_actions import Program, set_budget
from budget.models import BarisDipa
from budget.queries import anggaran_satker


def take_from_dipa(perjanjian: PerjanjianKinerja, *, by: User) -> int:
    """Write the programmes of the DIPA in force into a draf; how many they are.

    Ditolak: there is no DIPA, or it is known by its total alone. Terkunci, PermissionDenied.
    """
    require(by, Permission.READ_BUDGET, perjanjian.satker)
    anggaran = anggaran_satker(perjanjian.satker, perjanjian.tahun)
    if anggaran is None:
        raise Ditolak(f"Belum ada DIPA {perjanjian.satker} tahun {perjanjian.tahun}. Unggahlah lebih dahulu.")
    program = [
        Program(satu.baris.kode, satu.baris.uraian, satu.serapan.pagu)
        for satu in anggaran.akar
        if satu.baris.level == BarisDipa.Level.PROGRAM
    ]
    if not program:
        raise Ditolak(
            "DIPA yang ada hanya memuat jumlah, tanpa rincian program. Unggahlah rincian anggaran satker."
        )
    nomor = anggaran.revisi.nomor
    set_budget(perjanjian, program, sumber=f"DIPA revisi {nomor}" if nomor else "DIPA awal", by=by)
    return len(program)
