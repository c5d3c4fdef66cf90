"""Permissions are words, roles are sets of words; `manage.py print_access` prints the table."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class Permission(StrEnum):
    """What somebody may do at a satker."""

    READ_AGREEMENT = "membaca Renstra, IKU, dan Perjanjian Kinerja"
    READ_MEASUREMENT = "membaca realisasi dan capaian"
    READ_BUDGET = "membaca DIPA dan realisasi anggaran"
    READ_REPORT = "membaca dan mengunduh Laporan Kinerja"
    RENDER_REPORT = "menyusun PDF Laporan Kinerja"
    ENTER_REALISASI = "mengisi dan mengajukan realisasi"
    ANSWER_RECAP = "menjawab rekap satker"
    VERIFY_REALISASI = "memverifikasi atau mengembalikan realisasi, mengunci triwulan"
    SET_CALENDAR = "menetapkan jadwal triwulan dan pengecualian"
    MANAGE_ACCOUNTS = "mengelola akun, penugasan, satker, bagian, dan pejabat"


class Peran(TextChoices):
    """Roles, held per satker (domain: who uses it)."""

    ADMINISTRATOR = "administrator", "Administrator"
    STAF = "staf", "Staf"
    VERIFIKATOR = "verifikator", "Verifikator"
    SEKRETARIS = "sekretaris", "Sekretaris"
    KETUA = "ketua", "Ketua"
    OPERATOR = "operator", "Operator"
    PEREVIU = "pereviu", "Pereviu"
    PEMBACA = "pembaca", "Pembaca"


class Reach(StrEnum):
    """How far a role sees from the satker it is held at."""

    OWN = "satker sendiri"
    TREE = "satker sendiri dan satker di bawahnya"


#: Whoever holds these uses them at the own satker alone, however far the role reads.
OWN_ONLY = frozenset({Permission.ENTER_REALISASI, Permission.ANSWER_RECAP})


@dataclass(frozen=True)
class Role:
    """What a Peran may do, and how far."""

    permissions: frozenset[Permission]
    reach: Reach

    def reach_of(self, permission: Permission | None) -> Reach:
        """How far one permission goes; None asks for the farthest."""
        return Reach.OWN if permission in OWN_ONLY else self.reach


READ = frozenset(
    {
        Permission.READ_AGREEMENT,
        Permission.READ_MEASUREMENT,
        Permission.READ_BUDGET,
        Permission.READ_REPORT,
    }
)

ROLES: dict[Peran, Role] = {
    Peran.ADMINISTRATOR: Role(READ | {Permission.SET_CALENDAR, Permission.MANAGE_ACCOUNTS}, Reach.TREE),
    Peran.STAF: Role(READ | {Permission.RENDER_REPORT, Permission.ENTER_REALISASI}, Reach.TREE),
    Peran.VERIFIKATOR: Role(READ | {Permission.RENDER_REPORT, Permission.VERIFY_REALISASI}, Reach.TREE),
    Peran.SEKRETARIS: Role(READ | {Permission.RENDER_REPORT}, Reach.TREE),
    Peran.KETUA: Role(READ, Reach.TREE),
    Peran.OPERATOR: Role(READ | {Permission.ANSWER_RECAP}, Reach.OWN),
    Peran.PEREVIU: Role(READ, Reach.TREE),
    Peran.PEMBACA: Role(READ, Reach.TREE),
}


def access_table() -> list[tuple[str, str, dict[Permission, bool]]]:
    """Rows of (role, reach, permission -> allowed), in the order of Peran: what README and the page print."""
    return [
        (peran.label, role.reach.value, {word: word in role.permissions for word in Permission})
        for peran, role in ROLES.items()
    ]
