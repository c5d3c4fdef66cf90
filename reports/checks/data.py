"""What the sections are checked against, taken from the material once, as plain frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kinerja.capaian import Capaian
from measurements.tabel import JenisKolom
from reports.checks.acuan import DaftarAcuan, daftar_acuan
from reports.checks.teks import ratakan
from reports.figures import Figur
from reports.queries import BahanLkj


@dataclass(frozen=True)
class Sebutan:
    """A sasaran or indikator of the PK; `sasaran`: the number of the one it is or stands under."""

    jenis: str
    nomor: int
    nama: str
    sasaran: int
    url: str

    @cached_property
    def rata(self) -> str:
        """The name without what does not tell two apart."""
        return ratakan(self.nama)


@dataclass(frozen=True)
class Pasangan:
    """The pembilang and penyebut of one component."""

    nama: str
    pembilang: Decimal
    penyebut: Decimal


@dataclass(frozen=True)
class PeraturanResmi:
    """A regulation of the register: its kind, number and year, and how it is cited."""

    jenis: str
    nomor: str
    tahun: int | None
    singkat: str


@dataclass(frozen=True)
class Hitungan:
    """How many there are of a thing, and how many of them are which: the counts that prose may tell."""

    seluruh: int
    memenuhi: int
    di_bawah: int
    tidak_terhitung: int


@dataclass(frozen=True)
class Data:
    """The data behind a report, as far as its words can contradict it.

    indikator_sasaran: the indikator of each sasaran, under its number.
    capaian: the overall means, the one the PK chose first.
    """

    tahun: int
    acuan: DaftarAcuan
    sasaran: Hitungan
    indikator: Hitungan
    indikator_sasaran: tuple[tuple[int, Hitungan], ...]
    jumlah_sasaran_strategis: int | None
    capaian: tuple[Decimal, ...]
    capaian_sasaran: tuple[Decimal, ...]
    sebutan: tuple[Sebutan, ...]
    pasangan: tuple[Pasangan, ...]
    peraturan: tuple[PeraturanResmi, ...]


def data_pemeriksaan(bahan: BahanLkj) -> Data:
    """The data of one report."""
    kinerja = bahan.kinerja
    capaian = [satu.rata.persen for satu in kinerja.sasaran]
    strategis = bahan.renstra and sum(len(t.sasaran_strategis.all()) for t in bahan.renstra.tujuan.all())
    return Data(
        tahun=bahan.tahun,
        acuan=daftar_acuan(bahan, Figur.dari(bahan)),
        sasaran=_hitungan([Capaian(satu) if satu is not None else None for satu in capaian]),
        indikator=Hitungan(
            len(kinerja.indikator), kinerja.memenuhi, kinerja.di_bawah, kinerja.tidak_terhitung
        ),
        indikator_sasaran=tuple(
            (satu.sasaran.urutan, _hitungan([figur.capaian for figur in satu.indikator]))
            for satu in kinerja.sasaran
        ),
        jumlah_sasaran_strategis=strategis,
        capaian=tuple(
            satu for satu in (kinerja.rata.persen, kinerja.rata_indikator.persen) if satu is not None
        ),
        capaian_sasaran=tuple(satu for satu in capaian if satu is not None),
        sebutan=tuple(_sebutan(bahan)),
        pasangan=tuple(_pasangan(bahan)),
        peraturan=tuple(
            PeraturanResmi(satu.jenis, satu.nomor, satu.tahun, satu.singkat) for satu in bahan.peraturan
        ),
    )


def _hitungan(capaian: list[Capaian | None]) -> Hitungan:
    """By the capaian of each; None: it cannot be computed."""
    memenuhi = sum(satu is not None and satu.memenuhi for satu in capaian)
    tanpa = sum(satu is None or satu.persen is None for satu in capaian)
    return Hitungan(len(capaian), memenuhi, len(capaian) - memenuhi - tanpa, tanpa)


def _sebutan(bahan: BahanLkj) -> Iterator[Sebutan]:
    pk = bahan.laporan.perjanjian.get_absolute_url()
    for satu in bahan.kinerja.sasaran:
        urutan = satu.sasaran.urutan
        yield Sebutan("sasaran", urutan, satu.sasaran.uraian, urutan, pk)
        for figur in satu.indikator:
            indikator = figur.indikator
            url = indikator.get_absolute_url()
            yield Sebutan("indikator", indikator.nomor, indikator.nama, urutan, url)


def _pasangan(bahan: BahanLkj) -> Iterator[Pasangan]:
    """The components of realisasi, and the rows of supporting tables that divide one column by another."""
    for figur in bahan.kinerja.indikator:
        for satu in figur.triwulan:
            for komponen in satu.realisasi.komponen.all() if satu.realisasi else ():
                yield Pasangan(komponen.nama, komponen.pembilang, komponen.penyebut)
    for _, tabel in bahan.tabel.values():
        tempat = {kolom.kunci: ke for ke, kolom in enumerate(tabel.kolom)}
        nama = next((ke for ke, kolom in enumerate(tabel.kolom) if kolom.jenis is JenisKolom.TEKS), None)
        for kolom in tabel.kolom:
            if kolom.jenis is not JenisKolom.RASIO or nama is None:
                continue
            for baris in tabel.baris:
                atas, bawah = baris[tempat[kolom.pembilang]].nilai, baris[tempat[kolom.penyebut]].nilai
                if atas is not None and bawah is not None:
                    yield Pasangan(baris[nama].teks, Decimal(atas), Decimal(bawah))
