"""The LKj that wait for a person: to be examined, to be signed, to be received."""

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import duty_satker
from accounts.prepared import Prepared
from agreements.tasks_queries import Kertas
from reports.models import LaporanKinerja
from reports.states import StatusLkj
from ui.addresses import address

#: Status -> what is to be done.
PERBUATAN = {
    StatusLkj.KONSEP: "Periksa bila sudah lengkap",
    StatusLkj.DIPERIKSA: "Baca dan sahkan",
    StatusLkj.DISAHKAN: "Nyatakan diterima",
}
#: Status -> who may do it, by a duty at the very satker.
IZIN = {
    StatusLkj.KONSEP: Permission.EXAMINE_REPORT,
    StatusLkj.DIPERIKSA: Permission.SIGN_REPORT,
    StatusLkj.DISAHKAN: Permission.RECEIVE_REPORT,
}
_menunggu = Prepared.of(
    lambda satker: (
        LaporanKinerja.objects.filter(satker=satker, status__in=[*IZIN])
        .order_by("tahun", "versi")
        .only("tahun", "status", "diperiksa_pada", "diperiksa_oleh_id", "disahkan_pada", "disahkan_oleh_id")
    )
)


def waiting_reports(user: User) -> list[Kertas]:
    """The LKj at the satker of the user's duties whose next step is the user's, in one query per satker."""
    return [
        _paper(laporan, satker)
        for satker in duty_satker(user, *IZIN.values())
        for laporan in _menunggu(satker.pk)
        if _giliran(laporan, user, satker)
    ]


def _giliran(laporan: LaporanKinerja, user: User, satker: Satker) -> bool:
    """Whether the next step is the user's: nobody takes two in a row."""
    sebelumnya = {
        StatusLkj.DIPERIKSA: laporan.diperiksa_oleh_id,
        StatusLkj.DISAHKAN: laporan.disahkan_oleh_id,
    }
    status = StatusLkj(laporan.status)
    return sebelumnya.get(status) != user.pk and satker in duty_satker(user, IZIN[status])


def _paper(laporan: LaporanKinerja, satker: Satker) -> Kertas:
    status = StatusLkj(laporan.status)
    sejak = {StatusLkj.DIPERIKSA: laporan.diperiksa_pada, StatusLkj.DISAHKAN: laporan.disahkan_pada}
    return Kertas(
        f"Laporan Kinerja tahun {laporan.tahun}",
        satker,
        PERBUATAN[status],
        sejak.get(status),
        address("reports:pengesahan", satker.slug, laporan.tahun),
    )
