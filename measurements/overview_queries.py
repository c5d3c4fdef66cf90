"""How far entry has come: satker × triwulan, in a number of queries that does not grow with the satker."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from accounts.models import Penugasan, Satker
from accounts.permissions import ROLES, Permission
from agreements.models import PerjanjianKinerja, TargetTriwulan
from agreements.queries import berlaku
from agreements.states import StatusPK
from kinerja.jadwal import Jadwal
from kinerja.periode import Triwulan
from measurements.models import JadwalTriwulan, Pengecualian, Realisasi
from measurements.states import StatusRealisasi

S = StatusRealisasi
SELESAI = (S.DIAJUKAN, S.TERVERIFIKASI, S.TERKUNCI)
TIDAK_DIUKUR, BELUM_DIMULAI, TERLAMBAT = "Tidak diukur", "Belum dimulai", "Terlambat"
PENGISI = [peran for peran, role in ROLES.items() if Permission.ENTER_REALISASI in role.permissions]


@dataclass(frozen=True)
class SelPengisian:
    """One satker's quarter: in one word, and how many of the measured indikator are submitted."""

    triwulan: Triwulan
    keadaan: str
    jumlah: int
    selesai: int
    tenggat: date | None
    pengecualian: date | None


@dataclass(frozen=True)
class BarisPengisian:
    """One satker's year."""

    satker: Satker
    sel: tuple[SelPengisian, ...]

    @property
    def diukur(self) -> bool:
        """Whether anything is measured in any of its quarters."""
        return any(satu.jumlah for satu in self.sel)


def pohon(satker: Satker) -> Q:
    """The satker with all under it, as a filter on Satker."""
    return Q(pk=satker.pk) | Q(induk=satker) | Q(induk__induk=satker)


def pengisian(satker: Iterable[Satker], tahun: int, hari: date) -> list[BarisPengisian]:
    """Where every quarter of these satker stands on a day, in five queries."""
    daftar = list(satker)
    berlaku_di = perjanjian_per_satker(daftar, tahun)
    pk = {satu.pk: pemilik for pemilik, satu in berlaku_di.items()}
    diukur = _measured(tahun, pk)
    isi = _counted(tahun, pk)
    jadwal = jadwal_per_satker(daftar, tahun)
    lebih = _exceptions(tahun)
    return [
        BarisPengisian(
            satu,
            tuple(
                _cell(
                    ke,
                    diukur.get((satu.pk, ke), 0),
                    isi[satu.pk, ke],
                    jadwal.get((satu.pk, tahun, ke)),
                    lebih.get((satu.pk, ke)),
                    hari,
                )
                for ke in Triwulan
            ),
        )
        for satu in daftar
    ]


def perjanjian_per_satker(satker: Iterable[Satker], tahun: int) -> dict[int, PerjanjianKinerja]:
    """Satker id -> its PK in force in a year, in one query."""
    versi: dict[int, list[PerjanjianKinerja]] = defaultdict(list)
    ikut = {satu.pk for satu in satker}
    for satu in PerjanjianKinerja.objects.filter(tahun=tahun).order_by("-versi"):
        if satu.satker_id in ikut:
            versi[satu.satker_id].append(satu)
    return {pemilik: berlaku(semua) for pemilik, semua in versi.items()}


def jadwal_per_satker(
    satker: Iterable[Satker], tahun: int | None = None
) -> dict[tuple[int, int, int], Jadwal]:
    """(Satker id, year, quarter) -> the calendar that holds there, its own or the one above, in one query."""
    saring = {} if tahun is None else {"tahun": tahun}
    milik: dict[int, list[JadwalTriwulan]] = defaultdict(list)
    for satu in JadwalTriwulan.objects.filter(**saring):
        milik[satu.satker_id].append(satu)
    hasil: dict[tuple[int, int, int], Jadwal] = {}
    for satu in satker:
        atas = [] if satu.jenis == Satker.Jenis.PROVINSI else milik.get(satu.induk_id, [])
        for baris in [*milik.get(satu.pk, []), *atas]:
            kunci = (satu.pk, baris.tahun, baris.triwulan)
            hasil[kunci] = Jadwal(baris.buka, baris.tenggat, baris.toleransi, baris.tutup)
    return hasil


