"""The budget as pages show it: trees as rows, recaps with their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.urls import reverse

from accounts.models import Satker
from budget.models import BarisDipa, Dipa
from budget.queries import Anggaran, RekapSatker, RiwayatDipa, Simpul
from kinerja.angka import bulan, bulatkan, persen, rupiah
from kinerja.serapan import Serapan, jumlah
from ui.charts import bilah

Level = BarisDipa.Level
SAMPAI = [(satu.value, satu.label) for satu in (Level.PROGRAM, Level.KEGIATAN, Level.KRO, Level.RO)]


@dataclass(frozen=True)
class BarisPohon:
    """A line of the tree: its cells, and the class that marks its level."""

    simpul: Simpul
    kelas: str
    sel: "SelSerapan"


@dataclass(frozen=True)
class SelSerapan:
    """A serapan as the cells of a row, written once: a recap may have 552 of them."""

    pagu: str
    realisasi: str
    persen: str
    bilah: str
    sisa: str
    lebih_pagu: bool

    @classmethod
    def dari(cls, serapan: Serapan) -> "SelSerapan":
        """`persen` and `bilah` are empty where the pagu is 0."""
        persentase = serapan.persen
        return cls(
            rupiah(serapan.pagu),
            rupiah(serapan.realisasi),
            "" if persentase is None else persen(persentase),
            "" if persentase is None else _bilah(bulatkan(persentase, 1)),
            rupiah(serapan.sisa),
            serapan.lebih_pagu,
        )


@dataclass(frozen=True)
class BarisRekap:
    """A satker in the recap; `sel` and `url` are empty without a DIPA."""

    nama: str
    url: str
    sel: SelSerapan | None


@dataclass(frozen=True)
class RingkasanRekap:
    """The sums of a recap: of the satker with a DIPA, and how many have none."""

    sel: SelSerapan
    dengan_dipa: int
    tanpa_dipa: int


@cache
def _bilah(persentase: Decimal) -> str:
    """A bar drawn once for each tenth of a percent; a pixel is wider than that."""
    return bilah(persentase)


@dataclass(frozen=True)
class AngkaBesar:
    """A big figure: printed, or why it is missing."""

    label: str
    nilai: str
    catatan: str = ""
    kosong: str = ""
    panjang: bool = True


@dataclass(frozen=True)
class BarisProgram:
    """A programme's pagu at both ends of the year, in rupiah; `jumlah` marks the total row."""

    nama: str
    awal: int
    akhir: int
    jumlah: bool = False

    @property
    def perubahan(self) -> int:
        """Akhir − awal."""
        return self.akhir - self.awal


def isi_anggaran(anggaran: Anggaran, riwayat: RiwayatDipa, sampai: str) -> dict[str, Any]:
    """What the page of a DIPA with lines shows besides its revisions."""
    return {
        "angka_besar": angka_besar(anggaran),
        "baris": baris_pohon(anggaran, sampai),
        "jumlah": SelSerapan.dari(anggaran.serapan),
        "catatan": f"Dalam rupiah; realisasi {sampai_bulan(anggaran)}.",
        "program": baris_program(riwayat, nama_program(anggaran)),
    }


def angka_besar(anggaran: Anggaran) -> list[AngkaBesar]:
    """Pagu, realisasi, serapan and sisa of the whole."""
    serapan = anggaran.serapan
    revisi = "DIPA awal" if anggaran.revisi.nomor == 0 else f"DIPA revisi ke-{anggaran.revisi.nomor}"
    sampai = sampai_bulan(anggaran)
    tertulis = "" if serapan.persen is None else persen(serapan.persen)
    kosong = "" if tertulis else "Pagu bernilai nol"
    return [
        AngkaBesar("Pagu", rupiah(serapan.pagu), revisi),
        AngkaBesar("Realisasi SP2D", rupiah(serapan.realisasi), sampai[0].upper() + sampai[1:]),
        AngkaBesar("Serapan", tertulis, "Realisasi dibagi pagu", kosong, panjang=False),
        AngkaBesar("Sisa", rupiah(serapan.sisa), "Pagu dikurangi realisasi"),
    ]


