"""The component gallery: every component with data, empty and with errors. Wired only under DEBUG."""

from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ui import gallery_data
from ui.chips import NADA
from ui.icons import ICONS

_STATES = (
    "Draf", "Diajukan", "Dikembalikan", "Terverifikasi", "Terkunci", "Ditandatangani", "Ditetapkan",
    "Konsep", "Diperiksa", "Disahkan", "Digantikan", "Menunggu", "Diproses", "Selesai", "Gagal",
    "Kesalahan", "Peringatan", "Catatan",
)  # fmt: skip


class ContohForm(forms.Form):
    """Every kind of field that the application uses."""

    indikator = forms.CharField(label="Indikator", max_length=300)
    triwulan = forms.ChoiceField(
        label="Triwulan", choices=[("", "Pilih triwulan"), *((str(n), f"Triwulan {n}") for n in range(1, 5))]
    )
    realisasi = forms.CharField(
        label="Realisasi (persen)",
        help_text="Contoh penulisan: 1.234,56",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    kendala = forms.CharField(label="Kendala", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    bukti = forms.FileField(label="Bukti dukung", required=False, help_text="PDF, paling besar 10 MB.")
    polaritas = forms.ChoiceField(
        label="Polaritas",
        widget=forms.RadioSelect,
        choices=[
            ("maksimasi", "Maksimasi: makin besar makin baik"),
            ("minimasi", "Minimasi: makin kecil makin baik"),
        ],
    )
    setuju = forms.BooleanField(label="Data sudah saya periksa terhadap dokumen sumber")

    def clean_realisasi(self) -> str:
        if "." in self.cleaned_data["realisasi"]:
            raise forms.ValidationError("“12.5” bukan angka yang sah. Tulislah 12,5 atau 12.500.")
        return self.cleaned_data["realisasi"]

    def clean(self) -> None:
        if self.data.get("bentrok"):
            self.add_error(None, "Data ini telah diubah oleh orang lain pada 14.05. Muat ulang halaman.")


def gallery_context() -> dict:
    """Everything that the gallery shows, without a request."""
    galat = ContohForm({"realisasi": "12.5", "triwulan": "2", "bentrok": "ya"}, auto_id="galat_%s")
    return {
        "nav": gallery_data.NAV,
        "states": _STATES,
        "tones": NADA,
        "icons": ICONS,
        "levels": gallery_data.LEVELS,
        "pemilih": gallery_data.SWITCHER,
        "tabs": gallery_data.TABS,
        "langkah": gallery_data.STEPS,
        "kelompok": gallery_data.KELOMPOK,
        "satker": gallery_data.SATKER,
        "jumlah": gallery_data.JUMLAH,
        "rincian": gallery_data.RINCIAN,
        "bagan": gallery_data.charts(),
        "form": ContohForm(auto_id="isi_%s", initial={"indikator": gallery_data.CONTOH_NAMA}),
        "form_galat": galat,
        "galat": gallery_data.ERRORS,
        "page": Paginator(range(1, 553), 50).page(3),
        "hari": date(2024, 1, 15),
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, with figures of the LKj 2023 as examples."""
    return render(request, "ui/gallery.html", gallery_context())