def belum_pernah_mengisi(satker: Satker, tahun: int, hari: date) -> list[Penugasan]:
    """The duties of those who enter in the tree and have saved nothing of the year, in one query."""
    pernah = Realisasi.objects.filter(
        indikator__sasaran__perjanjian__tahun=tahun, diisi_oleh__isnull=False
    ).values("diisi_oleh")
    return list(
        Penugasan.objects.in_force(hari)
        .filter(satker__in=Satker.objects.filter(pohon(satker)), peran__in=PENGISI)
        .exclude(user__in=pernah)
        .select_related("user", "satker", "bagian")
        .order_by("satker__urutan", "user__nama")
    )


def _measured(tahun: int, pk: dict[int, int]) -> dict[tuple[int, int], int]:
    jalur = "indikator__sasaran__perjanjian"
    baris = (
        TargetTriwulan.objects.filter(**{f"{jalur}__tahun": tahun})
        .order_by()
        .values_list(jalur, "triwulan")
        .annotate(jumlah=Count("pk"))
    )
    return {(pk[satu], ke): jumlah for satu, ke, jumlah in baris if satu in pk}


def _counted(tahun: int, pk: dict[int, int]) -> dict[tuple[int, int], dict[str, int]]:
    """How many measured indikator stand in each status."""
    jalur = "indikator__sasaran__perjanjian"
    diganti = Q(**{f"{jalur}__status": StatusPK.DIGANTIKAN})
    baris = (
        Realisasi.objects.filter(
            # Of a version that was replaced those count whose indikator lives on in the next.
            ~diganti | Q(indikator__penerus__isnull=False),
            **{f"{jalur}__tahun": tahun},
            indikator__target_triwulan__triwulan=F("triwulan"),
        )
        .order_by()
        .values_list(jalur, f"{jalur}__satker", f"{jalur}__status", "triwulan", "status")
        .annotate(jumlah=Count("pk"))
    )
    hasil: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    berlaku_di = set(pk.values())
    for satu, satker, keadaan, ke, status, jumlah in baris:
        lanjut = keadaan == StatusPK.DIGANTIKAN and satker in berlaku_di
        if satu in pk or lanjut:
            isi = hasil[satker, ke]
            isi[status] = isi.get(status, 0) + jumlah
    return hasil


def _exceptions(tahun: int) -> dict[tuple[int, int], date]:
    """The latest end of an exception, by satker and quarter."""
    baris = Pengecualian.objects.filter(tahun=tahun).order_by("sampai")
    return {(satu, ke): sampai for satu, ke, sampai in baris.values_list("satker", "triwulan", "sampai")}


def _cell(
    ke: Triwulan, jumlah: int, isi: dict[str, int], jadwal: Jadwal | None, lebih: date | None, hari: date
) -> SelPengisian:
    selesai = sum(isi.get(status, 0) for status in SELESAI)
    tenggat = max(filter(None, (jadwal and jadwal.tenggat, lebih)), default=None)
    return SelPengisian(ke, _state(jumlah, isi, selesai, tenggat, hari), jumlah, selesai, tenggat, lebih)


def _state(jumlah: int, isi: dict[str, int], selesai: int, tenggat: date | None, hari: date) -> str:
    """The most urgent thing to know of a quarter."""
    if jumlah == 0:
        return TIDAK_DIUKUR
    if isi.get(S.TERKUNCI, 0) == jumlah:
        return S.TERKUNCI.label
    if isi.get(S.TERKUNCI, 0) + isi.get(S.TERVERIFIKASI, 0) == jumlah:
        return S.TERVERIFIKASI.label
    if selesai == jumlah:
        return S.DIAJUKAN.label
    if isi.get(S.DIKEMBALIKAN):
        return S.DIKEMBALIKAN.label
    if tenggat is not None and hari > tenggat:
        return TERLAMBAT
    return S.DRAF.label if sum(isi.values()) else BELUM_DIMULAI
