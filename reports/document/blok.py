"""Blocks of a section other than tables: prose, pictures, formulas, gaps, signatures."""

from dataclasses import dataclass
from typing import ClassVar

from reports.document.kalimat import BlokDasar, Kalimat
from reports.document.tabel import Tabel


@dataclass(frozen=True)
class Paragraf(BlokDasar):
    """A paragraph."""

    isi: Kalimat
    templat: ClassVar[str] = "paragraf"


@dataclass(frozen=True)
class Subjudul(BlokDasar):
    """An unnumbered heading inside a section; `jenjang` 2 stands under one of 1."""

    isi: Kalimat
    jenjang: int = 1
    templat: ClassVar[str] = "subjudul"


@dataclass(frozen=True)
class Daftar(BlokDasar):
    """A list; `urut` numbers it, `huruf` with a, b, c."""

    butir: tuple[Kalimat, ...]
    urut: bool = False
    huruf: bool = False
    templat: ClassVar[str] = "daftar"


@dataclass(frozen=True)
class Gambar(BlokDasar):
    """A numbered picture: SVG of our own making, trusted as such."""

    kunci: str
    judul: str
    svg: str
    sumber: str = ""
    nomor: str = ""
    templat: ClassVar[str] = "gambar"


#: In centimetres: how wide the text is and how tall a picture may be; and dots a centimetre (150 an inch).
LEBAR_TEKS, TINGGI_FOTO, TITIK_PER_CM = 16.1, 15, 59


@dataclass(frozen=True)
class Foto(BlokDasar):
    """A numbered picture that somebody uploaded; its file is found by its digest, never by an address.

    `url`: the page that shows it in the preview.
    """

    kunci: str
    judul: str
    alt: str
    sha256: str
    lebar: int
    tinggi: int
    url: str = ""
    nomor: str = ""
    templat: ClassVar[str] = "foto"

    @property
    def lebar_persen(self) -> str:
        """How much of the text's width it takes: no larger than its dots are worth, no taller than 15 cm.

        The proportion is kept by giving the width alone: WeasyPrint applies a largest height without it.
        """
        tinggi = TINGGI_FOTO / LEBAR_TEKS * self.lebar / self.tinggi
        dots = self.lebar / TITIK_PER_CM / LEBAR_TEKS
        return f"{round(100 * min(1, tinggi, dots), 1):g}%"


@dataclass(frozen=True)
class Rumus(BlokDasar):
    """A formula: `kiri` = `pembilang` / `penyebut` × 100%."""

    nama: str
    kiri: str
    pembilang: str
    penyebut: str
    templat: ClassVar[str] = "rumus"


@dataclass(frozen=True)
class Celah(BlokDasar):
    """Something the report should hold and does not: seen in the preview, never printed.

    rusak: what prints in its place is broken, such as "…" for a figure, and not merely absent.
    hal: "kosong" where the words of a section are not written, "usang" where a reviu is of another text.
    """

    pesan: str
    url: str = ""
    rusak: bool = False
    hal: str = ""
    templat: ClassVar[str] = "celah"


@dataclass(frozen=True)
class Penanda:
    """One signature block: place and date, office, name."""

    peran: str
    sebutan: str
    nama: str


@dataclass(frozen=True)
class TandaTangan(BlokDasar):
    """Signature blocks, left to right, kept whole on a page."""

    penanda: tuple[Penanda, ...]
    tempat_tanggal: str = ""
    templat: ClassVar[str] = "tanda_tangan"


@dataclass(frozen=True)
class LembarPengesahan(BlokDasar):
    """What a signed report says about its own signature: who signs, where anybody can check it, since when.

    qr: SVG of our own making that holds `alamat`. jejak: head of the audit trail as it was when the document
    was frozen. uji: the certificate is one for trying out.
    """

    tempat_tanggal: str
    sebutan: str
    nama: str
    versi: int
    alamat: str
    qr: str
    jejak: str = ""
    uji: bool = False
    templat: ClassVar[str] = "lembar_pengesahan"


@dataclass(frozen=True)
class Identitas(BlokDasar):
    """Label and value pairs, such as the parties of a PK."""

    pasangan: tuple[tuple[str, str], ...]
    templat: ClassVar[str] = "identitas"


@dataclass(frozen=True)
class Kotak:
    """A unit in the organisation chart and the units under it."""

    nama: str
    keterangan: str = ""
    anak: tuple["Kotak", ...] = ()


@dataclass(frozen=True)
class BaganOrganisasi(BlokDasar):
    """A numbered organisation chart."""

    kunci: str
    judul: str
    akar: Kotak
    sumber: str = ""
    nomor: str = ""
    templat: ClassVar[str] = "bagan"


Blok = (
    Paragraf
    | Subjudul
    | Daftar
    | Tabel
    | Gambar
    | Foto
    | Rumus
    | Celah
    | TandaTangan
    | LembarPengesahan
    | Identitas
    | BaganOrganisasi
)
