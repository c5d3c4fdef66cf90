"""What forms share whose action may refuse: reasons, days, versions, and what is said of a wrong one."""

from datetime import date

from django import forms

from accounts.actions import ALASAN_MINIMUM, Ditolak, too_short

REQUIRED = {"required": "Wajib diisi."}
CHOICE = {"required": "Wajib dipilih.", "invalid_choice": "Pilihan ini tidak tersedia. Pilih dari daftar."}
DATE = {
    "required": "Wajib diisi.",
    "invalid": "Tulis tanggal dengan bentuk 31-12-2026 atau pilih dari kalender.",
}

#: The first and the last year of a day that is typed.
TAHUN_AWAL, TAHUN_AKHIR = 1945, 2100


class DateField(forms.DateField):
    """A day: the browser's own calendar sends 2026-12-31, who types may write 31-12-2026 or 31/12/2026."""

    def __init__(self, **kwargs: object) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(widget=widget, input_formats=formats, error_messages=DATE, **kwargs)

    def validate(self, value: date | None) -> None:
        """Who types 26 into a browser's calendar sends the year 26."""
        super().validate(value)
        if value is not None and not TAHUN_AWAL <= value.year <= TAHUN_AKHIR:
            raise forms.ValidationError(f"Tulis tahunnya lengkap, antara {TAHUN_AWAL} dan {TAHUN_AKHIR}.")


class ActionForm(forms.Form):
    """A form whose action may refuse: its sentence stands beside the field it is about."""

    def refuse(self, error: Ditolak) -> None:
        """Show why the action did not happen."""
        self.add_error(error.isian if error.isian in self.fields else None, str(error))

    def take_over(self, lama: str) -> None:
        """After a clash: the next saving is based on what is stored now, what was typed stays."""
        self.data = self.data.copy()
        self.data["lama"] = lama


class VersionedForm(ActionForm):
    """A form that knows which version of a row was on the screen; 0: none."""

    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_versi(self) -> int:
        return self.cleaned_data["versi"] or 0

    def take_over(self, versi: int) -> None:
        """After a clash: the next saving is based on what is stored now, what was typed stays."""
        self.data = self.data.copy()
        self.data["versi"] = str(versi)


def reason_field(label: str, help_text: str, minimum: int = ALASAN_MINIMUM) -> forms.CharField:
    """A reason that says something: at least `minimum` characters, spaces around it not counted."""
    return forms.CharField(
        label=label,
        help_text=f"{help_text} Sedikitnya {minimum} karakter.".strip(),
        min_length=minimum,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            **REQUIRED,
            "min_length": too_short(minimum),
            "max_length": "Alasan melebihi 2.000 karakter; ringkaslah.",
        },
    )
