"""The promise read whole: the Renstra as a tree, the Perjanjian Kinerja of a year with its versions."""

from collections.abc import Sequence
from operator import itemgetter

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Sum

from accounts.models import Satker
from accounts.prepared import Prepared
from accounts.scope import ScopedQuerySet
from agreements.models import (
    IKU,
    AnggaranProgram,
    Indikator,
    KeputusanIKU,
    PerjanjianKinerja,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    SasaranStrategisQuerySet,
    TargetTriwulan,
)
from agreements.states import StatusPK

_SINGKAT = ("id", "satker_id", "tahun", "versi", "status", "tanggal", "metode_rata_rata")
_TERBARU = PerjanjianKinerja.objects.order_by("-tahun", "-versi")
_milik_satker = Prepared.of(lambda satker: _TERBARU.filter(satker=satker).only(*_SINGKAT))
_milik_tahun = Prepared.of(lambda satker, tahun: _TERBARU.filter(satker=satker, tahun=tahun).only(*_SINGKAT))
_tahun: Prepared[int] = Prepared(
    itemgetter(0),
    lambda satker: (
        PerjanjianKinerja.objects.filter(satker=satker).order_by("-tahun").values_list("tahun").distinct()
    ),
)
_jumlah_anggaran = Prepared(
    itemgetter(0),
    lambda perjanjian: (
        AnggaranProgram.objects.filter(perjanjian=perjanjian)
        .order_by()
        .values_list("perjanjian")
        .annotate(jumlah=Sum("nilai"))
        .values_list("jumlah")
    ),
)


def tahun_perjanjian(satker: Satker) -> list[int]:
    """The years of which the satker has a PK, newest first."""
    return _tahun(satker.pk)


def versi_perjanjian(satker: Satker, tahun: int) -> list[PerjanjianKinerja]:
    """Every version of the PK of a year, newest first."""
    return list(
        PerjanjianKinerja.objects.filter(satker=satker, tahun=tahun)
        .select_related(
            "satker__induk",
            "pihak_pertama",
            "pihak_kedua",
            "diajukan_oleh",
            "ditandatangani_oleh",
            "ditetapkan_oleh",
        )
        .order_by("-versi")
    )


def ringkas_perjanjian(satker: Satker) -> list[PerjanjianKinerja]:
    """Every PK of a satker in every version, newest first: year, version, state and date alone."""
    return _milik_satker(satker.pk)


def riwayat_perjanjian(satker: Satker) -> list[PerjanjianKinerja]:
    """Every PK of a satker in every version, newest first, with who took its last steps."""
    semua = PerjanjianKinerja.objects.filter(satker=satker).order_by("-tahun", "-versi")
    return list(semua.select_related("satker__induk", "ditetapkan_oleh"))


def indikator_utuh(perjanjian: PerjanjianKinerja) -> list[Indikator]:
    """The indikator of a PK with all that their sheets hold, in order."""
    return list(
        Indikator.objects.filter(sasaran__perjanjian=perjanjian)
        .select_related("penanggung_jawab", "iku")
        .prefetch_related("target_triwulan", "kegiatan_pendukung")
        .order_by("nomor")
    )


