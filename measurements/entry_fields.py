"""The fields of an entry form: each with its address in the page, what is typed and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from agreements.models import Indikator
from kinerja.angka import AngkaTidakSah, format_angka, parse_angka
from kinerja.metode import Metode
from measurements.entry import BAGIAN_ANALISIS, bidang_nilai
from measurements.entry_sheet import Lembar
from measurements.forms import BERKOMPONEN, KOLOM, LABEL, BarisKomponen, Ketikan, label
from measurements.paste import Tempelan
from ui.fields import cell_input, check_box, number_input, text_area

BARIS_CADANGAN = 2
BELUM = "Belum diisi"
#: A field as its label and its text in lines.
Uraian = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Bidang:
    """One field of a form: its address in the page, what is typed, what is wrong."""

    id: str
    nama: str
    label: str
    isi: str
    galat: str = ""

    @property
    def teks(self) -> SafeString:
        """As a text over several lines."""
        return _berbingkai(text_area(self.id, self.nama, self.label, self.isi, self.galat))

    def centang(self, ya: bool) -> SafeString:
        """As a box to tick."""
        return check_box(self.id, self.nama, self.label, ya, self.galat)

    def angka(self, satuan: str = "") -> SafeString:
        """As a number, with its unit."""
        return _berbingkai(number_input(self.id, self.nama, self.label, self.isi, self.galat, unit=satuan))


@dataclass(frozen=True)
class BarisKisi:
    """One row of the grid of components: its number, its fields, whether it is struck out."""

    nomor: str
    sel: tuple[SafeString, ...]
    hapus: bool


@dataclass(frozen=True)
class BarisCuplikan:
    """One pasted row in its preview, with the numbers as they are read."""

    nomor: int
    nama: str
    pembilang: str
    penyebut: str
    keterangan: str
    masalah: bool


def bidang(lembar: Lembar, nama: str) -> Bidang:
    """The field of a name."""
    isi = getattr(lembar.ketikan, nama)
    return Bidang(
        f"{lembar.awalan}-{nama}",
        nama,
        LABEL[nama],
        isi if isinstance(isi, str) else "",
        lembar.bacaan.galat.get(nama, ""),
    )


def kisi(lembar: Lembar) -> list[BarisKisi]:
    """The grid of components with spare rows at its end."""
    baris = [*lembar.ketikan.komponen]
    if not baris or not baris[-1].kosong:
        baris += [BarisKomponen()] * BARIS_CADANGAN
    return [
        BarisKisi(str(nomor), tuple(_sel(lembar, nomor, kolom, satu) for kolom in KOLOM), satu.hapus)
        for nomor, satu in enumerate(baris)
    ]


def cuplikan(tempelan: Tempelan) -> list[BarisCuplikan]:
    """The pasted rows as the preview prints them."""
    return [
        BarisCuplikan(
            satu.nomor,
            satu.baris.nama,
            _terbaca(satu.baris.pembilang),
            _terbaca(satu.baris.penyebut),
            "Judul kolom, tidak dipakai." if satu.judul else " ".join(satu.masalah),
            bool(satu.masalah),
        )
        for satu in tempelan.baris
    ]


def uraian(indikator: Indikator, ketikan: Ketikan) -> Uraian:
    """What was typed, field by field as lines; an empty one says so."""
    return uraian_masukan(indikator, ketikan) + _baris(ketikan, BAGIAN_ANALISIS)


def uraian_masukan(indikator: Indikator, ketikan: Ketikan) -> Uraian:
    """The same without the analysis."""
    if ketikan.tidak_diukur or ketikan.alasan_tidak_diukur:
        baris = [(LABEL["alasan_tidak_diukur"], ketikan.alasan_tidak_diukur.splitlines())]
    else:
        baris = _masukan_teks(indikator, ketikan)
    return [(nama, isi or [BELUM]) for nama, isi in baris] + _baris(ketikan, ("keterangan", "catatan"))


def galat_halaman(lembar: Lembar) -> list[dict[str, str]]:
    """The errors of one form as items of components/error_summary.html."""
    return [
        {
            "text": f"Indikator {lembar.indikator.nomor}, {label(nama)}: {kalimat}",
            "url": f"#{lembar.awalan}-{nama}",
        }
        for nama, kalimat in lembar.bacaan.galat.items()
    ]


def _sel(lembar: Lembar, nomor: int, kolom: str, baris: BarisKomponen) -> SafeString:
    nama = f"komponen-{nomor}-{kolom}"
    judul = f"{kolom.capitalize()} komponen baris {nomor + 1}"
    isi, galat = getattr(baris, kolom), lembar.bacaan.galat.get(nama, "")
    id, angka = f"{lembar.awalan}-{nama}", kolom != "nama"
    return cell_input(id, nama, judul, isi, galat, number=angka, readonly=baris.hapus)


def _baris(ketikan: Ketikan, bidang: Iterable[str]) -> Uraian:
    return [(LABEL[nama], getattr(ketikan, nama).splitlines() or [BELUM]) for nama in bidang]


def _berbingkai(bidang: SafeString) -> SafeString:
    return SafeString(f'<div class="isi-bidang">{bidang}</div>')


def _terbaca(teks: str) -> str:
    """A pasted number as it is read; a text that is no number stays as it is."""
    try:
        return format_angka(parse_angka(teks), None)
    except AngkaTidakSah:
        return teks


def _masukan_teks(indikator: Indikator, ketikan: Ketikan) -> Uraian:
    metode = Metode(indikator.metode)
    if metode in BERKOMPONEN:
        isi = [
            f"{satu.nama}: {satu.pembilang} ÷ {satu.penyebut}" for satu in ketikan.komponen if satu.dipakai
        ]
        return [(LABEL["komponen"], isi)]
    if metode is Metode.RASIO:
        return [(LABEL[nama], _satu(getattr(ketikan, nama))) for nama in ("pembilang", "penyebut")]
    if metode is Metode.REKAP_SATKER:
        return []
    nama = bidang_nilai(indikator)
    return [(LABEL[nama], _satu(getattr(ketikan, nama)))]


def _satu(teks: str) -> list[str]:
    return [teks] if teks.strip() else []
