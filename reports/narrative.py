"""Narrative: a small markup of our own allow-list, read into blocks; nothing of it is ever passed through.

Elements: p, h4, h5, ul, ol, li, em, strong; table[data-kunci] with caption, tr, th, td; figure[data-tabel]
and figure[data-gambar], which name a supporting table or a picture. Figures are bound as {{ key }},
{{ key|terbilang }} or {{ key|angka }}; {{ nomor.tabel.KEY }} and {{ nomor.gambar.KEY }} refer to a numbered
table or picture.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser

from kinerja.angka import format_angka
from reports.document import (
    Baris,
    Blok,
    Celah,
    Daftar,
    Inline,
    Kalimat,
    Kolom,
    Paragraf,
    Rujukan,
    Sel,
    Subjudul,
    Tabel,
    Teks,
)
from reports.figures import Figur, FigurTidakDikenal

TOKEN = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?\}\}")
RUJUKAN = re.compile(r"nomor\.(?:tabel|gambar)\.(.+)")
KUNCI = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
#: How the key of a typed table begins, so that it is never that of a table or picture of the application.
AWALAN_TABEL = "t-"
#: Longer than any chapter; a text with more is no narrative.
PANJANG_MAKSIMUM = 200_000
#: The elements that print nothing by themselves.
_HAMPA = re.compile(r"</?(?:p|h[45]|ul|ol|li|em|strong)>")
BILANGAN = re.compile(r"[-−]?(?:Rp)?[\d.,]+%?")
JUDUL = {"h4": 1, "h5": 2}
BLOK = ("p", *JUDUL, "li", "caption", "th", "td")
DAFTAR = ("ul", "ol")
GAYA = ("em", "strong")
#: The element that each of these stands in; whatever is not here stands outside of all others.
WADAH = {"li": DAFTAR, "caption": ("table",), "tr": ("table",), "th": ("tr",), "td": ("tr",)}
#: The one attribute that an element may bear.
ATRIBUT = {"figure": ("data-tabel", "data-gambar"), "table": ("data-kunci",)}


class NarasiRusak(ValueError):
    """A text that is not in the markup; the message says what and in which line."""


class NarasiTerlaluPanjang(NarasiRusak):
    """A text longer than any section is; the message says by how much and what to do."""


@dataclass(frozen=True)
class Tempat:
    """Where a supporting table (`jenis` "tabel") or a picture ("gambar") is to stand."""

    jenis: str
    kunci: str


@dataclass(frozen=True)
class TabelTulis:
    """A table as it was typed: the first row is its head, every row has as many cells."""

    kunci: str
    judul: Kalimat
    baris: tuple[tuple[Kalimat, ...], ...]


Letak = Callable[[str], Blok]


def baca_narasi(
    isi: str, figur: Figur, tabel: Letak, gambar: Letak | None = None, bagian: str = ""
) -> tuple[Blok, ...]:
    """The blocks of a text; `tabel` and `gambar` give the block of a supporting table or picture by key.

    bagian: the key of the section, from which the keys of its own tables follow. A figure that is not known
    becomes a gap (Celah) after its paragraph and prints as "…". NarasiRusak: an element, attribute or nesting
    outside the markup, or a table or picture that is not known.
    """
    pemberi = {"tabel": tabel, "gambar": gambar}
    blok: list[Blok] = []
    for ke, satu in enumerate(baca_markup(isi), start=1):
        if isinstance(satu, Tempat):
            blok.append(_tempatkan(satu, pemberi[satu.jenis]))
        elif isinstance(satu, TabelTulis):
            blok.extend(_tabel(satu, figur, satu.kunci or f"{AWALAN_TABEL}{bagian}-{ke}"))
        else:
            blok.extend(_ikat(satu, figur))
    return tuple(blok)


@lru_cache(maxsize=500)
def baca_markup(isi: str) -> tuple[Blok | Tempat | TabelTulis, ...]:
    """The blocks of a text before its figures are bound: the text alone decides them. NarasiRusak."""
    if len(isi) > PANJANG_MAKSIMUM:
        batas, lebih = (format_angka(satu, 0) for satu in (PANJANG_MAKSIMUM, len(isi) - PANJANG_MAKSIMUM))
        raise NarasiTerlaluPanjang(
            f"Teks ini melebihi {batas} karakter, dihitung dengan penandanya: kurangi {lebih} karakter, atau "
            "pindahkan sebagian ke bagian lain."
        )
    pembaca = _Pembaca()
    pembaca.baca(isi)
    return tuple(pembaca.blok)


def ditempatkan(semua: Iterable[str]) -> frozenset[str]:
    """The keys of the supporting tables and pictures that some of these texts place."""
    hasil: set[str] = set()
    for isi in semua:
        with suppress(NarasiRusak):
            hasil |= {satu.kunci for satu in baca_markup(isi) if isinstance(satu, Tempat)}
    return frozenset(hasil)


def dari_teks(isi: str) -> str:
    """A text without any element as the markup: every line is a paragraph."""
    if "<" in isi:
        return isi.strip()
    baris = [satu.strip() for satu in isi.splitlines() if satu.strip()]
    return "\n".join(f"<p>{escape(satu, quote=False)}</p>" for satu in baris)


def berkata(isi: str) -> bool:
    """Whether a text holds anything that prints: a word, a figure, a table or a picture."""
    return bool(unescape(_HAMPA.sub("", isi)).strip())


def _tempatkan(tempat: Tempat, pemberi: Letak | None) -> Blok:
    try:
        if pemberi is None:
            raise KeyError(tempat.kunci)
        return pemberi(tempat.kunci)
    except KeyError as galat:
        raise NarasiRusak(f"{tempat.jenis.capitalize()} {tempat.kunci} tidak dikenal.") from galat


def butir_teks(isi: str, figur: Figur) -> tuple[tuple[Kalimat, ...], tuple[Celah, ...]]:
    """Plain text, one item per line, figures bound; and a gap for every figure that is not known."""
    baris = [satu.strip() for satu in isi.splitlines() if satu.strip()]
    terikat = [_kalimat((Teks(satu),), figur) for satu in baris]
    hilang = [kunci for _, kosong in terikat for kunci in kosong]
    return tuple(kalimat for kalimat, _ in terikat), tuple(map(_celah, hilang))


def _celah(kunci: str) -> Celah:
    return Celah(f"Angka “{kunci}” tidak tersedia dalam data.", rusak=True)


def _ikat(blok: Blok, figur: Figur) -> list[Blok]:
    """The block with its tokens bound, then a gap for every figure that is not known."""
    if isinstance(blok, Daftar):
        butir = [_kalimat(satu, figur) for satu in blok.butir]
        hilang = [kunci for _, kosong in butir for kunci in kosong]
        terikat: Blok = replace(blok, butir=tuple(kalimat for kalimat, _ in butir))
    else:
        kalimat, hilang = _kalimat(blok.isi, figur)
        terikat = replace(blok, isi=kalimat)
    return [terikat, *map(_celah, hilang)]


def _tabel(tulis: TabelTulis, figur: Figur, kunci: str) -> list[Blok]:
    """The table with its tokens bound, then a gap for every figure that is not known."""
    judul, hilang = _kalimat(tulis.judul, figur)
    terikat = [[_kalimat(sel, figur) for sel in baris] for baris in tulis.baris]
    hilang += [satu for baris in terikat for _, kosong in baris for satu in kosong]
    kepala, *isi = [[kalimat for kalimat, _ in baris] for baris in terikat]
    nama = polos(judul)
    tabel = Tabel(
        kunci,
        nama or "Tabel",
        tuple(_kolom([polos(satu) for satu in kolom]) for kolom in zip(kepala, *isi, strict=True)),
        tuple(Baris(tuple(Sel(satu) for satu in baris)) for baris in isi),
        bernomor=bool(nama),
    )
    return [_lebarkan(tabel), *map(_celah, hilang)]


def polos(isi: Kalimat) -> str:
    """Inline content as plain words."""
    return "".join(satu.isi for satu in isi)


def _kolom(isi: list[str]) -> Kolom:
    """A column from its head and its cells: figures stand right; the width is yet a measure of its words."""
    judul, *sel = isi
    terisi = [satu for satu in sel if satu.strip()]
    angka = bool(terisi) and all(BILANGAN.fullmatch(satu.strip()) for satu in terisi)
    panjang = max(len(satu) for satu in isi)
    return Kolom(judul, "kanan" if angka else "kiri", min(max(panjang, 6), 40))


def _lebarkan(tabel: Tabel) -> Tabel:
    """The same table with the widths of its columns adding up to 100."""
    jumlah = sum(satu.lebar for satu in tabel.kolom)
    lebar = [round(satu.lebar * 100 / jumlah, 2) for satu in tabel.kolom]
    lebar[-1] = round(100 - sum(lebar[:-1]), 2)
    kolom = tuple(replace(satu, lebar=nilai) for satu, nilai in zip(tabel.kolom, lebar, strict=True))
    return replace(tabel, kolom=kolom)


def _kalimat(isi: Kalimat, figur: Figur) -> tuple[Kalimat, list[str]]:
    hasil: list[Inline] = []
    hilang: list[str] = []
    for teks in isi:
        awal = 0
        for cocok in TOKEN.finditer(teks.isi):
            hasil.append(Teks(teks.isi[awal : cocok.start()], teks.gaya))
            awal = cocok.end()
            hasil.append(_token(cocok, teks.gaya, figur, hilang))
        hasil.append(Teks(teks.isi[awal:], teks.gaya) if awal else teks)
    return tuple(satu for satu in hasil if satu.isi or isinstance(satu, Rujukan)), hilang


def _token(cocok: re.Match[str], gaya: str, figur: Figur, hilang: list[str]) -> Inline:
    kunci, cara = cocok.group(1).strip(), (cocok.group(2) or "").strip()
    if rujukan := RUJUKAN.fullmatch(kunci):
        return Rujukan(rujukan.group(1), gaya=gaya)
    try:
        angka = figur.angka(kunci, cara)
        return replace(angka, gaya=gaya) if gaya else angka
    except FigurTidakDikenal as galat:
        hilang.append(galat.args[0])
        return Teks("…", gaya)


class _Pembaca(HTMLParser):
    """Builds blocks from the allow-list; everything else is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blok: list[Blok | Tempat | TabelTulis] = []
        self._terbuka: list[str] = []
        self._isi: list[Teks] = []
        self._butir: list[Kalimat] = []
        self._kunci = ""
        self._judul: Kalimat | None = None
        self._baris: list[list[tuple[str, Kalimat]]] = []

    def baca(self, isi: str) -> None:
        """Read a whole text. NarasiRusak: anything outside the markup, or an element never closed."""
        try:
            self.feed(isi)
            self.close()
        except NarasiRusak:
            raise
        except AssertionError:  # how html.parser answers a declaration that it cannot read
            self._tolak("Deklarasi tidak diperbolehkan")
        except ValueError:  # a number of thousands of digits in a character reference
            self._tolak("Acuan karakter tidak dapat dibaca")
        if self._terbuka:
            self._tolak(f"Elemen <{self._terbuka[-1]}> tidak ditutup")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in (*BLOK, *DAFTAR, *GAYA, "table", "tr", "figure"):
            self._tolak(f"Elemen <{tag}> tidak diperbolehkan")
        if not self._boleh(tag):
            self._tolak(f"Elemen <{tag}> tidak pada tempatnya")
        nama, nilai = self._atribut(tag, attrs)
        if tag == "figure":
            self.blok.append(Tempat(nama.removeprefix("data-"), nilai))
        elif tag == "table":
            self._kunci, self._judul, self._baris = nilai, None, []
        elif tag == "tr":
            self._baris.append([])
        elif tag == "caption" and (self._judul is not None or self._baris):
            self._tolak("Judul tabel (<caption>) berdiri sekali, sebelum baris pertama")
        self._terbuka.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._terbuka or self._terbuka.pop() != tag:
            self._tolak(f"Penutup </{tag}> tidak berpasangan")
        kalimat = self._rapikan() if tag in BLOK else ()
        if tag == "p":
            self.blok.append(Paragraf(kalimat))
        elif tag in JUDUL:
            self.blok.append(Subjudul(kalimat, JUDUL[tag]))
        elif tag == "li":
            self._butir.append(kalimat)
        elif tag in DAFTAR:
            self.blok.append(Daftar(tuple(self._butir), urut=tag == "ol"))
            self._butir = []
        elif tag == "caption":
            self._judul = kalimat
        elif tag in ("th", "td"):
            self._baris[-1].append((tag, kalimat))
        elif tag == "table":
            self.blok.append(self._tabel())

    def handle_data(self, data: str) -> None:
        if not any(tag in BLOK for tag in self._terbuka):
            if data.strip():
                self._tolak(f"Teks “{data.strip()[:40]}” berada di luar paragraf")
            return
        gaya = next((tag for tag in reversed(self._terbuka) if tag in GAYA), "")
        self._isi.append(Teks(re.sub(r"\s+", " ", data), gaya))

    def handle_comment(self, data: str) -> None:
        self._tolak("Komentar HTML tidak diperbolehkan")

    def handle_decl(self, decl: str) -> None:
        self._tolak("Deklarasi tidak diperbolehkan")

    def unknown_decl(self, data: str) -> None:
        self._tolak("Deklarasi tidak diperbolehkan")

    def handle_pi(self, data: str) -> None:
        self._tolak("Perintah pemrosesan tidak diperbolehkan")

    def _atribut(self, tag: str, attrs: list[tuple[str, str | None]]) -> tuple[str, str]:
        """The one attribute of an element and its value; a figure must have one, others may be without."""
        if not attrs and tag != "figure":
            return "", ""
        nama, nilai = attrs[0] if len(attrs) == 1 else ("", "")
        if nama not in ATRIBUT.get(tag, ()):
            self._tolak(f"Elemen <{tag}> tidak diperbolehkan")
        if not KUNCI.fullmatch(nilai or "") or (tag == "table" and not nilai.startswith(AWALAN_TABEL)):
            self._tolak(f"Kunci “{(nilai or '')[:40]}” tidak dapat dipakai")
        return nama, nilai or ""

    def _tabel(self) -> TabelTulis:
        """The table just closed: a head, and rows as wide as it."""
        if len(self._baris) < 2:
            self._tolak("Tabel memerlukan baris kepala dan sekurang-kurangnya satu baris isi")
        kepala, *isi = self._baris
        if not kepala or any(tag != "th" for tag, _ in kepala):
            self._tolak("Baris pertama tabel terdiri atas sel kepala (<th>)")
        for ke, baris in enumerate(isi, start=2):
            if len(baris) != len(kepala):
                self._tolak(f"Baris {ke} tabel memuat {len(baris)} sel, sedangkan kepalanya {len(kepala)}")
        semua = tuple(tuple(kalimat for _, kalimat in baris) for baris in self._baris)
        return TabelTulis(self._kunci, self._judul or (), semua)

    def _boleh(self, tag: str) -> bool:
        luar = self._terbuka[-1] if self._terbuka else ""
        if tag in GAYA:
            return luar in (*BLOK, *GAYA)
        return luar in WADAH[tag] if tag in WADAH else not luar

    def _rapikan(self) -> Kalimat:
        isi, self._isi = [satu for satu in self._isi if satu.isi], []
        if isi:
            isi[0] = replace(isi[0], isi=isi[0].isi.lstrip())
            isi[-1] = replace(isi[-1], isi=isi[-1].isi.rstrip())
        return tuple(isi)

    def _tolak(self, masalah: str) -> None:
        raise NarasiRusak(f"{masalah} (baris {self.getpos()[0]}).")
