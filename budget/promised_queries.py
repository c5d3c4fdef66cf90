"""What the DIPA says of a promise, for `agreements`, which does not know this app (settings.PK_ADVISERS)."""

from agreements.models import PerjanjianKinerja
from agreements.pk_advice import Saran
from budget.queries import banding_perjanjian
from kinerja.angka import rupiah


def advice_on_budget(perjanjian: PerjanjianKinerja) -> list[Saran]:
    """That it promises another sum than the DIPA in force holds; none while either has no sum."""
    baris = banding_perjanjian(perjanjian)
    janji = sum(satu.perjanjian or 0 for satu in baris)
    pagu = sum(satu.pagu or 0 for satu in baris)
    if not janji or not pagu or janji == pagu:
        return []
    kalimat = (
        f"Anggaran Perjanjian Kinerja ini {rupiah(janji)}, sedangkan pagu DIPA yang berlaku {rupiah(pagu)}. "
        "Ambil anggarannya dari DIPA."
    )
    return [Saran("dipa", kalimat, None, anggaran=True)]
