"""What a person typed for a realisasi: kept as text, read strictly, every error at once."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from itertools import count, takewhile
from typing import Any

from agreements.models import Indikator
from kinerja.angka import AngkaTidakSah, format_angka
from kinerja.metode import Metode
from measurements.entry import Isian, IsianKomponen
from ui.number_field import baca_angka

BERKOMPONEN = (Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN)
#: The field names of a form in the order of the page, with their labels.
LABEL = {
    "target": "Target",
    "realisasi": "Realisasi",
    "capaian": "Capaian",
    "sumber": "Dokumen sumber",
    "nilai": "Nilai",
    "pembilang": "Pembilang",
    "penyebut": "Penyebut",
    "predikat": "Predikat yang diperoleh",
    "komponen": "Komponen",
    "tidak_diukur": "Tidak diukur pada periode ini",
    "alasan_tidak_diukur": "Alasan tidak diukur",
    "keterangan": "Cara angka diperoleh",
    "catatan": "Catatan atas nilai yang tidak biasa",
    "penyebab": "Penyebab keberhasilan atau kegagalan",
    "upaya": "Upaya",
    "hambatan": "Hambatan",
    "rekomendasi": "Rekomendasi dan tindak lanjut",
}
BIDANG_TEKS = (
    "alasan_tidak_diukur",
    "keterangan",
    "catatan",
    "penyebab",
    "upaya",
    "hambatan",
    "rekomendasi",
)
KOLOM = ("nama", "pembilang", "penyebut")
BARIS_MAKSIMUM = 200
TEKS_MAKSIMUM = 20_000
NAMA_MAKSIMUM = 200


@dataclass(frozen=True)
class BarisKomponen:
    """One row of the grid as it was typed; hapus: it is struck out, and goes when the form is saved."""

    nama: str = ""
    pembilang: str = ""
    penyebut: str = ""
    hapus: bool = False

    @property
    def kosong(self) -> bool:
        """Whether nothing was typed."""
        return not (self.nama.strip() or self.pembilang.strip() or self.penyebut.strip())

    @property
    def dipakai(self) -> bool:
        """Whether it counts."""
        return not (self.kosong or self.hapus)


@dataclass(frozen=True)
class Ketikan:
    """Everything that was typed in the form of one indikator, unread."""

    nilai: str = ""
    pembilang: str = ""
    penyebut: str = ""
    predikat: str = ""
    tidak_diukur: bool = False
    alasan_tidak_diukur: str = ""
    keterangan: str = ""
    catatan: str = ""
    penyebab: str = ""
    upaya: str = ""
    hambatan: str = ""
    rekomendasi: str = ""
    komponen: tuple[BarisKomponen, ...] = ()
    tempel: str = ""

    def sebagai_json(self) -> dict[str, Any]:
        """What a Draf keeps."""
        return asdict(self)


@dataclass(frozen=True)
class Bacaan:
    """What the typed text means, and what is wrong with it: a sentence per field."""

    isian: Isian
    galat: dict[str, str]


def dari_kiriman(data: Mapping[str, str]) -> Ketikan:
    """The typed text out of a submitted form."""
    teks = {
        satu.name: _bersih(data.get(satu.name, ""))
        for satu in fields(Ketikan)
        if satu.name not in ("komponen", "tidak_diukur")
    }
    baris = []
    # However many were sent: too many are refused, and kept.
    for nomor in takewhile(lambda ke: f"komponen-{ke}-nama" in data, count()):
        sel = (_bersih(data.get(f"komponen-{nomor}-{kolom}", "")) for kolom in KOLOM)
        baris.append(BarisKomponen(*sel, hapus=f"komponen-{nomor}-hapus" in data))
    return Ketikan(**teks, tidak_diukur=bool(data.get("tidak_diukur")), komponen=tuple(baris))


def dari_json(isi: Mapping[str, Any]) -> Ketikan:
    """The typed text out of a Draf; what an older version of the form did not know stays empty."""
    dikenal = {satu.name for satu in fields(Ketikan)} - {"komponen"}
    baris = tuple(BarisKomponen(**satu) for satu in isi.get("komponen", ()))
    return Ketikan(**{nama: isi[nama] for nama in dikenal & isi.keys()}, komponen=baris)


def dari_isian(isian: Isian) -> Ketikan:
    """What is stored, as it would be typed: figures in Indonesian notation."""
    return Ketikan(
        nilai=_teks_angka(isian.nilai),
        pembilang=_teks_angka(isian.pembilang),
        penyebut=_teks_angka(isian.penyebut),
        predikat=isian.predikat,
        tidak_diukur=bool(isian.alasan_tidak_diukur),
        komponen=tuple(
            BarisKomponen(satu.nama, _teks_angka(satu.pembilang), _teks_angka(satu.penyebut))
            for satu in isian.komponen
        ),
        **{nama: getattr(isian, nama) for nama in BIDANG_TEKS},
    )


def baca(indikator: Indikator, ketikan: Ketikan, tingkat: Collection[str] = ()) -> Bacaan:
    """Read the typed text by the indikator's metode.

    tingkat: the levels of its scale. A field with an error is None in the Isian; nothing is guessed. Fields
    of another metode are not read.
    """
    galat: dict[str, str] = {}
    nilai = _baca_masukan(Metode(indikator.metode), ketikan, tingkat, galat)
    teks = {nama: _baca_teks(ketikan, nama, galat) for nama in BIDANG_TEKS}
    if ketikan.tidak_diukur:
        _periksa_tidak_diukur(ketikan, Metode(indikator.metode), galat)
    elif teks["alasan_tidak_diukur"]:
        galat.setdefault(
            "tidak_diukur",
            "Alasan sudah diisi, tetapi tandanya belum dipilih. Pilih tandanya atau kosongkan alasannya.",
        )
    urut = {nama: galat[nama] for nama in sorted(galat, key=_urutan)}
    return Bacaan(Isian(**nilai, **teks), urut)


def label(bidang: str) -> str:
    """The label of a field; a cell of the grid names its row and column."""
    bagian = bidang.split("-")
    if len(bagian) == 3:
        return f"Komponen baris {int(bagian[1]) + 1}, {bagian[2]}"
    return LABEL[bidang]


def _urutan(bidang: str) -> tuple[int, int, int]:
    bagian = bidang.split("-")
    tempat = list(LABEL).index(bagian[0])
    return (tempat, int(bagian[1]), KOLOM.index(bagian[2])) if len(bagian) == 3 else (tempat, -1, 0)


def _baca_masukan(
    metode: Metode, ketikan: Ketikan, tingkat: Collection[str], galat: dict[str, str]
) -> dict[str, Any]:
    if metode is Metode.LANGSUNG:
        return {"nilai": _baca_angka(ketikan.nilai, "nilai", galat)}
    if metode is Metode.RASIO:
        return _baca_rasio(ketikan, galat)
    if metode in BERKOMPONEN:
        return {"komponen": baca_komponen(ketikan.komponen, galat)}
    if metode is Metode.PREDIKAT and ketikan.predikat:
        if ketikan.predikat in tingkat:
            return {"predikat": ketikan.predikat}
        galat["predikat"] = f"“{ketikan.predikat[:40]}” tidak ada dalam skala. Pilih salah satu predikat."
    return {}


def _baca_rasio(ketikan: Ketikan, galat: dict[str, str]) -> dict[str, Any]:
    terisi = {nama: bool(getattr(ketikan, nama).strip()) for nama in ("pembilang", "penyebut")}
    nilai = {
        "pembilang": _baca_angka(ketikan.pembilang, "pembilang", galat),
        "penyebut": _baca_angka(ketikan.penyebut, "penyebut", galat, negatif=False),
    }
    if any(terisi.values()):
        for nama, ada in terisi.items():
            if not ada:
                galat[nama] = f"{LABEL[nama]} belum diisi. Isi keduanya atau kosongkan keduanya."
    return nilai


def baca_komponen(baris: tuple[BarisKomponen, ...], galat: dict[str, str]) -> tuple[IsianKomponen, ...]:
    """The rows of the grid that can be read; what cannot goes into `galat` under the name of its cell."""
    terbaca = []
    for nomor, satu in enumerate(baris):
        if not satu.dipakai:
            continue
        sebelum = len(galat)
        nama = satu.nama.strip()
        if not nama:
            galat[f"komponen-{nomor}-nama"] = "Nama komponen belum diisi."
        elif len(nama) > NAMA_MAKSIMUM:
            galat[f"komponen-{nomor}-nama"] = f"Nama komponen paling panjang {NAMA_MAKSIMUM} huruf."
        atas = _baca_sel(satu.pembilang, f"komponen-{nomor}-pembilang", galat, negatif=True)
        bawah = _baca_sel(satu.penyebut, f"komponen-{nomor}-penyebut", galat, negatif=False)
        if len(galat) == sebelum and atas is not None and bawah is not None:
            terbaca.append(IsianKomponen(nama, atas, bawah))
    if sum(satu.dipakai for satu in baris) > BARIS_MAKSIMUM:
        galat["komponen"] = f"Komponen paling banyak {BARIS_MAKSIMUM} baris."
    return tuple(terbaca)


def coret(baris: tuple[BarisKomponen, ...], nomor: int) -> tuple[BarisKomponen, ...]:
    """A row struck out, or one that was taken back; an empty one is left out at once."""
    if nomor >= len(baris):
        return baris
    satu = baris[nomor]
    baru = () if satu.kosong else (replace(satu, hapus=not satu.hapus),)
    return (*baris[:nomor], *baru, *baris[nomor + 1 :])


def _baca_sel(teks: str, bidang: str, galat: dict[str, str], *, negatif: bool) -> Decimal | None:
    if not teks.strip():
        galat[bidang] = f"{bidang.rsplit('-', 1)[1].capitalize()} belum diisi."
        return None
    return _baca_angka(teks, bidang, galat, negatif=negatif)


def _baca_angka(teks: str, bidang: str, galat: dict[str, str], *, negatif: bool = True) -> Decimal | None:
    """An empty field is not an error here: what is missing is asked for when it is submitted."""
    try:
        return baca_angka(teks, negatif=negatif)
    except AngkaTidakSah as salah:
        galat[bidang] = str(salah)
        return None


def _baca_teks(ketikan: Ketikan, nama: str, galat: dict[str, str]) -> str:
    teks = getattr(ketikan, nama).strip()
    if len(teks) > TEKS_MAKSIMUM:
        galat[nama] = f"{LABEL[nama]} paling panjang {format_angka(TEKS_MAKSIMUM, 0)} huruf."
    return teks


def _periksa_tidak_diukur(ketikan: Ketikan, metode: Metode, galat: dict[str, str]) -> None:
    if not ketikan.alasan_tidak_diukur.strip():
        galat["alasan_tidak_diukur"] = "Alasan tidak diukur wajib diisi."
    masukan = {Metode.LANGSUNG: ("nilai",), Metode.RASIO: ("pembilang", "penyebut")}.get(metode, ())
    if metode is Metode.PREDIKAT:
        masukan = ("predikat",)
    isi = any(getattr(ketikan, nama).strip() for nama in masukan)
    if isi or (metode in BERKOMPONEN and any(satu.dipakai for satu in ketikan.komponen)):
        galat["tidak_diukur"] = (
            "Indikator ditandai tidak diukur, tetapi masukannya masih terisi."
            " Kosongkan masukannya atau hapus tandanya."
        )


def _bersih(teks: str) -> str:
    """Line ends as one kind; without the NUL that a database refuses."""
    return teks.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _teks_angka(nilai: Decimal | None) -> str:
    return "" if nilai is None else format_angka(nilai, None)
