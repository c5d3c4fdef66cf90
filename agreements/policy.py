"""Who may not take a step of a PK because of an earlier one: nobody hands in and signs, or signs twice."""

from typing import Protocol

from accounts.models import User
from agreements.states import StatusPK


class Langkah(Protocol):
    """Who took the earlier steps of a PK."""

    @property
    def status(self) -> str: ...
    @property
    def diajukan_oleh_id(self) -> int | None: ...
    @property
    def ditandatangani_oleh_id(self) -> int | None: ...


def why_another(pk: Langkah, user: User) -> str:
    """Why the signature that a PK waits for is another person's; empty where it is not."""
    if pk.status not in (StatusPK.DIAJUKAN, StatusPK.DITANDATANGANI):
        return ""
    if pk.diajukan_oleh_id == user.pk:
        return (
            "Anda mengajukan Perjanjian Kinerja ini; yang menandatanganinya adalah orang lain. Bila Anda yang"
            " harus menandatangani, mintalah penyusun lain menarik dan mengajukannya kembali."
        )
    if pk.ditandatangani_oleh_id == user.pk:
        return (
            "Anda menandatanganinya sebagai Pihak Pertama; Pihak Kedua adalah orang lain. Ketua yang"
            " menetapkannya harus masuk dengan akunnya sendiri."
        )
    return ""
