"""What only the whole can say: the years of a satker, the state of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can, duties
from agreements.models import PerjanjianKinerja
from agreements.queries import berlaku, tahun_perjanjian, versi_perjanjian
from budget.models import Dipa
from budget.queries import Anggaran, anggaran_satker, tahun_dipa
from measurements.queries import KinerjaTahunan, kinerja_tahunan
from reports.models import LaporanKinerja


@dataclass(frozen=True)
class Keadaan:
    """A satker's year as the beranda shows it; None where there is nothing or the user may not read it."""

    perjanjian: PerjanjianKinerja | None
    kinerja: KinerjaTahunan | None
    anggaran: Anggaran | None
    laporan: LaporanKinerja | None


def keadaan(satker: Satker, tahun: int, user: User) -> Keadaan:
    """The state of a year, each part only for who may read it."""
    perjanjian = berlaku(versi_perjanjian(satker, tahun))
    ukur = perjanjian is not None and can(user, Permission.READ_MEASUREMENT, satker)
    return Keadaan(
        perjanjian,
        kinerja_tahunan(perjanjian) if ukur else None,
        anggaran_satker(satker, tahun) if can(user, Permission.READ_BUDGET, satker) else None,
        _laporan(satker, tahun) if can(user, Permission.READ_REPORT, satker) else None,
    )


def tahun_berdata(satker: Satker) -> list[int]:
    """The years with a PK or a DIPA, newest first."""
    return sorted({*tahun_perjanjian(satker), *tahun_dipa(satker)}, reverse=True)


def tahun_per_satker(satker: Sequence[Satker]) -> dict[int, list[int]]:
    """Satker id -> its years with a PK or a DIPA, newest first, in two queries."""
    tahun: dict[int, set[int]] = {satu.pk: set() for satu in satker}
    for model in (PerjanjianKinerja, Dipa):
        for pk, satu in model.objects.filter(satker__in=satker).values_list("satker", "tahun"):
            tahun[pk].add(satu)
    return {pk: sorted(isi, reverse=True) for pk, isi in tahun.items()}


def satker_utama(user: User) -> Satker | None:
    """The satker of the user's first duty; None without a duty."""
    return next((duty.satker for duty in duties(user)), None)


def _laporan(satker: Satker, tahun: int) -> LaporanKinerja | None:
    return LaporanKinerja.objects.filter(satker=satker, tahun=tahun).order_by("-versi").first()
