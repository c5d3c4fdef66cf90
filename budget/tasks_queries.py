"""The months whose realisasi a person's satker still owes, for the page of tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import duty_satker
from budget.months import Tempo, tempo_setahun
from budget.overview_queries import ditunggu
from kinerja.angka import bulan as nama_bulan

#: How long after its end a year is still asked for.
MASIH_DIMINTA = timedelta(days=90)


@dataclass(frozen=True)
class TugasUnggah:
    """The months of a year that a satker has not uploaded; those whose deadline has passed are late.

    kosong: no month that is over is there, so the year is to be begun rather than made up for.
    """

    satker: Satker
    tahun: int
    terlambat: tuple[Tempo, ...]
    berjalan: tuple[Tempo, ...]
    kosong: bool

    @property
    def bulan_terlambat(self) -> str:
        """The late months in words."""
        return rentang([satu.bulan for satu in self.terlambat])


def upload_tasks(user: User, hari: date) -> list[TugasUnggah]:
    """The months that are over and missing at the satker for which the user uploads; two queries a year."""
    satker = duty_satker(user, Permission.UPLOAD_BUDGET)
    tugas = []
    for tahun in sorted({hari.year, (hari - MASIH_DIMINTA).year}):
        belum = ditunggu(satker, tahun, hari)
        tugas += [_task(satu, tahun, belum[satu.pk], hari) for satu in satker if belum[satu.pk]]
    return tugas


def _task(satker: Satker, tahun: int, belum: Sequence[Tempo], hari: date) -> TugasUnggah:
    lewat = tuple(satu for satu in belum if satu.tenggat < hari)
    kosong = len(belum) == sum(satu.akhir < hari for satu in tempo_setahun(tahun))
    return TugasUnggah(satker, tahun, lewat, tuple(satu for satu in belum if satu not in lewat), kosong)


def rentang(bulan: Sequence[int]) -> str:
    """Months in order, runs of three and more by their ends: "Januari sampai Maret, Mei, Juni"."""
    deret: list[list[int]] = []
    for satu in bulan:
        if deret and deret[-1][-1] == satu - 1:
            deret[-1].append(satu)
        else:
            deret.append([satu])
    return ", ".join(_run([nama_bulan(satu) for satu in isi]) for isi in deret)


def _run(nama: Sequence[str]) -> str:
    return ", ".join(nama) if len(nama) < 3 else f"{nama[0]} sampai {nama[-1]}"