def perjanjian_berlaku(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The version that is ditetapkan; before there is one, the newest; None without a PK. In short."""
    return berlaku(_milik_tahun(satker.pk, tahun))


def perjanjian_akhir_tahun(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The version in force on the last day of its year: the one that the LKj measures."""
    return akhir_tahun().only(*_SINGKAT).filter(satker=satker, tahun=tahun).first()


def akhir_tahun() -> QuerySet[PerjanjianKinerja]:
    """Of every satker and year the version that was in force on its last day: of those both parties signed,
    dated no later, the newest."""
    sah = _TERBARU.filter(
        status__in=(StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN), tanggal__year__lte=F("tahun")
    )
    lebih_baru = sah.filter(satker=OuterRef("satker"), tahun=OuterRef("tahun"), versi__gt=OuterRef("versi"))
    return sah.exclude(Exists(lebih_baru))


def jumlah_anggaran(perjanjian: PerjanjianKinerja) -> int:
    """What a PK promises in all, in rupiah."""
    return next(iter(_jumlah_anggaran(perjanjian.pk)), 0)


def berlaku(versi: Sequence[PerjanjianKinerja]) -> PerjanjianKinerja | None:
    """The one in force among the versions of a year, newest first."""
    ditetapkan = [satu for satu in versi if satu.status == StatusPK.DITETAPKAN]
    return next(iter([*ditetapkan, *versi]), None)


def pk_tahun_lalu(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The PK of the year before: the one in force, else its newest version."""
    return berlaku(versi_perjanjian(satker, tahun - 1))


def pilihan_versi(versi: Sequence[PerjanjianKinerja], nomor: str | None) -> PerjanjianKinerja | None:
    """The version asked for by its number, the one in force when none is asked for.

    LookupError: a number that the year does not have.
    """
    if nomor is None:
        return berlaku(versi)
    cocok = [satu for satu in versi if str(satu.versi) == nomor]
    if not cocok:
        raise LookupError(nomor)
    return cocok[0]


def isi_perjanjian(perjanjian: PerjanjianKinerja) -> list[SasaranKegiatan]:
    """The sasaran of a PK with their indikator and quarterly targets, in a fixed number of queries."""
    indikator = Indikator.objects.select_related("penanggung_jawab").prefetch_related(
        Prefetch("target_triwulan", TargetTriwulan.objects.all())
    )
    return list(
        SasaranKegiatan.objects.filter(perjanjian=perjanjian)
        .select_related("sasaran_strategis__tujuan")
        .prefetch_related(Prefetch("indikator", indikator))
    )


def periode_renstra(satker: Satker) -> list[Renstra]:
    """Every Renstra of a satker by its period alone, newest first."""
    return list(
        Renstra.objects.filter(satker=satker)
        .only("satker", "tahun_mulai", "tahun_selesai")
        .order_by("-tahun_mulai")
    )


def renstra_dipilih(satker: Satker, mulai: int | None = None) -> Renstra | None:
    """The Renstra that begins in a year, the newest without one: with tujuan, sasaran strategis, IKU and
    targets, in a fixed number of queries."""
    pilihan = {} if mulai is None else {"tahun_mulai": mulai}
    return _renstra_utuh(satker).filter(**pilihan).first()


def renstra_tahun(satker: Satker, tahun: int) -> Renstra | None:
    """The Renstra that covers a year, read whole; of two the one that began last."""
    return _renstra_utuh(satker).filter(tahun_mulai__lte=tahun, tahun_selesai__gte=tahun).first()


def strategis_tahun(perjanjian: PerjanjianKinerja) -> SasaranStrategisQuerySet:
    """The sasaran strategis of the Renstra that covers the year of a PK."""
    return SasaranStrategis.objects.filter(
        tujuan__renstra__satker=perjanjian.satker_id,
        tujuan__renstra__tahun_mulai__lte=perjanjian.tahun,
        tujuan__renstra__tahun_selesai__gte=perjanjian.tahun,
    )


def _renstra_utuh(satker: Satker) -> ScopedQuerySet:
    return (
        Renstra.objects.filter(satker=satker)
        .select_related("satker")
        .prefetch_related(
            "misi",
            "tujuan__sasaran_strategis",
            Prefetch(
                "tujuan__sasaran_strategis__iku",
                IKU.objects.prefetch_related("target"),
            ),
        )
        .order_by("-tahun_mulai")
    )


def keputusan_iku(satker: Satker) -> list[KeputusanIKU]:
    """The decrees on IKU of a satker, newest first."""
    return list(KeputusanIKU.objects.filter(satker=satker).order_by("-tahun", "-tanggal"))
