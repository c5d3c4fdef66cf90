"""The grid of a supporting table as its form shows it: fields, faults, the preview of what was pasted."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.table_paste import TempelanTabel, baca_tempel, halangan_sambung
from reports.table_sheet import BARIS_MAKSIMUM, NAMA_JENIS, Bacaan, KolomKetik, LembarTabel, tempat
from ui.fields import cell_input

BARIS_CADANGAN = 3
TEMPELAN_MENUNGGU = (
    "Tempelan belum masuk ke dalam tabel: periksa pratinjaunya, lalu pakai atau batalkan sebelum menyimpan."
)


@dataclass(frozen=True)
class KolomKisi:
    """A column's head: its fields, the kinds to choose from, and what a rasio may divide."""

    nomor: int
    isi: KolomKetik
    judul: SafeString
    jenis: list[tuple[str, str, bool]]
    pembilang: list[tuple[str, str, bool]]
    penyebut: list[tuple[str, str, bool]]
    galat: str


@dataclass(frozen=True)
class BarisKisi:
    """A row: its number from 0 and a field for each column; of a rasio the computed text."""

    nomor: int
    sel: list[tuple[SafeString, str]]


@dataclass(frozen=True)
class Kisi:
    """The grid."""

    kolom: list[KolomKisi]
    baris: list[BarisKisi]


def kisi(lembar: LembarTabel, bacaan: Bacaan, galat: dict[str, str]) -> Kisi:
    """The grid with spare rows at its end; `galat`: the faults that are shown."""
    baris = [*lembar.baris]
    cadangan = min(BARIS_CADANGAN, BARIS_MAKSIMUM - len(baris))
    if not baris or any(baris[-1]):
        baris += [("",) * len(lembar.kolom)] * cadangan
    rasio = _rasio(lembar, bacaan)
    return Kisi(
        [_kolom(lembar, ke, satu, galat) for ke, satu in enumerate(lembar.kolom)],
        [
            BarisKisi(i, [_sel(lembar, i, ke, teks, galat, rasio) for ke, teks in enumerate(isi)])
            for i, isi in enumerate(baris)
        ],
    )


def _kolom(lembar: LembarTabel, ke: int, isi: KolomKetik, galat: dict[str, str]) -> KolomKisi:
    nama = f"kolom-{ke}-judul"
    angka = [satu for satu in lembar.kolom if satu.angka]
    lain = " ".join(galat.get(f"kolom-{ke}-{satu}", "") for satu in ("jenis", "pembilang")).strip()
    return KolomKisi(
        ke,
        isi,
        cell_input(nama, nama, f"Judul kolom {ke + 1}", isi.judul, galat.get(nama, "")),
        [(satu.value, label, satu == isi.jenis) for satu, label in NAMA_JENIS.items()],
        [(satu.kunci, satu.judul or satu.kunci, satu.kunci == isi.pembilang) for satu in angka],
        [(satu.kunci, satu.judul or satu.kunci, satu.kunci == isi.penyebut) for satu in angka],
        lain,
    )


def _sel(
    lembar: LembarTabel, i: int, ke: int, teks: str, galat: dict[str, str], rasio: dict[tuple[int, int], str]
) -> tuple[SafeString, str]:
    """The field of a cell, and the computed text of one that has none."""
    nama, kolom = f"sel-{i}-{ke}", lembar.kolom[ke]
    if kolom.rasio:
        return SafeString(""), rasio.get((i, ke), "–")
    label = f"Baris {i + 1}, {kolom.judul or f'kolom {ke + 1}'}"
    return cell_input(nama, nama, label, teks, galat.get(nama, ""), number=kolom.angka), ""


def _rasio(lembar: LembarTabel, bacaan: Bacaan) -> dict[tuple[int, int], str]:
    """The computed cells by row and column of the sheet; none while it has faults."""
    if bacaan.tabel is None:
        return {}
    terisi = [i for i, isi in enumerate(lembar.baris) if any(isi)]
    return {
        (i, ke): baris[ke].teks
        for i, baris in zip(terisi, bacaan.tabel.baris, strict=True)
        for ke, satu in enumerate(lembar.kolom)
        if satu.rasio
    }


def galat_halaman(lembar: LembarTabel, galat: dict[str, str]) -> list[dict[str, str]]:
    """Every fault for components/error_summary.html, leading to its field; first a paste that still waits."""
    tempel = [{"text": TEMPELAN_MENUNGGU, "url": "#tempel"}] if lembar.tempel.strip() else []
    return tempel + [
        {"text": f"{tempat(lembar, nama)}: {kalimat}", "url": f"#{nama}"} for nama, kalimat in galat.items()
    ]


@dataclass(frozen=True)
class Cuplikan:
    """What was pasted, before it is used; why it cannot be added under the rows that are there.

    jenis, baris: the kind of each column and the cells, each with whether it is a figure.
    """

    isi: TempelanTabel
    jenis: list[tuple[str, bool]]
    baris: list[list[tuple[str, bool]]]
    halangan_sambung: str
    terisi: bool


def cuplikan(lembar: LembarTabel) -> Cuplikan | None:
    """The preview; None: nothing was pasted."""
    if not lembar.tempel.strip():
        return None
    isi = baca_tempel(lembar.tempel)
    angka = [satu.angka for satu in isi.kolom] or [False] * len(next(iter(isi.baris), ()))
    jenis = [(NAMA_JENIS[satu.jenis], satu.angka) for satu in isi.kolom]  # type: ignore[index]
    baris = [list(zip(satu, angka, strict=True)) for satu in isi.baris]
    return Cuplikan(isi, jenis, baris, halangan_sambung(lembar, isi), bool(lembar.rapi().baris))
