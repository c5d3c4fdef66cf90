"""What one person has to do, by when: to enter, to answer, to verify; queries do not grow with the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Prefetch

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can_anywhere, duty_satker
from agreements.models import Indikator, KunciTahun, PerjanjianKinerja, TargetTriwulan
from agreements.queries import berlaku
from kinerja.jadwal import Jadwal, boleh_isi
from kinerja.metode import Metode
from kinerja.periode import Triwulan
from measurements.drafts import drafted
from measurements.models import JadwalTriwulan, Komentar, Pengecualian, Pengembalian, Realisasi
from measurements.overview_queries import TERLAMBAT, BarisPengisian, jadwal_per_satker, pengisian
from measurements.policy import milik
from measurements.reading import read_standing
from measurements.states import BELUM_DIISI, StatusRealisasi
from measurements.verify_queries import antrean

#: How long after its closing a year is still told to be late.
MASIH_DIINGATKAN = timedelta(days=90)
#: What comes first: sent back, then what was begun, then the rest; what is handed in stands last.
URUTAN = {StatusRealisasi.DIKEMBALIKAN.label: 0, StatusRealisasi.DRAF.label: 1, BELUM_DIISI: 1}


@dataclass(frozen=True)
class Terbuka:
    """A quarter in which a satker may enter today, and until when."""

    satker: Satker
    tahun: int
    triwulan: Triwulan
    tenggat: date
    sampai: date


@dataclass(frozen=True)
class Tugas:
    """One thing to do: an indikator in an open quarter, how it stands, what the Verifikator wrote.

    komentar: how many remarks on it nobody has resolved. ketikan: whether the person typed what is not saved.
    """

    terbuka: Terbuka
    indikator: Indikator
    status: str
    pengembalian: Pengembalian | None
    realisasi: Realisasi | None
    komentar: int
    ketikan: bool

    @property
    def selesai(self) -> bool:
        """Whether it is out of this person's hands."""
        return self.status not in URUTAN

    @property
    def meminta(self) -> bool:
        """Whether it asks for something: to be entered, or for the answer to a remark."""
        return not self.selesai or bool(self.komentar)


@dataclass(frozen=True)
class TugasRekap:
    """An answer that one's satker owes to the province, or has given."""

    terbuka: Terbuka
    indikator: Indikator
    realisasi: Realisasi | None
    dijawab: bool
    boleh: bool


@dataclass(frozen=True)
class Menunggu:
    """A satker in the queue: how many figures wait, and since when."""

    satker: str
    slug: str
    jumlah: int
    sejak: date | None


def quarters_open(satker: Iterable[Satker], hari: date) -> list[Terbuka]:
    """The quarters in which these satker may enter on a day, the most urgent first, in three queries.

    A year that is frozen is not among them.
    """
    daftar = list(satker)
    beku = _frozen(daftar)
    lebih = {
        (satu.satker_id, satu.tahun, satu.triwulan): satu.sampai
        for satu in Pengecualian.objects.filter(satker__in=daftar, sampai__gte=hari).order_by("sampai")
    }
    menurut = {satu.pk: satu for satu in daftar}
    terbuka = [
        Terbuka(menurut[pk], tahun, Triwulan(ke), *_ends(jadwal, lebih.get((pk, tahun, ke))))
        for (pk, tahun, ke), jadwal in jadwal_per_satker(daftar).items()
        if (pk, tahun) not in beku and boleh_isi(jadwal.keadaan(hari), hari, lebih.get((pk, tahun, ke)))
    ]
    return sorted(terbuka, key=lambda satu: (satu.tenggat, satu.tahun, satu.triwulan))


def _ends(jadwal: Jadwal, lebih: date | None) -> tuple[date, date]:
    """When it is due and when entry ends, by the calendar or by a later exception."""
    if lebih is None:
        return jadwal.tenggat, jadwal.toleransi
    return max(jadwal.tenggat, lebih), max(jadwal.toleransi, lebih)


def entry_tasks(user: User, hari: date) -> list[Tugas]:
    """The user's own indikator in every open quarter; what was sent back first."""
    terbuka = quarters_open(duty_satker(user, Permission.ENTER_REALISASI), hari)
    punya = [(satu, indikator) for satu, indikator in _measured_in(terbuka) if milik(user, indikator)]
    diketik = drafted(user, [indikator for _, indikator in punya])
    tugas = [
        Tugas(
            *(satu, indikator, *_standing(indikator, satu.triwulan)),
            komentar=_open_comments(indikator, satu.triwulan),
            ketikan=(indikator.pk, satu.triwulan) in diketik,
        )
        for satu, indikator in punya
    ]
    return sorted(
        tugas, key=lambda satu: (URUTAN.get(satu.status, 2), satu.terbuka.tenggat, satu.indikator.nomor)
    )


def recap_tasks(user: User, hari: date) -> list[TugasRekap]:
    """The recap indikator that the user's satker answers in every open quarter; unanswered first."""
    terbuka = quarters_open(duty_satker(user, Permission.ANSWER_RECAP), hari)
    tugas = []
    for satu, indikator in _measured_in(terbuka, rekap=True):
        realisasi = _of_quarter(indikator, satu.triwulan)
        jawaban = realisasi.jawaban.all() if realisasi else ()
        dijawab = any(ini.satker_id == satu.satker.pk and ini.nilai is not None for ini in jawaban)
        boleh = realisasi is None or realisasi.status in (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)
        tugas.append(TugasRekap(satu, indikator, realisasi, dijawab, boleh))
    return sorted(tugas, key=lambda satu: (satu.dijawab, satu.terbuka.tenggat, satu.indikator.nomor))


