"""The states and kinds of an upload."""

from django.db.models import TextChoices

from accounts.permissions import Permission
from kinerja.workflow import Transition, Workflow


class StatusUnggahan(TextChoices):
    """diterima → diperiksa or ditolak → diterapkan; dibatalkan by whoever uploaded it."""

    DITERIMA = "diterima", "Diterima"
    DIPERIKSA = "diperiksa", "Diperiksa"
    DITOLAK = "ditolak", "Ditolak"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class JenisUnggahan(TextChoices):
    """What an upload is, told by its content; the last one is a return to an earlier state."""

    TEMPLATE = "template", "Templat LKj"
    FA_DETAIL = "fa-detail", "SAKTI Laporan FA Detail (16 Segmen)"
    REKAP = "rekap", "Rekap anggaran satker"
    PEMULIHAN = "pemulihan", "Pemulihan"


S = StatusUnggahan
#: An upload may be checked again: with another revision named, or when the DIPA has changed meanwhile.
BELUM_SELESAI = frozenset({S.DITERIMA, S.DIPERIKSA, S.DITOLAK})

ALUR_UNGGAHAN = Workflow(
    S.DITERIMA,
    (
        Transition("periksa", BELUM_SELESAI, S.DIPERIKSA, Permission.UPLOAD_BUDGET, "Periksa"),
        Transition("tolak", BELUM_SELESAI, S.DITOLAK, Permission.UPLOAD_BUDGET, "Tolak"),
        Transition("terapkan", frozenset({S.DIPERIKSA}), S.DITERAPKAN, Permission.UPLOAD_BUDGET, "Terapkan"),
        Transition("batalkan", BELUM_SELESAI, S.DIBATALKAN, Permission.UPLOAD_BUDGET, "Batalkan"),
    ),
)


def permission_for(jenis: str) -> Permission:
    """What an upload of this kind asks for: a recap speaks for the satker below, the others for one."""
    return Permission.UPLOAD_RECAP if jenis == JenisUnggahan.REKAP else Permission.UPLOAD_BUDGET
