"""Foreign HTML as the markup: what is pasted from Word, LibreOffice, a browser or a spreadsheet.

nh3 reads it as a browser would and drops what is code or hidden; what is left is written anew in the markup.
What the markup cannot hold is left out, words never are.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

TEBAL = ("b", "strong")
MIRING = ("i", "em")
JUDUL = {"h1": "h4", "h2": "h4", "h3": "h4", "h4": "h4", "h5": "h5", "h6": "h5"}
PARAGRAF = ("p", "div", "blockquote", "pre", "dt", "dd", "figcaption", "address", "section", "article")
SEL = ("td", "th")
DAFTAR = ("ul", "ol")
BOLEH = {
    *TEBAL, *MIRING, *JUDUL, *PARAGRAF, *SEL, *DAFTAR, "li", "span", "br", "table", "caption", "tr", "img",
}  # fmt: skip
BUANG_ISI = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml"}
ATRIBUT = {nama: {"style", "class"} for nama in ("p", "span", *TEBAL, *MIRING)}
ATRIBUT |= {nama: {"colspan"} for nama in SEL}
# How Word marks the item of a list that it writes as a paragraph, and the sign before it.
BUTIR_WORD = re.compile(r"mso-list:\s*l\d+\s+level\d", re.IGNORECASE)
TANDA_WORD = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
# Not Word's own "mso-bidi-font-weight", which is of other scripts.
BOBOT = re.compile(r"(?<![\w-])font-weight:(bold|normal|400|[6-9]00)")
MIRING_GAYA = re.compile(r"(?<![\w-])font-style:italic")
BERNOMOR = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
TAK_TAMPAK = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
KOLOM_MAKSIMUM = 20


@dataclass(frozen=True)
class Bersih:
    """Cleaned HTML in the markup, and how many pictures were left out of it."""

    isi: str
    gambar: int = 0

    @property
    def catatan(self) -> str:
        """What the person should know; empty for nothing."""
        if not self.gambar:
            return ""
        return f"{self.gambar} gambar tidak ikut ditempel. Unggah melalui halaman Gambar, lalu sisipkan."


def bersihkan(html: str) -> Bersih:
    """The markup of any HTML; it is always in the markup (reports.narrative.baca_markup reads it)."""
    aman = nh3.clean(
        TAK_TAMPAK.sub("", html),
        tags=BOLEH,
        clean_content_tags=BUANG_ISI,
        attributes=ATRIBUT,
        strip_comments=True,
        link_rel=None,
    )
    penulis = _Penulis()
    penulis.feed(aman)
    penulis.close()
    return Bersih(penulis.selesai(), penulis.gambar)


@dataclass
class _Kalimat:
    """Inline content on its way: (words, style) one after another."""

    bagian: list[tuple[str, str]] = field(default_factory=list)

    def tulis(self) -> str:
        """The content in the markup: one space between words, neighbours of one style together."""
        gabung: list[list[str]] = []
        for teks, gaya in self.bagian:
            if gabung and gabung[-1][1] == gaya:
                gabung[-1][0] += teks
            else:
                gabung.append([teks, gaya])
        isi = "".join(_bergaya(teks, gaya) for teks, gaya in gabung)
        return re.sub(r"\s+", " ", isi).strip()


def _bergaya(teks: str, gaya: str) -> str:
    """Words in their style, the spaces at their ends outside of it."""
    inti = teks.strip()
    if not inti or not gaya:
        return escape(teks, quote=False)
    awal = " " if teks[0].isspace() else ""
    akhir = " " if teks[-1].isspace() else ""
    return f"{awal}<{gaya}>{escape(inti, quote=False)}</{gaya}>{akhir}"


class _Penulis(HTMLParser):
    """Writes what nh3 left over as the markup: flat lists, two ranks of headings, tables of one head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.gambar = 0
        self._blok: list[str] = []
        self._daftar: list[str] = []
        self._butir: list[str] = []
        self._kalimat = _Kalimat()
        self._bungkus = "p"
        self._gaya: list[tuple[str, str]] = []
        self._tanda: int | None = None
        self._teks_tanda = ""
        self._tabel = 0
        self._baris: list[list[str]] = []
        self._judul = ""
        self._rentang = 1

    def selesai(self) -> str:
        """What was written, one block a line."""
        self._tutup_blok()
        self._tutup_daftar()
        return "\n".join(self._blok)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        gaya = {nama: nilai or "" for nama, nilai in attrs}
        if tag in ("span", *TEBAL, *MIRING):
            self._buka_gaya(tag, gaya.get("style", ""))
        elif tag == "img":
            self.gambar += 1
        elif tag == "br":
            self._kata(" ")
        elif tag == "table":
            self._buka_tabel()
        elif self._tabel:
            self._dalam_tabel(tag, gaya)
        else:
            self._buka_blok(tag, gaya)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("span", *TEBAL, *MIRING):
            self._tutup_gaya(tag)
        elif tag == "table":
            self._tutup_tabel()
        elif self._tabel:
            self._tutup_sel(tag)
        elif tag in DAFTAR:
            self._tutup_blok()
            if len(self._daftar) > 1:
                self._daftar.pop()
            else:
                self._tutup_daftar()
        elif tag not in ("br", "img"):
            self._tutup_blok()

    def handle_data(self, data: str) -> None:
        if self._tanda is not None:
            self._teks_tanda += data
        else:
            self._kata(data)

    # Words and their style

    def _kata(self, teks: str) -> None:
        gaya = "strong" if any(satu == "strong" for _, satu in self._gaya) else ""
        gaya = gaya or ("em" if any(satu == "em" for _, satu in self._gaya) else "")
        self._kalimat.bagian.append((teks, gaya))

    def _buka_gaya(self, tag: str, style: str) -> None:
        polos = style.replace(" ", "").lower()
        if TANDA_WORD.search(style) and self._tanda is None:
            self._tanda, self._teks_tanda = len(self._gaya), ""
        gaya = "strong" if tag in TEBAL else "em" if tag in MIRING else ""
        bobot = BOBOT.search(polos)
        if bobot and bobot[1] in ("normal", "400"):
            gaya = "" if gaya == "strong" else gaya
        elif bobot:
            gaya = "strong"
        if MIRING_GAYA.search(polos) and not gaya:
            gaya = "em"
        self._gaya.append((tag, gaya))

    def _tutup_gaya(self, tag: str) -> None:
        for ke in range(len(self._gaya) - 1, -1, -1):
            if self._gaya[ke][0] == tag:
                del self._gaya[ke:]
                break
        if self._tanda is not None and len(self._gaya) <= self._tanda:
            self._tanda = None

    # Blocks outside of tables

    def _buka_blok(self, tag: str, atribut: dict[str, str]) -> None:
        self._tutup_blok()
        if tag in DAFTAR:
            self._buka_daftar(tag)
        elif tag in JUDUL:
            self._bungkus = JUDUL[tag]
        elif tag == "li":
            self._bungkus = "li"
        elif tag == "p" and BUTIR_WORD.search(atribut.get("style", "")):
            self._bungkus, self._teks_tanda = "butir-word", ""
        elif self._daftar and self._daftar != ["word"]:
            self._bungkus = "li"
        elif tag == "p" and atribut.get("class", "").startswith("MsoTitle"):
            self._bungkus = "h4"

    def _buka_daftar(self, tag: str) -> None:
        if self._daftar == ["word"]:
            self._tutup_daftar()
        self._daftar.append(self._daftar[0] if self._daftar else tag)

    def _tutup_blok(self) -> None:
        """Write the words that were gathered as the block that they are in."""
        isi, bungkus = self._kalimat.tulis(), self._bungkus
        self._kalimat = _Kalimat()
        self._bungkus = "li" if self._daftar and self._daftar != ["word"] else "p"
        if not isi:
            return
        if bungkus == "butir-word":
            self._butir_word(isi)
        elif bungkus == "li" and self._daftar:
            self._butir.append(isi)
        else:
            if self._daftar == ["word"]:
                self._tutup_daftar()
            nama = "p" if bungkus == "li" else bungkus
            self._blok.append(f"<{nama}>{isi}</{nama}>")

    def _butir_word(self, isi: str) -> None:
        nama = "ol" if BERNOMOR.match(self._teks_tanda.strip()) else "ul"
        if self._daftar == ["word"] and self._jenis_word != nama:
            self._tutup_daftar()
        if not self._daftar:
            self._daftar, self._jenis_word = ["word"], nama
        self._butir.append(isi)

    _jenis_word = "ul"

    def _tutup_daftar(self) -> None:
        if self._butir:
            nama = self._jenis_word if self._daftar == ["word"] else (self._daftar or ["ul"])[0]
            self._blok.append(f"<{nama}>{''.join(f'<li>{satu}</li>' for satu in self._butir)}</{nama}>")
        self._daftar, self._butir, self._bungkus = [], [], "p"

    # Tables

    def _buka_tabel(self) -> None:
        self._tabel += 1
        if self._tabel > 1:  # a table in a cell: its words stay in that cell
            return
        self._tutup_blok()
        self._tutup_daftar()
        self._baris, self._judul, self._kalimat = [], "", _Kalimat()

    def _dalam_tabel(self, tag: str, atribut: dict[str, str]) -> None:
        if self._tabel > 1 or tag not in ("tr", "caption", *SEL):
            self._kata(" ")
        elif tag == "tr":
            self._baris.append([])
        else:
            self._kalimat = _Kalimat()
            lebar = atribut.get("colspan", "1")
            self._rentang = int(lebar) if lebar.isdecimal() and 0 < len(lebar) < 3 else 1

    def _tutup_sel(self, tag: str) -> None:
        if self._tabel > 1 or tag not in ("caption", *SEL):
            self._kata(" ")
            return
        isi, self._kalimat = self._kalimat.tulis(), _Kalimat()
        if tag == "caption":
            self._judul = isi
        elif self._baris:
            self._baris[-1] += [isi] + [""] * (self._rentang - 1)

    def _tutup_tabel(self) -> None:
        self._tabel = max(0, self._tabel - 1)
        if self._tabel:
            return
        baris = [satu[:KOLOM_MAKSIMUM] for satu in self._baris if any(satu)]
        self._baris, self._kalimat = [], _Kalimat()
        if len(baris) == 1 or all(len(satu) == 1 for satu in baris):  # a frame around words, not a table
            self._blok += [f"<p>{sel}</p>" for satu in baris for sel in satu if sel]
        elif baris:
            self._blok.append(_tabel(baris, self._judul))


def _tabel(baris: list[list[str]], judul: str) -> str:
    """Rows made as wide as the widest, the first of them as the head."""
    lebar = max(map(len, baris))
    kepala, *isi = [satu + [""] * (lebar - len(satu)) for satu in baris]
    nama = f"<caption>{judul}</caption>" if judul else ""
    return f"<table>{nama}{_baris('th', kepala)}{''.join(_baris('td', satu) for satu in isi)}</table>"


def _baris(tag: str, sel: list[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{satu}</{tag}>' for satu in sel)}</tr>"
