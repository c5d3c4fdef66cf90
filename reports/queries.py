"""Everything an LKj is made of, read once in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from accounts.models import Bagian, Pejabat, Satker
from agreements.models import AnggaranProgram, Renstra, SasaranStrategis
from budget.queries import Anggaran, RekapSatker, RiwayatDipa, anggaran_satker, rekap_satker, riwayat_dipa
from kinerja.capaian import TabelPredikat
from kinerja.serapan import Efisiensi, Serapan, efisiensi, jumlah
from measurements.queries import FigurSasaran, KinerjaTahunan, kinerja_tahunan, skala_nilai
from measurements.tabel import Tabel, baca_tabel
from reports.models import LaporanKinerja, Peraturan


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
    """The material of one LKj; None or empty where the satker has nothing of the kind."""

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
    skala: dict[str, TabelPredikat]
    narasi: dict[str, str]

    @property
    def satker(self) -> Satker:
        """Whose report it is."""
        return self.laporan.satker

    @property
    def tahun(self) -> int:
        """The year it reports on."""
        return self.laporan.tahun

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
WITH_PARTIES = ("satker__induk", "penandatangan", "perjanjian__pihak_pertama", "perjanjian__pihak_kedua")


def laporan_terbaru(satker: Satker, tahun: int) -> LaporanKinerja | None:
    """The newest version of a satker's LKj of a year."""
    laporan = LaporanKinerja.objects.filter(satker=satker, tahun=tahun)
    return laporan.select_related(*WITH_PARTIES).order_by("-versi").first()


def tahun_laporan(satker: Satker) -> list[int]:
    """The years of which a satker has an LKj, ascending."""
    tahun = LaporanKinerja.objects.filter(satker=satker).values_list("tahun", flat=True)
    return sorted(set(tahun))


def kumpulkan(laporan: LaporanKinerja) -> BahanLkj:
    """Read the material of an LKj. The number of queries does not grow with its rows."""
    satker, tahun = laporan.satker, laporan.tahun
    kinerja = kinerja_tahunan(laporan.perjanjian)
    return BahanLkj(
        laporan=laporan,
        kinerja=kinerja,
        renstra=_renstra(satker, tahun),
        anggaran_pk=tuple(laporan.perjanjian.anggaran_program.all()),
        anggaran=anggaran_satker(satker, tahun),
        riwayat=riwayat_dipa(satker, tahun),
        wilayah=tuple(rekap_satker([satker, *satker.bawahan.all()], tahun)),
        bagian=tuple(Bagian.objects.filter(satker=satker)),
        pejabat=_pejabat(laporan),
        peraturan=tuple(Peraturan.objects.all()),
        tabel=_tabel(kinerja),
        skala=skala_nilai(),
        narasi={satu.kunci: satu.isi for satu in laporan.narasi.all()},
    )


def _renstra(satker: Satker, tahun: int) -> Renstra | None:
    sasaran = SasaranStrategis.objects.order_by("urutan")
    return (
        Renstra.objects.filter(satker=satker, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
        .prefetch_related("misi", "tujuan", Prefetch("tujuan__sasaran_strategis", sasaran))
        .first()
    )


def _pejabat(laporan: LaporanKinerja) -> tuple[Pejabat, ...]:
    hari = laporan.tanggal or laporan.perjanjian.tanggal
    if hari is None:
        return ()
    return tuple(Pejabat.objects.filter(satker=laporan.satker).in_office(hari))


def _tabel(kinerja: KinerjaTahunan) -> dict[str, tuple[int, Tabel]]:
    """Supporting tables by key, with the id of their indikator; a key with two tables has none."""
    semua = [
        (satu.indikator.pk, tabel)
        for satu in kinerja.indikator
        for tabel in satu.indikator.tabel_pendukung.all()
    ]
    banyak = Counter(tabel.kunci for _, tabel in semua)
    return {tabel.kunci: (pk, baca_tabel(tabel)) for pk, tabel in semua if banyak[tabel.kunci] == 1}