def baris_program(riwayat: RiwayatDipa, nama: dict[str, str]) -> list[BarisProgram]:
    """Pagu per programme of DIPA awal and of the one in force, and their sum; empty without lines."""
    baris = [
        BarisProgram(
            nama.get(kode) or kode or "Seluruh program", riwayat.awal.get(kode, 0), riwayat.akhir.get(kode, 0)
        )
        for kode in sorted(riwayat.awal.keys() | riwayat.akhir.keys())
    ]
    if len(baris) > 1:
        baris.append(BarisProgram("JUMLAH", riwayat.pagu_awal, riwayat.pagu_akhir, jumlah=True))
    return baris


def nama_program(anggaran: Anggaran) -> dict[str, str]:
    """Code -> name of the programmes of the revision in force."""
    return {
        satu.baris.kode: satu.baris.uraian
        for satu in anggaran.telusuri()
        if satu.baris.level == Level.PROGRAM
    }


def sampai_bulan(anggaran: Anggaran) -> str:
    """Up to when the realisasi is known."""
    if anggaran.bulan is None:
        return "belum ada realisasi"
    return f"sampai dengan {bulan(anggaran.bulan)} {anggaran.dipa.tahun}"


def level_terpilih(nama: str | None) -> str:
    """The level asked for; the deepest when nothing or nothing known is asked for."""
    return nama if nama in dict(SAMPAI) else Level.RO.value


def baris_pohon(anggaran: Anggaran, sampai: str) -> list[BarisPohon]:
    """The lines down to a level; a total line is left out because the table has its own."""
    urutan = [satu.value for satu in Level]
    batas = urutan.index(sampai)
    return [
        BarisPohon(simpul, _kelas(simpul.baris.level), SelSerapan.dari(simpul.serapan))
        for simpul in anggaran.telusuri()
        if 0 < urutan.index(simpul.baris.level) <= batas
    ]


def _kelas(level: str) -> str:
    match level:
        case Level.PROGRAM:
            return "baris-kelompok"
        case Level.KEGIATAN:
            return "baris-subjumlah"
        case Level.KRO:
            return "tingkat-1"
        case _:
            return "tingkat-2"


def baris_rekap(rekap: Sequence[RekapSatker], tahun: int) -> list[BarisRekap]:
    """The rows of a recap as text."""
    return [
        BarisRekap(satu.satker.nama, "", None)
        if satu.serapan is None
        else BarisRekap(
            satu.satker.nama,
            reverse("budget:satker", args=[satu.satker.slug, tahun]),
            SelSerapan.dari(satu.serapan),
        )
        for satu in rekap
    ]


def ringkasan_rekap(baris: Sequence[RekapSatker]) -> RingkasanRekap:
    """The sums over the satker that have a DIPA."""
    ada = [satu.serapan for satu in baris if satu.serapan is not None]
    return RingkasanRekap(SelSerapan.dari(jumlah(ada)), len(ada), len(baris) - len(ada))


def catatan_rekap(ringkasan: RingkasanRekap) -> str:
    """How many satker the sums hold, and how many they leave out."""
    kalimat = f"{ringkasan.dengan_dipa} satker dengan DIPA"
    return (
        f"{kalimat}, {ringkasan.tanpa_dipa} belum memiliki DIPA." if ringkasan.tanpa_dipa else f"{kalimat}."
    )


def tahun_rekap(satker: Sequence[Satker], tahun: int) -> list[dict]:
    """The year field of components/switcher.html over the years of all these satker's DIPA."""
    ada = Dipa.objects.filter(satker__in=satker).order_by().values_list("tahun", flat=True).distinct()
    pilihan = sorted({tahun, *ada}, reverse=True)
    if len(pilihan) < 2:
        return []
    choices = [{"value": satu, "label": str(satu), "selected": satu == tahun} for satu in pilihan]
    return [{"name": "tahun", "label": "Tahun", "choices": choices}]
