"""What an upload would change, line by line and in total: old, new, difference, percent."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from budget.snapshot import PotretDipa
from budget.uploads.after import SELURUH, disimpan
from budget.uploads.check_dipa import kunci, riwayat
from budget.uploads.check_recap import dirinci
from budget.uploads.material import Bahan
from budget.uploads.parsed import BarisBerkas, Kolom, Tingkat
from kinerja.eksak import desimal


class JenisPerubahan(StrEnum):
    """What becomes of a line."""

    TETAP = "tetap"
    BERUBAH = "berubah"
    TAMBAH = "tambah"
    HILANG = "hilang"
    DIBANDINGKAN = "dibandingkan"


@dataclass(frozen=True)
class Perubahan:
    """A line before and after, in rupiah. None: not there, or not readable in the file.

    realisasi_lama is that up to the same month, else up to the nearest one before it. A satker of a recap
    that has a tree is only compared. kode is empty for a total.
    """

    satker: int
    kode: str
    level: str
    uraian: str
    jenis: str
    pagu_lama: int | None
    pagu_baru: int | None
    realisasi_lama: int | None
    realisasi_baru: int | None

    @property
    def selisih_realisasi(self) -> int | None:
        """New − old; a line that is not there counts as 0."""
        return _selisih(self.realisasi_lama, self.realisasi_baru, self.jenis)

    @property
    def persen_realisasi(self) -> Decimal | None:
        """The difference of the realisasi in percent of the old one; None without one."""
        selisih = self.selisih_realisasi
        if selisih is None or not self.realisasi_lama:
            return None
        return desimal(Fraction(100 * selisih, self.realisasi_lama))

    @property
    def kedalaman(self) -> int:
        """How deep the line stands, from 0."""
        return self.kode.count(".")

    def as_json(self) -> list[Any]:
        """For storing, as short as can be."""
        return list(astuple(self))

    @classmethod
    def from_json(cls, data: list[Any]) -> Self:
        """What `as_json` gave."""
        return cls(*data)


def _selisih(lama: int | None, baru: int | None, jenis: str) -> int | None:
    """None when the file's side cannot be read."""
    if baru is None and jenis != JenisPerubahan.HILANG:
        return None
    return (baru or 0) - (lama or 0)


@dataclass
class _Baris:
    """A line of one side; sums are filled in from its leaves."""

    induk: str | None
    level: str
    uraian: str
    pagu: int | None = 0
    realisasi: int | None = 0
    daun: bool = False


_Sisi = dict[str, _Baris]


def perubahan(bahan: Bahan) -> tuple[Perubahan, ...]:
    """Every line that is stored, those that vanish included, in the order of their codes."""
    if bahan.rekap:
        return tuple(_rekap(bahan))
    lama, baru = _gulung(_sisi_lama(bahan)), _gulung(_sisi_baru(bahan))
    kode = sorted(lama.keys() | baru.keys(), key=lambda satu: satu.split("."))
    return tuple(_satu(bahan.permintaan.satker.pk, satu, lama.get(satu), baru.get(satu)) for satu in kode)


def jumlah_perubahan(bahan: Bahan, baris: Iterable[Perubahan]) -> Perubahan:
    """The sums over the lines on which money stands."""
    daun = [satu for satu in baris if satu.level in (Tingkat.RO, Tingkat.TOTAL)]
    lama, baru = (
        _Baris(None, Tingkat.TOTAL, "Jumlah", _jumlah(pagu), _jumlah(nyata))
        for pagu, nyata in (
            ([satu.pagu_lama for satu in daun if satu.jenis != JenisPerubahan.TAMBAH],
             [satu.realisasi_lama for satu in daun if satu.jenis != JenisPerubahan.TAMBAH]),
            ([satu.pagu_baru for satu in daun if satu.jenis != JenisPerubahan.HILANG],
             [satu.realisasi_baru for satu in daun if satu.jenis != JenisPerubahan.HILANG]),
        )
    )  # fmt: skip
    return _satu(bahan.permintaan.satker.pk, "", lama, baru)


