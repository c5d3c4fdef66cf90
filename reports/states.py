"""The states of an LKj (domain: the year, states), and where a text of it comes from."""

from django.db.models import TextChoices

from accounts.permissions import Permission
from kinerja.workflow import Transition, Workflow


class StatusLkj(TextChoices):
    """konsep → diperiksa → disahkan → disampaikan → digantikan."""

    KONSEP = "konsep", "Konsep"
    DIPERIKSA = "diperiksa", "Diperiksa"
    DISAHKAN = "disahkan", "Disahkan"
    DISAMPAIKAN = "disampaikan", "Disampaikan"
    DIGANTIKAN = "digantikan", "Digantikan"


S = StatusLkj
#: The one version of a year that counts, once it is signed.
BERLAKU = (S.DISAHKAN, S.DISAMPAIKAN)
#: Signed, whether it still counts or not: nothing in it changes any more.
TERTANDA = (*BERLAKU, S.DIGANTIKAN)
#: How long the reason is at least for which a signed report is opened again.
ALASAN_PEMBUKAAN = 20

ALUR_LKJ = Workflow(
    S.KONSEP,
    (
        Transition("periksa", {S.KONSEP}, S.DIPERIKSA, Permission.EXAMINE_REPORT, "Nyatakan diperiksa"),
        Transition("tarik", {S.DIPERIKSA}, S.KONSEP, Permission.EXAMINE_REPORT, "Tarik pemeriksaan"),
        Transition("kembalikan", {S.DIPERIKSA}, S.KONSEP, Permission.SIGN_REPORT, "Kembalikan ke konsep"),
        Transition("sahkan", {S.DIPERIKSA}, S.DISAHKAN, Permission.SIGN_REPORT, "Sahkan"),
        Transition("terima", {S.DISAHKAN}, S.DISAMPAIKAN, Permission.RECEIVE_REPORT, "Nyatakan diterima"),
        Transition("buka", set(BERLAKU), S.DIGANTIKAN, Permission.SIGN_REPORT, "Buka kembali"),
    ),
)


class AsalNarasi(TextChoices):
    """Who wrote a text: a person, or nobody yet."""

    DITULIS = "ditulis", "Ditulis"
    DITAWARKAN = "ditawarkan", "Rancangan aplikasi"
    TAHUN_LALU = "tahun-lalu", "Teks tahun lalu"


class StatusReviu(TextChoices):
    """berjalan ⇄ selesai; opening again is recorded in the trail."""

    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"


class Jawaban(TextChoices):
    """What a Pereviu answers to an item that the application cannot tell."""

    YA = "ya", "Ya"
    TIDAK = "tidak", "Tidak"
