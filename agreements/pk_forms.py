"""What is typed into a PK: its head, a sasaran, reasons, the steps; an indikator is in pk_indikator_form."""

from typing import Any

from django import forms

from accounts.action_forms import CHOICE, REQUIRED, ActionForm, DateField, reason_field
from agreements.choices import METODE_RATA_RATA
from agreements.models import PerjanjianKinerja, SasaranStrategis
from agreements.pk_scan import take_scan
from agreements.pk_sheet import LembarKepala, LembarSasaran
from agreements.queries import strategis_tahun
from agreements.states import JenisPerubahan
from importing.upload import Berkas
from jobs.storage import BerkasDitolak


class SheetForm(ActionForm):
    """A sheet, and the digest of the one that the person saw (empty for a new one)."""

    lama = forms.CharField(widget=forms.HiddenInput, required=False)


class HeadForm(SheetForm):
    """Place, day, number; of a change its reason too."""

    tempat = forms.CharField(label="Tempat", max_length=80, error_messages=REQUIRED)
    tanggal = DateField(
        label="Tanggal",
        required=False,
        help_text="Pejabat yang menjabat pada hari ini dicetak sebagai para pihak.",
    )
    nomor = forms.CharField(
        label="Nomor",
        max_length=120,
        required=False,
        help_text="Wajib untuk perubahan; boleh kosong pada versi 1.",
    )
    metode_rata_rata = forms.ChoiceField(
        label="Cara merata-ratakan capaian",
        choices=[(nilai, kata.capitalize()) for nilai, kata in METODE_RATA_RATA],
        error_messages=CHOICE,
    )
    jenis_perubahan = forms.ChoiceField(
        label="Jenis perubahan", choices=JenisPerubahan.choices, error_messages=CHOICE
    )
    alasan_perubahan = reason_field(
        "Alasan perubahan", "Dicetak dalam riwayat versi dan dalam Laporan Kinerja."
    )

    def __init__(self, *args: Any, perjanjian: PerjanjianKinerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if perjanjian.versi == 1:
            del self.fields["jenis_perubahan"], self.fields["alasan_perubahan"]

    def lembar(self) -> LembarKepala:
        isi = {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "lama"}
        return LembarKepala(**isi)


class SasaranForm(SheetForm):
    """A sasaran kegiatan and the sasaran strategis that it serves."""

    uraian = forms.CharField(
        label="Uraian sasaran kegiatan", widget=forms.Textarea(attrs={"rows": 3}), error_messages=REQUIRED
    )
    sasaran_strategis = forms.ModelChoiceField(
        SasaranStrategis.objects.none(),
        label="Sasaran strategis yang didukung",
        required=False,
        empty_label="Belum dihubungkan",
        error_messages=CHOICE,
        help_text="Dari Renstra yang mencakup tahun ini. Wajib sebelum diajukan.",
    )

    def __init__(self, *args: Any, perjanjian: PerjanjianKinerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sasaran_strategis"].queryset = strategis_tahun(perjanjian)

    def lembar(self) -> LembarSasaran:
        return LembarSasaran(self.cleaned_data["uraian"], self.cleaned_data["sasaran_strategis"])


class OverruleForm(ActionForm):
    """Why an advice is not followed; `lama`: the reason on which it was written."""

    lama = forms.CharField(required=False, widget=forms.HiddenInput)
    alasan = reason_field("Alasan", "Tersimpan bersama Perjanjian Kinerja dan dibaca oleh para pihak.")


class StepForm(ActionForm):
    """A step on a PK: the state of it that the person saw."""

    suntingan = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReturnForm(StepForm):
    """What is to be mended."""

    alasan = reason_field("Apa yang harus diperbaiki", "Dikirim lewat surel kepada yang mengajukan.")


class ScanForm(ActionForm):
    """The scan of a signed PK."""

    berkas = forms.FileField(
        label="Berkas hasil pindai",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas hasil pindai.", "invalid": "Pilih berkas hasil pindai."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF, JPG, atau PNG; paling besar 10 MB.",
    )

    def clean_berkas(self) -> Berkas:
        unggahan = self.cleaned_data["berkas"]
        try:
            return take_scan(unggahan.name, unggahan.size, unggahan)
        except BerkasDitolak as galat:
            raise forms.ValidationError(str(galat)) from galat


class ChangeForm(ActionForm):
    """Why a PK is changed."""

    jenis = forms.ChoiceField(
        label="Jenis perubahan", choices=[("", "Pilih satu"), *JenisPerubahan.choices], error_messages=CHOICE
    )
    alasan = reason_field("Alasan perubahan", "Dicetak dalam riwayat versi dan dalam Laporan Kinerja.")
