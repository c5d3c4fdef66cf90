"""What only the whole can say: the years of a satker, the state of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can, duties
from accounts.prepared import Prepared
from agreements.models import PerjanjianKinerja
from agreements.queries import berlaku, jumlah_anggaran, ringkas_perjanjian
from agreements.states import StatusPK
from agreements.tasks_queries import Kertas, waiting_agreements
from budget.models import Dipa
from budget.queries import RingkasanAnggaran, ringkasan_anggaran, tahun_dipa
from measurements.figures import KinerjaTahunan
from measurements.queries import kinerja_tahunan
from reports.models import LaporanKinerja
from reports.tasks_queries import waiting_reports

#: Who takes a step on a paper that others wrote.
PENANDA_TANGAN = (
    Permission.SIGN_AGREEMENT,
    Permission.APPROVE_AGREEMENT,
    Permission.EXAMINE_REPORT,
    Permission.SIGN_REPORT,
    Permission.RECEIVE_REPORT,
)
_laporan = Prepared.of(
    lambda satker, tahun: (
        LaporanKinerja.objects.filter(satker=satker, tahun=tahun)
        .order_by("-versi")
        .only("id", "versi", "status", "tanggal")[:1]
    )
)


@dataclass(frozen=True)
class Keadaan:
    """A satker's year as the beranda shows it; None where there is nothing or the user may not read it.

    tahun: the years with a PK or a DIPA, newest first.
    """

    perjanjian: PerjanjianKinerja | None
    kinerja: KinerjaTahunan | None
    anggaran: RingkasanAnggaran | None
    laporan: LaporanKinerja | None
    tahun: list[int]
    anggaran_pk: int = 0

    @property
    def beda_anggaran(self) -> bool:
        """Whether a PK in force promises another sum than the DIPA in force holds."""
        return (
            self.perjanjian is not None
            and self.perjanjian.status == StatusPK.DITETAPKAN
            and self.anggaran is not None
            and self.anggaran.serapan is not None
            and self.anggaran_pk not in (0, self.anggaran.serapan.pagu)
        )


def keadaan(satker: Satker, tahun: int, user: User) -> Keadaan:
    """The state of a year, each part only for who may read it."""
    semua, dipa = ringkas_perjanjian(satker), tahun_dipa(satker)
    perjanjian = berlaku([satu for satu in semua if satu.tahun == tahun])
    ukur = perjanjian is not None and can(user, Permission.READ_MEASUREMENT, satker)
    anggaran = tahun in dipa and can(user, Permission.READ_BUDGET, satker)
    return Keadaan(
        perjanjian,
        kinerja_tahunan(perjanjian) if ukur else None,
        ringkasan_anggaran(satker, tahun) if anggaran else None,
        next(iter(_laporan(satker.pk, tahun)), None) if can(user, Permission.READ_REPORT, satker) else None,
        sorted({*dipa, *(satu.tahun for satu in semua)}, reverse=True),
        jumlah_anggaran(perjanjian) if perjanjian is not None and anggaran else 0,
    )


def kertas_menunggu(user: User) -> list[Kertas]:
    """The papers whose next step is this person's, the longest waiting first, in two queries."""
    semua = [*waiting_agreements(user), *waiting_reports(user)]
    return sorted(semua, key=lambda satu: (satu.sejak is None, satu.sejak and satu.sejak.timestamp()))


def tahun_utama(satker: Satker, kini: int) -> int:
    """The year one lands on: the newest whose PK is in force, for a draft of the next one is not at work yet.

    Without any in force the newest with a PK or a DIPA; without those `kini`.
    """
    perjanjian = ringkas_perjanjian(satker)
    ditetapkan = [satu.tahun for satu in perjanjian if satu.status == StatusPK.DITETAPKAN]
    return max(ditetapkan or [*(satu.tahun for satu in perjanjian), *tahun_dipa(satker)], default=kini)


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
