"""Read numbers written in Indonesian words: the way back from `ui.words.terbilang`."""

import re
from collections.abc import Sequence
from decimal import Decimal

_DIGIT = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip
_SKALA = (("triliun", 10**12), ("miliar", 10**9), ("juta", 10**6), ("ribu", 10**3))
#: Whole words that stand for one of a scale.
_SE = {"seribu": ("satu", "ribu"), "sejuta": ("satu", "juta")}
_EJAAN = {"milyar": "miliar", "milyard": "miliar", "trilyun": "triliun"}
_KOMA = "koma"
#: Every word that a number in words may hold.
KATA_BILANGAN = frozenset(
    {
        *_DIGIT, *(nama for nama, _ in _SKALA), *_SE, *_EJAAN, _KOMA, "minus",
        "sepuluh", "sebelas", "seratus", "belas", "puluh", "ratus",
    }
)  # fmt: skip


def baca_terbilang(teks: str) -> Decimal | None:
    """The number that words stand for; None: they are no number, or not one that is formed correctly.

    Whole numbers below 10^15, with an optional `minus` in front and decimals after `koma`, digit by digit or
    as one number: "sembilan puluh sembilan koma lima dua", "… koma lima puluh dua". The spelling "milyar" is
    read as "miliar"; case and white space do not matter. Nothing is guessed: the words "tiga ratus delapan
    puluh tujuh ratus" are no number.
    """
    kata = [_EJAAN.get(satu, satu) for satu in re.split(r"[\s-]+", teks.lower().strip()) if satu]
    kata = [bagian for satu in kata for bagian in _SE.get(satu, (satu,))]
    minus = kata[:1] == ["minus"]
    bulat, pecahan = _belah(kata[1:] if minus else kata)
    nilai = _bulat(bulat)
    angka = _pecahan(pecahan) if _KOMA in kata else ""
    if nilai is None or angka is None:
        return None
    hasil = Decimal(f"{nilai}.{angka}") if angka else Decimal(nilai)
    return -hasil if minus else hasil


def _belah(kata: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words before and after the first `koma`."""
    if _KOMA not in kata:
        return kata, ()
    tempat = list(kata).index(_KOMA)
    return kata[:tempat], kata[tempat + 1 :]


def _bulat(kata: Sequence[str]) -> int | None:
    """A whole number; scales go down and each stands once."""
    if list(kata) == ["nol"]:
        return 0
    jumlah, sisa = 0, list(kata)
    for nama, skala in _SKALA:
        if nama in sisa:
            tempat = sisa.index(nama)
            kelompok = _di_bawah_seribu(sisa[:tempat])
            if kelompok is None:
                return None
            jumlah += kelompok * skala
            sisa = sisa[tempat + 1 :]
    if not sisa:
        return jumlah or None
    akhir = _di_bawah_seribu(sisa)
    return None if akhir is None else jumlah + akhir


def _di_bawah_seribu(kata: Sequence[str]) -> int | None:
    """1 to 999."""
    match list(kata):
        case ["seratus"]:
            return 100
        case ["seratus", *sisa]:
            return _tambah(100, _di_bawah_seratus(sisa))
        case [digit, "ratus"] if _DIGIT.get(digit):
            return _DIGIT[digit] * 100
        case [digit, "ratus", *sisa] if _DIGIT.get(digit):
            return _tambah(_DIGIT[digit] * 100, _di_bawah_seratus(sisa))
        case sisa:
            return _di_bawah_seratus(sisa)


def _di_bawah_seratus(kata: Sequence[str]) -> int | None:
    """1 to 99."""
    match list(kata):
        case ["sepuluh"]:
            return 10
        case ["sebelas"]:
            return 11
        case [digit] if _DIGIT.get(digit):
            return _DIGIT[digit]
        case [digit, "belas"] if _DIGIT.get(digit, 0) > 1:
            return _DIGIT[digit] + 10
        case [digit, "puluh"] if _DIGIT.get(digit, 0) > 1:
            return _DIGIT[digit] * 10
        case [digit, "puluh", akhir] if _DIGIT.get(digit, 0) > 1 and _DIGIT.get(akhir):
            return _DIGIT[digit] * 10 + _DIGIT[akhir]
    return None


def _tambah(dasar: int, akhir: int | None) -> int | None:
    return None if akhir is None else dasar + akhir


def _pecahan(kata: Sequence[str]) -> str | None:
    """The digits after the comma; None: no words, or words that form none."""
    if kata and all(satu in _DIGIT for satu in kata):
        return "".join(str(_DIGIT[satu]) for satu in kata)
    nilai = _di_bawah_seribu(kata)
    return None if nilai is None else str(nilai)