def _satu(satker: int, kode: str, lama: _Baris | None, baru: _Baris | None) -> Perubahan:
    nilai = [None if sisi is None else (sisi.pagu, sisi.realisasi) for sisi in (lama, baru)]
    if lama is None:
        jenis = JenisPerubahan.TAMBAH
    elif baru is None:
        jenis = JenisPerubahan.HILANG
    else:
        jenis = JenisPerubahan.TETAP if nilai[0] == nilai[1] else JenisPerubahan.BERUBAH
    sisi = baru or lama or _Baris(None, "", "")
    (pagu_lama, nyata_lama), (pagu_baru, nyata_baru) = (satu or (None, None) for satu in nilai)
    uraian = sisi.uraian or (lama.uraian if lama else "")
    return Perubahan(satker, kode, sisi.level, uraian, jenis, pagu_lama, pagu_baru, nyata_lama, nyata_baru)


def _sisi_lama(bahan: Bahan) -> _Sisi:
    """The revision that is written to, or else the one in force."""
    acuan = bahan.sasaran.lama if bahan.sasaran.berisi else bahan.potret.berlaku
    if acuan is None:
        return {}
    dikenal = riwayat(bahan.potret.revisi)
    return {
        satu.kode: _Baris(
            satu.induk, satu.level, satu.uraian, satu.pagu,
            _sampai(dikenal.get(kunci(satu), {}), bahan.permintaan.bulan), satu.kode in acuan.daun,
        )
        for satu in acuan.baris
    }  # fmt: skip


def _sisi_baru(bahan: Bahan) -> _Sisi:
    """The file, with None for what cannot be read."""
    isi = bahan.isi
    if isi.hanya_jumlah:
        (baris,) = isi.daun()
        return {"": _dari_berkas(baris, None, SELURUH)}
    return {
        satu.kode: _dari_berkas(satu, None if satu.induk is None else isi.baris[satu.induk].kode, satu.uraian)
        for satu in disimpan(isi)
    }


def _dari_berkas(baris: BarisBerkas, induk: str | None, uraian: str) -> _Baris:
    daun = baris.tingkat in (Tingkat.RO, Tingkat.TOTAL)
    return _Baris(
        induk, baris.tingkat.value, uraian, baris.rupiah(Kolom.PAGU), baris.rupiah(Kolom.REALISASI), daun
    )


def _gulung(sisi: _Sisi) -> _Sisi:
    """Fill every parent with the sums of its leaves; one that cannot be read leaves its parents open."""
    for satu in sisi.values():
        if not satu.daun:
            satu.pagu = satu.realisasi = 0
    for daun in [satu for satu in sisi.values() if satu.daun]:
        induk = daun.induk
        while induk is not None and induk in sisi:
            atas = sisi[induk]
            atas.pagu = _tambah(atas.pagu, daun.pagu)
            atas.realisasi = _tambah(atas.realisasi, daun.realisasi)
            induk = atas.induk
    return sisi


def _rekap(bahan: Bahan) -> Iterator[Perubahan]:
    """One line per satker."""
    for baris, satker in bahan.satker_rekap:
        potret = bahan.dipa[satker.pk]
        baru = _dari_berkas(baris, None, satker.nama)
        satu = _satu(satker.pk, "", _satker_lama(potret, bahan.permintaan.bulan), baru)
        yield replace(satu, jenis=JenisPerubahan.DIBANDINGKAN) if dirinci(potret) else satu


def _satker_lama(potret: PotretDipa, bulan: int) -> _Baris | None:
    """A satker as the sum of its leaves."""
    berlaku = potret.berlaku
    if berlaku is None:
        return None
    dikenal = riwayat(potret.revisi)
    nyata = [_sampai(dikenal.get(kunci(satu), {}), bulan) for satu in berlaku.daun.values()]
    return _Baris(None, Tingkat.TOTAL, "", berlaku.pagu, sum(satu or 0 for satu in nyata))


def _sampai(dikenal: dict[int, int], bulan: int) -> int:
    """What is known up to a month: of that month, else of the nearest before it, else nothing was spent."""
    dulu = [satu for satu in dikenal if satu <= bulan]
    return dikenal[max(dulu)] if dulu else 0


def _tambah(satu: int | None, dua: int | None) -> int | None:
    return None if satu is None or dua is None else satu + dua


def _jumlah(nilai: Iterable[int | None]) -> int | None:
    hasil: int | None = 0
    for satu in nilai:
        hasil = _tambah(hasil, satu)
    return hasil
