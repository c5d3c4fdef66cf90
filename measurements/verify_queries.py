"""What a Verifikator looks at: submitted figures with how they came about and what is unusual about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Jejak, Satker, User
from accounts.permissions import Permission
from accounts.policy import satker_filter
from accounts.trail import history
from agreements.models import Indikator
from kinerja.angka import bersatuan, persen
from kinerja.capaian import Capaian, Polaritas
from kinerja.hasil import Hasil
from kinerja.metode import Metode, SkalaPredikat, pembagi
from kinerja.periode import Triwulan
from measurements.entry import (
    Kekurangan,
    Pembanding,
    hasil_dan_capaian,
    pembanding,
    target_triwulan,
    tidak_biasa,
)
from measurements.explain import RUMUS, Asal, Rumus, asal
from measurements.figures import SAH
from measurements.models import BuktiDukung, JawabanSatker, Realisasi, RealisasiQuerySet
from measurements.queries import figur_indikator, give_past, skala_predikat
from measurements.reading import held_against
from measurements.schedule import Periode
from measurements.states import StatusRealisasi
from ui.moments import day

#: Events of the trail: a figure is saved, an answer to a recap, a figure handed in, a quarter locked.
DISIMPAN, DIJAWAB, DIAJUKAN = "Realisasi disimpan", "Rekap dijawab", "Realisasi diajukan"
DIKUNCI = "Triwulan dikunci"
#: How the name of every event about evidence begins.
BUKTI = "Bukti dukung "
#: Why one of `pengisi` does not verify.
IKUT_MENGISI = (
    "Anda ikut mengisi, melampirkan bukti, atau mengajukan realisasi ini; "
    "verifikasi dilakukan oleh orang lain."
)


@dataclass(frozen=True)
class Tinjauan:
    """One realisasi as it is checked: the figure, what it is held against, what is unusual."""

    realisasi: Realisasi
    target: Decimal | None
    hasil: Hasil
    capaian: Capaian
    banding: Pembanding
    tidak_biasa: tuple[str, ...]
    bukti: int
    komentar: int

    @property
    def indikator(self) -> Indikator:
        """The indikator, with its PK and satker."""
        return self.realisasi.indikator

    @property
    def satker(self) -> Satker:
        """Whose figure it is."""
        return self.indikator.sasaran.perjanjian.satker

    @property
    def tahun(self) -> int:
        """The year of the PK."""
        return self.indikator.sasaran.perjanjian.tahun

    @property
    def triwulan(self) -> Triwulan:
        """The quarter."""
        return Triwulan(self.realisasi.triwulan)

    @property
    def target_teks(self) -> str:
        """The quarter's target with its unit, or its predikat; empty without one."""
        if self.indikator.metode == Metode.PREDIKAT:
            return self.indikator.target_predikat
        return "" if self.target is None else bersatuan(self.target, self.indikator.satuan)

    @property
    def nilai_teks(self) -> str:
        """The figure with its unit, or its predikat; empty when there is none."""
        if self.indikator.metode == Metode.PREDIKAT:
            return self.realisasi.predikat
        return "" if self.hasil.nilai is None else bersatuan(self.hasil.nilai, self.indikator.satuan)

    @property
    def rumus(self) -> Rumus:
        """The formula of the quarter's capaian with its numbers in their places."""
        kata = RUMUS[Polaritas(self.indikator.polaritas)]
        rencana = pembagi(self.indikator.metode, self.target)
        if not rencana or self.hasil.nilai is None or self.capaian.persen is None:
            return Rumus(kata, "")
        t, r, akhir = bersatuan(rencana, ""), bersatuan(self.hasil.nilai, ""), persen(self.capaian.persen)
        if self.indikator.polaritas == Polaritas.MAKSIMASI:
            return Rumus(kata, f"{r} ÷ {t} × 100% = {akhir}")
        return Rumus(kata, f"({t} − ({r} − {t})) ÷ {t} × 100% = {akhir}")


def antrean(user: User) -> RealisasiQuerySet:
    """What waits for the user's verification, oldest submission first."""
    jangkauan = satker_filter(user, Permission.VERIFY_REALISASI, Realisasi.objects.all().satker_path)
    return Realisasi.objects.filter(jangkauan, status=StatusRealisasi.DIAJUKAN).order_by(
        "diajukan_pada", "pk"
    )


