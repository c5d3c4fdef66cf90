"""Going back: a DIPA as it was before an upload, or after an earlier one. The history only grows."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from budget.models import Dipa, Unggahan
from budget.snapshot import PotretDipa, potret
from budget.states import JenisUnggahan, StatusUnggahan
from budget.upload_actions import Bentrok, as_json, lock_dipa, versions, write_all


class TidakDapatDipulihkan(Exception):
    """There is nothing to go back to; the message says why."""


@transaction.atomic
def restore(
    unggahan: Unggahan,
    *,
    by: User | None,
    sesudah: bool = False,
    satker: Satker | None = None,
    versi: int | None = None,
) -> Unggahan:
    """Set DIPA years back to what they were before an applied upload; with `sesudah`, right after it.

    What was applied later is undone as well. satker: of the many of a recap this one alone; versi: the
    version of its DIPA that was looked at. A recap as a whole goes back only while nothing came after it.
    Returns the return itself, an upload of its own that one can go back from. TidakDapatDipulihkan, Bentrok,
    PermissionDenied.
    """
    _require(unggahan, satker, by)
    pks = [satker.pk] if satker else [int(pk) for pk in unggahan.sebelum]
    dipa = lock_dipa(pks, unggahan.tahun)
    _require_latest(unggahan, dipa, versi, satu_satker=satker is not None or len(pks) == 1, sesudah=sesudah)
    kini = potret(pks, unggahan.tahun)
    tujuan = {pk: _target(unggahan, pk, kini[pk], sesudah=sesudah) for pk in pks}
    baru = {pk: satu for pk, satu in tujuan.items() if satu.revisi != kini[pk].revisi}
    if not baru:
        raise TidakDapatDipulihkan("Keadaannya sudah sama; tidak ada yang perlu dipulihkan.")
    lama = {pk: kini[pk] for pk in baru}
    write_all(dipa, lama, baru)
    return _record(unggahan, lama, by, satker, sesudah=sesudah)


def _require(unggahan: Unggahan, satker: Satker | None, by: User | None) -> None:
    if unggahan.status != StatusUnggahan.DITERAPKAN:
        raise TidakDapatDipulihkan("Hanya unggahan yang sudah diterapkan yang dapat menjadi titik pemulihan.")
    if not unggahan.sebelum or (satker is not None and str(satker.pk) not in unggahan.sebelum):
        raise TidakDapatDipulihkan("Unggahan ini tidak mengubah apa pun, sehingga tidak ada yang dipulihkan.")
    if by is not None:
        sendiri = satker is not None or set(unggahan.sebelum) == {str(unggahan.satker_id)}
        perlu = Permission.UPLOAD_BUDGET if sendiri else Permission.UPLOAD_RECAP
        require(by, perlu, satker or unggahan.satker)


def _require_latest(
    unggahan: Unggahan, dipa: Mapping[int, Dipa], versi: int | None, *, satu_satker: bool, sesudah: bool
) -> None:
    """Bentrok: a DIPA is not at the version that the person, or the return of a whole recap, counts on."""
    if satu_satker:
        beda = [satu for satu in dipa.values() if versi is not None and satu.versi != versi]
    else:
        beda = [
            satu for pk, satu in dipa.items() if satu.versi != unggahan.dipa_versi[str(pk)] + 1 or sesudah
        ]
    if beda:
        raise Bentrok([satu.satker for satu in beda])


def _target(unggahan: Unggahan, pk: int, kini: PotretDipa, *, sesudah: bool) -> PotretDipa:
    """The state to go to. After an upload is before the next one that changed the same DIPA."""
    if not sesudah:
        return PotretDipa.from_json(unggahan.sebelum[str(pk)])
    berikut = unggahan.dipa_versi[str(pk)] + 1
    calon = Unggahan.objects.filter(tahun=unggahan.tahun, status=StatusUnggahan.DITERAPKAN)
    for satu in calon.only("dipa_versi"):
        if satu.dipa_versi.get(str(pk)) == berikut:
            return PotretDipa.from_json(satu.sebelum[str(pk)])
    return kini


def _record(
    unggahan: Unggahan,
    lama: Mapping[int, PotretDipa],
    by: User | None,
    satker: Satker | None,
    *,
    sesudah: bool,
) -> Unggahan:
    kini = timezone.now()
    pulih = Unggahan.objects.create(
        satker=satker or unggahan.satker, tahun=unggahan.tahun, bulan=unggahan.bulan,
        jenis=JenisUnggahan.PEMULIHAN, status=StatusUnggahan.DITERAPKAN, diunggah_oleh=by,
        diperiksa_pada=kini, diterapkan_oleh=by, diterapkan_pada=kini, memulihkan=unggahan,
        sebelum=as_json(lama), dipa_versi=versions(lama),
        ringkasan={"satker": sorted(lama), "sesudah": sesudah, "tanpa_perubahan": False},
    )  # fmt: skip
    record(
        "DIPA dipulihkan", pulih, by=by, satker=pulih.satker,
        note=f"Keadaan {'sesudah' if sesudah else 'sebelum'} unggahan {unggahan.pk}",
        data={"memulihkan": unggahan.pk, "sesudah": sesudah, "dipa_versi": pulih.dipa_versi},
    )  # fmt: skip
    return pulih