def unfinished(user: User, hari: date) -> list[Terbuka]:
    """The quarter of everything that this person still has to enter or to answer, the most urgent first."""
    mengisi = entry_tasks(user, hari) if can_anywhere(user, Permission.ENTER_REALISASI) else []
    menjawab = recap_tasks(user, hari) if can_anywhere(user, Permission.ANSWER_RECAP) else []
    belum = [satu.terbuka for satu in mengisi if not satu.selesai]
    belum += [satu.terbuka for satu in menjawab if not satu.dijawab]
    return sorted(belum, key=lambda satu: satu.tenggat)


def waiting(user: User) -> list[Menunggu]:
    """The queue counted by satker, the longest waiting first."""
    jalur = "indikator__sasaran__perjanjian__satker"
    baris = (
        antrean(user)
        .order_by()
        .values_list(f"{jalur}__nama", f"{jalur}__slug")
        .annotate(jumlah=Count("pk"), sejak=Min("diajukan_pada"))
        .order_by("sejak")
    )
    return [Menunggu(*satu) for satu in baris]


def late(user: User, hari: date) -> list[tuple[BarisPengisian, int, list[str]]]:
    """Satker in the user's reach that are past due, in years whose calendar still runs: which quarters."""
    satker = list(Satker.objects.visible_to(user, Permission.VERIFY_REALISASI).select_related("induk"))
    if not satker:
        return []
    beku = _frozen(satker)
    hasil = []
    for tahun in _years_running(hari):
        for baris in pengisian([satu for satu in satker if (satu.pk, tahun) not in beku], tahun, hari):
            if telat := [str(sel.triwulan) for sel in baris.sel if sel.keadaan == TERLAMBAT]:
                hasil.append((baris, tahun, telat))
    return hasil


def _frozen(satker: list[Satker]) -> set[tuple[int, int]]:
    """(Satker id, year) of every year whose report is signed: nothing is entered there any more."""
    return set(KunciTahun.objects.filter(satker__in=satker).values_list("satker", "tahun"))


def _years_running(hari: date) -> list[int]:
    """The years of which a quarter has opened, and the last has not been closed for long."""
    jadwal = JadwalTriwulan.objects.filter(buka__lte=hari, tutup__gte=hari - MASIH_DIINGATKAN)
    return sorted(set(jadwal.order_by().values_list("tahun", flat=True)))


def _measured_in(terbuka: list[Terbuka], *, rekap: bool = False) -> list[tuple[Terbuka, Indikator]]:
    """Each open quarter with the indikator measured in it; of a recap also those of the satker above."""
    pemilik = {satu.satker.pk for satu in terbuka}
    if rekap:
        pemilik |= {satu.satker.induk_id for satu in terbuka if satu.satker.induk_id}
    pk = _in_force(pemilik, {satu.tahun for satu in terbuka})
    indikator = list(_indikator(pk.values(), rekap=rekap))
    pasangan = []
    for satu in terbuka:
        asal = {satu.satker.pk, satu.satker.induk_id} if rekap else {satu.satker.pk}
        sumber = {pk[ini, satu.tahun].pk for ini in asal if (ini, satu.tahun) in pk}
        pasangan += [
            (satu, ini)
            for ini in indikator
            if ini.sasaran.perjanjian_id in sumber
            and any(target.triwulan == satu.triwulan for target in ini.target_triwulan.all())
        ]
    return pasangan


def _in_force(satker: set[int], tahun: set[int]) -> dict[tuple[int, int], PerjanjianKinerja]:
    """(Satker id, year) -> its PK in force, in one query."""
    versi: dict[tuple[int, int], list[PerjanjianKinerja]] = {}
    for satu in PerjanjianKinerja.objects.filter(satker__in=satker, tahun__in=tahun).order_by("-versi"):
        versi.setdefault((satu.satker_id, satu.tahun), []).append(satu)
    return {kunci: berlaku(semua) for kunci, semua in versi.items()}


def _indikator(perjanjian: Iterable[PerjanjianKinerja], *, rekap: bool) -> Iterable[Indikator]:
    semua = Indikator.objects.filter(sasaran__perjanjian__in=list(perjanjian))
    if rekap:
        semua = semua.filter(metode=Metode.REKAP_SATKER)
    daftar = list(
        semua.select_related("sasaran__perjanjian__satker", "penanggung_jawab").prefetch_related(
            Prefetch("target_triwulan", TargetTriwulan.objects.all()),
            Prefetch("komentar", Komentar.objects.filter(selesai_pada__isnull=True)),
        )
    )
    read_standing(daftar)
    return daftar


def _of_quarter(indikator: Indikator, triwulan: int) -> Realisasi | None:
    return next((satu for satu in indikator.realisasi.all() if satu.triwulan == triwulan), None)


def _open_comments(indikator: Indikator, triwulan: int) -> int:
    return sum(satu.triwulan == triwulan for satu in indikator.komentar.all())


def _standing(indikator: Indikator, triwulan: int) -> tuple[str, Pengembalian | None, Realisasi | None]:
    """The state's label, the last return while it still is one, and the row."""
    realisasi = _of_quarter(indikator, triwulan)
    if realisasi is None:
        return BELUM_DIISI, None, None
    return realisasi.get_status_display(), realisasi.pengembalian_kini, realisasi