def lengkap(realisasi: QuerySet[Realisasi]) -> QuerySet[Realisasi]:
    """With all that is shown of each beside its figure, in a fixed number of queries."""
    jawaban = Prefetch("jawaban", JawabanSatker.objects.select_related("satker__induk"))
    return realisasi.select_related(
        "indikator__sasaran__perjanjian__satker__induk",
        "indikator__penanggung_jawab",
        "diisi_oleh",
        "diverifikasi_oleh",
        "analisis",
    ).prefetch_related(
        "komponen",
        Prefetch("bukti", BuktiDukung.objects.select_related("diunggah_oleh")),
        jawaban,
    )


def tinjau(realisasi: Iterable[Realisasi]) -> list[Tinjauan]:
    """Each realisasi of `lengkap` with its figure and what it is held against, whatever their number."""
    semua, skala = list(realisasi), skala_predikat()
    held_against(semua)
    give_past(list({satu.indikator.pk: satu.indikator for satu in semua}.values()))
    return [_tinjauan(satu, skala) for satu in semua]


def asal_triwulan(realisasi: Realisasi) -> Asal:
    """How the figure of this quarter was counted, with its inputs as a table."""
    figur = figur_indikator(realisasi.indikator)
    satu = next(ini for ini in figur.triwulan if ini.triwulan == realisasi.triwulan)
    return asal(replace(figur, triwulan=(satu,), hasil=satu.hasil, capaian=satu.capaian))


def belum_terverifikasi(
    periode: Periode, realisasi: Iterable[Realisasi], lama: Mapping[int, int]
) -> list[Kekurangan]:
    """Every measured indikator that is not verified: the list of the page that closes, and of its gate.

    lama: forebear -> indikator (measurements.lineage), for what was entered under an older version of the PK.
    """
    status: dict[int, Realisasi] = {}
    for satu in sorted(realisasi, key=lambda satu: satu.indikator_id in lama):
        status.setdefault(lama.get(satu.indikator_id, satu.indikator_id), satu)
    return [
        Kekurangan(satu, "status", f"Indikator {satu.nomor}: {_sebab(status.get(satu.pk))}")
        for satu in periode.indikator
        if satu.pk not in status or status[satu.pk].status not in SAH
    ]


def penguncian(realisasi: Iterable[Realisasi]) -> Jejak | None:
    """The last locking among these, as the trail holds it: when and by whom."""
    return history(*realisasi).filter(peristiwa=DIKUNCI).first()


def kalimat_penguncian(realisasi: Iterable[Realisasi]) -> str:
    """`Dikunci oleh Nama, 15 Januari 2024.`; without names where the trail holds none."""
    jejak = penguncian(realisasi)
    return f"Dikunci oleh {jejak.oleh.nama}, {day(jejak.pada)}." if jejak else "Sudah dikunci."


def _sebab(realisasi: Realisasi | None) -> str:
    if realisasi is None:
        return "belum diisi."
    return {
        StatusRealisasi.DRAF: "masih draf, belum diajukan.",
        StatusRealisasi.DIAJUKAN: "sudah diajukan, belum diverifikasi.",
        StatusRealisasi.DIKEMBALIKAN: "dikembalikan, belum diajukan lagi.",
    }[StatusRealisasi(realisasi.status)]


def _tinjauan(realisasi: Realisasi, skala: dict[str, SkalaPredikat]) -> Tinjauan:
    indikator = realisasi.indikator
    target = target_triwulan(indikator, realisasi.triwulan)
    hasil, capaian = hasil_dan_capaian(realisasi, target, skala)
    banding = pembanding(realisasi, skala)
    terbuka = [
        satu
        for satu in indikator.komentar.all()
        if satu.triwulan == realisasi.triwulan and satu.selesai_pada is None
    ]
    return Tinjauan(
        realisasi,
        target,
        hasil,
        capaian,
        banding,
        tuple(tidak_biasa(realisasi, hasil, capaian, banding)),
        len(realisasi.bukti.all()),
        len(terbuka),
    )


def pengisi(*realisasi: Realisasi) -> set[int]:
    """The ids of everybody who has had a part in entering any of these: none of them may verify it.

    By the trail, under whatever duty: who saved it, answered its recap, touched its evidence, handed it in.
    """
    ikut = Q(peristiwa__in=(DISIMPAN, DIJAWAB, DIAJUKAN)) | Q(peristiwa__startswith=BUKTI)
    oleh = history(*realisasi).filter(ikut, oleh__isnull=False).order_by()
    terakhir = {satu.diisi_oleh_id for satu in realisasi if satu.diisi_oleh_id}
    return terakhir | set(oleh.values_list("oleh_id", flat=True))
