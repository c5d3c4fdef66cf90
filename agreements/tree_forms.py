"""What is typed for a Bagian's part in an indikator."""

from typing import Any

from django import forms

from accounts.action_forms import CHOICE, VersionedForm
from accounts.models import Bagian
from agreements.models import Indikator, Turunan
from agreements.renstra_forms import long_text
from agreements.tree_actions import IsiTurunan, values
from kinerja.angka import format_angka
from ui.number_field import AngkaField


class TurunanForm(VersionedForm):
    """Bagian, text, target and its unit."""

    bagian = forms.ModelChoiceField(
        Bagian.objects.none(), label="Bagian", empty_label="Pilih Bagian", error_messages=CHOICE
    )
    uraian = long_text("Kinerja Bagian ini", help_text="Apa yang dikerjakan atau dihasilkan untuk indikator.")
    target = AngkaField(label="Target", required=False, help_text="Angka saja, misalnya 87,5.")
    satuan = forms.CharField(
        label="Satuan", required=False, max_length=40, help_text="Misalnya %, Laporan, Dokumen, Orang."
    )

    def __init__(self, *args: Any, pilihan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bagian"].queryset = pilihan
        self.fields["bagian"].label_from_instance = _name

    def isi(self) -> IsiTurunan:
        return IsiTurunan(**{nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "versi"})


def turunan_form(
    data: Any, indikator: Indikator, induk: Turunan | None, turunan: Turunan | None = None
) -> TurunanForm:
    """The form under an indikator, or under the Bagian whose Subbagian are to be chosen from."""
    if induk is None:
        pilihan = indikator.sasaran.perjanjian.satker.bagian.select_related("induk")
    else:
        pilihan = Bagian.objects.filter(induk=induk.bagian_id).select_related("induk")
    awal = {"satuan": indikator.satuan, "bagian": indikator.penanggung_jawab_id if induk is None else None}
    if turunan is not None:
        awal = stored(values(turunan)) | {"versi": turunan.versi_isi}
    return TurunanForm(data, pilihan=pilihan.order_by("urutan", "nama"), initial=awal)


def stored(isi: IsiTurunan) -> dict[str, Any]:
    """What a turunan says, as the fields of the form send it."""
    target = "" if isi.target is None else format_angka(isi.target, None)
    return vars(isi) | {"bagian": isi.bagian.pk, "target": target}


def _name(bagian: Bagian) -> str:
    return f"{bagian.induk.nama} › {bagian.nama}" if bagian.induk_id else bagian.nama
