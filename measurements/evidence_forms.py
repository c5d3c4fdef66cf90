"""What a person gives with evidence: files, and what the documents are called."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.action_forms import DateField

AKHIRAN = ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """The uploaded files as they came; what they are `evidence.take_upload` tells."""

    widget = FilesInput(attrs={"accept": AKHIRAN})

    def clean(self, value: Any) -> list[UploadedFile]:
        """No file is an empty list."""
        return list(value or [])


class BuktiForm(forms.Form):
    """Several files at once, or a document that is no file; all that is typed is optional beside a file."""

    berkas = FilesField(
        label="Berkas",
        required=False,
        help_text="PDF, JPG, PNG, XLSX, atau DOCX; paling besar 10 MB per berkas, paling banyak 10 berkas.",
    )
    judul = forms.CharField(
        label="Judul dokumen",
        required=False,
        max_length=200,
        help_text="Bila dikosongkan, nama berkas menjadi judul. Dokumen tanpa berkas wajib berjudul.",
    )
    nomor = forms.CharField(label="Nomor dokumen", required=False, max_length=120)
    tanggal = DateField(label="Tanggal dokumen", required=False)
    keterangan = forms.CharField(
        label="Keterangan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say in words how long is too long."""
        super().__init__(*args, **kwargs)
        for nama in ("judul", "nomor", "keterangan"):
            batas = self.fields[nama].max_length
            self.fields[nama].error_messages["max_length"] = f"Tulisan melebihi {batas} karakter; ringkaslah."

    def clean(self) -> dict[str, Any]:
        """Something must be given: a file or a title."""
        isi = super().clean()
        if not isi.get("berkas") and not isi.get("judul") and "judul" not in self.errors:
            self.add_error("berkas", "Pilih berkas, atau isi judul bila dokumennya tidak berupa berkas.")
        return isi

    def judul_untuk(self, nama: str) -> str:
        """The title of one of the files: what was typed, told apart by the name where there are several."""
        judul = self.cleaned_data["judul"]
        if not judul:
            return nama
        return judul if len(self.cleaned_data["berkas"]) == 1 else f"{judul} ({nama})"
