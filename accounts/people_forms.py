"""What an Administrator types: people, duties, divisions, officials; and the password of an invitation."""

import re

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.validators import UnicodeUsernameValidator

from accounts.action_forms import CHOICE, REQUIRED, ActionForm, DateField
from accounts.actions import Tugas
from accounts.forms import SearchField
from accounts.models import Bagian, Pejabat, Satker, SatkerQuerySet, User
from accounts.permissions import Peran, Permission
from accounts.structure import MasaJabatan

PASSWORD_HELP = (
    "Sedikitnya 12 karakter, tidak seluruhnya angka, bukan kata sandi yang umum, dan tidak mirip nama Anda."
)
NIP = re.compile(r"\d[\d ]{7,}")
AWALAN = re.compile(r"\s*(?:pl[th]\b|pelaksana\s+(?:tugas|harian)\b)", re.IGNORECASE)


class SatkerChoice(forms.ModelChoiceField):
    """A satker by its short name."""

    def label_from_instance(self, obj: Satker) -> str:
        return obj.nama


class BagianChoice(forms.ModelChoiceField):
    """A Bagian with the satker it belongs to, so that equal names are told apart."""

    def label_from_instance(self, obj: Bagian) -> str:
        induk = f"{obj.induk.nama} › " if obj.induk_id else ""
        return f"{obj.satker.nama}: {induk}{obj.nama}"


class PeopleFilterForm(forms.Form):
    """The search of the list of people; an empty one finds all."""

    q = SearchField(label="Nama, nama pengguna, atau surel", required=False)
    satker = SatkerChoice(
        Satker.objects.none(),
        label="Satker",
        required=False,
        to_field_name="slug",
        empty_label="Semua satker",
    )
    peran = forms.ChoiceField(label="Peran", required=False, choices=[("", "Semua peran"), *Peran.choices])

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["satker"].queryset = managed_satker(by)


class DutyForm(ActionForm):
    """A duty: satker, role, Bagian, dates."""

    satker = SatkerChoice(
        Satker.objects.none(), label="Satker", error_messages=CHOICE, empty_label="Pilih satker"
    )
    peran = forms.ChoiceField(
        label="Peran", choices=[("", "Pilih peran"), *Peran.choices], error_messages=CHOICE
    )
    bagian = BagianChoice(
        Bagian.objects.none(),
        label="Bagian",
        required=False,
        empty_label="Semua bagian",
        error_messages=CHOICE,
        help_text="Staf dari satu Bagian hanya mengisi indikator Bagian itu beserta Subbagiannya.",
    )
    mulai = DateField(label="Berlaku mulai")
    selesai = DateField(
        label="Hari terakhir",
        required=False,
        help_text="Kosongkan bila belum diketahui. Hari itu masih berlaku.",
    )

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        satker = managed_satker(by)
        self.fields["satker"].queryset = satker
        bagian = Bagian.objects.filter(satker__in=satker.values("pk")).select_related("satker", "induk")
        self.fields["bagian"].queryset = bagian.order_by("satker__urutan", "satker__nama", "urutan")

    def tugas(self) -> Tugas:
        isi = self.cleaned_data
        return Tugas(isi["satker"], Peran(isi["peran"]), isi["mulai"], isi["bagian"], isi.get("selesai"))


class InviteForm(DutyForm):
    """A new person with the first duty."""

    nama = forms.CharField(label="Nama lengkap", max_length=150, error_messages=REQUIRED)
    username = forms.CharField(
        label="Nama pengguna",
        max_length=150,
        validators=[
            UnicodeUsernameValidator(message="Gunakan huruf, angka, dan tanda @ . + - _ saja, tanpa spasi.")
        ],
        error_messages=REQUIRED,
        help_text="Dipakai untuk masuk, misalnya rina.putri.",
    )
    email = forms.EmailField(
        label="Alamat surel",
        max_length=254,
        error_messages={
            **REQUIRED,
            "invalid": "Tulis alamat surel yang lengkap, misalnya rina@contoh.go.id.",
        },
        help_text="Tautan undangan dikirim ke alamat ini.",
    )

    field_order = ["nama", "username", "email", "satker", "peran", "bagian", "mulai"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["selesai"]


class EndDutyForm(ActionForm):
    """The last day of a duty, and the one that the person saw."""

    selesai = DateField(
        label="Hari terakhir", help_text="Bila diisi hari ini, hak atas data berakhir seketika saat disimpan."
    )
    lama = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])


