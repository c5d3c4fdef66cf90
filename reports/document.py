"""The LKj as one tree of frozen values: what the preview shows, the PDF prints and a signature freezes.

Inline: Teks, Angka, Rujukan. Blocks: Paragraf, Daftar, Subjudul, Tabel, Gambar, Foto, Rumus, Celah,
Identitas, TandaTangan, LembarPengesahan, BaganOrganisasi. A Bagian holds blocks and Bagian; a Dokumen holds
the parts of the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

Rata = Literal["kiri", "kanan", "tengah", "kode"]
Orientasi = Literal["tegak", "mendatar"]


@dataclass(frozen=True)
class Teks:
    """Words as a person wrote them; `gaya` is "", "em" or "strong"."""

    isi: str
    gaya: str = ""
    jenis: str = "teks"


@dataclass(frozen=True)
class Angka:
    """A bound figure: its key, how it prints, where it comes from."""

    kunci: str
    isi: str
    url: str = ""
    asal: str = ""
    gaya: str = ""
    jenis: str = "angka"


@dataclass(frozen=True)
class Rujukan:
    """A reference to a numbered table or picture, such as "Tabel 3.1"."""

    sasaran: str
    isi: str = ""
    gaya: str = ""
    jenis: str = "rujukan"


Inline = Teks | Angka | Rujukan
Kalimat = tuple[Inline, ...]


class BlokDasar:
    """What every block has: the template that draws it."""

    templat: ClassVar[str]

    @property
    def berkas(self) -> str:
        """The path of its template."""
        return f"reports/lkj/blok/{self.templat}.html"


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
class Kolom:
    """A column of a table: head, alignment, width in percent of the table (the widths add up to 100)."""

    judul: str
    rata: Rata = "kiri"
    lebar: float = 0

    @property
    def lebar_persen(self) -> str:
        """The width as HTML writes it."""
        return f"{self.lebar:g}%"


@dataclass(frozen=True)
class Sel:
    """A cell: its inline content, and over how many rows it reaches (0: covered by the one above)."""

    isi: Kalimat
    baris: int = 1
    redup: bool = False


@dataclass(frozen=True)
class Baris:
    """A row; `gaya` is "", "kelompok", "induk" or "jumlah"; `takuk` indents the first text cell."""

    sel: tuple[Sel, ...]
    gaya: str = ""
    takuk: int = 0

    @property
    def kelas(self) -> str:
        """Its style and indentation as CSS classes."""
        return " ".join([self.gaya, f"takuk-{self.takuk}" if self.takuk else ""]).strip()


@dataclass(frozen=True)
class Tabel(BlokDasar):
    """A numbered table with a caption, repeated heads and, where the data has one, a total row.

    `url`: the page its cells come from, where they do not lead there one by one.
    """

    kunci: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    orientasi: Orientasi = "tegak"
    sumber: str = ""
    catatan: Kalimat = ()
    bernomor: bool = True
    url: str = ""
    nomor: str = ""
    templat: ClassVar[str] = "tabel"

    @property
    def kelompok(self) -> tuple[tuple[Baris, ...], ...]:
        """Rows that must not be parted by a page: those that share a cell over several rows."""
        if all(sel.baris == 1 for baris in self.baris for sel in baris.sel):
            return (self.baris,)
        hasil: list[list[Baris]] = []
        for baris in self.baris:
            if not hasil or all(sel.baris for sel in baris.sel):
                hasil.append([])
            hasil[-1].append(baris)
        return tuple(tuple(satu) for satu in hasil)

    @property
    def utuh(self) -> bool:
        """Whether some cell spans rows, so that each group is kept on one page."""
        return len(self.kelompok) > 1


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


@dataclass(frozen=True)
class Bagian:
    """A section: key, printed number, title, blocks, sections under it."""

    kunci: str
    judul: str
    blok: tuple[Blok, ...] = ()
    anak: tuple["Bagian", ...] = ()
    nomor: str = ""


@dataclass(frozen=True)
class Bab:
    """A chapter: BAB I-IV, or one Lampiran."""

    kunci: str
    nomor: str
    judul: str
    bagian: tuple[Bagian, ...]
    orientasi: Orientasi = "tegak"

    @property
    def pertama(self) -> bool:
        """Whether the arabic page numbers begin with it."""
        return self.kunci == "bab1"


@dataclass(frozen=True)
class Entri:
    """A line of the lists of tables and pictures."""

    kunci: str
    nomor: str
    judul: str


@dataclass(frozen=True)
class Dokumen:
    """The whole report. `angka` holds every bound figure by key, for the attached data."""

    judul: str
    satker: str
    nama_panjang: str
    tahun: int
    status: str
    tanggal: date | None
    depan: tuple[Bagian, ...]
    bab: tuple[Bab, ...]
    lampiran: tuple[Bab, ...]
    angka: tuple[tuple[str, str], ...] = ()
    daftar_tabel: tuple[Entri, ...] = ()
    daftar_gambar: tuple[Entri, ...] = ()
    disahkan: bool = False
    uji: bool = False

    @property
    def tanggal_berkas(self) -> date:
        """The date its file bears: the report's own, before there is one the last day of the year."""
        return self.tanggal or date(self.tahun, 12, 31)

    @property
    def celah(self) -> tuple[Celah, ...]:
        """Every gap, in order."""
        return tuple(satu for satu in blok_dokumen(self) if isinstance(satu, Celah))


def blok_bagian(bagian: Bagian) -> Iterator[Blok]:
    """The blocks of a section and of those under it, in printing order."""
    yield from bagian.blok
    for satu in bagian.anak:
        yield from blok_bagian(satu)


def blok_dokumen(dokumen: Dokumen) -> Iterator[Blok]:
    """Every block, in printing order."""
    for bagian in bagian_dokumen(dokumen):
        yield from blok_bagian(bagian)


def bagian_dokumen(dokumen: Dokumen) -> Iterator[Bagian]:
    """The sections that stand under no other, in printing order."""
    yield from dokumen.depan
    for bab in (*dokumen.bab, *dokumen.lampiran):
        yield from bab.bagian


def bagian_berkunci(dokumen: Dokumen, kunci: str) -> Bagian | None:
    """The section with a key, those under others included; None: the document has none."""
    for bagian in bagian_dokumen(dokumen):
        for satu in (bagian, *bagian.anak):
            if satu.kunci == kunci:
                return satu
    return None
