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
    UPLOAD_BUDGET = "mengunggah realisasi anggaran"
    UPLOAD_RECAP = "mengunggah rekap anggaran satker di bawahnya"
    SET_CALENDAR = "menetapkan jadwal triwulan dan pengecualian"
    COMPOSE_AGREEMENT = "menyusun Renstra, IKU, Perjanjian Kinerja, dan rencana aksi"
    SIGN_AGREEMENT = "menandatangani Perjanjian Kinerja sebagai Pihak Pertama"
    APPROVE_AGREEMENT = "menetapkan Perjanjian Kinerja sebagai Pihak Kedua"
    COMPOSE_REPORT = "menyusun narasi Laporan Kinerja"
    EXAMINE_REPORT = "menyatakan Laporan Kinerja diperiksa"
    REVIEW_REPORT = "mengisi reviu Laporan Kinerja"
    SIGN_REPORT = "mengesahkan Laporan Kinerja dan membukanya kembali"
    RECEIVE_REPORT = "menerima Laporan Kinerja"
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
OWN_ONLY = frozenset(
    {
        Permission.ENTER_REALISASI,
        Permission.ANSWER_RECAP,
        Permission.UPLOAD_BUDGET,
        Permission.COMPOSE_AGREEMENT,
        Permission.SIGN_AGREEMENT,
        Permission.APPROVE_AGREEMENT,
        Permission.COMPOSE_REPORT,
        Permission.EXAMINE_REPORT,
        Permission.SIGN_REPORT,
        Permission.RECEIVE_REPORT,
    }
)


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

COMPOSE = frozenset({Permission.COMPOSE_AGREEMENT, Permission.COMPOSE_REPORT, Permission.RENDER_REPORT})

ROLES: dict[Peran, Role] = {
    Peran.ADMINISTRATOR: Role(READ | {Permission.SET_CALENDAR, Permission.MANAGE_ACCOUNTS}, Reach.TREE),
    Peran.STAF: Role(READ | COMPOSE | {Permission.ENTER_REALISASI, Permission.UPLOAD_BUDGET}, Reach.TREE),
    Peran.VERIFIKATOR: Role(
        READ | COMPOSE | {Permission.VERIFY_REALISASI, Permission.UPLOAD_RECAP, Permission.EXAMINE_REPORT},
        Reach.TREE,
    ),
    Peran.SEKRETARIS: Role(
        READ | {Permission.SIGN_AGREEMENT, Permission.SIGN_REPORT, Permission.RENDER_REPORT}, Reach.TREE
    ),
    Peran.KETUA: Role(READ | {Permission.APPROVE_AGREEMENT, Permission.RECEIVE_REPORT}, Reach.TREE),
    Peran.OPERATOR: Role(READ | {Permission.ANSWER_RECAP, Permission.UPLOAD_BUDGET}, Reach.OWN),
    Peran.PEREVIU: Role(READ | {Permission.REVIEW_REPORT}, Reach.TREE),
    Peran.PEMBACA: Role(READ, Reach.TREE),
}


#: Whose word counts most: they log in with a second step (accounts/second_step.py).
WITH_SECOND_STEP = frozenset({Peran.ADMINISTRATOR, Peran.VERIFIKATOR, Peran.SEKRETARIS, Peran.KETUA})


def access_table() -> list[tuple[str, str, dict[Permission, bool]]]:
    """Rows of (role, reach, permission -> allowed), in the order of Peran: what README and the page print."""
    return [
        (peran.label, role.reach.value, {word: word in role.permissions for word in Permission})
        for peran, role in ROLES.items()
    ]
