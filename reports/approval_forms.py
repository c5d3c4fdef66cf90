"""What is typed in a sign-off: reasons, and the confirmation of who signs."""

from django import forms
from django.http import HttpRequest

from accounts.action_forms import reason_field
from accounts.confirm import KonfirmasiForm
from reports.models import Naskah
from reports.states import ALASAN_PEMBUKAAN

DIBACA = "Dibaca oleh penyusun dan tersimpan dalam jejak."


class ReasonForm(forms.Form):
    """Why a report goes back to its writers."""

    alasan = reason_field("Alasan", DIBACA)


class ReopenForm(ReasonForm):
    """Why a signed report is opened again."""

    alasan = reason_field("Alasan", DIBACA, ALASAN_PEMBUKAAN)


class SignForm(KonfirmasiForm):
    """Password and code of who signs, for one manuscript alone."""

    naskah = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, request: HttpRequest, naskah: Naskah, **kwargs: object) -> None:
        initial = {"naskah": naskah.pk}
        super().__init__(*args, request=request, keperluan=purpose(naskah), initial=initial, **kwargs)


def purpose(naskah: Naskah) -> str:
    """What a confirmation is for: another manuscript needs another one."""
    return f"sahkan-naskah-{naskah.pk}"
