"""What is typed in a sign-off: reasons, and the confirmation of who signs."""

from django import forms
from django.http import HttpRequest

from accounts.actions import too_short
from accounts.confirm import KonfirmasiForm
from reports.models import Naskah
from reports.states import ALASAN_PEMBUKAAN, ALASAN_PENGEMBALIAN


class ReasonForm(forms.Form):
    """Why a report goes back to its writers."""

    minimum = ALASAN_PENGEMBALIAN
    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca oleh penyusun dan tersimpan dalam jejak.",
        error_messages={"required": "Alasan belum diisi."},
    )

    def clean_alasan(self) -> str:
        alasan = self.cleaned_data["alasan"].strip()
        if len(alasan) < self.minimum:
            raise forms.ValidationError(too_short(self.minimum))
        return alasan


class ReopenForm(ReasonForm):
    """Why a signed report is opened again."""

    minimum = ALASAN_PEMBUKAAN


class SignForm(KonfirmasiForm):
    """Password and code of who signs, for one manuscript alone."""

    naskah = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, request: HttpRequest, naskah: Naskah, **kwargs: object) -> None:
        initial = {"naskah": naskah.pk}
        super().__init__(*args, request=request, keperluan=purpose(naskah), initial=initial, **kwargs)


def purpose(naskah: Naskah) -> str:
    """What a confirmation is for: another manuscript needs another one."""
    return f"sahkan-naskah-{naskah.pk}"
