"""Our own template: how it is laid out, and how it is read back."""

import re
from collections.abc import Sequence

from budget.uploads.identity import baca_identitas
from budget.uploads.kinds import Calon
from budget.uploads.parsed import BarisBerkas, Isi, Kolom, Tingkat
from budget.uploads.table import Letak, baca_angka, gaya_kolom, jumlah, pilah
from importing.findings import Finding, Severity

RowsTemplat = list[tuple[str | int | None, ...]]

LEMBAR = "Realisasi Anggaran"
JUDUL = "Templat Realisasi Anggaran"
KEPALA = ("Kode", "Uraian", "Pagu (Rp)", "Realisasi s.d. bulan ini (Rp)", "Sisa (Rp)", "Persentase")
_KODE = re.compile(r"[A-Z0-9]{1,6}(?:\.[A-Z0-9]{1,6}){0,3}")
TINGKAT = (Tingkat.PROGRAM, Tingkat.KEGIATAN, Tingkat.KRO, Tingkat.RO)


def rows_atas(kode: str, nama: str, tahun: int, bulan: int, revisi: int) -> RowsTemplat:
    """The rows above the table: whose template it is and for when; the header is the last one."""
    return [
        (JUDUL,),
        ("Kode satker", kode),
        ("Nama satker", nama),
        ("Tahun", tahun),
        ("Sampai dengan bulan", bulan),
        ("Revisi DIPA", revisi),
        (),
        KEPALA,
    ]


def baca_template(calon: Calon) -> Isi:
    """Parse a sheet that was recognised as our template."""
    lembar, kepala = calon.lembar, calon.kepala
    letak, temuan = pilah(
        lembar, kepala, calon.kamus, lambda satu: satu.berangka or bool(satu.teks(Kolom.KODE))
    )
    baris, total = _susun(calon, letak, temuan)
    identitas = baca_identitas(lembar, kepala)
    return Isi(calon.jenis, lembar, kepala, identitas, tuple(baris), total, tuple(temuan))


def _susun(
    calon: Calon, letak: Sequence[Letak], temuan: list[Finding]
) -> tuple[list[BarisBerkas], BarisBerkas | None]:
    """The lines with their parents by code, and the total row."""
    gaya = gaya_kolom(letak)
    baris: list[BarisBerkas] = []
    total = None
    ke: dict[str, int] = {}
    for satu in letak:
        kode, uraian = satu.teks(Kolom.KODE), satu.teks(Kolom.URAIAN)
        angka = baca_angka(satu, calon.kepala, gaya)
        alamat = _alamat_kode(satu)
        if jumlah(kode) or (not kode and jumlah(uraian)):
            total = BarisBerkas(satu.row.number, Tingkat.TOTAL, "", uraian or kode, alamat, angka)
            continue
        if not _KODE.fullmatch(kode):
            temuan.append(_bukan_kode(calon, alamat, kode))
            continue
        tingkat = TINGKAT[len(kode.split(".")) - 1]
        baru = BarisBerkas(
            satu.row.number, tingkat, kode, uraian, alamat, angka, ke.get(kode.rpartition(".")[0])
        )
        ke.setdefault(kode, len(baris))
        baris.append(baru)
    return baris, total


def _alamat_kode(letak: Letak) -> str:
    cell = letak.sel.get(Kolom.KODE) or letak.row.cells[0]
    return cell.address


def _bukan_kode(calon: Calon, alamat: str, kode: str) -> Finding:
    return Finding(
        "KODE-TIDAK-DIKENAL", Severity.ERROR,
        "Baris ini berisi angka, tetapi kodenya bukan kode program, kegiatan, KRO, atau RO.",
        "Tulislah kode lengkap, misalnya CQ.6709.QGE.004, atau hapus baris ini.",
        calon.lembar.name, alamat, kode,
    )  # fmt: skip
