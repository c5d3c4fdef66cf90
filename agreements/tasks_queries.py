"""The PK that wait for a person: to be signed, to be established, to be mended."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import duty_satker
from accounts.prepared import Prepared
from agreements.models import PerjanjianKinerja
from agreements.policy import why_another
from agreements.states import StatusPK
from ui.addresses import address

#: Status -> what is to be done, and the page on which it is.
PERBUATAN = {
    StatusPK.DRAF: ("Perbaiki yang dikembalikan", "agreements:pk_susun"),
    StatusPK.DIAJUKAN: ("Periksa dan tanda tangani", "agreements:pk_tanda_tangan"),
    StatusPK.DITANDATANGANI: ("Periksa dan tetapkan", "agreements:pk_tanda_tangan"),
}

#: Status -> who may take its next step, by a duty at the very satker.
IZIN = {
    StatusPK.DRAF: Permission.COMPOSE_AGREEMENT,
    StatusPK.DIAJUKAN: Permission.SIGN_AGREEMENT,
    StatusPK.DITANDATANGANI: Permission.APPROVE_AGREEMENT,
}


@dataclass(frozen=True)
class Kertas:
    """A paper that waits for somebody; `sejak`: when it was handed over, None for one that nobody did."""

    nama: str
    satker: Satker
    perbuatan: str
    sejak: datetime | None
    url: str


class _Menunggu(NamedTuple):
    """A PK whose next step is somebody's: what tells whose, and since when."""

    pk: int
    tahun: int
    versi: int
    status: str
    diajukan_pada: datetime | None
    ditandatangani_pada: datetime | None
    diajukan_oleh_id: int | None
    ditandatangani_oleh_id: int | None
    dikembalikan_pada: datetime | None

    judul = PerjanjianKinerja.judul

    @property
    def sejak(self) -> datetime | None:
        """When it was handed over."""
        return {
            StatusPK.DRAF: self.dikembalikan_pada,
            StatusPK.DIAJUKAN: self.diajukan_pada,
            StatusPK.DITANDATANGANI: self.ditandatangani_pada,
        }[StatusPK(self.status)]


_menunggu = Prepared(
    _Menunggu._make,
    lambda satker: (
        PerjanjianKinerja.objects.filter(satker=satker, status__in=[*PERBUATAN])
        .order_by("tahun", "versi")
        .values_list(*_Menunggu._fields[:-1])
        .annotate(dikembalikan_pada=Max("pengembalian__pada"))
    ),
)


def waiting_agreements(user: User) -> list[Kertas]:
    """The PK at the satker of the user's duties whose next step is the user's, in one query per satker."""
    return [
        _paper(pk, satker)
        for satker in duty_satker(user, *IZIN.values())
        for pk in _menunggu(satker.pk)
        if _giliran(pk, user, satker)
    ]


def _giliran(pk: _Menunggu, user: User, satker: Satker) -> bool:
    """Whether the next step is the user's: some signatures are another's, a new draf waits for nobody."""
    if (pk.status == StatusPK.DRAF and pk.dikembalikan_pada is None) or why_another(pk, user):
        return False
    return satker in duty_satker(user, IZIN[StatusPK(pk.status)])


def _paper(pk: _Menunggu, satker: Satker) -> Kertas:
    perbuatan, halaman = PERBUATAN[StatusPK(pk.status)]
    judul = f"{pk.judul} tahun {pk.tahun}"
    return Kertas(judul, satker, perbuatan, pk.sejak, address(halaman, pk.pk))
