"""What a Verifikator types: why a figure goes back, why it is opened again; and what anybody remarks."""

from decimal import Decimal
from typing import Any

from django import forms

from kinerja.angka import DESIMAL_TERSIMPAN, AngkaTidakSah, parse_angka
from measurements.calendar_forms import reason_field
from measurements.states import KategoriPengembalian

#: Digits before the comma that a figure is kept with (agreements.models.angka_field).
DIGIT_BULAT = 14


class ReturnForm(forms.Form):
    """The category and what is to be mended."""

    kategori = forms.ChoiceField(
        label="Yang perlu diperbaiki",
        choices=[("", "Pilih satu"), *KategoriPengembalian.choices],
        error_messages={
            "required": "Pilih yang perlu diperbaiki.",
            "invalid_choice": "Pilihan tidak dikenal.",
        },
    )
    alasan = reason_field(
        "Apa yang harus diperbaiki", "Ditampilkan pada isian yang bersangkutan dan dibaca oleh pengisi."
    )


class ReopenForm(forms.Form):
    """Why a locked realisasi is opened again."""

    alasan = reason_field("Alasan pembukaan", "Dibaca oleh pengisi dan tersimpan dalam jejak.")


class CommentForm(forms.Form):
    """A remark on an indikator in a quarter."""

    isi = forms.CharField(
        label="Komentar",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Komentar belum ditulis."},
    )


class AnswerForm(forms.Form):
    """A satker's score for a recap indikator, by the strict grammar of numbers; empty takes it back."""

    nilai = forms.CharField(
        label="Nilai satker",
        required=False,
        max_length=60,
        help_text="Contoh penulisan: 66,15. Kosongkan untuk menarik jawaban.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_nilai(self) -> Decimal | None:
        teks = self.cleaned_data["nilai"]
        if not teks:
            return None
        try:
            nilai = parse_angka(teks)
        except AngkaTidakSah as error:
            raise forms.ValidationError(str(error)) from error
        if -int(nilai.as_tuple().exponent) > DESIMAL_TERSIMPAN or nilai.adjusted() >= DIGIT_BULAT:
            raise forms.ValidationError(
                f"Angka ini terlalu panjang. Tuliskan paling banyak {DIGIT_BULAT} digit dan "
                f"{DESIMAL_TERSIMPAN} desimal."
            )
        return nilai

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nilai"].widget.attrs["class"] = "masukan-angka"
