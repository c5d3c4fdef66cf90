"""The states of a Perjanjian Kinerja (domain: the year, states)."""

from django.db.models import TextChoices

from accounts.permissions import Permission
from kinerja.workflow import Transition, Workflow


class StatusPK(TextChoices):
    """draf → diajukan → ditandatangani (Pihak Pertama) → ditetapkan (Pihak Kedua) → digantikan."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DITANDATANGANI = "ditandatangani", "Ditandatangani Pihak Pertama"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIGANTIKAN = "digantikan", "Digantikan"


S = StatusPK
#: From the first signature on only the state changes; the database holds it (migration 0008_pk_kunci).
TERKUNCI = (S.DITANDATANGANI, S.DITETAPKAN, S.DIGANTIKAN)

ALUR = Workflow(
    S.DRAF,
    (
        Transition("ajukan", {S.DRAF}, S.DIAJUKAN, Permission.COMPOSE_AGREEMENT, "Ajukan"),
        Transition("tarik", {S.DIAJUKAN}, S.DRAF, Permission.COMPOSE_AGREEMENT, "Tarik kembali"),
        Transition("kembalikan", {S.DIAJUKAN}, S.DRAF, Permission.SIGN_AGREEMENT, "Kembalikan"),
        Transition(
            "tandatangani", {S.DIAJUKAN}, S.DITANDATANGANI, Permission.SIGN_AGREEMENT, "Tanda tangani"
        ),
        Transition("kembalikan", {S.DITANDATANGANI}, S.DRAF, Permission.APPROVE_AGREEMENT, "Kembalikan"),
        Transition("tetapkan", {S.DITANDATANGANI}, S.DITETAPKAN, Permission.APPROVE_AGREEMENT, "Tetapkan"),
        Transition("gantikan", {S.DITETAPKAN}, S.DIGANTIKAN, Permission.APPROVE_AGREEMENT, "Gantikan"),
    ),
)


class JenisPerubahan(TextChoices):
    """Why a PK may be changed (PermenPANRB 53/2014, lampiran I)."""

    PEJABAT = "pejabat", "Pergantian pejabat"
    ANGGARAN = "anggaran", "Perubahan strategi, program, kegiatan, atau alokasi anggaran"
    PRIORITAS = "prioritas", "Perubahan prioritas atau asumsi yang mendasar"
