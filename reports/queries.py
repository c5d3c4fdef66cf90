"""Everything an LKj is made of, read once in a fixed number of queries."""

from collections import Counter
from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Prefetch, Q

from accounts.models import Bagian, Pejabat, Satker
from agreements.models import (
    AnggaranProgram,
    Indikator,
    PerjanjianKinerja,
    Renstra,
    SasaranStrategis,
    TargetIKU,
)
from agreements.queries import perjanjian_akhir_tahun
from budget.queries import Anggaran, RekapSatker, RiwayatDipa, anggaran_satker, rekap_satker, riwayat_dipa
from kinerja.capaian import TabelPredikat
from kinerja.serapan import Efisiensi, Serapan, efisiensi, jumlah
from measurements.figures import FigurIndikator, FigurSasaran, KinerjaTahunan
from measurements.lineage import leluhur
from measurements.models import Realisasi, TabelPendukung
from measurements.queries import kinerja_lengkap, kinerja_tahunan, skala_nilai
from measurements.tabel import Tabel, TabelRusak, baca_tabel
from measurements.verify_queries import pengisi
from reports.models import GambarNarasi, LaporanKinerja, Narasi, Peraturan, Reviu
from reports.states import AsalNarasi, StatusReviu
from reports.unchanged import Dibuat, dari
from ui.addresses import address

T = TypeVar("T")


@dataclass(frozen=True)
class KegiatanSasaran:
    """The kegiatan of the DIPA behind a sasaran and their serapan together."""

    figur: FigurSasaran
    kode: tuple[str, ...]
    serapan: Serapan

    def efisiensi(self, batas: Decimal) -> Efisiensi:
        """The efficiency of this sasaran alone."""
        return efisiensi([(self.serapan.pagu, self.figur.rata.persen, self.serapan.realisasi)], batas)


