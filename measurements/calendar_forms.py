"""What is typed for the calendar of a year, and for an exception to it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.action_forms import ActionForm, DateField, reason_field
from accounts.models import Satker
from kinerja.angka import tanggal
from kinerja.jadwal import Jadwal
from kinerja.periode import Triwulan
from measurements.calendar_actions import HARI

JUDUL = {"buka": "Dibuka", "tenggat": "Tenggat", "toleransi": "Akhir toleransi", "tutup": "Ditutup"}
#: Each day and the one before which it may not lie.
URUT = list(zip(HARI[1:], HARI, strict=False))


class CalendarForm(forms.Form):
    """Four quarters, four days each, and the version of each that the person saw."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ke in Triwulan:
            for nama in HARI:
                kunci = f"{nama}_{ke.value}"
                label = f"{ke}, {JUDUL[nama].lower()}"
                self.fields[kunci] = DateField(label=label)
                self.fields[kunci].widget.attrs |= {"aria-label": label, "class": "form-control"}
            self.fields[f"versi_{ke.value}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, required=False
            )

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        for ke in Triwulan:
            for nama, sebelum in URUT:
                hari, awal = isi.get(f"{nama}_{ke.value}"), isi.get(f"{sebelum}_{ke.value}")
                if hari and awal and hari < awal:
                    kalimat = f"Tidak boleh sebelum tanggal {JUDUL[sebelum].lower()} ({tanggal(awal)})."
                    self.add_error(f"{nama}_{ke.value}", kalimat)
        return isi

    @property
    def jadwal(self) -> dict[int, Jadwal]:
        """The calendar by quarter, once the form is valid."""
        isi = self.cleaned_data
        return {ke.value: Jadwal(*(isi[f"{nama}_{ke.value}"] for nama in HARI)) for ke in Triwulan}

    @property
    def versi(self) -> dict[int, int]:
        """The version of each quarter that the person saw."""
        return {ke.value: self.cleaned_data[f"versi_{ke.value}"] or 0 for ke in Triwulan}


class ExceptionForm(ActionForm):
    """Which satker may enter until when, and why."""

    satker = forms.ModelChoiceField(
        label="Satker",
        queryset=Satker.objects.none(),
        to_field_name="slug",
        empty_label="Pilih satker",
        error_messages={
            "required": "Satker belum dipilih.",
            "invalid_choice": "Satker ini tidak berada di bawah KPU Provinsi ini.",
        },
    )
    triwulan = forms.TypedChoiceField(
        label="Triwulan",
        coerce=int,
        choices=[("", "Pilih triwulan"), *((ke.value, str(ke)) for ke in Triwulan)],
        error_messages={"required": "Triwulan belum dipilih.", "invalid_choice": "Triwulan tidak dikenal."},
    )
    sampai = DateField(
        label="Berlaku sampai dengan",
        help_text="Periksa tanggalnya: sesudah diberikan, pengecualian hanya dapat diperpanjang.",
    )
    alasan = reason_field("Alasan", "Alasan ini dibaca oleh satker dan tersimpan dalam jejak.")

    def __init__(self, *args: Any, satker: Iterable[Satker], hari: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["satker"].queryset = satker
        self.hari = hari

    def clean_sampai(self) -> date:
        sampai = self.cleaned_data["sampai"]
        if sampai < self.hari:
            raise forms.ValidationError(f"Tanggal ini sudah lewat. Hari ini {tanggal(self.hari)}.")
        return sampai
