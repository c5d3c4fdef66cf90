"""Numbers in prose: what somebody typed, with its sign, its words in brackets and the noun it counts.

Dates, years, numbers of regulations, codes and labels ("Pasal 3", "Sasaran 2", "ke-8") are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from kinerja.angka import AngkaTidakSah, bulatkan, parse_angka
from kinerja.terbilang import KATA_BILANGAN, baca_terbilang


class Jenis(StrEnum):
    """What a typed number measures, by its sign or its noun."""

    RUPIAH = "rupiah"
    PERSEN = "persen"
    BANYAK = "banyak"
    PECAHAN = "pecahan"


@dataclass(frozen=True)
class AngkaKetik:
    """A number in a text, at [awal, akhir).

    nilai: None when the text is no number in the house's grammar; of a fraction the upper number, `bawah` the
    lower. skala: 10^6 for "juta" and so on. benda: the words after it. kata: its words in brackets, as typed.
    dalam_kata: written in words alone. terikat: bound to the data.
    """

    awal: int
    akhir: int
    teks: str
    jenis: Jenis
    nilai: Decimal | None
    bawah: Decimal | None = None
    skala: int = 1
    benda: str = ""
    kata: str = ""
    dalam_kata: bool = False
    terikat: bool = False

    @property
    def jumlah(self) -> Decimal | None:
        """The value with its scale: "50,34 miliar" is 50340000000."""
        return None if self.nilai is None else self.nilai * self.skala

    @property
    def desimal(self) -> int:
        """How many decimals were typed."""
        return 0 if self.nilai is None else max(-int(self.nilai.as_tuple().exponent), 0)

    @property
    def nilai_kata(self) -> Decimal | None:
        """The value of the words in brackets; None: they form no number."""
        return baca_terbilang(bilangan_saja(self.kata))

    def cocok(self, nilai: Decimal) -> bool:
        """Whether it is what `nilai` shows when it is rounded to as many decimals as were typed."""
        return self.nilai is not None and bulatkan(nilai / self.skala, self.desimal) == self.nilai


_BULAN = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_LABEL = (
    r"Nomor|No|Pasal|ayat|angka|huruf|butir|poin|Bab|Tabel|Gambar|Grafik|Bagan|Lampiran|halaman|hlm|versi"
    r"|Revisi|Triwulan|TW|Semester|Tahap|Sasaran(?:\s+(?:kegiatan|strategis))?|Indikator(?:\s+kinerja)?"
    r"|Misi|Tujuan|Pemilu|Pemilihan|Tahun|UU|PP|PKPU|Perpres|Jalan|RT|RW|NIP|NIK|kode|telepon|telp|golongan"
)
_SKALA = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_BENDA = r"indikator|sasaran|laporan|dokumen|orang|unit|pemilih|satker|satuan|kabupaten|kecamatan|desa|TPS"
_KATA = "|".join(sorted(KATA_BILANGAN, key=len, reverse=True))
#: No number has more words, no code is longer before its first letter: with an end to what is looked ahead,
#: a text of nothing but such pieces takes no longer than another of its length.
_RUNTUN = rf"(?:{_KATA})(?:[\s-]{{1,9}}(?:{_KATA})){{0,40}}"
#: What stands behind a count in words: its noun, "dari" another count, or what became of the target.
_DIHITUNG = (
    rf"(?:indikator|sasaran|dari\s+(?:\d|{_KATA})|memenuhi|mencapai|melampaui|belum|di\s?bawah\s+target)"
)
_BACAAN = re.compile(
    rf"""
      (?P<rupiah>-?\bRp\.?\s*(?P<rp>\d[\d.,]*)-?(?:\s*(?P<rp_skala>{"|".join(_SKALA)})\b)?)
    | (?P<hitung>\bjumlah\s+(?P<hitung_benda>indikator|sasaran)\b(?:\s+[a-z]+){{0,3}}?\s+(?P<hitung_n>\d+)\b)
    | (?P<lewati>
          \b\d{{1,2}}\s+(?:{_BULAN})(?:\s+\d{{4}})?\b | \b(?:{_BULAN})\s+\d{{4}}\b
        | \b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b
        | (?:\bNIP\b[\s.:]*)?\b\d{{8}}\s\d{{6}}\s\d\s\d{{3}}\b | \b\d{{13,}}\b
        | \bpukul\s+\d{{1,2}}[.:]\d{{2}}
        | \b(?:{_LABEL})\b[\s:.(]*(?:ke-?)?\d[\w./-]*+(?!\s*(?:%|persen)|,\d)
        | \bke-?\s?\d+\b
        | \b[A-Za-z][\w.]{{0,60}}[-./]\d[\w./-]* | \b\d[\w./-]{{0,60}}[A-Za-z][\w./-]*
        | \b(?:19|20)\d{{2}}\s?[-–/]\s?(?:(?:19|20)\d{{2}}|\d{{2}})\b
        | (?<![\d.,])\b(?:19|20)\d{{2}}\b(?![.,]\d|\s*(?:%|persen|{_BENDA}))
      )
    | (?P<pecahan>(?P<atas>\d[\d.]*)\s*/\s*(?P<bawah>\d[\d.]*\d|\d))
    | (?P<persen>(?<![\w-])-?(?P<pct>\d[\d.,]*)\s*(?:%|persen\b))
    | (?P<bilangan>(?<![\w-])-?(?P<bil>\d(?:[\d.,]*\d)?)
        (?:\s+(?P<skala>{"|".join(_SKALA)})\b(?:\s+(?P<rph>rupiah))?)?)
    | (?P<kata>(?<!salah\s)\b(?P<runtun>{_RUNTUN})\s+(?={_DIHITUNG}\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_KURUNG = re.compile(r"\s*\(\s*([A-Za-z][A-Za-z\s-]*?)\s*\)")
_SESUDAH = re.compile(r"\s*((?:[A-Za-z/]+\s*){0,4})")


@lru_cache(maxsize=5_000)
def baca_ketikan(teks: str, terikat: tuple[tuple[int, int], ...] = ()) -> tuple[AngkaKetik, ...]:
    """The numbers of a text in their order; those that touch a part of `terikat` are marked as bound."""
    return tuple(_baca(teks, terikat))


def bilangan_saja(kata: str) -> str:
    """Words in brackets without the unit behind them: "tiga belas rupiah" -> "tiga belas"."""
    isi = kata.split()
    while isi and isi[-1].lower() not in KATA_BILANGAN:
        isi.pop()
    return " ".join(isi)


def _baca(teks: str, terikat: tuple[tuple[int, int], ...]) -> Iterator[AngkaKetik]:
    for cocok in _BACAAN.finditer(teks):
        if cocok["lewati"] or (cocok["kata"] and baca_terbilang(cocok["runtun"]) in (None, 1)):
            continue
        yield _angka(teks, cocok, terikat)


def _angka(teks: str, cocok: re.Match[str], terikat: tuple[tuple[int, int], ...]) -> AngkaKetik:
    jenis, isi = _jenis(cocok)
    akhir = cocok.end() - (len(cocok[0]) - len(cocok[0].rstrip(" .,")))
    kata, setelah = _dalam_kurung(teks, akhir)
    sesudah = _SESUDAH.match(teks, setelah)
    return AngkaKetik(
        awal=cocok.start(),
        akhir=akhir,
        teks=teks[cocok.start() : akhir],
        jenis=jenis,
        nilai=baca_terbilang(isi) if cocok["kata"] else _nilai(isi, cocok),
        bawah=_nilai(cocok["bawah"], cocok) if jenis is Jenis.PECAHAN else None,
        skala=_SKALA.get((cocok["rp_skala"] or cocok["skala"] or "").lower(), 1),
        benda=(cocok["hitung_benda"] or (sesudah[1] if sesudah else "")).strip().lower(),
        kata=kata,
        dalam_kata=bool(cocok["kata"]),
        terikat=any(mulai < akhir and cocok.start() < selesai for mulai, selesai in terikat),
    )


def _jenis(cocok: re.Match[str]) -> tuple[Jenis, str]:
    """What a number is, and its digits or words."""
    if cocok["rupiah"]:
        return Jenis.RUPIAH, cocok["rp"]
    if cocok["pecahan"]:
        return Jenis.PECAHAN, cocok["atas"]
    if cocok["persen"]:
        return Jenis.PERSEN, cocok["pct"]
    if cocok["bilangan"]:
        return (Jenis.RUPIAH if cocok["rph"] else Jenis.BANYAK), cocok["bil"]
    return Jenis.BANYAK, cocok["hitung_n"] or cocok["runtun"]


def _nilai(isi: str, cocok: re.Match[str]) -> Decimal | None:
    """The number; a whole amount may end in `,-` or `,00`."""
    isi = isi.rstrip(".,")
    if cocok["rupiah"] and not cocok["rp_skala"]:
        isi = isi.removesuffix(",00")
    try:
        nilai = parse_angka(isi)
    except AngkaTidakSah:
        return None
    return -nilai if cocok[0].startswith("-") else nilai


def _dalam_kurung(teks: str, akhir: int) -> tuple[str, int]:
    """The number words in brackets right after a number, and where the text goes on."""
    kurung = _KURUNG.match(teks, akhir)
    if kurung and kurung[1].split()[0].lower() in KATA_BILANGAN:
        return kurung[1], kurung.end()
    return "", akhir
