"""What a Verifikator types: why a figure goes back, why it is opened again; and what anybody remarks."""

from django import forms

from accounts.action_forms import VersionedForm, reason_field
from measurements.states import KategoriPengembalian
from ui.number_field import AngkaField


class ReturnForm(VersionedForm):
    """The category and what is to be mended."""

    kategori = forms.ChoiceField(
        label="Jenis perbaikan",
        choices=[("", "Pilih satu"), *KategoriPengembalian.picked()],
        error_messages={
            "required": "Jenis perbaikan belum dipilih.",
            "invalid_choice": "Pilihan tidak dikenal.",
        },
    )
    alasan = reason_field(
        "Apa yang harus diperbaiki", "Ditampilkan pada isian yang bersangkutan dan dibaca oleh pengisi."
    )


class ReopenForm(forms.Form):
    """Why a locked realisasi is opened again."""

    alasan = reason_field("Alasan pembukaan", "Dibaca oleh pengisi dan tersimpan dalam jejak.")


class UndoForm(forms.Form):
    """Why a verification is taken back."""

    alasan = reason_field("Alasan pembatalan", "Dibaca oleh pengisi dan tersimpan dalam riwayat.")


class CommentForm(forms.Form):
    """A remark on an indikator in a quarter."""

    isi = forms.CharField(
        label="Komentar",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Komentar belum ditulis."},
    )


class AnswerForm(VersionedForm):
    """A satker's score for a recap indikator, by the strict grammar of numbers; empty takes it back."""

    nilai = AngkaField(
        label="Nilai satker",
        required=False,
        help_text="Contoh penulisan: 66,15. Kosongkan untuk menarik jawaban.",
    )
