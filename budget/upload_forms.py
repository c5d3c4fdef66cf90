"""What a person says of a budget file: the file, its month, and the DIPA revision it belongs to."""

from datetime import date
from typing import Any

from django import forms

from accounts.action_forms import DateField
from importing.refused import MOST_BYTES
from kinerja.angka import bulan

AKHIRAN = ".xlsx,.xls,.ods,.csv"


class PernyataanForm(forms.Form):
    """Of when a file is, and its revision: empty is the one in force, a date makes a new one."""

    bulan = forms.TypedChoiceField(
        label="Realisasi sampai dengan bulan",
        coerce=int,
        choices=[(ke, bulan(ke)) for ke in range(1, 13)],
        help_text=(
            "Pagu dibaca dari berkas yang sama. Awal tahun, sebelum ada realisasi: pilih Januari dan tulis 0"
            " pada kolom realisasi."
        ),
        error_messages={"required": "Pilih bulannya.", "invalid_choice": "Pilih salah satu bulan."},
    )
    revisi = forms.IntegerField(
        label="Nomor revisi DIPA",
        required=False,
        min_value=0,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Kosongkan bila berkas memakai DIPA yang berlaku sekarang. DIPA awal bernomor 0.",
        error_messages={
            "invalid": "Nomor revisi adalah bilangan bulat, misalnya 3.",
            "min_value": "Nomor revisi paling kecil 0.",
            "max_value": "Nomor revisi paling besar 99.",
        },
    )
    tanggal = DateField(label="Tanggal revisi", required=False)
    tanggal_posting_span = DateField(label="Tanggal posting SPAN", required=False)

    def clean(self) -> dict[str, Any]:
        """Dates belong to a numbered revision, and SPAN does not come first."""
        isi = super().clean()
        mulai: date | None = isi.get("tanggal")
        span: date | None = isi.get("tanggal_posting_span")
        if (mulai or span) and isi.get("revisi") is None and "revisi" not in self.errors:
            self.add_error("revisi", "Isi nomor revisi yang bertanggal itu, atau kosongkan tanggalnya.")
        if span and not mulai and "tanggal" not in self.errors:
            self.add_error("tanggal", "Isi tanggal revisinya, atau kosongkan tanggal posting SPAN.")
        if mulai and span and span < mulai:
            self.add_error(
                "tanggal_posting_span", "Tanggal posting SPAN tidak boleh mendahului tanggal revisi."
            )
        return isi

    @property
    def pernyataan(self) -> dict[str, Any]:
        """What `receive` and `declare` take."""
        nama = ("bulan", "revisi", "tanggal", "tanggal_posting_span")
        return {satu: self.cleaned_data[satu] for satu in nama}


class UnggahForm(PernyataanForm):
    """A file with what is said of it."""

    berkas = forms.FileField(
        label="Berkas",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": AKHIRAN}),
        help_text=(
            "Templat LKj, SAKTI Laporan FA Detail (16 Segmen), atau rekap satker; .xlsx, .xls, .ods, atau"
            " .csv, paling besar 10 MB."
        ),
        error_messages={"required": "Pilih berkasnya.", "invalid": "Pilih berkasnya sekali lagi."},
    )
    field_order = ["berkas"]

    def clean_berkas(self) -> Any:
        """What cannot be read at all is said before it is kept."""
        berkas = self.cleaned_data["berkas"]
        if berkas.size == 0:
            raise forms.ValidationError("Berkas ini kosong; periksa isinya, lalu unggah ulang.")
        if berkas.size > MOST_BYTES:
            raise forms.ValidationError("Berkas ini melebihi 10 MB; hapus lembar yang tidak diperlukan.")
        return berkas
