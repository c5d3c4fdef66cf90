"""Parse and print numbers, rupiah, percentages and dates: one strict grammar, the Indonesian one."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from kinerja.eksak import periksa, periksa_bulat, tanpa_ekor

#: Digits a typed number may have; far above any budget of the state, far below the digits carried.
DIGIT_MAKSIMUM = 30
#: Decimals that a figure other than rupiah is kept with.
DESIMAL_TERSIMPAN = 6
_BULAT = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"
_ANGKA = re.compile(rf"-?{_BULAT}(?:,[0-9]+)?")
_RUPIAH = re.compile(rf"(-?)(?:Rp\.?\s*)?({_BULAT})")
_CONTOH_ANGKA = ("12,5", "12.500")
_CONTOH_RUPIAH = ("Rp12.500",)
_CONTOH_TANGGAL = ("15 Januari 2024", "15-1-2024")
_TANGGAL = re.compile(r"([0-9]{1,2})(?:\s+|[-/])([A-Za-z]+|[0-9]{1,2})(?:\s+|[-/])([0-9]{4})")
_TUKAR = str.maketrans(".,", ",.")
_PEMBULATAN = Context(prec=3000, rounding=ROUND_HALF_UP)
_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ROMAWI = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class AngkaTidakSah(ValueError):
    """A typed text that is no number. `str()` is a formal sentence showing the right form.

    `teks`: what was typed. `saran`: the likely right forms, possibly empty; a suggestion is never applied.
    """

    def __init__(
        self, teks: str, masalah: str, saran: tuple[str, ...] = (), contoh: tuple[str, ...] = _CONTOH_ANGKA
    ) -> None:
        """`masalah` says what is wrong, without a full stop; the suggestion, else an example, is added."""
        self.teks = teks
        self.saran = saran
        bentuk = " atau ".join(saran or contoh)
        super().__init__(f"{masalah}. Tulislah {bentuk if saran else f'misalnya {bentuk}'}.")


def parse_angka(teks: str) -> Decimal:
    """Read a typed number: a dot groups thousands, a comma opens the decimals, a hyphen-minus is the sign.

    Read: `1.234,56`, `1234,56`, `12.500` (12500), `-3,5`, and `1,234`, which is 1 koma 234. Whitespace around
    it, unicode kinds included, is ignored; decimals are kept as typed; -0 is 0. Refused: `12.5`, `0.125`,
    `1.2.3`, `526,177,00`, `007`, `+5`, `,5`, digits other than 0-9, more than 30 digits. Nothing is guessed.
    AngkaTidakSah: anything refused. TypeError: not a str. Source: domain.md §4.
    """
    inti = _inti(teks, _CONTOH_ANGKA)
    if not _ANGKA.fullmatch(inti):
        raise AngkaTidakSah(teks, f"“{_kutip(inti)}” bukan angka yang sah", _saran(inti))
    nilai = Decimal(inti.replace(".", "").replace(",", "."))
    return nilai if nilai else nilai.copy_abs()


def parse_rupiah(teks: str) -> int:
    """Read a typed amount of whole rupiah, with an optional `Rp` or `Rp.` and no decimals.

    Read: `50.342.000.000`, `Rp50.342.000.000`, `Rp 1.000`, `1000`, `-Rp1.000`. Refused: `Rp1.000,00`,
    `1,234`, `50,342,000,000`, `Rp-1.000`, and what `parse_angka` refuses.
    AngkaTidakSah: anything refused. TypeError: not a str. Source: domain.md §4 (rupiah are whole and exact).
    """
    inti = _inti(teks, _CONTOH_RUPIAH)
    cocok = _RUPIAH.fullmatch(inti)
    if not cocok:
        masalah = f"“{_kutip(inti)}” bukan jumlah rupiah bulat yang sah"
        raise AngkaTidakSah(teks, masalah, _saran_rupiah(inti), _CONTOH_RUPIAH)
    return int("".join(cocok.groups()).replace(".", ""))


def bulatkan(nilai: Decimal, desimal: int) -> Decimal:
    """Round half-up, away from zero at the half, to `desimal` decimals; for showing only.

    Errors as `periksa`.
    """
    return tanpa_ekor(nilai).quantize(Decimal(1).scaleb(-desimal), context=_PEMBULATAN)


def format_angka(nilai: Decimal | int, desimal: int | None = 2) -> str:
    """Print `1.234,56`: half-up to `desimal` decimals, or with None all it has, without trailing zeros.

    None: 98.075 and 98.07500 give `98,075`, 100 gives `100`. A result of zero carries no sign.
    TypeError: bool, float, str. ValueError: NaN, infinite. Source: domain.md §4.
    """
    angka = Decimal(periksa_bulat(nilai)) if isinstance(nilai, int) else periksa(nilai)
    if desimal is not None:
        return _gaya_indonesia(format(bulatkan(angka, desimal), "f"))
    teks = format(angka, "f")
    return _gaya_indonesia(teks.rstrip("0").rstrip(".") if "." in teks else teks)


def desimal_kolom(nilai: Iterable[Decimal]) -> int:
    """The decimals with which a column of numbers stands aligned and none is rounded: at least 2."""
    return max([2, *(len(format_angka(satu, None).partition(",")[2]) for satu in nilai)])


def bersatuan(nilai: Decimal, satuan: str) -> str:
    """Print a measured figure with its unit: `98,075%`, `2 Laporan`; an empty unit leaves the number alone.

    A figure is printed as it was given, up to the 6 decimals that are kept; one that was counted and does not
    end there is rounded half-up to 2: 2/3 in percent gives `66,67%`. Errors as `format_angka`.
    """
    tampil = tanpa_ekor(nilai)
    panjang = -int(tampil.normalize().as_tuple().exponent) > DESIMAL_TERSIMPAN
    angka = format_angka(tampil, 2 if panjang else None)
    return f"{angka}%" if satuan == "%" else f"{angka} {satuan}".rstrip()


def rupiah(nilai: int) -> str:
    """Print whole rupiah: `Rp50.342.000.000`, negative `-Rp1.000`. TypeError: anything but a plain int."""
    tanda = "-" if periksa_bulat(nilai) < 0 else ""
    return f"{tanda}Rp{format_angka(abs(nilai), 0)}"


def persen(nilai: Decimal) -> str:
    """Print a percentage, half-up to 2 decimals: `99,52%`, `99,40%`; a whole one without them: `100%`.

    99.996 is shown as `100,00%`: the decimals say that it was rounded and is not quite 100.
    Errors as `format_angka`. Source: domain.md §4; the printed style of the LKj 2023.
    """
    bersih = tanpa_ekor(periksa(nilai))
    return f"{format_angka(bersih, 0 if bersih == bersih.to_integral_value() else 2)}%"


def bulan(nomor: int) -> str:
    """Name a month 1-12: `Januari`. ValueError: out of range. TypeError: not a plain int."""
    if not 1 <= periksa_bulat(nomor) <= 12:
        raise ValueError(f"month 1-12 expected, got {nomor}")
    return _BULAN[nomor - 1]


def tanggal(hari: date) -> str:
    """Print `15 Januari 2024`. TypeError: a datetime, whose day depends on the zone (take it in WIB)."""
    if isinstance(hari, datetime) or not isinstance(hari, date):
        raise TypeError(f"date expected, got {type(hari).__name__}")
    return f"{hari.day} {bulan(hari.month)} {hari.year}"


def parse_tanggal(teks: str) -> date:
    """Read a typed date: `15 Januari 2024`, `15-1-2024` or `15/01/2024`, the day first.

    AngkaTidakSah: anything else, also a day that its month does not have. TypeError: not a str.
    """
    inti = _inti(teks, _CONTOH_TANGGAL)
    cocok = _TANGGAL.fullmatch(inti)
    nama = {satu.casefold(): ke for ke, satu in enumerate(_BULAN, start=1)}
    try:
        if cocok is None:
            raise ValueError(inti)
        hari, bulan_teks, tahun = cocok.groups()
        return date(int(tahun), nama.get(bulan_teks.casefold()) or int(bulan_teks), int(hari))
    except ValueError:
        raise AngkaTidakSah(
            teks, f"“{_kutip(inti)}” bukan tanggal yang sah", contoh=_CONTOH_TANGGAL
        ) from None


def romawi(nomor: int) -> str:
    """Write 1-3999 in Roman numerals: 4 gives `IV`. ValueError: out of range. TypeError: not a plain int."""
    if not 1 <= periksa_bulat(nomor) <= 3999:
        raise ValueError(f"1-3999 expected, got {nomor}")
    teks = ""
    for nilai, huruf in _ROMAWI:
        teks += huruf * (nomor // nilai)
        nomor %= nilai
    return teks


def _inti(teks: str, contoh: tuple[str, ...]) -> str:
    """The text without surrounding whitespace, neither empty nor longer than a number can be."""
    if not isinstance(teks, str):
        raise TypeError(f"str expected, got {type(teks).__name__}")
    inti = teks.strip()
    if not inti:
        raise AngkaTidakSah(teks, "Angka belum diisi", contoh=contoh)
    if sum(huruf.isdigit() for huruf in inti) > DIGIT_MAKSIMUM:
        raise AngkaTidakSah(teks, f"Angka tidak boleh lebih dari {DIGIT_MAKSIMUM} digit", contoh=contoh)
    return inti


def _kutip(teks: str) -> str:
    return teks if len(teks) <= 40 else f"{teks[:39]}…"


def _saran(teks: str) -> tuple[str, ...]:
    """Texts one slip away that the grammar reads: a plus, a %, English separators, a bare comma."""
    polos = teks.replace("\N{MINUS SIGN}", "-").removeprefix("+").removesuffix("%").strip()
    if _ANGKA.fullmatch(polos):
        return (polos,)
    return tuple(satu for satu in (polos.translate(_TUKAR), f"0{polos}") if _ANGKA.fullmatch(satu))


def _saran_rupiah(teks: str) -> tuple[str, ...]:
    """Amounts one slip away that the grammar reads: zero decimals, commas between the thousands.

    The sign before the zeros must be the only one of its kind: `526,177,00` lost a digit, not its decimals.
    """
    polos = re.sub(r"^([^,]*),00?$|^([^.]*)\.00?$", r"\1\2", teks.replace("\N{MINUS SIGN}", "-"))
    calon = dict.fromkeys((polos, polos.replace(",", ".")))
    return tuple(satu for satu in calon if _RUPIAH.fullmatch(satu))


def _gaya_indonesia(teks: str) -> str:
    """Turn a plain `-1234.50` into `-1.234,50`; zero loses its sign."""
    tanda = "-" if teks.startswith("-") and teks.strip("-0.") else ""
    bulat, _, pecahan = teks.lstrip("-").partition(".")
    return f"{tanda}{int(bulat):,}".replace(",", ".") + (f",{pecahan}" if pecahan else "")
