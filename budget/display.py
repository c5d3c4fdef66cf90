"""The budget as pages show it: trees as rows, recaps with their sums."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from accounts.models import Satker
from budget.models import BarisDipa, Dipa
from budget.overview_queries import JejakUnggahan
from budget.queries import Anggaran, RekapSatker, RingkasanAnggaran, RiwayatDipa, Simpul
from budget.searching import cocok
from kinerja.angka import bulan, bulatkan, persen, rupiah
from kinerja.serapan import Serapan, jumlah
from ui.addresses import address
from ui.charts import bilah
from ui.moments import day

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
    """A satker in the recap; `sel` and `url` are empty without a DIPA.

    sampai: the month that its realisasi runs to; tertinggal: on how many lines not so far, in a few words.
    terakhir: the day of its last upload, empty without one; url_terakhir: that upload, where it may be read.
    """

    nama: str
    url: str
    sel: SelSerapan | None
    sampai: str
    tertinggal: str
    terakhir: str
    url_terakhir: str


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


def isi_anggaran(anggaran: Anggaran, riwayat: RiwayatDipa, sampai: str, cari: str) -> dict[str, Any]:
    """What the page of a DIPA with lines shows besides its revisions."""
    return {
        "angka_besar": angka_besar(anggaran),
        "baris": baris_pohon(anggaran, sampai, cari),
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


def sampai_bulan(anggaran: Anggaran | RingkasanAnggaran) -> str:
    """Up to when the realisasi is known, and on how many lines not so far."""
    if anggaran.bulan is None:
        return "belum ada realisasi"
    sampai = f"sampai dengan {bulan(anggaran.bulan)} {anggaran.tahun}"
    tertinggal = anggaran.banyak_tertinggal
    return f"{sampai} ({tertinggal} baris dengan angka terakhir sebelumnya)" if tertinggal else sampai


def level_terpilih(nama: str | None) -> str:
    """The level asked for; the deepest when nothing or nothing known is asked for."""
    return nama if nama in dict(SAMPAI) else Level.RO.value


def baris_pohon(anggaran: Anggaran, sampai: str, cari: str = "") -> list[BarisPohon]:
    """The chosen lines of a tree as text."""
    return [
        BarisPohon(simpul, _kelas(simpul.baris.level), SelSerapan.dari(simpul.serapan))
        for simpul in simpul_terpilih(anggaran, sampai, cari)
    ]


def simpul_terpilih(anggaran: Anggaran, sampai: str, cari: str) -> list[Simpul]:
    """The lines down to a level whose code or description holds a text, with the lines above them.

    A total line is left out because the table has its own; figures are those of the whole line in any case.
    """
    urutan = [satu.value for satu in Level]
    batas = urutan.index(sampai)
    semua = [simpul for simpul in anggaran.telusuri() if 0 < urutan.index(simpul.baris.level) <= batas]
    if not cari:
        return semua
    tampil = _dengan_induk(semua, {simpul.baris.pk for simpul in semua if _cocok(simpul, cari)})
    return [simpul for simpul in semua if simpul.baris.pk in tampil]


def _cocok(simpul: Simpul, cari: str) -> bool:
    return cocok(cari, simpul.baris.kode, simpul.baris.uraian)


def _dengan_induk(semua: Sequence[Simpul], dicari: set[int]) -> set[int]:
    """The ids of some lines and of everything above them."""
    induk = {simpul.baris.pk: simpul.baris.induk_id for simpul in semua}
    hasil: set[int] = set()
    for pk in dicari:
        naik: int | None = pk
        while naik is not None and naik not in hasil:
            hasil.add(naik)
            naik = induk.get(naik)
    return hasil


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


def baris_rekap(
    rekap: Sequence[RekapSatker], tahun: int, terakhir: Mapping[int, JejakUnggahan], terbaca: Collection[int]
) -> list[BarisRekap]:
    """The rows of a recap as text; terbaca: the satker whose uploads may be read."""
    return [_baris_rekap(satu, tahun, terakhir.get(satu.satker.pk), terbaca) for satu in rekap]


def _baris_rekap(
    satu: RekapSatker, tahun: int, jejak: JejakUnggahan | None, terbaca: Collection[int]
) -> BarisRekap:
    ada = satu.serapan is not None
    return BarisRekap(
        satu.satker.nama,
        address("budget:satker", satu.satker.slug, tahun) if ada else "",
        SelSerapan.dari(satu.serapan) if ada else None,
        "" if satu.bulan is None else bulan(satu.bulan),
        f"{satu.tertinggal} baris belum sampai bulan itu" if satu.tertinggal else "",
        hari_unggahan(jejak),
        url_unggahan(jejak, terbaca),
    )


def hari_unggahan(jejak: JejakUnggahan | None) -> str:
    """`15 Juli 2023`, and whether it was a return to an earlier state; empty for none."""
    if jejak is None:
        return ""
    return f"{day(jejak.pada)} (pemulihan)" if jejak.pemulihan else day(jejak.pada)


def url_unggahan(jejak: JejakUnggahan | None, terbaca: Collection[int]) -> str:
    """The page of an upload; empty where it belongs to a satker out of reach, as a province's recap may."""
    return address("budget:unggahan", jejak.pk) if jejak and jejak.satker in terbaca else ""


def ringkasan_rekap(baris: Sequence[RekapSatker]) -> RingkasanRekap:
    """The sums over the satker that have a DIPA."""
    ada = [satu.serapan for satu in baris if satu.serapan is not None]
    return RingkasanRekap(SelSerapan.dari(jumlah(ada)), len(ada), len(baris) - len(ada))


def catatan_rekap(ringkasan: RingkasanRekap, rekap: Sequence[RekapSatker]) -> str:
    """How many satker the sums hold, how many they leave out, and whether they run to the same month."""
    kalimat = f"{ringkasan.dengan_dipa} satker dengan DIPA"
    if ringkasan.tanpa_dipa:
        kalimat += f", {ringkasan.tanpa_dipa} belum memiliki DIPA"
    bulan_ada = sorted({satu.bulan for satu in rekap if satu.bulan is not None})
    if len(bulan_ada) > 1:
        kalimat += (
            f". Realisasi tidak sampai bulan yang sama: dari {bulan(bulan_ada[0])} hingga"
            f" {bulan(bulan_ada[-1])}, lihat kolom “Sampai dengan”"
        )
    return f"{kalimat}."


def tahun_rekap(satker: Sequence[Satker], tahun: int) -> list[dict]:
    """The year field of components/switcher.html over the years of all these satker's DIPA."""
    ada = Dipa.objects.filter(satker__in=satker).order_by().values_list("tahun", flat=True).distinct()
    pilihan = sorted({tahun, *ada}, reverse=True)
    if len(pilihan) < 2:
        return []
    choices = [{"value": satu, "label": str(satu), "selected": satu == tahun} for satu in pilihan]
    return [{"name": "tahun", "label": "Tahun", "choices": choices}]
