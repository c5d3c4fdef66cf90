"""The states of a realisasi (domain: the year, states)."""

from django.db.models import TextChoices

from accounts.permissions import Permission
from kinerja.workflow import Transition, Workflow


class StatusRealisasi(TextChoices):
    """draf → diajukan → dikembalikan … → terverifikasi → terkunci."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    TERKUNCI = "terkunci", "Terkunci"


S = StatusRealisasi
#: What is said where there is no realisasi yet.
BELUM_DIISI = "Belum diisi"
#: Entry may change a realisasi only in these states.
BOLEH_DIUBAH = (S.DRAF, S.DIKEMBALIKAN)

ALUR = Workflow(
    S.DRAF,
    (
        Transition("ajukan", {S.DRAF, S.DIKEMBALIKAN}, S.DIAJUKAN, Permission.ENTER_REALISASI, "Ajukan"),
        Transition("tarik", {S.DIAJUKAN}, S.DRAF, Permission.ENTER_REALISASI, "Tarik kembali"),
        Transition("kembalikan", {S.DIAJUKAN}, S.DIKEMBALIKAN, Permission.VERIFY_REALISASI, "Kembalikan"),
        Transition("verifikasi", {S.DIAJUKAN}, S.TERVERIFIKASI, Permission.VERIFY_REALISASI, "Verifikasi"),
        Transition(
            "batalkan", {S.TERVERIFIKASI}, S.DIAJUKAN, Permission.VERIFY_REALISASI, "Batalkan verifikasi"
        ),
        Transition("kunci", {S.TERVERIFIKASI}, S.TERKUNCI, Permission.VERIFY_REALISASI, "Kunci triwulan"),
        Transition("buka", {S.TERKUNCI}, S.DIKEMBALIKAN, Permission.SET_CALENDAR, "Buka kembali"),
    ),
)


class KategoriPengembalian(TextChoices):
    """Why a realisasi goes back to its Staf, or (`BATAL`, which nobody picks) a verified one to the queue."""

    ANGKA = "angka", "Angka atau masukan"
    BUKTI = "bukti", "Bukti dukung"
    ANALISIS = "analisis", "Analisis"
    LAIN = "lain", "Lainnya"
    BATAL = "batal", "Verifikasi dibatalkan"

    @classmethod
    def picked(cls) -> list[tuple[str, str]]:
        """Those that a Verifikator picks from."""
        return [(satu.value, satu.label) for satu in cls if satu != cls.BATAL]
