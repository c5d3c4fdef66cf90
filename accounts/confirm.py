"""Password and code asked again before a grave act: good for five minutes, for one purpose, once.

On one page: a `KonfirmasiForm` of the purpose; valid, it has given the confirmation. Then, in the transaction
of the act, `require_fresh(request, purpose)` spends it; an act that fails takes that back with all the rest.
"""

from datetime import datetime, timedelta

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from accounts.action_forms import REQUIRED, ActionForm
from accounts.models import Konfirmasi
from accounts.second_step import KodeDitolak, check_code

FRESH = timedelta(minutes=5)
SESSION_KEY = "konfirmasi"


class PerluKonfirmasi(Exception):
    """There is no confirmation for this purpose, or it is too old, or it has been spent."""

    def __init__(self) -> None:
        """One sentence for all of them."""
        super().__init__(
            "Masukkan kata sandi dan kode sekali lagi: konfirmasi berlaku lima menit, untuk satu kali."
        )


class KonfirmasiForm(ActionForm):
    """Password and code of who is logged in; valid, `require_fresh` of the same purpose passes once."""

    password = forms.CharField(
        label="Kata sandi Anda",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=REQUIRED,
    )
    kode = forms.CharField(
        label="Kode dari aplikasi autentikator",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages=REQUIRED,
        help_text="Enam angka. Kode yang baru saja dipakai untuk masuk tidak berlaku lagi: tunggu yang baru.",
    )

    def __init__(self, *args: object, request: HttpRequest, keperluan: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.keperluan = request, keperluan

    def clean(self) -> None:
        """A wrong password counts as a failed login; the code is spent only beside the right password."""
        isi = super().clean() or self.cleaned_data
        if self.errors:
            return
        user = self.request.user
        if authenticate(self.request, username=user.username, password=isi["password"]) != user:
            self.add_error("password", "Kata sandi tidak sesuai.")
            return
        try:
            check_code(user, isi["kode"])
        except KodeDitolak as error:
            self.add_error("kode", str(error))
            return
        give(self.request, self.keperluan)


def give(request: HttpRequest, keperluan: str) -> None:
    """Note that password and code were right, in this session and for this purpose."""
    satu = Konfirmasi.objects.create(user=request.user, keperluan=keperluan, diberikan_pada=timezone.now())
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {keperluan: satu.pk}


def require_fresh(request: HttpRequest, keperluan: str, now: datetime | None = None) -> None:
    """Spend the confirmation of a purpose, in the caller's transaction. PerluKonfirmasi: there is none."""
    kini = now or timezone.now()
    berlaku = Konfirmasi.objects.filter(
        pk=request.session.get(SESSION_KEY, {}).get(keperluan),
        user=request.user,
        keperluan=keperluan,
        dipakai_pada__isnull=True,
        diberikan_pada__gt=kini - FRESH,
        # Not from the future: a clock that was put back would keep it good for longer.
        diberikan_pada__lte=kini,
    )
    if berlaku.update(dipakai_pada=kini) != 1:
        raise PerluKonfirmasi
