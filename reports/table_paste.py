"""A table pasted from a spreadsheet or from Word: read for a preview, put into the grid only when asked.

Heads, kinds of the columns and the total row are proposed and shown; the cells come as they are written, and
the grid tells which of them are no numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from importing.pasted import TERPOTONG, pasted_rows
from kinerja.angka import AngkaTidakSah, format_angka, parse_rupiah
from measurements.tabel import JenisKolom
from reports.table_sheet import (
    BARIS_MAKSIMUM,
    DIKETIK_ANGKA,
    JUMLAH,
    KOLOM_MAKSIMUM,
    Baris,
    KolomKetik,
    LembarTabel,
)
from ui.number_field import baca_angka

TEKS_MAKSIMUM = 40_000
NOMOR = ("no", "no.", "nomor")
SALAH_MAKSIMUM = 5
PERBAIKI = (
    "Perbaiki sel itu di dalam tabel sebelum menyimpan; bila kolomnya memang berisi teks, pilih jenis Teks "
    "di bawah judul kolom."
)


@dataclass(frozen=True)
class TempelanTabel:
    """A pasted table: the columns as proposed, the rows, notes on what is not taken, what forbids it."""

    kolom: tuple[KolomKetik, ...]
    baris: tuple[Baris, ...]
    catatan: tuple[str, ...] = ()
    halangan: str = ""


def baca_tempel(teks: str) -> TempelanTabel:
    """Rows parted by lines and cells by tabs; blank rows do not count."""
    isi = [sel for _, sel in pasted_rows(teks, TEKS_MAKSIMUM)]
    lebar = max(map(len, isi), default=0)
    baris = [(*sel, *[""] * (lebar - len(sel))) for sel in isi]
    if len(teks) > TEKS_MAKSIMUM:
        return TempelanTabel((), tuple(baris), halangan=TERPOTONG)
    if not baris:
        return TempelanTabel((), (), halangan="Tempelan tidak berisi baris.")
    kepala = baris.pop(0) if len(baris) > 1 and not any(map(_berdigit, baris[0])) else ("",) * lebar
    catatan: list[str] = []
    kepala, baris = _tanpa_nomor(kepala, baris, catatan)
    jumlah = baris.pop() if baris and _adalah_jumlah(baris[-1]) else None
    kolom = tuple(_kolom(ke, judul, [satu[ke] for satu in baris]) for ke, judul in enumerate(kepala))
    catatan += _catatan_angka(kolom, baris)
    if jumlah:
        catatan += _catatan_jumlah(kolom, baris, jumlah)
        kolom = tuple(
            replace(satu, jumlah=satu.angka and bool(isi)) for satu, isi in zip(kolom, jumlah, strict=True)
        )
    return TempelanTabel(kolom, tuple(baris), tuple(catatan), _terlalu_besar(len(kolom), len(baris)))


def ganti(lembar: LembarTabel, tempelan: TempelanTabel) -> LembarTabel:
    """The pasted table in the place of the grid."""
    return replace(lembar, kolom=tempelan.kolom, baris=tempelan.baris, tempel="")


def halangan_sambung(lembar: LembarTabel, tempelan: TempelanTabel) -> str:
    """Why the pasted rows cannot stand under those of the grid; empty when they can."""
    diketik = sum(not satu.rasio for satu in lembar.kolom)
    if len(tempelan.kolom) != diketik:
        return f"Tempelan berisi {len(tempelan.kolom)} kolom, sedangkan tabel ini {diketik} kolom isian."
    return _terlalu_besar(len(lembar.kolom), len(lembar.rapi().baris) + len(tempelan.baris))


def sambung(lembar: LembarTabel, tempelan: TempelanTabel) -> LembarTabel:
    """The pasted rows under those of the grid."""
    baru = []
    for satu in tempelan.baris:
        isi = iter(satu)
        baru.append(tuple("" if kolom.rasio else next(isi) for kolom in lembar.kolom))
    return replace(lembar, baris=(*lembar.rapi().baris, *baru), tempel="")


def _terlalu_besar(lebar: int, tinggi: int) -> str:
    if lebar > KOLOM_MAKSIMUM:
        return f"Tabel ini akan memuat {lebar} kolom; paling banyak {KOLOM_MAKSIMUM} kolom."
    if tinggi > BARIS_MAKSIMUM:
        return (
            f"Tabel ini akan memuat {tinggi} baris; paling banyak {BARIS_MAKSIMUM} baris. Bagilah tabelnya."
        )
    return ""


def _berdigit(teks: str) -> bool:
    return any(map(str.isdigit, teks)) and not any(map(str.isalpha, teks))


def _tanpa_nomor(kepala: Baris, baris: list[Baris], catatan: list[str]) -> tuple[Baris, list[Baris]]:
    """Without a column of running numbers, which the report gives itself."""
    if kepala[0].lower() not in NOMOR or len(kepala) == 1:
        return kepala, baris
    catatan.append("Kolom nomor tidak dipakai: nomor baris dicetak oleh aplikasi.")
    return kepala[1:], [_geser_label(satu) for satu in baris]


def _geser_label(baris: Baris) -> Baris:
    """A total's label often stands over the column of numbers."""
    nomor, kedua, *sisa = baris
    return (nomor if JUMLAH.fullmatch(nomor) and not kedua else kedua, *sisa)


