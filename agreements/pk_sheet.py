"""The sheets of a PK as values: what is stored, what was typed, and how two people's texts differ."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from hashlib import sha256

from accounts.models import Bagian
from agreements.choices import AGREGASI, METODE, METODE_RATA_RATA, POLARITAS
from agreements.models import IKU, Indikator, PerjanjianKinerja, SasaranKegiatan, SasaranStrategis
from agreements.states import JenisPerubahan
from kinerja.angka import format_angka, tanggal
from kinerja.periode import Triwulan

LABEL = {
    "nomor": "Nomor",
    "tempat": "Tempat",
    "tanggal": "Tanggal",
    "metode_rata_rata": "Cara merata-ratakan capaian",
    "jenis_perubahan": "Jenis perubahan",
    "alasan_perubahan": "Alasan perubahan",
    "uraian": "Uraian sasaran kegiatan",
    "sasaran_strategis": "Sasaran strategis",
    "nama": "Rumusan indikator",
    "lanjutan": "Lanjutan dari indikator tahun lalu",
    "target": "Target",
    "target_predikat": "Target predikat",
    "satuan": "Satuan",
    "polaritas": "Polaritas",
    "metode": "Metode",
    "agregasi": "Agregasi triwulan",
    "cara_perhitungan": "Cara perhitungan",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Bagian penanggung jawab",
    "iku": "IKU yang didukung",
    "skala": "Skala nilai",
    "kriteria": "Kriteria",
    "kriteria_nilai": "Nilai di atas",
    "standar_nasional": "Standar nasional",
    "sumber_standar": "Sumber standar nasional",
    "triwulan": "Target triwulan",
    "kegiatan": "Kegiatan pendukung",
}
_PILIHAN = dict([*POLARITAS, *METODE, *AGREGASI, *METODE_RATA_RATA, *JenisPerubahan.choices])


@dataclass(frozen=True)
class LembarKepala:
    """The head of a PK: what stands around its rows."""

    nomor: str
    tempat: str
    tanggal: date | None
    metode_rata_rata: str
    jenis_perubahan: str = ""
    alasan_perubahan: str = ""


@dataclass(frozen=True)
class LembarSasaran:
    """A sasaran kegiatan."""

    uraian: str
    sasaran_strategis: SasaranStrategis | None


@dataclass(frozen=True)
class LembarIndikator:
    """The full sheet of an indikator; `triwulan`: four targets, None where a quarter is not measured.

    lanjutan: of last year's indikator the one that it goes on with (agreements.pk_line).
    """

    nama: str
    target: Decimal | None
    target_predikat: str
    satuan: str
    polaritas: str
    metode: str
    agregasi: str
    cara_perhitungan: str
    sumber_data: str
    penanggung_jawab: Bagian | None
    iku: IKU | None
    skala: str = ""
    kriteria: str = ""
    kriteria_nilai: Decimal | None = None
    standar_nasional: Decimal | None = None
    sumber_standar: str = ""
    triwulan: tuple[Decimal | None, ...] = (None, None, None, None)
    kegiatan: tuple[str, ...] = ()
    lanjutan: Indikator | None = None


Lembar = LembarKepala | LembarSasaran | LembarIndikator
#: Fields of a sheet of indikator that are no columns of its row.
TERSENDIRI = ("triwulan", "kegiatan", "lanjutan")


@dataclass(frozen=True)
class Beda:
    """One field in which two sheets differ, both as text."""

    label: str
    kiri: str
    kanan: str


def lembar_kepala(pk: PerjanjianKinerja) -> LembarKepala:
    """What is stored."""
    return LembarKepala(**{satu.name: getattr(pk, satu.name) for satu in fields(LembarKepala)})


def lembar_sasaran(sasaran: SasaranKegiatan) -> LembarSasaran:
    """What is stored."""
    return LembarSasaran(sasaran.uraian, sasaran.sasaran_strategis)


def lembar_indikator(satu: Indikator, lanjutan: Indikator | None = None) -> LembarIndikator:
    """What is stored, with the targets per triwulan and the kegiatan (prefetched ones are used)."""
    isi = {
        nama.name: getattr(satu, nama.name) for nama in fields(LembarIndikator) if nama.name not in TERSENDIRI
    }
    kegiatan = tuple(sorted(k.kode for k in satu.kegiatan_pendukung.all()))
    return LembarIndikator(**isi, triwulan=empat_target(satu), kegiatan=kegiatan, lanjutan=lanjutan)


def empat_target(satu: Indikator) -> tuple[Decimal | None, ...]:
    """The target of each triwulan, None where it is not measured."""
    target = {tw.triwulan: tw.nilai for tw in satu.target_triwulan.all()}
    return tuple(target.get(int(tw)) for tw in Triwulan)


def teks(lembar: Lembar) -> dict[str, str]:
    """Label -> value in words, in the order of the sheet; equal sheets give equal words."""
    return {LABEL[satu.name]: _teks(getattr(lembar, satu.name)) for satu in fields(lembar)}


def _teks(nilai: object) -> str:
    match nilai:
        case None:
            return ""
        case Decimal():
            return format_angka(nilai, None)
        case date():
            return tanggal(nilai)
        case tuple():
            return " · ".join(_teks(satu) or "tidak diukur" for satu in nilai)
        case str():
            return _PILIHAN.get(nilai, nilai)
    return str(nilai)


def sidik(lembar: Lembar | None) -> str:
    """A digest of a sheet: a form carries that of the sheet it was opened on. None: of a new one, empty."""
    if lembar is None:
        return ""
    # Ids too: two Bagian may bear one name.
    mentah = [getattr(nilai, "pk", _teks(nilai)) for nilai in vars(lembar).values()]
    return sha256(repr(mentah).encode()).hexdigest()


def banding(kiri: Lembar | None, kanan: Lembar | None) -> list[Beda]:
    """The fields in which two sheets differ; None has every field empty."""
    a, b = (teks(satu) if satu else {} for satu in (kiri, kanan))
    return [
        Beda(label, a.get(label, ""), b.get(label, ""))
        for label in {**a, **b}
        if a.get(label, "") != b.get(label, "")
    ]
