"""The full sheet of an indikator as it is typed: target, satuan, skala and metode must fit each other."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import TextChoices

from accounts.action_forms import CHOICE, REQUIRED
from accounts.models import Bagian
from agreements.choices import AGREGASI, METODE, POLARITAS
from agreements.models import IKU, PerjanjianKinerja, SkalaNilai
from agreements.pk_advice import inti
from agreements.pk_forms import SheetForm
from agreements.pk_line import last_years
from agreements.pk_sheet import LembarIndikator
from agreements.queries import strategis_tahun
from kinerja.angka import AngkaTidakSah, format_angka
from kinerja.capaian import Polaritas
from kinerja.metode import Metode
from kinerja.periode import Triwulan
from ui.number_field import AngkaField, baca_angka

KODE_KEGIATAN = re.compile(r"[A-Z]{2}(?:\.[0-9A-Z]{2,4}){0,4}")


class JenisTarget(TextChoices):
    """How a target is typed."""

    PERSENTASE = "persentase", "Persentase"
    JUMLAH = "jumlah", "Jumlah (bilangan bulat)"
    INDEKS = "indeks", "Indeks atau nilai"
    PREDIKAT = "predikat", "Predikat"


class IndikatorForm(SheetForm):
    """The full sheet of an indikator."""

    nama = forms.CharField(
        label="Rumusan indikator", widget=forms.Textarea(attrs={"rows": 3}), error_messages=REQUIRED
    )
    jenis = forms.ChoiceField(
        label="Jenis target", choices=[("", "Pilih jenis"), *JenisTarget.choices], error_messages=CHOICE
    )
    target = forms.CharField(
        label="Target setahun",
        max_length=40,
        error_messages=REQUIRED,
        help_text="Misalnya 100 untuk persentase, 2 untuk jumlah, 3,25 untuk indeks, B untuk predikat.",
    )
    satuan = forms.CharField(
        label="Satuan",
        max_length=40,
        required=False,
        help_text="Misalnya Laporan, Dokumen, Nilai. Persentase selalu %; predikat tidak memerlukannya.",
    )
    polaritas = forms.ChoiceField(label="Polaritas", choices=POLARITAS, error_messages=CHOICE)
    metode = forms.ChoiceField(
        label="Metode penghitungan", choices=[("", "Pilih metode"), *METODE], error_messages=CHOICE
    )
    agregasi = forms.ChoiceField(
        label="Nilai setahun dari triwulan", choices=[("", "Pilih cara"), *AGREGASI], error_messages=CHOICE
    )
    cara_perhitungan = forms.CharField(
        label="Cara perhitungan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED,
        help_text="Dicetak dalam lampiran. Sebutkan apa yang dibagi dengan apa bila metodenya membagi.",
    )
    sumber_data = forms.CharField(
        label="Sumber data", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    penanggung_jawab = forms.ModelChoiceField(
        Bagian.objects.none(),
        label="Bagian penanggung jawab",
        required=False,
        empty_label="Belum ditetapkan",
        error_messages=CHOICE,
    )
    iku = forms.ModelChoiceField(
        IKU.objects.none(),
        label="IKU yang didukung",
        required=False,
        empty_label="Tidak mendukung IKU",
        error_messages=CHOICE,
    )
    kegiatan = forms.CharField(
        label="Kegiatan pendukung",
        required=False,
        help_text="Kode kegiatan dalam DIPA, dipisahkan koma, misalnya CQ.6709, WA.3355.",
    )
    skala = forms.ChoiceField(
        label="Skala nilai",
        required=False,
        error_messages=CHOICE,
        help_text="Hanya untuk predikat dan rekap satker.",
    )
    kriteria = forms.CharField(
        label="Kriteria rekap",
        max_length=20,
        required=False,
        help_text="Predikat paling rendah yang memenuhi, misalnya B. Hanya untuk rekap satker.",
    )
    standar_nasional = AngkaField(label="Standar nasional", required=False, negatif=False)
    sumber_standar = forms.CharField(label="Sumber standar nasional", max_length=200, required=False)

    lanjutan = forms.TypedChoiceField(
        label="Lanjutan dari indikator tahun lalu",
        required=False,
        empty_value=None,
        error_messages=CHOICE,
    )

    #: The groups in which the page shows the fields.
    KELOMPOK = (
        ("Rumusan dan target", ("nama", "jenis", "target", "satuan", "polaritas")),
        ("Penghitungan", ("metode", "agregasi", "cara_perhitungan", "sumber_data", "skala", "kriteria")),
        ("Target per triwulan", ("tw1", "tw2", "tw3", "tw4")),
        (
            "Keterkaitan",
            ("penanggung_jawab", "iku", "lanjutan", "kegiatan", "standar_nasional", "sumber_standar"),
        ),
    )

    def __init__(self, *args: Any, perjanjian: PerjanjianKinerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for triwulan in Triwulan:
            self.fields[f"tw{int(triwulan)}"] = AngkaField(label=str(triwulan), required=False, negatif=False)
        self.tingkat = _tingkat()
        self.fields["penanggung_jawab"].queryset = perjanjian.satker.bagian.all()
        self.fields["iku"].queryset = IKU.objects.filter(sasaran_strategis__in=strategis_tahun(perjanjian))
        skala = [(kunci, kunci.upper()) for kunci in self.tingkat]
        self.fields["skala"].choices = [("", "Tanpa skala"), *skala]

        self._offer_last_year(perjanjian)

    def _offer_last_year(self, perjanjian: PerjanjianKinerja) -> None:
        """Last year's indikator, those of the same wording first; without any the field is not there."""
        lama = {str(satu.pk): satu for satu in last_years(perjanjian)}
        if not lama:
            del self.fields["lanjutan"]
            return
        kata = inti(self["nama"].value() or "")
        sama, lain = [], []
        for kunci, satu in lama.items():
            (sama if inti(satu.nama) == kata else lain).append((kunci, f"{satu.nomor}. {satu.nama}"))
        isian = self.fields["lanjutan"]
        kelompok = [("Rumusan sama", sama), ("Rumusan lain", lain)]
        isian.choices = [("", "Tidak, indikator ini baru"), *(satu for satu in kelompok if satu[1])]
        isian.coerce = lama.__getitem__
        isian.help_text = (
            f"Capaiannya dibandingkan dengan tahun {perjanjian.tahun - 1} menurut pilihan ini."
            + (" Ada indikator dengan rumusan yang sama." if sama else "")
        )

    def kelompok(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in their groups."""
        return [(judul, [self[nama] for nama in isi if nama in self.fields]) for judul, isi in self.KELOMPOK]

    def clean_kegiatan(self) -> tuple[str, ...]:
        kode = sorted({satu for satu in re.split(r"[\s,;]+", self.cleaned_data["kegiatan"].upper()) if satu})
        if salah := [satu for satu in kode if not KODE_KEGIATAN.fullmatch(satu)]:
            raise forms.ValidationError(f"Kode “{salah[0]}” tidak dikenali; tulislah misalnya CQ.6709.")
        return tuple(kode)

    def clean(self) -> dict[str, Any]:
        """Target, satuan, skala and metode must fit each other."""
        isi = super().clean()
        isi |= {"nilai": None, "predikat": "", "kriteria_nilai": None}
        jenis, target = isi.get("jenis"), isi.get("target")
        if jenis == JenisTarget.PREDIKAT:
            self._clean_predikat(isi)
        elif jenis and target:
            self._clean_nilai(isi, jenis, target)
        if isi.get("metode") == Metode.REKAP_SATKER:
            self._clean_rekap(isi)
        elif isi.get("kriteria"):
            self.add_error("kriteria", "Kriteria hanya untuk metode rekap satker; kosongkan.")
        return isi

    def _clean_predikat(self, isi: dict[str, Any]) -> None:
        tingkat = self.tingkat.get(isi.get("skala") or "", {})
        if not tingkat:
            self.add_error("skala", "Pilih skala tempat predikat ini berada.")
        elif isi.get("target") and isi["target"] not in tingkat:
            self.add_error("target", f"Predikat pada skala ini: {', '.join(tingkat)}.")
        if isi.get("metode") and isi["metode"] != Metode.PREDIKAT:
            self.add_error("metode", "Target berupa predikat dihitung dengan metode Predikat.")
        if isi.get("polaritas") == Polaritas.MINIMASI:
            self.add_error("polaritas", "Predikat selalu makin tinggi makin baik; pilih maksimasi.")
        isi["predikat"], isi["satuan"] = isi.get("target", ""), isi.get("satuan") or "Predikat"

    def _clean_nilai(self, isi: dict[str, Any], jenis: str, target: str) -> None:
        if isi.get("metode") == Metode.PREDIKAT:
            self.add_error("jenis", "Metode Predikat memerlukan target berupa predikat.")
        try:
            isi["nilai"] = baca_angka(target.removesuffix("%"), negatif=False)
        except AngkaTidakSah as galat:
            self.add_error("target", str(galat))
            return
        if isi["nilai"] is None:
            self.add_error("target", REQUIRED["required"])
            return
        if jenis == JenisTarget.PERSENTASE:
            isi["satuan"] = "%"
        elif not isi.get("satuan") or isi["satuan"] == "%":
            self.add_error("satuan", "Isi satuannya, misalnya Laporan atau Nilai.")
        if jenis == JenisTarget.JUMLAH and isi["nilai"] % 1:
            self.add_error("target", "Jumlah adalah bilangan bulat; pilih Indeks atau nilai bila berkoma.")

    def _clean_rekap(self, isi: dict[str, Any]) -> None:
        tingkat = self.tingkat.get(isi.get("skala") or "", {})
        if not tingkat:
            self.add_error("skala", "Pilih skala yang dipakai rekap satker.")
        elif isi.get("kriteria") not in tingkat:
            self.add_error("kriteria", f"Predikat pada skala ini: {', '.join(tingkat)}.")
        else:
            isi["kriteria_nilai"] = tingkat[isi["kriteria"]] or Decimal(0)

    def lembar(self) -> LembarIndikator:
        isi = self.cleaned_data
        sama = {
            nama: isi[nama]
            for nama in (
                "nama", "satuan", "polaritas", "metode", "agregasi", "cara_perhitungan", "sumber_data",
                "penanggung_jawab", "iku", "skala", "kriteria", "kriteria_nilai", "standar_nasional",
                "sumber_standar", "kegiatan",
            )
        }  # fmt: skip
        triwulan = tuple(isi[f"tw{int(satu)}"] for satu in Triwulan)
        return LembarIndikator(
            **sama,
            target=isi["nilai"],
            target_predikat=isi["predikat"],
            triwulan=triwulan,
            lanjutan=isi.get("lanjutan"),
        )


def awal_indikator(lembar: LembarIndikator) -> dict[str, Any]:
    """A stored sheet as the initial values of its form."""
    isi: dict[str, Any] = dict(vars(lembar))
    isi["jenis"] = _jenis(lembar)
    isi["target"] = lembar.target_predikat or _angka(lembar.target)
    isi["lanjutan"] = lembar.lanjutan.pk if lembar.lanjutan else ""
    isi["standar_nasional"] = _angka(lembar.standar_nasional)
    isi["kegiatan"] = ", ".join(lembar.kegiatan)
    return isi | {f"tw{ke}": _angka(nilai) for ke, nilai in enumerate(lembar.triwulan, start=1)}


def _jenis(lembar: LembarIndikator) -> JenisTarget:
    if lembar.target is None:
        return JenisTarget.PREDIKAT
    if lembar.satuan == "%":
        return JenisTarget.PERSENTASE
    bulat = lembar.target % 1 == 0 and lembar.satuan.lower() not in ("nilai", "indeks", "skor")
    return JenisTarget.JUMLAH if bulat else JenisTarget.INDEKS


def _angka(nilai: Decimal | None) -> str:
    return "" if nilai is None else format_angka(nilai, None)


def _tingkat() -> dict[str, dict[str, Decimal | None]]:
    """Scale -> its levels, lowest first, with the score above which each begins."""
    hasil: dict[str, dict[str, Decimal | None]] = {}
    for satu in SkalaNilai.objects.all():
        hasil.setdefault(satu.skala, {})[satu.nama] = satu.bawah
    return hasil
