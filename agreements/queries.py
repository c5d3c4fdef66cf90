"""The promise read whole: the Renstra as a tree, the Perjanjian Kinerja of a year with its versions."""

from collections.abc import Sequence

from django.db.models import Prefetch

from accounts.models import Satker
from agreements.models import (
    IKU,
    Indikator,
    KeputusanIKU,
    PerjanjianKinerja,
    Renstra,
    SasaranKegiatan,
    TargetTriwulan,
)
from agreements.states import StatusPK


def tahun_perjanjian(satker: Satker) -> list[int]:
    """The years of which the satker has a PK, newest first."""
    tahun = PerjanjianKinerja.objects.filter(satker=satker).order_by("-tahun")
    return list(tahun.values_list("tahun", flat=True).distinct())


def versi_perjanjian(satker: Satker, tahun: int) -> list[PerjanjianKinerja]:
    """Every version of the PK of a year, newest first."""
    return list(
        PerjanjianKinerja.objects.filter(satker=satker, tahun=tahun)
        .select_related("satker__induk", "pihak_pertama", "pihak_kedua")
        .order_by("-versi")
    )


def perjanjian_berlaku(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The version that is ditetapkan; before there is one, the newest; None without a PK."""
    return berlaku(versi_perjanjian(satker, tahun))


def berlaku(versi: Sequence[PerjanjianKinerja]) -> PerjanjianKinerja | None:
    """The one in force among the versions of a year, newest first."""
    ditetapkan = [satu for satu in versi if satu.status == StatusPK.DITETAPKAN]
    return next(iter([*ditetapkan, *versi]), None)


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


def renstra_terbaru(satker: Satker) -> Renstra | None:
    """The newest Renstra with tujuan, sasaran strategis, IKU and targets, in a fixed number of queries."""
    return (
        Renstra.objects.filter(satker=satker)
        .select_related("satker")
        .prefetch_related(
            "misi",
            "tujuan__sasaran_strategis",
            Prefetch(
                "tujuan__sasaran_strategis__iku",
                IKU.objects.select_related("keputusan").prefetch_related("target"),
            ),
        )
        .order_by("-tahun_mulai")
        .first()
    )


def keputusan_iku(satker: Satker) -> list[KeputusanIKU]:
    """The decrees on IKU of a satker, newest first."""
    return list(KeputusanIKU.objects.filter(satker=satker).order_by("-tahun", "-tanggal"))
