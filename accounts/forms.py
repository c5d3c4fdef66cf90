"""Signing in, and searching for a satker."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """User name and password; a failure never tells which of the two was wrong.

    Who knows the password of a closed account is told that it is closed; nobody else learns it.
    """

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


class SearchField(forms.CharField):
    """What is looked for; of a longer text the first LONGEST letters, so that it never finds everything."""

    LONGEST = 100

    def to_python(self, value: object) -> str:
        """The text without blanks around it."""
        return super().to_python(value)[: self.LONGEST].rstrip()


class CodeForm(forms.Form):
    """One code: of the authenticator app, or a recovery code."""

    kode = forms.CharField(
        label="Kode",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
        error_messages={"required": "Wajib diisi.", "max_length": "Kode ini terlalu panjang."},
    )


class SatkerSearchForm(forms.Form):
    """The search of the satker list; an empty one finds all."""

    q = SearchField(label="Cari satker", required=False)
