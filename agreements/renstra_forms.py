"""What is typed for a Renstra: its period, its rows, and the targets of an IKU."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms

from accounts.action_forms import CHOICE, REQUIRED, VersionedForm
from agreements.choices import POLARITAS
from agreements.models import IKU, TAHUN_VALIDATORS, Renstra
from agreements.renstra_actions import IsiRenstra, renstra_values
from agreements.renstra_nodes import Isi, Jenis, Node, values
from kinerja.angka import format_angka
from ui.number_field import AngkaField

TEKS_MAKSIMUM = 2_000


def long_text(
    label: str, *, required: bool = True, help_text: str = "", rows: int = 3, longest: int = TEKS_MAKSIMUM
) -> forms.CharField:
    """A text over several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            **REQUIRED,
            "max_length": "Paling panjang %(limit_value)d huruf; sekarang %(show_value)d huruf.",
        },
    )


def year_field(label: str) -> forms.IntegerField:
    """A year as four digits."""
    return forms.IntegerField(
        label=label,
        validators=TAHUN_VALIDATORS,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4, "class": "masukan-angka"}
        ),
        error_messages={**REQUIRED, "invalid": "Tulis tahun dengan empat angka, misalnya 2025."},
    )


class RenstraForm(VersionedForm):
    """Period, number of the decree, visi."""

    tahun_mulai = year_field("Tahun pertama")
    tahun_selesai = year_field("Tahun terakhir")
    nomor = forms.CharField(
        label="Nomor keputusan",
        required=False,
        max_length=120,
        help_text="Keputusan yang menetapkan Renstra. Kosongkan bila belum ada.",
    )
    visi = long_text("Visi", required=False)

    def isi(self) -> IsiRenstra:
        return IsiRenstra(**{nama: self.cleaned_data[nama] for nama in IsiRenstra.__dataclass_fields__})


class NewRenstraForm(RenstraForm):
    """The same, and what the new Renstra begins with."""

    sumber = forms.ModelChoiceField(
        Renstra.objects.none(),
        label="Isi awal",
        required=False,
        empty_label="Kosong",
        error_messages=CHOICE,
        help_text="Misi, tujuan, sasaran strategis, dan IKU ikut disalin. Target IKU tidak disalin: target "
        "periode baru diisi satu per satu.",
    )
    field_order = ["tahun_mulai", "tahun_selesai", "sumber", "nomor", "visi"]

    def __init__(self, *args: Any, satker_renstra: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sumber"].queryset = satker_renstra
        self.fields["sumber"].label_from_instance = lambda satu: f"Salin dari Renstra {satu.periode}"
        self.fields["visi"].help_text = "Kosongkan bila menyalin dan visinya tetap."

    def isi(self) -> IsiRenstra:
        """As typed; copied without a visi, it keeps the earlier one."""
        sumber = self.cleaned_data["sumber"]
        if sumber is not None and not self.cleaned_data["visi"]:
            self.cleaned_data["visi"] = sumber.visi
        return super().isi()


class UraianForm(VersionedForm):
    """The text of a misi, a tujuan or a sasaran strategis."""

    uraian = long_text("Uraian")

    def isi(self) -> Isi:
        return {"uraian": self.cleaned_data["uraian"]}


class IkuForm(VersionedForm):
    """An IKU with its target for each year of the Renstra."""

    nama = long_text("Indikator kinerja utama", rows=2)
    keterangan = long_text(
        "Keterangan", required=False, help_text="Cara mengukurnya: apa dibagi apa, dari sumber mana."
    )
    satuan = forms.CharField(
        label="Satuan",
        max_length=40,
        error_messages=REQUIRED,
        help_text="Misalnya %, Nilai, Indeks, Laporan, Dokumen.",
    )
    polaritas = forms.ChoiceField(label="Polaritas", choices=POLARITAS, error_messages=CHOICE)

    def __init__(self, *args: Any, renstra: Renstra, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tahun = renstra.tahun
        for tahun in self.tahun:
            self.fields[f"target_{tahun}"] = AngkaField(label=f"Target {tahun}", required=False)
        self.fields[
            f"target_{self.tahun[0]}"
        ].help_text = "Angka saja, misalnya 87,5. Kosongkan tahun yang targetnya belum ada."

    def isi(self) -> Isi:
        nama = ("nama", "keterangan", "satuan", "polaritas")
        target = {tahun: self.cleaned_data[f"target_{tahun}"] for tahun in self.tahun}
        return {satu: self.cleaned_data[satu] for satu in nama} | {"target": target}


def node_form(jenis: Jenis, renstra: Renstra, data: Any, butir: Node | None = None) -> VersionedForm:
    """The form of a kind of row, filled with what is stored."""
    awal = {} if butir is None else initial(butir)
    if jenis.model is IKU:
        return IkuForm(data, renstra=renstra, initial=awal)
    form = UraianForm(data, initial=awal)
    form.fields["uraian"].label = f"Uraian {jenis.nama}"
    return form


def initial(butir: Renstra | Node) -> dict[str, Any]:
    """What is stored, as the fields of the form show it."""
    if isinstance(butir, Renstra):
        return asdict(renstra_values(butir)) | {"versi": butir.versi_isi}
    return as_typed(values(butir)) | {"versi": butir.versi_isi}


def as_typed(isi: Isi) -> dict[str, Any]:
    """What a row says, by the names of the form's fields, figures as one types them."""
    biasa = {nama: nilai for nama, nilai in isi.items() if nama != "target"}
    target: Mapping[int, Any] = isi.get("target", {})
    angka = {tahun: "" if nilai is None else format_angka(nilai, None) for tahun, nilai in target.items()}
    return biasa | {f"target_{tahun}": teks for tahun, teks in angka.items()}


def differences(form: VersionedForm, tersimpan: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """After a clash: label, what is stored and what was typed, of each field where they differ.

    tersimpan: what is stored, by the names of the fields, as the form would send it.
    """
    beda = []
    for bidang in form.visible_fields():
        ketikan = str(bidang.value() or "").replace("\r\n", "\n").strip()
        lama = str(tersimpan.get(bidang.name, ketikan))
        if lama != ketikan:
            beda.append((bidang.label, _shown(bidang, lama), _shown(bidang, ketikan)))
    return beda


def _shown(bidang: forms.BoundField, nilai: str) -> str:
    pilihan = {str(satu): label for satu, label in getattr(bidang.field, "choices", ())}
    return str(pilihan.get(nilai, nilai))