class SeatForm(ActionForm):
    """Where a satker has its seat, and the text that the person saw."""

    ibu_kota = forms.CharField(label="Tempat kedudukan", max_length=80, error_messages=REQUIRED)
    lama = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class NewBagianForm(ActionForm):
    """A Bagian, or a Subbagian of one."""

    nama = forms.CharField(label="Nama Bagian atau Subbagian", max_length=200, error_messages=REQUIRED)
    induk = forms.ModelChoiceField(
        Bagian.objects.none(),
        label="Berada di bawah",
        required=False,
        empty_label="Langsung di bawah sekretariat",
        error_messages=CHOICE,
    )

    def __init__(self, *args: object, satker: Satker, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].queryset = satker.bagian.filter(induk__isnull=True)


class RenameBagianForm(ActionForm):
    """Another name of a Bagian, and the one that the person saw."""

    nama = forms.CharField(label="Nama", max_length=200, error_messages=REQUIRED)
    lama = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class PejabatForm(ActionForm):
    """An official's term of office."""

    jabatan = forms.ChoiceField(
        label="Jabatan", choices=[("", "Pilih jabatan"), *Pejabat.Jabatan.choices], error_messages=CHOICE
    )
    nama = forms.CharField(
        label="Nama dan gelar",
        max_length=150,
        error_messages=REQUIRED,
        help_text="Tanpa NIP: laporan dibaca umum.",
    )
    pelaksana = forms.ChoiceField(
        label="Kedudukan",
        choices=[("", "Pejabat definitif"), *Pejabat.Pelaksana.choices],
        required=False,
        error_messages=CHOICE,
        help_text="Plt. dan Plh. dicetak di depan sebutan jabatan pada setiap dokumen.",
    )
    sebutan = forms.CharField(
        label="Sebutan jabatan",
        max_length=200,
        error_messages=REQUIRED,
        help_text="Seperti tercetak di atas tanda tangan, misalnya Sekretaris KPU Provinsi Lampung.",
    )
    bagian = forms.ModelChoiceField(
        Bagian.objects.none(),
        label="Bagian",
        required=False,
        empty_label="Tidak memimpin Bagian",
        error_messages=CHOICE,
    )
    mulai = DateField(label="Menjabat mulai")
    selesai = DateField(label="Hari terakhir", required=False, help_text="Kosongkan bila masih menjabat.")

    def __init__(self, *args: object, satker: Satker, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bagian"].queryset = satker.bagian.all()

    def clean_nama(self) -> str:
        return _without_nip(self.cleaned_data["nama"])

    def clean_sebutan(self) -> str:
        sebutan = _without_nip(self.cleaned_data["sebutan"])
        if AWALAN.match(sebutan):
            raise forms.ValidationError(
                "Tulis sebutan tanpa Plt. atau Plh.; pilih Plt. atau Plh. pada isian Kedudukan."
            )
        return sebutan

    def masa(self) -> MasaJabatan:
        isi = self.cleaned_data
        return MasaJabatan(
            Pejabat.Jabatan(isi["jabatan"]),
            isi["nama"],
            isi["sebutan"],
            isi["mulai"],
            isi["selesai"],
            isi["bagian"],
            isi["pelaksana"],
        )


class EndPejabatForm(ActionForm):
    """The last day of a term of office, and the one that the person saw."""

    selesai = DateField(label="Hari terakhir menjabat")
    lama = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])


class AcceptForm(SetPasswordForm):
    """The password of an invited person, under the validators of the settings."""

    error_messages = {"password_mismatch": "Kedua kata sandi tidak sama. Ketik ulang keduanya."}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("new_password1", "Kata sandi"), ("new_password2", "Ulangi kata sandi")):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = "Wajib diisi."
        self.fields["new_password1"].help_text = PASSWORD_HELP
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, object]:
        """Every fault at once: Django looks at the password only after both fields agree."""
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return self.cleaned_data


def managed_satker(by: User) -> SatkerQuerySet:
    """The satker where a person manages accounts."""
    return Satker.objects.visible_to(by, Permission.MANAGE_ACCOUNTS)


def _without_nip(text: str) -> str:
    if NIP.search(text):
        raise forms.ValidationError("Jangan menuliskan NIP atau deretan angka: laporan dibaca umum.")
    return text
