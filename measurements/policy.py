"""Whose indikator it is: a Staf enters those of the own Bagian."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import ROLES, Permission
from accounts.policy import duties, require
from agreements.models import Indikator


def milik(user: User, indikator: Indikator) -> bool:
    """Whether the user enters this indikator: by a duty at its satker and in the Bagian responsible.

    A duty without a Bagian covers all, one in a Bagian its Subbagian too; an indikator without a Bagian is
    everybody's.
    """
    satker_id = indikator.sasaran.perjanjian.satker_id
    penanggung = indikator.penanggung_jawab
    for tugas in duties(user):
        if tugas.satker_id != satker_id or Permission.ENTER_REALISASI not in ROLES[tugas.peran].permissions:
            continue
        if tugas.bagian_id is None or penanggung is None:
            return True
        if tugas.bagian_id in (penanggung.pk, penanggung.induk_id):
            return True
    return False


def require_milik(user: User, indikator: Indikator) -> None:
    """Raise PermissionDenied unless the user enters this indikator."""
    require(user, Permission.ENTER_REALISASI, indikator.sasaran.perjanjian.satker)
    if not milik(user, indikator):
        raise PermissionDenied(f"Indikator ini menjadi tanggung jawab {indikator.penanggung_jawab}.")
