"""What is typed for a decree on IKU, and which IKU its Lampiran holds."""

import re
from typing import Any

from django import forms

from accounts.action_forms import CHOICE, REQUIRED, DateField, VersionedForm
from accounts.models import Pejabat, Satker
from agreements.iku_actions import IsiKeputusan, values
from agreements.iku_document import judul_usulan, usulan
from agreements.models import KeputusanIKU
from agreements.renstra_forms import long_text, year_field
from kinerja.angka import tanggal

TAHUN = re.compile(r"(?i)\btahun (\d{4})\b")
DAFTAR = "Satu butir setiap baris; huruf atau nomornya dicetak sendiri. "
RINCIAN = 'Baris yang diawali "- " menjadi rincian butir di atasnya.'
DAFTAR_MAKSIMUM = 10_000


class PejabatChoice(forms.ModelChoiceField):
    """An official with the term of office, so that one chooses who held it on the day."""

    def label_from_instance(self, obj: Pejabat) -> str:
        sampai = tanggal(obj.selesai) if obj.selesai else "sekarang"
        return f"{obj.nama}, {obj.sebutan_lengkap} ({tanggal(obj.mulai)} sampai {sampai})"


class DecreeForm(VersionedForm):
    """Number, date, place, title, signatory, and the three lists."""

    tahun = year_field("Tahun IKU")
    nomor = forms.CharField(
        label="Nomor", max_length=60, error_messages=REQUIRED, help_text="Misalnya 32 Tahun 2024."
    )
    tanggal = DateField(label="Tanggal ditetapkan")
    tempat = forms.CharField(label="Ditetapkan di", max_length=80, error_messages=REQUIRED)
    tentang = long_text("Tentang", rows=2, longest=300)
    pejabat = PejabatChoice(
        Pejabat.objects.none(),
        label="Penandatangan",
        empty_label="Pilih pejabat",
        error_messages=CHOICE,
        help_text="Yang menjabat pada tanggal itu; Plt. atau Plh. dicetak di depan sebutannya. Nama yang "
        "belum ada dicatat Administrator pada susunan satker.",
    )
    menimbang = long_text("Menimbang", rows=6, help_text=DAFTAR, longest=DAFTAR_MAKSIMUM)
    mengingat = long_text("Mengingat", rows=8, help_text=DAFTAR, longest=DAFTAR_MAKSIMUM)
    memutuskan = long_text("Memutuskan", rows=10, help_text=DAFTAR + RINCIAN, longest=DAFTAR_MAKSIMUM)

    def __init__(self, *args: Any, satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pejabat"].queryset = satker.pejabat.filter(
            jabatan__in=[Pejabat.Jabatan.KETUA, Pejabat.Jabatan.SEKRETARIS]
        ).by_rank()

    def clean(self) -> dict[str, Any]:
        """A title that names another year than that of the IKU is a slip."""
        isi = super().clean()
        lain = set(TAHUN.findall(isi.get("tentang", ""))) - {str(isi.get("tahun"))}
        if isi.get("tahun") and lain:
            self.add_error(
                "tentang",
                f"Judul menyebut tahun {', '.join(sorted(lain))}, sedangkan tahun IKU {isi['tahun']}.",
            )
        return isi

    def isi(self) -> IsiKeputusan:
        isi = {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "versi"}
        daftar = {nama: _lines(isi[nama]) for nama in ("menimbang", "mengingat", "memutuskan")}
        return IsiKeputusan(**isi | daftar)


def decree_form(
    satker: Satker, data: Any, keputusan: KeputusanIKU | None = None, tahun: int = 0
) -> DecreeForm:
    """The form of a decree, filled with what is stored, or with the wording that is offered."""
    awal = stored(values(keputusan)) if keputusan else _offered(satker, tahun)
    versi = {"versi": keputusan.versi_isi} if keputusan else {}
    return DecreeForm(data, satker=satker, initial=awal | versi)


def stored(isi: IsiKeputusan) -> dict[str, Any]:
    """What a decree says, as the fields of the form send it."""
    return vars(isi) | {
        "pejabat": isi.pejabat.pk if isi.pejabat else "",
        "tanggal": isi.tanggal.isoformat(),
    }


def _offered(satker: Satker, tahun: int) -> dict[str, Any]:
    judul = judul_usulan(satker, tahun)
    return usulan(satker) | {"tahun": tahun, "tempat": satker.ibu_kota, "tentang": judul}


def _lines(teks: str) -> str:
    """One item a line, without empty lines."""
    return "\n".join(baris.strip() for baris in teks.splitlines() if baris.strip())
