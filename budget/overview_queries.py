"""Who has uploaded what: the last upload of each satker, and satker × bulan, in few queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Satker
from budget.models import RevisiDipa, Unggahan
from budget.months import KeadaanBulan, Tempo, keadaan, tempo_setahun, tempo_terakhir
from budget.states import JenisUnggahan, StatusUnggahan
from budget.upload_queries import bulan_terisi

TERTUNDA = (KeadaanBulan.TERLAMBAT, KeadaanBulan.DITUNGGU)


@dataclass(frozen=True)
class JejakUnggahan:
    """An upload that was applied to a satker: its own, one of a satker above it, or a return to before."""

    pk: int
    satker: int
    bulan: int
    pemulihan: bool
    pada: datetime


@dataclass(frozen=True)
class SelBulan:
    """One satker's month; `jejak` is the upload that its figures came by."""

    tempo: Tempo
    keadaan: KeadaanBulan
    jejak: JejakUnggahan | None


@dataclass(frozen=True)
class BarisUnggahan:
    """One satker's year."""

    satker: Satker
    sel: tuple[SelBulan, ...]


def diterapkan(tahun: int) -> dict[int, list[JejakUnggahan]]:
    """Satker id -> what was applied to its DIPA of a year, oldest first, in one query."""
    isi = Unggahan.objects.filter(tahun=tahun, status=StatusUnggahan.DITERAPKAN)
    isi = isi.order_by("diterapkan_pada", "pk")
    hasil: dict[int, list[JejakUnggahan]] = {}
    for pk, pemilik, bulan, jenis, pada, versi in isi.values_list(
        "pk", "satker", "bulan", "jenis", "diterapkan_pada", "dipa_versi"
    ):
        jejak = JejakUnggahan(pk, pemilik, bulan, jenis == JenisUnggahan.PEMULIHAN, pada)
        # A satker's own file counts even where it changed nothing; `dipa_versi` names who was changed.
        sendiri = {pemilik} if jenis in (JenisUnggahan.TEMPLATE, JenisUnggahan.FA_DETAIL) else set()
        for satker in {*map(int, versi), *sendiri}:
            hasil.setdefault(satker, []).append(jejak)
    return hasil


def peta_unggahan(satker: Sequence[Satker], tahun: int, hari: date) -> list[BarisUnggahan]:
    """Where every month of these satker stands on a day, in three queries."""
    terisi, jejak, sejak = bulan_terisi(satker, tahun), diterapkan(tahun), _sejak(satker, tahun)
    setahun = tempo_setahun(tahun)
    return [
        BarisUnggahan(
            satu,
            tuple(
                _sel(tempo, hari, terisi[satu.pk], jejak.get(satu.pk, []), sejak.get(satu.pk))
                for tempo in setahun
            ),
        )
        for satu in satker
    ]


def ditunggu(satker: Sequence[Satker], tahun: int, hari: date) -> dict[int, list[Tempo]]:
    """Satker id -> the months that are over on a day and whose realisasi is not there, in two queries."""
    terisi, sejak = bulan_terisi(satker, tahun), _sejak(satker, tahun)
    lewat = [satu for satu in tempo_setahun(tahun) if satu.akhir < hari]
    return {
        satu.pk: [
            tempo
            for tempo in lewat
            if keadaan(
                tempo, hari, diunggah=False, terisi=tempo.bulan in terisi[satu.pk], dipa=sejak.get(satu.pk)
            )
            in TERTUNDA
        ]
        for satu in satker
    }


def belum_mengunggah(satker: Sequence[Satker], tahun: int, hari: date) -> set[int]:
    """The satker whose last month that is due is missing on a day; nobody before the first is due."""
    tempo = tempo_terakhir(tahun, hari)
    if tempo is None:
        return set()
    return {pk for pk, bulan in ditunggu(satker, tahun, hari).items() if tempo in bulan}


def _sel(
    tempo: Tempo, hari: date, terisi: Collection[int], jejak: Sequence[JejakUnggahan], sejak: date | None
) -> SelBulan:
    asal = [satu for satu in jejak if satu.bulan == tempo.bulan and not satu.pemulihan]
    disebut = keadaan(tempo, hari, diunggah=bool(asal), terisi=tempo.bulan in terisi, dipa=sejak)
    return SelBulan(tempo, disebut, asal[-1] if disebut == KeadaanBulan.DIUNGGAH else None)


def _sejak(satker: Collection[Satker], tahun: int) -> dict[int, date]:
    """Satker id -> the day of its DIPA awal, of those that bear one: when it was signed, else posted."""
    awal = RevisiDipa.objects.filter(dipa__satker__in=satker, dipa__tahun=tahun, nomor=0).order_by()
    return {
        pemilik: hari
        for pemilik, tanggal, posting in awal.values_list("dipa__satker", "tanggal", "tanggal_posting_span")
        if (hari := tanggal or posting) is not None
    }