def _adalah_jumlah(baris: Baris) -> bool:
    return bool(JUMLAH.fullmatch(next(iter(filter(None, baris)), "")))


def _kolom(ke: int, judul: str, sel: Sequence[str]) -> KolomKetik:
    terisi = [satu for satu in sel if satu]
    jenis = next((satu for satu in DIKETIK_ANGKA if terisi and _semua(satu, terisi)), JenisKolom.TEKS)
    return KolomKetik(f"k{ke + 1}", judul or f"Kolom {ke + 1}", jenis)


def _semua(jenis: JenisKolom, sel: Sequence[str]) -> bool:
    """Whether every text is meant as this kind: a percentage with its sign, an amount with its Rp.

    One that is written as elsewhere (70.25) is meant as a number too; as it stands it is a fault of the grid.
    """
    tanda = {
        JenisKolom.PERSEN: lambda teks: teks.endswith("%"),
        JenisKolom.RUPIAH: lambda teks: teks.lstrip("-").startswith("Rp"),
        JenisKolom.BILANGAN: lambda teks: not teks.endswith("%"),
    }[jenis]
    return all(tanda(satu) and _dimaksud(jenis, satu) for satu in sel)


def _dimaksud(jenis: str, teks: str) -> bool:
    salah = _salah(jenis, teks)
    return salah is None or bool(salah.saran)


def _nilai(jenis: str, teks: str) -> Decimal | None:
    """The number of a cell; None: it is none."""
    return None if _salah(jenis, teks) else _baca(jenis, teks)


def _salah(jenis: str, teks: str) -> AngkaTidakSah | None:
    """What is wrong with the number of a cell; None: it is one."""
    try:
        _baca(jenis, teks)
    except AngkaTidakSah as salah:
        return salah
    return None


def _baca(jenis: str, teks: str) -> Decimal | None:
    """The number of a cell, None of an empty one. AngkaTidakSah."""
    return Decimal(parse_rupiah(teks)) if jenis == JenisKolom.RUPIAH else baca_angka(teks.removesuffix("%"))


def _catatan_angka(kolom: tuple[KolomKetik, ...], baris: list[Baris]) -> list[str]:
    """The cells of the columns of numbers that are none as they are written, and what can be done."""
    hasil = [
        f"Baris {i}, kolom “{satu.judul}”: {salah}"
        for i, isi in enumerate(baris, start=1)
        for ke, satu in enumerate(kolom)
        if satu.angka and isi[ke] and (salah := _salah(satu.jenis, isi[ke]))
    ]
    if not hasil:
        return []
    lain = (
        [f"Masih ada {len(hasil) - SALAH_MAKSIMUM} sel lain seperti itu."]
        if len(hasil) > SALAH_MAKSIMUM
        else []
    )
    return [*hasil[:SALAH_MAKSIMUM], *lain, PERBAIKI]


def _catatan_jumlah(kolom: tuple[KolomKetik, ...], baris: list[Baris], jumlah: Baris) -> list[str]:
    """That the total row is computed; and where the pasted one is not the sum of its rows."""
    hasil = ["Baris jumlah tidak dipakai: jumlah dihitung oleh aplikasi."]
    for ke, satu in enumerate(kolom):
        tertulis = _nilai(satu.jenis, jumlah[ke]) if satu.angka and jumlah[ke] else None
        nilai = [_nilai(satu.jenis, isi[ke]) for isi in baris if isi[ke]]
        if tertulis is None or None in nilai or satu.jenis == JenisKolom.PERSEN:
            continue
        benar = sum(nilai, Decimal(0))  # type: ignore[arg-type]
        if benar != tertulis:
            hasil.append(
                f"Jumlah kolom “{satu.judul}” tertulis {jumlah[ke]}, sedangkan barisnya berjumlah "
                f"{format_angka(benar, None)}."
            )
    return hasil
