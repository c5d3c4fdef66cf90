"""Narrative: a small markup of our own allow-list, read into blocks; nothing of it is ever passed through.

Elements: p, h4, ul, ol, li, em, strong, figure[data-tabel]. Figures are bound as {{ key }},
{{ key|terbilang }} or {{ key|angka }}; {{ nomor.tabel.KEY }} and {{ nomor.gambar.KEY }} refer to a numbered
table or picture.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from reports.document import Blok, Celah, Daftar, Inline, Kalimat, Paragraf, Rujukan, Subjudul, Teks
from reports.figures import Figur, FigurTidakDikenal

TOKEN = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?\}\}")
RUJUKAN = re.compile(r"nomor\.(?:tabel|gambar)\.(.+)")
BLOK = ("p", "h4", "li")
DAFTAR = ("ul", "ol")
GAYA = ("em", "strong")


class NarasiRusak(ValueError):
    """A text that is not in the markup; the message says what and in which line."""


@dataclass(frozen=True)
class TempatTabel:
    """Where a supporting table is to stand."""

    kunci: str


def baca_narasi(isi: str, figur: Figur, tabel: Callable[[str], Blok]) -> tuple[Blok, ...]:
    """The blocks of a text; `tabel` gives the block of a supporting table by key.

    A figure that is not known becomes a gap (Celah) after its paragraph and prints as "…".
    NarasiRusak: an element, attribute or nesting outside the markup, or a table that is not known.
    """
    pembaca = _Pembaca()
    pembaca.baca(isi)
    blok: list[Blok] = []
    for satu in pembaca.blok:
        if isinstance(satu, TempatTabel):
            try:
                blok.append(tabel(satu.kunci))
            except KeyError as galat:
                raise NarasiRusak(f"Tabel {satu.kunci} tidak dikenal.") from galat
        else:
            blok.extend(_ikat(satu, figur))
    return tuple(blok)


def butir_teks(isi: str, figur: Figur) -> tuple[tuple[Kalimat, ...], tuple[Celah, ...]]:
    """Plain text, one item per line, figures bound; and a gap for every figure that is not known."""
    baris = [satu.strip() for satu in isi.splitlines() if satu.strip()]
    terikat = [_kalimat((Teks(satu),), figur) for satu in baris]
    hilang = [kunci for _, kosong in terikat for kunci in kosong]
    return tuple(kalimat for kalimat, _ in terikat), tuple(map(_celah, hilang))


def _celah(kunci: str) -> Celah:
    return Celah(f"Angka “{kunci}” tidak tersedia dalam data.")


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


def _kalimat(isi: Kalimat, figur: Figur) -> tuple[Kalimat, list[str]]:
    hasil: list[Inline] = []
    hilang: list[str] = []
    for teks in isi:
        awal = 0
        for cocok in TOKEN.finditer(teks.isi):
            hasil.append(replace(teks, isi=teks.isi[awal : cocok.start()]))
            awal = cocok.end()
            hasil.append(_token(cocok, teks.gaya, figur, hilang))
        hasil.append(replace(teks, isi=teks.isi[awal:]))
    return tuple(satu for satu in hasil if isinstance(satu, Rujukan) or satu.isi), hilang


def _token(cocok: re.Match[str], gaya: str, figur: Figur, hilang: list[str]) -> Inline:
    kunci, cara = cocok.group(1).strip(), (cocok.group(2) or "").strip()
    if rujukan := RUJUKAN.fullmatch(kunci):
        return Rujukan(rujukan.group(1), gaya=gaya)
    try:
        return replace(figur.angka(kunci, cara), gaya=gaya)
    except FigurTidakDikenal as galat:
        hilang.append(galat.args[0])
        return Teks("…", gaya)


class _Pembaca(HTMLParser):
    """Builds blocks from the allow-list; everything else is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blok: list[Blok | TempatTabel] = []
        self._terbuka: list[str] = []
        self._isi: list[Teks] = []
        self._butir: list[Kalimat] = []

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
        atribut = dict(attrs)
        if tag == "figure" and set(atribut) == {"data-tabel"} and not self._terbuka:
            self.blok.append(TempatTabel(atribut["data-tabel"] or ""))
        elif atribut or tag not in (*BLOK, *DAFTAR, *GAYA):
            self._tolak(f"Elemen <{tag}> tidak diperbolehkan")
        elif not self._boleh(tag):
            self._tolak(f"Elemen <{tag}> tidak pada tempatnya")
        self._terbuka.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._terbuka or self._terbuka.pop() != tag:
            self._tolak(f"Penutup </{tag}> tidak berpasangan")
        kalimat = self._rapikan() if tag in BLOK else ()
        if tag == "p":
            self.blok.append(Paragraf(kalimat))
        elif tag == "h4":
            self.blok.append(Subjudul(kalimat))
        elif tag == "li":
            self._butir.append(kalimat)
        elif tag in DAFTAR:
            self.blok.append(Daftar(tuple(self._butir), urut=tag == "ol"))
            self._butir = []

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

    def _boleh(self, tag: str) -> bool:
        luar = self._terbuka[-1] if self._terbuka else ""
        if tag in GAYA:
            return luar in (*BLOK, *GAYA)
        return luar in DAFTAR if tag == "li" else not luar

    def _rapikan(self) -> Kalimat:
        isi, self._isi = [satu for satu in self._isi if satu.isi], []
        if isi:
            isi[0] = replace(isi[0], isi=isi[0].isi.lstrip())
            isi[-1] = replace(isi[-1], isi=isi[-1].isi.rstrip())
        return tuple(isi)

    def _tolak(self, masalah: str) -> None:
        raise NarasiRusak(f"{masalah} (baris {self.getpos()[0]}).")