@dataclass(frozen=True)
class BahanLkj:
    """The material of one LKj; None or empty where the satker has nothing of the kind.

    tabel_rusak: the id of the indikator of a supporting table that cannot be read, and why, by its key.
    narasi_lalu: the texts of the report of the year before by section, of its newest version.
    tautan: supporting tables that show data, by their key. asal: where the words of each section come from.
    pk_akhir_tahun: the version of the PK in force on the last day of the year, which a report is to measure.
    dibuat: what functions made of it before.
    """

    laporan: LaporanKinerja
    kinerja: KinerjaTahunan
    renstra: Renstra | None
    anggaran_pk: tuple[AnggaranProgram, ...]
    anggaran: Anggaran | None
    riwayat: RiwayatDipa | None
    wilayah: tuple[RekapSatker, ...]
    bagian: tuple[Bagian, ...]
    pejabat: tuple[Pejabat, ...]
    peraturan: tuple[Peraturan, ...]
    tabel: dict[str, tuple[int, Tabel]]
    tabel_rusak: dict[str, tuple[int, str]]
    tautan: dict[str, tuple[int, TabelPendukung]]
    skala: dict[str, TabelPredikat]
    narasi: dict[str, str]
    narasi_lalu: dict[str, str]
    asal: dict[str, AsalNarasi]
    gambar: dict[str, GambarNarasi]
    reviu: Reviu | None
    pk_akhir_tahun: PerjanjianKinerja | None
    dibuat: Dibuat = field(default_factory=Dibuat, compare=False, repr=False)

    def dari(self, fungsi: Callable[..., T], *isi: Hashable) -> T:
        """What a function makes of the material and of `isi`; kept as long as the parts that it reads are."""
        return dari(self.dibuat, (fungsi, *isi), self, lambda terlihat: fungsi(terlihat, *isi))

    def dari_figur(self, fungsi: Callable[..., T], figur: FigurSasaran | FigurIndikator) -> T:
        """The same of a sasaran or indikator of the material."""
        return dari(figur, fungsi, self, lambda terlihat: fungsi(terlihat, figur))

    @property
    def satker(self) -> Satker:
        """Whose report it is."""
        return self.laporan.satker

    @property
    def tahun(self) -> int:
        """The year it reports on."""
        return self.laporan.tahun

    @cached_property
    def alamat_pk(self) -> str:
        """The page of the very version that the report measures, whichever is in force today."""
        perjanjian = self.laporan.perjanjian
        return f"{perjanjian.get_absolute_url()}?versi={perjanjian.versi}"

    @cached_property
    def alamat_capaian(self) -> str:
        """The measurement of that version."""
        url = address("measurements:capaian", self.satker.slug, self.tahun)
        return f"{url}?versi={self.laporan.perjanjian.versi}"

    @cached_property
    def alamat_wilayah(self) -> str:
        """The recap of the satker that the report sums up: its own and those right under it."""
        return f"{address('budget:rekap', self.tahun)}?wilayah={self.satker.slug}"

    @cached_property
    def alamat_dipa(self) -> str:
        """The satker's budget, where it has one."""
        return self.anggaran.dipa.get_absolute_url()

    @cached_property
    def alamat_tabel(self) -> dict[str, str]:
        """Where each supporting table stands, by its key."""
        return {
            kunci: f"{address('measurements:indikator', pk)}#tabel-{kunci}"
            for kunci, (pk, _) in (self.tabel | self.tabel_rusak | self.tautan).items()
        }

    def gambar_milik(self, figur: FigurIndikator) -> list[GambarNarasi]:
        """The pictures of an indikator in their order."""
        return [satu for satu in self.gambar.values() if satu.indikator_id == figur.indikator.pk]

    @property
    def kinerja_ringkas(self) -> KinerjaTahunan:
        """The performance as far as its figures need it: without words, evidence and kegiatan."""
        return self.kinerja

    @property
    def target_renstra(self) -> dict[int, tuple[Decimal, str]]:
        """The target of an indikator's IKU for the year and in what it is counted, by id of the indikator."""
        ada = [satu for satu in self.kinerja.indikator if satu.target_renstra is not None]
        return {satu.indikator.pk: (satu.target_renstra, satu.indikator.iku.satuan) for satu in ada}

    @property
    def banyak_wilayah(self) -> int:
        """How many satker the region has."""
        return len(self.wilayah)

    @property
    def serapan_wilayah(self) -> Serapan:
        """All satker of the region together."""
        return jumlah(satu.serapan for satu in self.wilayah if satu.serapan)

    @cached_property
    def kegiatan(self) -> tuple[KegiatanSasaran, ...]:
        """The kegiatan behind each sasaran that has any in this DIPA; one counts once per sasaran."""
        ada = {satu.baris.kode: satu.serapan for satu in self.anggaran.telusuri()} if self.anggaran else {}
        hasil = []
        for figur in self.kinerja.sasaran:
            dipakai = {satu.kode for f in figur.indikator for satu in f.indikator.kegiatan_pendukung.all()}
            kode = tuple(sorted(dipakai & ada.keys()))
            hasil.append(KegiatanSasaran(figur, kode, jumlah(ada[satu] for satu in kode)))
        return tuple(hasil)

    @property
    def efisiensi(self) -> Efisiensi:
        """The efficiency over the sasaran that have a kegiatan (domain: efficiency; rule not verified)."""
        baris = [
            (satu.serapan.pagu, satu.figur.rata.persen, satu.serapan.realisasi)
            for satu in self.kegiatan
            if satu.kode
        ]
        return efisiensi(baris, self.kinerja.aturan.batas_efisiensi)


# What a report needs of its own row: whose it is, who signs it and its PK.
WITH_PARTIES = (
    "satker__induk", "penandatangan", "perjanjian__satker", "perjanjian__pihak_pertama",
    "perjanjian__pihak_kedua",
)  # fmt: skip


def laporan_terbaru(satker: Satker, tahun: int) -> LaporanKinerja | None:
    """The newest version of a satker's LKj of a year."""
    laporan = LaporanKinerja.objects.filter(satker=satker, tahun=tahun)
    return laporan.select_related(*WITH_PARTIES).order_by("-versi").first()


def tahun_laporan(satker: Satker) -> list[int]:
    """The years of which a satker has an LKj, ascending."""
    tahun = LaporanKinerja.objects.filter(satker=satker).values_list("tahun", flat=True)
    return sorted(set(tahun))


