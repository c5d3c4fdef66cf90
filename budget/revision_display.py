"""Revisions of a DIPA as a list, and two of them line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from budget.models import RevisiDipa
from budget.queries import RevisiBerlaku, RiwayatDipa
from budget.upload_display import nama_revisi
from budget.upload_queries import BandingBaris
from kinerja.angka import rupiah, tanggal


@dataclass(frozen=True)
class BarisRevisi:
    """A revision as text; what is not known is empty."""

    nama: str
    tanggal: str
    span: str
    pagu: str
    berlaku: bool


@dataclass(frozen=True)
class BarisBanding:
    """A line of two revisions; `keterangan` says that it was added or has vanished."""

    kelas: str
    kode: str
    uraian: str
    keterangan: str
    lama: str
    baru: str
    selisih: str


def baris_revisi(riwayat: RiwayatDipa, berlaku: RevisiBerlaku) -> list[BarisRevisi]:
    """Every revision, DIPA awal first; the one in force is marked."""
    return [
        BarisRevisi(
            nama_revisi(satu.nomor),
            tanggal(satu.tanggal) if satu.tanggal else "",
            tanggal(satu.tanggal_posting_span) if satu.tanggal_posting_span else "",
            rupiah(riwayat.pagu[satu.pk]) if satu.pk in riwayat.pagu else "",
            berlaku.akhir is not None and satu.pk == berlaku.akhir.pk,
        )
        for satu in riwayat.revisi
    ]


def kalimat_berlaku(berlaku: RevisiBerlaku, hari: date) -> str:
    """Which revision is in force on a day, and by which date."""
    if berlaku.akhir is None:
        return f"Tidak diketahui DIPA yang berlaku pada {tanggal(hari)}."
    sejak, menurut = berlaku.sejak
    dasar = f"sejak {tanggal(sejak)} menurut {menurut}" if sejak else "tanggalnya tidak tercatat"
    return f"Yang berlaku pada {tanggal(hari)} adalah {nama_revisi(berlaku.akhir.nomor)}, {dasar}."


def pilihan_revisi(riwayat: RiwayatDipa, terpilih: int) -> list[tuple[int, str, bool]]:
    """(number, name, whether it is chosen) of the revisions whose lines are known."""
    return [
        (satu.nomor, nama_revisi(satu.nomor), satu.nomor == terpilih)
        for satu in riwayat.revisi
        if satu.pk in riwayat.pagu
    ]


def terpilih(riwayat: RiwayatDipa, asal: str | None, kurang: int) -> RevisiDipa | None:
    """The revision asked for; else the first (kurang 0) or last (-1) whose lines are known."""
    berisi = [satu for satu in riwayat.revisi if satu.pk in riwayat.pagu]
    diminta = [satu for satu in berisi if str(satu.nomor) == asal]
    return (diminta or berisi[kurang:][:1] or [None])[0]


def baris_banding(isi: Sequence[BandingBaris], *, berbeda: bool) -> list[BarisBanding]:
    """The lines of two revisions; berbeda: only those that differ."""
    return [_baris(satu) for satu in isi if not berbeda or satu.satu != satu.dua]


def jumlah_banding(lama: int, baru: int) -> BarisBanding:
    """The total row."""
    return BarisBanding("", "", "JUMLAH", "", rupiah(lama), rupiah(baru), bertanda(baru - lama))


def _baris(satu: BandingBaris) -> BarisBanding:
    tambah, hilang = satu.satu is None, satu.dua is None
    return BarisBanding(
        "baris-tambah" if tambah else "baris-hilang" if hilang else "",
        satu.kode,
        satu.uraian,
        "baru" if tambah else "hilang" if hilang else "",
        "" if satu.satu is None else rupiah(satu.satu),
        "" if satu.dua is None else rupiah(satu.dua),
        bertanda(satu.selisih),
    )


def bertanda(nilai: int) -> str:
    """A difference with its sign."""
    return f"+{rupiah(nilai)}" if nilai > 0 else rupiah(nilai)
