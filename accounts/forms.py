"""Signing in, and searching for a satker."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """User name and password; a failure never tells which of the two was wrong."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak sesuai. Periksa huruf besar dan kecilnya.",
        "inactive": "Akun ini tidak aktif. Hubungi Administrator satuan kerja Anda.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["password"].label = "Kata sandi"
        self.fields["username"].error_messages["required"] = "Wajib diisi."
        self.fields["password"].error_messages["required"] = "Wajib diisi."


class SatkerSearchForm(forms.Form):
    """The search of the satker list; an empty one finds all."""

    q = forms.CharField(label="Cari satker", required=False, max_length=100, strip=True)