def _narasi_lalu(laporan: LaporanKinerja) -> dict[str, str]:
    lalu = Narasi.objects.filter(laporan__satker=laporan.satker_id, laporan__tahun=laporan.tahun - 1)
    return dict(lalu.order_by("laporan__versi").values_list("kunci", "isi"))


def kumpulkan(
    laporan: LaporanKinerja,
    ingat: Callable[[str, Callable[[], Any]], Any] | None = None,
    dibuat: Dibuat | None = None,
) -> BahanLkj:
    """Read the material of an LKj. The number of queries does not grow with its rows.

    ingat: gives a part by its name and what reads it, which it may have kept. Each part is then read of a
    report of its own: what the database told one of them on the way, no other knows without asking. dibuat:
    what was made of the parts before.
    """
    bertahap = BahanBertahap(laporan)
    vars(bertahap)["dibuat"] = dibuat or Dibuat()
    for nama, baca in PEMBACA.items() if ingat else ():
        vars(bertahap)[nama] = ingat(nama, lambda baca=baca: baca(BahanBertahap(deepcopy(laporan))))
    return BahanLkj(**{bidang.name: getattr(bertahap, bidang.name) for bidang in fields(BahanLkj)})


class BahanBertahap(BahanLkj):
    """The same material, each part read when it is first asked for: for texts that name few figures."""

    def __init__(self, laporan: LaporanKinerja) -> None:
        vars(self)["laporan"] = laporan

    def dari(self, fungsi: Callable[..., T], *isi: Hashable) -> T:
        """Made for each who asks: what is read is read once all the same."""
        return fungsi(self, *isi)

    @cached_property
    def kinerja_ringkas(self) -> KinerjaTahunan:
        """Read in fewer and shorter rows than the whole."""
        return kinerja_tahunan(self.laporan.perjanjian)

    @cached_property
    def target_renstra(self) -> dict[int, tuple[Decimal, str]]:
        """Asked for by itself: the short rows know of no IKU."""
        target = TargetIKU.objects.filter(
            iku__indikator__sasaran__perjanjian=self.laporan.perjanjian_id, tahun=self.tahun
        )
        isi = target.order_by().values_list("iku__indikator", "nilai", "iku__satuan")
        return {pk: (nilai, satuan) for pk, nilai, satuan in isi}

    @cached_property
    def banyak_wilayah(self) -> int:
        """Counted without their budgets."""
        return 1 + self.satker.bawahan.count()

    def __getattr__(self, nama: str) -> Any:
        """A part that has not been read yet, or what is taken from one."""
        buat = PEMBACA.get(nama) or TURUNAN.get(nama)
        if buat is None:
            raise AttributeError(nama)
        return vars(self).setdefault(nama, buat(self))


#: How each part of the material is read, none with the help of another.
PEMBACA: dict[str, Callable[[BahanBertahap], Any]] = {
    "kinerja": lambda bahan: kinerja_lengkap(bahan.laporan.perjanjian),
    "renstra": lambda bahan: _renstra(bahan.satker, bahan.tahun),
    "anggaran_pk": lambda bahan: tuple(bahan.laporan.perjanjian.anggaran_program.all()),
    "anggaran": lambda bahan: anggaran_satker(bahan.satker, bahan.tahun),
    "riwayat": lambda bahan: riwayat_dipa(bahan.satker, bahan.tahun),
    "wilayah": lambda bahan: tuple(rekap_satker([bahan.satker, *bahan.satker.bawahan.all()], bahan.tahun)),
    "bagian": lambda bahan: tuple(Bagian.objects.filter(satker=bahan.satker)),
    "pejabat": lambda bahan: _pejabat(bahan.laporan),
    "peraturan": lambda _: tuple(Peraturan.objects.all()),
    "semua_tabel": lambda bahan: _tabel(bahan.laporan.perjanjian),
    "skala": lambda _: skala_nilai(),
    "semua_narasi": lambda bahan: list(bahan.laporan.narasi.all()),
    "narasi_lalu": lambda bahan: _narasi_lalu(bahan.laporan),
    "gambar": lambda bahan: {satu.kunci: satu for satu in bahan.laporan.gambar.all()},
    "reviu": lambda bahan: _reviu(bahan.laporan),
    "pk_akhir_tahun": lambda bahan: perjanjian_akhir_tahun(bahan.satker, bahan.tahun),
}
#: What is taken from a part that was read.
TURUNAN: dict[str, Callable[[BahanBertahap], Any]] = {
    "tabel": lambda bahan: bahan.semua_tabel[0],
    "tabel_rusak": lambda bahan: bahan.semua_tabel[1],
    "tautan": lambda bahan: bahan.semua_tabel[2],
    "narasi": lambda bahan: {satu.kunci: satu.isi for satu in bahan.semua_narasi},
    "asal": lambda bahan: {satu.kunci: AsalNarasi(satu.asal) for satu in bahan.semua_narasi},
}


