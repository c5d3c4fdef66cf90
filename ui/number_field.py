"""A form field for a figure that is not rupiah, by the strict grammar of typed numbers."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from kinerja.angka import DESIMAL_TERSIMPAN, AngkaTidakSah, format_angka, parse_angka

#: Digits before the comma that a figure is kept with (agreements.models.angka_field).
DIGIT_BULAT = 14
#: What a spreadsheet in English writes for thousands; nobody types the last 0 of a fraction of three digits.
_MUNGKIN_RIBUAN = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{2}0")
#: Digits in all that SQLite, which keeps a figure as a binary fraction, gives back as they were typed.
DIGIT_UTUH = 15


def baca_angka(teks: str, *, negatif: bool = True) -> Decimal | None:
    """A typed figure; None: nothing was typed.

    AngkaTidakSah: no number, longer than one that is kept, below 0 where `negatif` is not allowed, or as
    likely meant in thousands: `1,000`, `12,500`.
    """
    if not teks.strip():
        return None
    nilai = parse_angka(teks)
    if -int(nilai.as_tuple().exponent) > DESIMAL_TERSIMPAN or nilai.adjusted() >= DIGIT_BULAT:
        raise AngkaTidakSah(
            teks,
            f"Angka paling banyak {DIGIT_BULAT} digit di depan koma"
            f" dan {DESIMAL_TERSIMPAN} digit di belakang koma",
        )
    if len(nilai.normalize().as_tuple().digits) > DIGIT_UTUH:
        raise AngkaTidakSah(teks, f"Angka paling banyak {DIGIT_UTUH} digit seluruhnya")
    if nilai < 0 and not negatif:
        raise AngkaTidakSah(teks, "Angka ini kurang dari 0")
    if _MUNGKIN_RIBUAN.fullmatch(inti := teks.strip()):
        bacaan = (format_angka(nilai, None), inti.replace(",", "."))
        raise AngkaTidakSah(teks, f"“{inti}” dapat berarti {' atau '.join(bacaan)}", bacaan)
    return nilai


class AngkaField(forms.CharField):
    """A figure, typed as text and never rounded; empty is None."""

    def __init__(self, *, negatif: bool = True, **kwargs: Any) -> None:
        self.negatif = negatif
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "masukan-angka"}
        )
        super().__init__(**{"max_length": 60, "widget": widget} | kwargs)

    def clean(self, value: Any) -> Decimal | None:
        try:
            return baca_angka(super().clean(value), negatif=self.negatif)
        except AngkaTidakSah as error:
            raise forms.ValidationError(str(error)) from error
