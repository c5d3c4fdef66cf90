"""The figures of the data that a typed number is compared with, and which of them it may mean."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from kinerja import angka
from kinerja.angka import AngkaTidakSah, bulatkan, parse_angka
from kinerja.serapan import Serapan
from measurements.figures import FigurIndikator
from measurements.tabel import JenisKolom, Tabel
from reports.checks.ketikan import AngkaKetik, Jenis
from reports.figures import Figur, Nilai
from reports.queries import BahanLkj

#: How far a figure may lie from what was typed and still be offered, as a part of the larger of both.
JARAK_TAWARAN = Decimal("0.25")


@dataclass(frozen=True)
class Acuan:
    """One figure of the data: its key, its value.

    lama: empty, or the earlier time that it is of ("Tahun 2022", "revisi DIPA 0"). disebut: what it is in
    words where its key does not say so.
    """

    kunci: str
    jenis: Jenis
    nilai: Decimal
    lama: str = ""
    disebut: str = ""

    @property
    def teks(self) -> str:
        """The value as the report prints it, without a unit other than rupiah and percent."""
        return tulis(self.jenis, self.nilai)

    @property
    def sebutan(self) -> str:
        """What it is in words, with the time it is of."""
        return f"{self.disebut or nama_figur(self.kunci)} {self.lama}".strip()


@dataclass(frozen=True)
class DaftarAcuan:
    """All figures of the data, looked up by kind and value."""

    isi: tuple[Acuan, ...]

    @cached_property
    def _menurut_jenis(self) -> dict[Jenis, list[Acuan]]:
        hasil: dict[Jenis, list[Acuan]] = {jenis: [] for jenis in Jenis}
        for satu in self.isi:
            hasil[satu.jenis].append(satu)
        hasil[Jenis.BANYAK] += hasil[Jenis.PERSEN]  # a percentage may be told without its sign
        return hasil

    @cached_property
    def _nilai(self) -> dict[Jenis, list[Decimal]]:
        """The values of each kind in their order, each once."""
        return {jenis: sorted({satu.nilai for satu in self.isi if satu.jenis is jenis}) for jenis in Jenis}

    @cached_property
    def _menurut_bulatan(self) -> dict[tuple[Jenis, int, int], dict[Decimal, list[Acuan]]]:
        """By kind, scale and decimals, as far as they were asked for: what the figures show in that way."""
        return {}

    def cocok(self, ketikan: AngkaKetik) -> list[Acuan]:
        """The figures that are shown as the typed number is."""
        jenis, skala, desimal = cara = ketikan.jenis, ketikan.skala, ketikan.desimal
        if cara not in self._menurut_bulatan:
            tampil = self._menurut_bulatan[cara] = {}
            for satu in self._menurut_jenis[jenis]:
                tampil.setdefault(_tampil(satu.nilai, skala, desimal), []).append(satu)
        return [] if ketikan.nilai is None else self._menurut_bulatan[cara].get(ketikan.nilai, [])

    def terdekat(self, ketikan: AngkaKetik, awalan: str = "") -> Acuan | None:
        """The figure that a number may mean: the nearest of its kind, one of `awalan` first among equals."""
        jumlah = ketikan.jumlah
        if jumlah is None:
            return None
        nilai = self._nilai[ketikan.jenis]
        ke = bisect_left(nilai, jumlah)
        dekat = [satu for satu in nilai[max(ke - 1, 0) : ke + 1] if _jarak(satu, jumlah) <= JARAK_TAWARAN]
        return min(
            (satu for satu in self.isi if satu.jenis is ketikan.jenis and satu.nilai in dekat),
            key=lambda satu: (
                abs(satu.nilai - jumlah),
                not satu.kunci.startswith(awalan),
                bool(satu.lama),
                satu.kunci,
            ),
            default=None,
        )


# Most figures of a report are what they were before its last change.
@lru_cache(maxsize=10_000)
def _tampil(nilai: Decimal, skala: int, desimal: int) -> Decimal:
    return bulatkan(nilai / skala, desimal)


def _jarak(satu: Decimal, lain: Decimal) -> Decimal:
    terbesar = max(abs(satu), abs(lain))
    return abs(satu - lain) / terbesar if terbesar else Decimal(0)


def daftar_acuan(bahan: BahanLkj, figur: Figur) -> DaftarAcuan:
    """Every figure of the material, each once, in a fixed order."""
    return DaftarAcuan(tuple(dict.fromkeys(_semua(bahan, figur))))


def _semua(bahan: BahanLkj, figur: Figur) -> Iterator[Acuan]:
    for kunci, nilai in figur.nilai():
        yield from _figur(kunci, nilai, bahan.tahun)
    for satu in bahan.kinerja.indikator:
        yield from _indikator(satu)
        yield from _masukan(satu)
    for _, tabel in bahan.tabel.values():
        yield from _tabel(tabel)
    if bahan.riwayat:
        yield from _revisi(bahan)
    for baris in bahan.wilayah:
        if baris.serapan:
            yield from _serapan(f"wilayah.{baris.satker.slug}", baris.satker.nama, baris.serapan)
    yield from _aturan(bahan)


def _figur(kunci: str, nilai: Nilai, tahun: int) -> Iterator[Acuan]:
    lama = f"Tahun {tahun - 1}" if kunci.endswith(".capaian_lalu") else ""
    if nilai.satuan == "rupiah" and nilai.bulat is not None:
        yield Acuan(kunci, Jenis.RUPIAH, Decimal(nilai.bulat), lama)
    elif nilai.bulat is not None:
        yield Acuan(kunci, Jenis.BANYAK, Decimal(nilai.bulat), lama)
    elif (dibaca := _baca(nilai.teks)) is not None:
        yield Acuan(kunci, *dibaca, lama)


@lru_cache(maxsize=10_000)
def _baca(teks: str) -> tuple[Jenis, Decimal] | None:
    """The kind and value of a printed figure such as "98,075%" or "2 Laporan"."""
    awal = teks.split(" ")[0]
    try:
        nilai = parse_angka(awal.removesuffix("%"))
    except AngkaTidakSah:
        return None
    return (Jenis.PERSEN if awal.endswith("%") else Jenis.BANYAK), nilai


def _indikator(figur: FigurIndikator) -> Iterator[Acuan]:
    """Earlier years as they were reported, the plan per quarter, yardsticks."""
    indikator = figur.indikator
    jenis = Jenis.PERSEN if indikator.satuan == "%" else Jenis.BANYAK
    for lalu in indikator.capaian_lalu.all():
        for nama, nilai, satu in (
            ("target", lalu.target, jenis),
            ("realisasi", lalu.realisasi, jenis),
            ("capaian", lalu.capaian, Jenis.PERSEN),
        ):
            yield from _ada(f"indikator.{indikator.nomor}.{nama}", satu, nilai, f"Tahun {lalu.tahun}")
    for satu in figur.triwulan:
        kunci = f"indikator.{indikator.nomor}.triwulan.{satu.triwulan.value}"
        yield from _ada(f"{kunci}.target", jenis, satu.target)
        yield from _ada(f"{kunci}.realisasi", jenis, satu.hasil.nilai)
    yield from _ada(f"indikator.{indikator.nomor}.standar_nasional", jenis, indikator.standar_nasional)


def _masukan(figur: FigurIndikator) -> Iterator[Acuan]:
    """What the realisasi was counted from."""
    kunci = f"indikator.{figur.indikator.nomor}"
    for satu in figur.triwulan:
        if satu.realisasi is None:
            continue
        yield from _ada(f"{kunci}.pembilang", Jenis.BANYAK, satu.realisasi.pembilang)
        yield from _ada(f"{kunci}.penyebut", Jenis.BANYAK, satu.realisasi.penyebut)
        for komponen in satu.realisasi.komponen.all():
            yield from _ada(f"{kunci}.komponen.{komponen.urutan}.pembilang", Jenis.BANYAK, komponen.pembilang)
            yield from _ada(f"{kunci}.komponen.{komponen.urutan}.penyebut", Jenis.BANYAK, komponen.penyebut)
            if komponen.penyebut:
                persen = komponen.pembilang / komponen.penyebut * 100
                yield from _ada(f"{kunci}.komponen.{komponen.urutan}.persen", Jenis.PERSEN, persen)
        for jawaban in satu.realisasi.jawaban.all():
            yield from _ada(f"{kunci}.jawaban.{jawaban.satker.slug}", Jenis.BANYAK, jawaban.nilai)


_JENIS_KOLOM = {
    JenisKolom.RUPIAH: Jenis.RUPIAH, JenisKolom.BILANGAN: Jenis.BANYAK,
    JenisKolom.PERSEN: Jenis.PERSEN, JenisKolom.RASIO: Jenis.PERSEN,
}  # fmt: skip


def _tabel(tabel: Tabel) -> Iterator[Acuan]:
    """The cells, sums, means and number of rows of a supporting table."""
    yield from _ada(f"tabel.{tabel.kunci}.jumlah_baris", Jenis.BANYAK, Decimal(len(tabel.baris)))
    for ke, kolom in enumerate(tabel.kolom):
        jenis = _JENIS_KOLOM.get(kolom.jenis)
        if jenis is None:
            continue
        kunci = f"tabel.{tabel.kunci}.{kolom.kunci}"
        for baris in (*tabel.baris, *([tabel.jumlah] if tabel.jumlah else [])):
            if isinstance(baris[ke].nilai, Decimal | int):
                yield from _ada(kunci, jenis, Decimal(baris[ke].nilai))
        if tabel.baris and any(baris[ke].nilai is not None for baris in tabel.baris):
            yield from _ada(f"{kunci}.rata_rata", jenis, tabel.rata_rata(kolom.kunci))


def _revisi(bahan: BahanLkj) -> Iterator[Acuan]:
    """The pagu of each revision with lines; of one no longer in force, as something earlier."""
    berlaku = bahan.anggaran.revisi.pk if bahan.anggaran else None
    for satu in bahan.riwayat.revisi:
        if satu.pk in bahan.riwayat.pagu and satu.pk != berlaku and satu.nomor:
            nilai = Decimal(bahan.riwayat.pagu[satu.pk])
            yield from _ada(f"anggaran.revisi.{satu.nomor}", Jenis.RUPIAH, nilai, f"revisi DIPA {satu.nomor}")


def _serapan(kunci: str, nama: str, serapan: Serapan) -> Iterator[Acuan]:
    for hal, nilai in (("pagu", serapan.pagu), ("realisasi", serapan.realisasi), ("sisa", serapan.sisa)):
        yield Acuan(f"{kunci}.{hal}", Jenis.RUPIAH, Decimal(nilai), disebut=f"{hal} {nama}")
    if serapan.persen is not None:
        yield Acuan(f"{kunci}.persen", Jenis.PERSEN, serapan.persen, disebut=f"serapan {nama}")


def _aturan(bahan: BahanLkj) -> Iterator[Acuan]:
    """The bounds of the year and of the predicate; 100% is what every capaian is held against."""
    aturan, predikat = bahan.kinerja.aturan, bahan.kinerja.predikat
    yield from _ada("capaian.penuh", Jenis.PERSEN, Decimal(100))
    for nama in ("lantai", "plafon", "batas_efisiensi"):
        yield from _ada(f"aturan.{nama}", Jenis.PERSEN, getattr(aturan, nama))
    if predikat:
        yield from _ada("capaian.rentang.bawah", Jenis.PERSEN, predikat.bawah)
        yield from _ada("capaian.rentang.atas", Jenis.PERSEN, predikat.atas)


def _ada(kunci: str, jenis: Jenis, nilai: Decimal | None, lama: str = "") -> Iterable[Acuan]:
    if nilai is None:
        return ()
    return (Acuan(kunci, jenis, nilai, lama),)


def tulis(jenis: Jenis, nilai: Decimal) -> str:
    """A value as the report prints it."""
    if jenis is Jenis.RUPIAH:
        return angka.rupiah(int(nilai))
    return angka.bersatuan(nilai, "%" if jenis is Jenis.PERSEN else "")


_NAMA = {
    "pk.jumlah_sasaran": "jumlah sasaran kegiatan dalam PK",
    "pk.jumlah_indikator": "jumlah indikator dalam PK",
    "pk.anggaran": "anggaran dalam PK",
    "capaian.rata_rata": "rata-rata capaian",
    "capaian.rata_rata_indikator": "rata-rata capaian seluruh indikator",
    "anggaran.pagu": "pagu DIPA yang berlaku",
    "anggaran.pagu_awal": "pagu DIPA awal",
    "anggaran.tambahan": "tambahan pagu sejak DIPA awal",
    "anggaran.realisasi": "realisasi anggaran",
    "anggaran.sisa": "sisa anggaran",
    "anggaran.persen": "serapan anggaran",
    "anggaran.selisih_pk": "selisih pagu dengan anggaran PK",
    "anggaran.jumlah_revisi": "jumlah revisi DIPA",
}


def nama_figur(kunci: str) -> str:
    """What a figure is, in words: `indikator.3.capaian` -> "capaian indikator 3", of last year's too."""
    kunci = kunci.removesuffix("_lalu")
    if kunci in _NAMA:
        return _NAMA[kunci]
    bagian = [satu.replace("_", " ").replace("-", " ") for satu in kunci.split(".")]
    if bagian[0] in ("indikator", "sasaran") and len(bagian) > 2:
        return f"{' '.join(bagian[2:])} {bagian[0]} {bagian[1]}"
    return " ".join(bagian)