def _renstra(satker: Satker, tahun: int) -> Renstra | None:
    sasaran = SasaranStrategis.objects.order_by("urutan")
    return (
        Renstra.objects.filter(satker=satker, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
        .prefetch_related("misi", "tujuan", Prefetch("tujuan__sasaran_strategis", sasaran))
        .first()
    )


def _reviu(laporan: LaporanKinerja) -> Reviu | None:
    """The reviu of the report once it is finished."""
    selesai = Reviu.objects.filter(laporan=laporan, status=StatusReviu.SELESAI)
    return selesai.select_related("selesai_oleh").first()


def _pejabat(laporan: LaporanKinerja) -> tuple[Pejabat, ...]:
    hari = laporan.tanggal or laporan.perjanjian.tanggal
    if hari is None:
        return ()
    return tuple(Pejabat.objects.filter(satker=laporan.satker).in_office(hari))


def tabel_milik(figur: FigurIndikator) -> list[TabelPendukung]:
    """The supporting tables of an indikator in their order, those of its forebears included."""
    return list(figur.indikator.tabel_pendukung.all())


#: Tables that were read and sentences why not, each with the id of the indikator, and those that show data.
TabelTerbaca = tuple[
    dict[str, tuple[int, Tabel]], dict[str, tuple[int, str]], dict[str, tuple[int, TabelPendukung]]
]


def _tabel(perjanjian: PerjanjianKinerja) -> TabelTerbaca:
    """The supporting tables by key, those of older versions of the PK included. A key with two has none."""
    milik, lama = Q(indikator__sasaran__perjanjian=perjanjian), {}
    if perjanjian.versi > 1:
        asal = Indikator.objects.filter(sasaran__perjanjian=perjanjian).values_list("pk", "asal_id")
        lama = leluhur(dict(asal))
        milik |= Q(indikator__in=lama)
    ada = TabelPendukung.objects.filter(milik, dihapus_pada=None).order_by("urutan", "kunci")
    semua = [(lama.get(satu.indikator_id, satu.indikator_id), satu) for satu in ada]
    banyak = Counter(satu.kunci for _, satu in semua)
    terbaca: dict[str, tuple[int, Tabel]] = {}
    rusak: dict[str, tuple[int, str]] = {}
    tautan: dict[str, tuple[int, TabelPendukung]] = {}
    for pk, satu in semua:
        if banyak[satu.kunci] > 1:
            rusak[satu.kunci] = (pk, f"Dua tabel memakai kunci {satu.kunci}.")
        elif satu.tautan:
            tautan[satu.kunci] = (pk, satu)
        else:
            try:
                terbaca[satu.kunci] = (pk, baca_tabel(satu))
            except TabelRusak as galat:
                rusak[satu.kunci] = (pk, str(galat))
    return terbaca, rusak, tautan


def penyumbang(laporan: LaporanKinerja) -> set[int]:
    """The ids of who entered or verified a figure of the year: nobody enters, verifies and signs the same."""
    realisasi = Realisasi.objects.filter(
        indikator__sasaran__perjanjian__satker=laporan.satker,
        indikator__sasaran__perjanjian__tahun=laporan.tahun,
    )
    pemeriksa = {satu.diverifikasi_oleh_id for satu in realisasi if satu.diverifikasi_oleh_id}
    return pengisi(*realisasi) | pemeriksa
